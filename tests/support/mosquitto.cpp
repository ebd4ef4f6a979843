#include "tests/support/mosquitto.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/certificates.h"

namespace test_support {
namespace {

namespace fs = std::filesystem;

/// As root it would become a user of its own and not find its way into the folder.
base::Status give_away(fs::path const& folder) {
    passwd const* const nobody = getpwnam("nobody");
    if (geteuid() != 0 || !nobody) return base::done;
    std::vector<fs::path> all{folder};
    for (auto const& entry : fs::directory_iterator(folder)) all.push_back(entry.path());
    for (fs::path const& file : all) {
        if (chown(file.c_str(), nobody->pw_uid, nobody->pw_gid) != 0) return base::Error{file.string() + ": chown"};
    }
    return base::done;
}

}  // namespace

base::Result<std::unique_ptr<Mosquitto>> Mosquitto::start(Options options) {
    std::string folder = "/tmp/borough-mqtt-XXXXXX";
    if (!mkdtemp(folder.data())) return base::Error{folder + ": cannot be made"};
    std::unique_ptr<Mosquitto> broker(new Mosquitto(folder, std::move(options)));
    if (auto const done = broker->configure(); !done) return done.error();
    if (auto const up = broker->resume(); !up) return up.error();
    return broker;
}

Mosquitto::Mosquitto(fs::path folder, Options options)
    : folder_(std::move(folder)), options_(std::move(options)), port_(free_port()) {}

Mosquitto::~Mosquitto() {
    process_.end(9);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string Mosquitto::url(std::string const& topic) const {
    return (options_.tls ? "mqtts://127.0.0.1:" : "mqtt://127.0.0.1:") + std::to_string(port_) + "/" + topic;
}

base::Status Mosquitto::configure() const {
    std::string const here = folder_.string() + "/";
    std::ofstream file(folder_ / "broker.conf");
    file << "listener " << port_ << " 127.0.0.1\n"
         << "persistence true\npersistence_location " << here << "\n"
         << "max_queued_messages 0\n"  // for clients that are away: the default forgets all but a thousand
         << "set_tcp_nodelay true\n";
    if (options_.saves_each_change) file << "autosave_on_changes true\nautosave_interval 1\n";
    if (geteuid() == 0) file << "user nobody\n";
    if (options_.user.empty()) {
        file << "allow_anonymous true\n";
    } else {
        file << "allow_anonymous false\npassword_file " << here << "passwords\n";
        auto const made = run_or_say(
            {find_program("mosquitto_passwd"), "-c", "-b", here + "passwords", options_.user, options_.password},
            folder_);
        if (!made) return made;
    }
    if (options_.tls) {
        if (auto const made = make_certificates(folder_); !made) return made;
        file << "certfile " << here << "server.pem\nkeyfile " << here << "server.key\n";
    }
    file.close();
    return give_away(folder_);
}

base::Status Mosquitto::resume() {
    process_.launch({find_program("mosquitto"), "-c", folder_ / "broker.conf"}, folder_);
    if (wait_for_port(port_)) return base::done;
    std::ifstream log(folder_ / "server.log");
    return base::Error{"the broker does not come up: " + std::string(std::istreambuf_iterator<char>(log), {})};
}

}  // namespace test_support
