#include "app/user_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace app {
namespace {

std::filesystem::path folder(char const* variable, char const* under_home) {
    char const* const set = std::getenv(variable);
    // The specification says that relative paths there are to be ignored.
    if (set != nullptr && set[0] == '/') return std::filesystem::path(set) / "borough";
    char const* const home = std::getenv("HOME");
    if (home != nullptr && home[0] == '/') return std::filesystem::path(home) / under_home / "borough";
    return {};
}

base::Error cannot_do(std::filesystem::path const& file, char const* what) {
    return {file.string() + ": cannot " + what + ": " + std::strerror(errno)};
}

base::Status write_all(int descriptor, std::string const& text) {
    for (std::size_t done = 0; done < text.size();) {
        ssize_t const n = ::write(descriptor, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return base::Error{std::strerror(errno)};
        done += static_cast<std::size_t>(n);
    }
    return base::done;
}

}  // namespace

std::string district_key(std::filesystem::path const& district) {
    std::error_code ignored;
    auto const path = std::filesystem::weakly_canonical(district, ignored);
    std::string const text = (ignored ? std::filesystem::absolute(district, ignored) : path).string();
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a (Fowler, Noll, Vo)
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    char hex[17] = {};
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash));
    return hex;
}

std::filesystem::path config_folder() { return folder("XDG_CONFIG_HOME", ".config"); }
std::filesystem::path state_folder() { return folder("XDG_STATE_HOME", ".local/state"); }

std::string file_stamp(base::UtcMs now) {
    std::string text = base::format_time(now - now % 1000).substr(0, 19);
    std::ranges::replace(text, 'T', ' ');
    std::ranges::replace(text, ':', '.');
    return text;
}

base::Result<std::filesystem::path> documents_folder() {
    char const* const documents = std::getenv("XDG_DOCUMENTS_DIR");
    char const* const home = std::getenv("HOME");
    bool const told = documents != nullptr && documents[0] == '/';
    if (!told && (home == nullptr || home[0] != '/'))
        return base::Error{"there is no folder for documents: neither XDG_DOCUMENTS_DIR nor HOME is set"};
    auto const made = std::filesystem::path(told ? documents : home) / "Borough";
    std::error_code failed;
    std::filesystem::create_directories(made, failed);
    if (failed) return base::Error{made.string() + ": cannot make this folder: " + failed.message()};
    return made;
}

base::Status write_whole(std::filesystem::path const& file, std::string const& text) {
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) return base::Error{file.parent_path().string() + ": cannot make this folder: " + failed.message()};
    // By process: two windows with one district must not write into each other's half-written file.
    std::string const half = file.string() + ".part" + std::to_string(getpid());
    int const descriptor = open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot_do(half, "write");
    auto const written = write_all(descriptor, text);
    bool const closed = close(descriptor) == 0;
    if (written && closed && std::rename(half.c_str(), file.c_str()) == 0) return base::done;
    auto const error = written ? cannot_do(file, "write") : base::Error{file.string() + ": " + written.error().message};
    unlink(half.c_str());
    return error;
}

std::optional<std::string> read_whole(std::filesystem::path const& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) return {};
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return {};
    std::ostringstream text;
    if (stream.peek() != std::ifstream::traits_type::eof()) text << stream.rdbuf();
    if (stream.bad() || text.fail()) return {};
    return std::move(text).str();
}

base::Result<std::filesystem::path> keep_aside(std::filesystem::path const& file) {
    constexpr int kMost = 1000;
    for (int i = 1; i <= kMost; ++i) {
        std::filesystem::path to = file;
        to.replace_extension(".broken-" + std::to_string(i) + file.extension().string());
        // A link fails where something is already; a rename would replace it.
        if (::link(file.c_str(), to.c_str()) == 0) {
            unlink(file.c_str());
            return to;
        }
        if (errno != EEXIST) return cannot_do(file, "be kept aside");
    }
    return base::Error{file.string() + ": a thousand broken ones are kept aside already"};
}

UserFile::UserFile(std::filesystem::path path) : file(std::move(path)) {}

UserFile UserFile::of_district(std::filesystem::path const& district) {
    auto const in = config_folder();
    return UserFile(in.empty() ? in : in / (district_key(district) + ".toml"));
}

ui::Settings UserFile::read(ui::Settings const& defaults, std::vector<std::string>& said) const {
    std::error_code ignored;
    if (file.empty() || !std::filesystem::exists(file, ignored)) return defaults;
    auto const text = read_whole(file);
    if (!text) {
        said.push_back(file.string() + ": these settings cannot be read; the usual ones are used");
        return defaults;
    }
    std::vector<std::string> problems;
    ui::Settings settings = ui::from_toml(*text, defaults, problems);
    if (problems.empty()) return settings;
    for (std::string const& problem : problems) said.push_back(file.string() + ": " + problem);
    auto const aside = keep_aside(file);
    said.push_back(aside ? "kept aside as " + aside->string() : aside.error().message);
    if (!aside) return settings;  // or the only copy would be replaced
    if (auto const written = write_whole(file, ui::to_toml(settings, *text)); !written)
        said.push_back(written.error().message);
    return settings;
}

base::Status UserFile::write(ui::Settings const& settings) const {
    if (file.empty()) return base::done;
    return write_whole(file, ui::to_toml(settings, read_whole(file).value_or(std::string{})));
}

}  // namespace app
