#include "feeds/file_place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <tuple>
#include <utility>

#include "feeds/transport_tools.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;

bool is_compressed(OpenFile const& file) {
    std::string const magic = file.read(0, 4);
    return magic.starts_with("\x1f\x8b") || magic.starts_with("\x28\xb5\x2f\xfd") || magic.starts_with("BZh") ||
           magic.starts_with(
               "\xfd"
               "7zX");
}

/// "tickets.ndjson.1", "tickets.ndjson-20260306", "tickets-20260306.ndjson": names rotation gives to "tickets.ndjson".
bool is_rotated_name(fs::path const& path, std::string const& name) {
    constexpr std::string_view kMarks = ".-_";
    auto const follows = [&](std::string const& start) {
        return name.size() > start.size() + 1 && name.starts_with(start) &&
               kMarks.find(name[start.size()]) != std::string_view::npos;
    };
    std::string const stem = path.stem().string();
    if (follows(path.filename().string())) return true;
    return follows(stem) && name[stem.size() + 1] >= '0' && name[stem.size() + 1] <= '9' &&
           name.ends_with(path.extension().string());
}

struct Candidate {
    std::int64_t changed_ns = 0;
    fs::path file;
    bool is_it = false, is_copy = false;
    friend auto operator<=>(Candidate const& a, Candidate const& b) {
        return std::tie(a.changed_ns, a.file) <=> std::tie(b.changed_ns, b.file);
    }
};

/// The files rotated away from `path`, by age.
std::vector<Candidate> rotated(fs::path const& path, FilePlace const& place) {
    constexpr std::uint64_t kTelling = 64;  // bytes that are enough to know a copy by
    std::vector<Candidate> result;
    std::error_code ignored;
    fs::path const folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (auto const& entry : fs::directory_iterator(folder, ignored)) {
        if (!is_rotated_name(path, entry.path().filename().string()) || !entry.is_regular_file(ignored)) continue;
        OpenFile const file(entry.path());
        if (!file.valid() || is_compressed(file)) continue;
        bool const fits = place.fits(file);
        result.push_back({.changed_ns = file.changed_ns(),
                          .file = entry.path(),
                          .is_it = fits && file.inode() == place.inode,
                          .is_copy = fits && place.head_bytes >= kTelling});
    }
    std::sort(result.begin(), result.end());
    return result;
}

template <class Number>
bool take_part(std::string_view& text, Number& number) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(':')) text.remove_prefix(1);
    return true;
}

}  // namespace

OpenFile::OpenFile(fs::path const& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0) problem_ = errno == ENOENT ? "is not there" : std::strerror(errno);
    struct stat status {};
    if (descriptor_ < 0 || (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode))) return;
    problem_ = "is no file";
    close(std::exchange(descriptor_, -1));
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), problem_(std::move(other.problem_)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(problem_, other.problem_);
    return *this;
}

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::uint64_t OpenFile::size() const {
    struct stat status {};
    return fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

ino_t OpenFile::inode() const {
    struct stat status {};
    return fstat(descriptor_, &status) == 0 ? status.st_ino : 0;
}

std::int64_t OpenFile::changed_ns() const {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) return 0;
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::string OpenFile::read(std::uint64_t offset, std::size_t most) const {
    std::string bytes(most, '\0');
    ssize_t const got = pread(descriptor_, bytes.data(), most, static_cast<off_t>(offset));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

FilePlace FilePlace::at(ino_t inode, std::uint64_t offset, std::string_view head) {
    head = head.substr(0, std::min<std::uint64_t>({offset, head.size(), kHead}));
    return {.inode = inode, .offset = offset, .head_bytes = head.size(), .head_hash = seed_of(head)};
}

std::optional<FilePlace> FilePlace::parse(std::string_view text) {
    FilePlace place;
    bool const whole = take_part(text, place.inode) && take_part(text, place.offset) &&
                       take_part(text, place.head_bytes) && take_part(text, place.head_hash);
    if (!whole || !text.empty() || place.head_bytes > kHead) return std::nullopt;
    return place;
}

std::string FilePlace::text() const {
    return std::to_string(inode) + ":" + std::to_string(offset) + ":" + std::to_string(head_bytes) + ":" +
           std::to_string(head_hash);
}

bool FilePlace::fits(OpenFile const& file) const {
    return file.valid() && file.size() >= offset && seed_of(file.read(0, head_bytes)) == head_hash;
}

std::vector<Leg> legs_since(fs::path const& path, FilePlace const& place) {
    if (OpenFile const now(path); now.valid() && now.inode() == place.inode && place.fits(now)) {
        return {{path, place.offset}};
    }
    std::vector<Candidate> const others = rotated(path, place);
    auto was_in = std::find_if(others.begin(), others.end(), [](Candidate const& c) { return c.is_it; });
    if (was_in == others.end()) {
        was_in = std::find_if(others.begin(), others.end(), [](Candidate const& c) { return c.is_copy; });
    }
    std::vector<Leg> legs;
    for (auto leg = was_in; leg != others.end(); ++leg) legs.push_back({leg->file, leg == was_in ? place.offset : 0});
    legs.push_back({path, 0});
    return legs;
}

}  // namespace feeds
