#include "tests/support/postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>
#include <vector>

namespace test_support {
namespace {

namespace fs = std::filesystem;

struct Account {
    uid_t user;
    gid_t group;
};

/// Whose server it is: this process's own, except for root.
Account account() {
    if (geteuid() != 0) return {geteuid(), getegid()};
    passwd const* const nobody = getpwnam("nobody");
    return nobody ? Account{nobody->pw_uid, nobody->pw_gid} : Account{65534, 65534};
}

/// Between fork and exec: only calls that are safe there.
[[noreturn]] void become(std::vector<char*> const& arguments, Account who, int log, fs::path const& folder) {
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    bool const dropped =
        geteuid() != 0 || (setgroups(0, nullptr) == 0 && setgid(who.group) == 0 && setuid(who.user) == 0);
    // A test that is killed must not leave its server behind. After setuid, which forgets it.
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (dropped && chdir(folder.c_str()) == 0) execv(arguments.front(), arguments.data());
    _exit(127);
}

pid_t launch(std::vector<std::string> command, fs::path const& folder, fs::path const& log) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    Account const who = account();
    int const file = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pid_t const child = fork();
    if (child == 0) become(arguments, who, file, folder);
    close(file);
    return child;
}

int wait_for(pid_t child) {
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

std::string text_of(fs::path const& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

base::Status run_here(std::vector<std::string> const& command, fs::path const& folder) {
    fs::path const log = folder / "command.log";
    if (wait_for(launch(command, folder, log)) == 0) return base::done;
    return base::Error{command.front() + ": " + text_of(log)};
}

}  // namespace

fs::path Postgres::find_programs() {
    std::vector<fs::path> places;
    char const* const path = std::getenv("PATH");
    std::istringstream words(path ? path : "");
    for (std::string word; std::getline(words, word, ':');) places.emplace_back(word);
    std::error_code ignored;
    std::vector<fs::path> versions;
    for (auto const& entry : fs::directory_iterator("/usr/lib/postgresql", ignored))
        versions.push_back(entry.path() / "bin");
    std::sort(versions.rbegin(), versions.rend());
    places.insert(places.end(), versions.begin(), versions.end());
    for (fs::path const& place : places) {
        fs::path const found = fs::canonical(place / "initdb", ignored);  // in the PATH there may be only a link to it
        if (!ignored && fs::exists(found.parent_path() / "postgres", ignored)) return found.parent_path();
    }
    return {};
}

base::Result<std::unique_ptr<Postgres>> Postgres::start(fs::path const& programs) {
    if (programs.empty()) return base::Error{"PostgreSQL is not installed"};
    // The names of sockets are 107 bytes at most: no deep folder.
    std::string folder = "/tmp/borough-pg-XXXXXX";
    if (!mkdtemp(folder.data())) return base::Error{folder + ": cannot be made"};
    std::unique_ptr<Postgres> postgres(new Postgres(programs, folder));
    if (auto const created = postgres->create(); !created) return created.error();
    return postgres;
}

Postgres::Postgres(fs::path programs, fs::path folder) : programs_(std::move(programs)), folder_(std::move(folder)) {}

Postgres::~Postgres() {
    stop();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

base::Status Postgres::create() {
    Account const who = account();
    if (chown(folder_.c_str(), who.user, who.group) != 0) return base::Error{host() + ": cannot be given away"};
    auto const made = run_here({programs_ / "initdb", "--pgdata=" + host() + "/data", "--auth=trust",
                                "--username=" + user(), "--encoding=UTF8", "--locale=C", "--no-sync"},
                               folder_);
    if (!made) return made;
    if (auto const up = resume(); !up) return up;
    return run_here({programs_ / "createdb", "--host=" + host(), "--username=" + user(), dbname()}, folder_);
}

base::Status Postgres::resume() {
    // The data need not survive anything, so nothing waits for the disk.
    server_ = launch({programs_ / "postgres", "-D", host() + "/data", "-k", host(), "-p", std::to_string(port()), "-c",
                      "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"},
                     folder_, folder_ / "server.log");
    for (int attempt = 0; attempt < 200; ++attempt) {
        if (run_here({programs_ / "pg_isready", "--quiet", "--host=" + host()}, folder_)) return base::done;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return base::Error{"the server does not come up: " + text_of(folder_ / "server.log")};
}

void Postgres::stop() {
    if (server_ < 0) return;
    kill(server_, SIGQUIT);
    wait_for(server_);
    server_ = -1;
}

base::Status Postgres::execute(std::string const& sql) const {
    return run_here({programs_ / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--host=" + host(),
                     "--username=" + user(), "--dbname=" + dbname(), "--command=" + sql},
                    folder_);
}

std::string Postgres::connection() const {
    return "host=" + host() + " port=" + std::to_string(port()) + " dbname=" + dbname() + " user=" + user();
}

}  // namespace test_support
