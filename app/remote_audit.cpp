#include "app/remote_audit.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>

namespace app {
namespace {

constexpr std::uintmax_t kLargestLog =
    16 * 1024 * 1024;  ///< bytes; then it becomes FILE.1, and the one before that goes
constexpr std::size_t kLongestCommand = 2000, kLongestRefused = 80;
constexpr base::UtcMs kBetweenRefused = 1000;

std::string line_of(RemoteAudit::Line const& line) {
    nlohmann::ordered_json json{{"time", base::format_time(line.at)}, {"from", line.from}, {"role", line.role}};
    auto command = nlohmann::ordered_json::parse(line.command, nullptr, false);
    bool const as_it_is = !command.is_discarded() && line.command.size() <= kLongestCommand;
    json["command"] = as_it_is ? std::move(command) : nlohmann::ordered_json(line.command.substr(0, kLongestCommand));
    json["result"] = line.result;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

void turn_over(std::filesystem::path const& file) {
    std::error_code ignored;
    auto const size = std::filesystem::file_size(file, ignored);
    if (ignored || size < kLargestLog) return;
    std::filesystem::rename(file, file.string() + ".1", ignored);
}

}  // namespace

RemoteAudit::RemoteAudit(std::filesystem::path file) : file_(std::move(file)) {}

base::Status RemoteAudit::write(Line const& line) {
    if (file_.empty()) return base::Error{"no --remote-log is given, and neither XDG_STATE_HOME nor HOME is set"};
    std::string const text = line_of(line);
    std::lock_guard const lock(mutex_);
    turn_over(file_);
    std::error_code ignored;
    if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path(), ignored);
    int const descriptor = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return base::Error{file_.string() + ": " + std::strerror(errno)};
    bool const whole = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    std::string const why = whole ? std::string{} : std::strerror(errno);
    bool const closed = close(descriptor) == 0;
    if (whole && closed) return base::done;
    return base::Error{file_.string() + ": " + (why.empty() ? "cannot be written" : why)};
}

base::Status RemoteAudit::write_refused(Line line) {
    {
        std::lock_guard const lock(refused_mutex_);
        // Also where the clock was set back.
        std::erase_if(refused_, [&](auto const& each) {
            return line.at < each.second || line.at - each.second >= kBetweenRefused;
        });
        if (!refused_.try_emplace(line.from, line.at).second) return base::done;
    }
    if (line.command.size() > kLongestRefused) line.command.resize(kLongestRefused);
    return write(line);
}

}  // namespace app
