// The audit log's files: which there are, the head beside them, and appending so that a crash at any moment loses no
// line that was said to be written.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

#include "feeds/audit_log.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;

constexpr char const* kHeadName = "audit.head";

base::Error failed(fs::path const& path) { return base::Error{path.string() + ": " + std::strerror(errno)}; }

/// Closed when it goes.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) close(number);
    }
};

base::Result<std::string> read_file(fs::path const& path) {
    Descriptor const descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (descriptor.number < 0) return failed(path);
    std::string text;
    std::vector<char> piece(std::size_t{1} << 16);
    for (;;) {
        ssize_t const got = ::read(descriptor.number, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(path);
        if (got == 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
}

/// None: there is no head, or it says nothing.
std::optional<AuditHead> kept_head(fs::path const& folder) {
    auto const text = read_file(folder / kHeadName);
    if (!text) return {};
    auto const json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object() || !json.contains("seq") || !json["seq"].is_number_unsigned() || !json.contains("hash") ||
        !json["hash"].is_string())
        return {};
    return AuditHead{json["seq"].get<std::uint64_t>(), json["hash"].get<std::string>()};
}

base::Status write_lines(int descriptor, std::string_view text, fs::path const& path) {
    while (!text.empty()) {
        ssize_t const written = write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed(path);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return base::done;
}

base::Status sync_folder(fs::path const& folder) {
    Descriptor const descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (descriptor.number < 0 || fsync(descriptor.number) != 0) return failed(folder);
    return base::done;
}

base::Status write_head(fs::path const& folder, AuditHead const& head) {
    fs::path const path = folder / kHeadName, part = folder / "audit.head.part";
    {
        Descriptor const descriptor{::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        if (descriptor.number < 0) return failed(part);
        std::string const text = nlohmann::ordered_json{{"seq", head.sequence}, {"hash", head.hash}}.dump() + "\n";
        if (auto const done = write_lines(descriptor.number, text, part); !done) return done;
        if (fsync(descriptor.number) != 0) return failed(part);
    }
    if (std::rename(part.c_str(), path.c_str()) != 0) return failed(path);
    return sync_folder(folder);
}

/// The end of the newest file: its last whole line, and what stands behind that.
struct Tail {
    std::string line, torn;
};
base::Result<Tail> tail_of(fs::path const& file) {
    auto text = read_file(file);
    if (!text) return text.error();
    Tail out;
    std::size_t const end = text->rfind('\n');
    out.torn = end == text->npos ? *text : text->substr(end + 1);
    if (end == text->npos) return out;
    std::size_t const begin = end == 0 ? text->npos : text->rfind('\n', end - 1);
    out.line = text->substr(begin == text->npos ? 0 : begin + 1, end - (begin == text->npos ? 0 : begin + 1));
    return out;
}

/// Where the next line goes on: at the head, or a line further where a crash came between the line and its head.
AuditHead go_on_from(std::optional<AuditHead> const& head, std::string const& last_line) {
    AuditCheck const last = check_audit(last_line + "\n", head);
    if (head) return last.broken ? *head : last.head;
    return last.broken ? AuditHead{} : last.head;
}

/// Adds lines to one file, all or nothing.
base::Status add(fs::path const& file, std::size_t torn, std::string const& lines) {
    Descriptor const descriptor{::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)};
    if (descriptor.number < 0) return failed(file);
    off_t const size = lseek(descriptor.number, 0, SEEK_END);
    if (size < 0) return failed(file);
    off_t const whole = size - static_cast<off_t>(torn);
    if (torn > 0 && ftruncate(descriptor.number, whole) != 0) return failed(file);
    auto const written = write_lines(descriptor.number, lines, file);
    if (!written) {
        if (ftruncate(descriptor.number, whole) != 0) return failed(file);
        return written;
    }
    if (fsync(descriptor.number) != 0) return failed(file);
    return base::done;
}

}  // namespace

base::Result<std::vector<fs::path>> audit_files(fs::path const& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
        std::string const name = i->path().filename().string();
        if (name.starts_with("audit-") && name.ends_with(".jsonl")) out.push_back(i->path());
    }
    if (error) return base::Error{folder.string() + ": " + error.message()};
    std::ranges::sort(out);
    return out;
}

base::Result<AuditLog> AuditLog::open(fs::path folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return base::Error{folder.string() + ": cannot be made: " + error.message()};
    return AuditLog(std::move(folder));
}

base::Result<AuditHead> AuditLog::append(AuditEntry const& entry) const {
    fs::path const lock_path = folder_ / "audit.lock";
    Descriptor const lock{::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (lock.number < 0) return failed(lock_path);
    while (flock(lock.number, LOCK_EX) != 0)
        if (errno != EINTR) return failed(lock_path);

    auto const files = audit_files(folder_);
    if (!files) return files.error();
    Tail tail;
    if (!files->empty()) {
        auto read = tail_of(files->back());
        if (!read) return read.error();
        tail = *std::move(read);
    }
    AuditHead head = go_on_from(kept_head(folder_), tail.line);
    // A clock that was put back does not put lines behind later ones.
    fs::path file = folder_ / ("audit-" + base::format_time(entry.time).substr(0, 10) + ".jsonl");
    if (!files->empty()) file = std::max(file, files->back());
    if (!tail.torn.empty()) {
        AuditLine const kept =
            audit_line({.time = entry.time, .action = "audit.recovered", .result = "ok", .detail = tail.torn}, head);
        if (auto const done = add(files->back(), tail.torn.size(), kept.text + "\n"); !done) return done.error();
        head = kept.head;
    }
    AuditLine const line = audit_line(entry, head);
    bool const fresh = !fs::exists(file);
    if (auto const done = add(file, 0, line.text + "\n"); !done) return done.error();
    if (fresh)
        if (auto const done = sync_folder(folder_); !done) return done.error();
    if (auto const done = write_head(folder_, line.head); !done) return done.error();
    return line.head;
}

base::Result<AuditCheck> check_audit_folder(fs::path const& folder, std::optional<AuditHead> const& kept_elsewhere) {
    auto const files = audit_files(folder);
    if (!files) return files.error();
    auto const head = kept_elsewhere ? kept_elsewhere : kept_head(folder);
    if (files->empty() && !head) return base::Error{folder.string() + ": there is no audit log"};
    AuditCheck all;
    bool met = !head || head->sequence == 0;
    std::size_t last_lines = 0;
    for (fs::path const& file : *files) {
        auto const text = read_file(file);
        if (!text) return text.error();
        AuditCheck const one = check_audit(*text, all.lines > 0 ? std::optional(all.head) : std::nullopt);
        if (all.lines == 0) all.first = one.first;
        all.lines += one.lines;
        all.head = one.head;
        last_lines = static_cast<std::size_t>(one.lines);
        if (one.broken) {
            all.broken = one.broken;
            all.broken->file = file.filename().string();
            return all;
        }
        // A head that a crash left behind lies inside the chain.
        met = met || text->find("\"hash\":\"" + head->hash + "\"}") != text->npos;
    }
    std::string const name = files->empty() ? "" : files->back().filename().string();
    if (!head)
        all.broken = AuditBreak{name, last_lines + 1, "缺少 audit.head：无法判断末尾是否被截断。",
                                "audit.head is missing: whether the end was cut off cannot be told."};
    else if (!met)
        all.broken =
            AuditBreak{name, last_lines + 1,
                       "末尾被截断或替换：应至少到第 " + std::to_string(head->sequence) + " 条，实到第 " +
                           std::to_string(all.head.sequence) + " 条。",
                       "The end was cut off or replaced: it should reach entry " + std::to_string(head->sequence) +
                           " at least, and reaches " + std::to_string(all.head.sequence) + "."};
    return all;
}

}  // namespace feeds
