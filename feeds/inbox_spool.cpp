#include "feeds/inbox_spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "feeds/inbox_crc.h"

namespace feeds {
namespace {

constexpr std::uint32_t kMagic = 0x31505342;  // "BSP1" as the bytes lie
constexpr std::string_view kEnding = ".spool";
constexpr std::size_t kDigits = 20;  // of the largest start
/// Read at once; longer than the longest record, so that a record is always whole in what was read.
constexpr std::size_t kReadAtOnce = 4 * 1024 * 1024;
constexpr std::size_t kLongestTopic = 64 * 1024;

/// In the machine's own byte order: a spool does not travel.
struct Header {
    std::uint32_t magic = kMagic;
    std::uint32_t check = 0;  ///< CRC-32 of everything after it
    std::int64_t received = 0;
    std::uint32_t topic = 0, position = 0, body = 0, spare = 0;

    std::size_t record_size() const { return sizeof(Header) + std::size_t{topic} + position + body; }
};
static_assert(sizeof(Header) == 32);
constexpr std::size_t kChecked = 8;  // the check covers the record from this byte on

struct Parsed {
    Arrival arrival;
    std::size_t size = 0;
};

/// The record that `bytes` begin with, if they begin with a whole and undamaged one.
std::optional<Parsed> parse(std::string_view bytes) {
    Header header;
    if (bytes.size() < sizeof(Header)) return {};
    std::memcpy(&header, bytes.data(), sizeof(Header));
    std::size_t const size = header.record_size();
    if (header.magic != kMagic || size > kReadAtOnce || size > bytes.size()) return {};
    if (crc32(bytes.substr(kChecked, size - kChecked)) != header.check) return {};
    Parsed parsed{.arrival = {}, .size = size};
    std::size_t at = sizeof(Header);
    parsed.arrival.topic = bytes.substr(at, header.topic);
    parsed.arrival.position = bytes.substr(at += header.topic, header.position);
    parsed.arrival.body = bytes.substr(at + header.position, header.body);
    parsed.arrival.received = header.received;
    return parsed;
}

/// Where, after a damaged record, the next undamaged one begins; the end where there is none.
std::size_t find_record(std::string_view bytes) {
    std::string_view const magic{reinterpret_cast<char const*>(&kMagic), sizeof kMagic};
    for (std::size_t at = bytes.find(magic, 1); at != std::string_view::npos; at = bytes.find(magic, at + 1))
        if (parse(bytes.substr(at))) return at;
    return bytes.size();
}

/// The start that stands in the name of a feed's segment.
std::optional<std::uint64_t> start_in(std::string_view file, std::string_view feed) {
    if (file.size() != feed.size() + 1 + kDigits + kEnding.size()) return {};
    if (!file.starts_with(feed) || !file.ends_with(kEnding) || file[feed.size()] != '-') return {};
    std::string_view const digits = file.substr(feed.size() + 1, kDigits);
    std::uint64_t start = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), start);
    if (error != std::errc{} || end != digits.data() + digits.size()) return {};
    return start;
}

base::Error say(std::filesystem::path const& path, std::error_code error) {
    return {path.string() + ": " + error.message()};
}

}  // namespace

Spool::Spool(std::filesystem::path folder, std::string feed) : folder_(std::move(folder)), feed_(std::move(feed)) {}

Spool::Spool(Spool&& other) noexcept
    : folder_(std::move(other.folder_)),
      feed_(std::move(other.feed_)),
      segments_(std::move(other.segments_)),
      out_(std::exchange(other.out_, -1)),
      in_(std::exchange(other.in_, -1)),
      in_start_(other.in_start_),
      end_(other.end_),
      damaged_(other.damaged_) {}

Spool::~Spool() {
    if (out_ >= 0) ::close(out_);
    if (in_ >= 0) ::close(in_);
}

base::Result<Spool> Spool::open(std::filesystem::path const& folder, std::string const& feed, std::uint64_t resume_at) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return say(folder, error);
    Spool spool(folder, feed);
    std::filesystem::directory_iterator entries(folder, error);
    for (; !error && entries != std::filesystem::directory_iterator{}; entries.increment(error)) {
        auto const start = start_in(entries->path().filename().string(), feed);
        if (!start) continue;
        std::uint64_t const size = entries->file_size(error);
        if (error) return say(entries->path(), error);
        spool.segments_.push_back({*start, size});
    }
    if (error) return say(folder, error);
    std::sort(spool.segments_.begin(), spool.segments_.end(),
              [](Segment const& a, Segment const& b) { return a.start < b.start; });
    // After a power cut the journal may be ahead of the spool, whose last pages never reached the disk.
    spool.end_ = resume_at;
    for (Segment const& segment : spool.segments_) spool.end_ = std::max(spool.end_, segment.end());
    spool.drop_before(resume_at);
    return spool;
}

std::filesystem::path Spool::path(Segment const& segment) const {
    std::string start = std::to_string(segment.start);
    start.insert(0, kDigits - start.size(), '0');
    return folder_ / (feed_ + "-" + start + std::string(kEnding));
}

std::string Spool::pack(Arrival const& arrival) {
    std::size_t const topic = std::min(arrival.topic.size(), kLongestTopic);
    std::size_t const body = std::min(arrival.body.size(), kLongestMessage + 1);
    Header header;
    header.received = arrival.received;
    header.topic = static_cast<std::uint32_t>(topic);
    header.position = static_cast<std::uint32_t>(arrival.position.size());
    header.body = static_cast<std::uint32_t>(body);
    std::string packed(sizeof(Header), '\0');
    packed.reserve(header.record_size());
    packed.append(arrival.topic, 0, topic).append(arrival.position).append(arrival.body, 0, body);
    std::memcpy(packed.data(), &header, sizeof(Header));
    header.check = crc32(std::string_view(packed).substr(kChecked));
    std::memcpy(packed.data(), &header, sizeof(Header));
    return packed;
}

bool Spool::begin_segment() {
    Segment const segment{end_, 0};
    // An empty segment of this name may be there from a process that died before its first record.
    out_ = ::open(path(segment).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out_ < 0) return false;
    if (segments_.empty() || segments_.back().start != segment.start) segments_.push_back(segment);
    return true;
}

void Spool::end_segment() {
    ::close(out_);
    out_ = -1;
}

bool Spool::append(std::string const& packed) {
    if (packed.size() > kReadAtOnce) return false;
    if (out_ >= 0 && segments_.back().size >= kSegmentBytes) end_segment();
    if (out_ < 0 && !begin_segment()) return false;
    Segment& segment = segments_.back();
    ssize_t written = 0;
    do written = ::write(out_, packed.data(), packed.size());
    while (written < 0 && errno == EINTR);
    if (written == static_cast<ssize_t>(packed.size())) {
        segment.size += packed.size();
        end_ = segment.end();
        return true;
    }
    if (written > 0 && ::ftruncate(out_, static_cast<off_t>(segment.size)) != 0) {
        // The torn record stays; whoever reads steps over it, and what comes next goes into a segment of its own.
        segment.size += static_cast<std::uint64_t>(written);
        end_ = segment.end();
        end_segment();
    }
    return false;
}

std::string Spool::load(Segment const& segment, std::uint64_t at) {
    if (in_ < 0 || in_start_ != segment.start) {
        if (in_ >= 0) ::close(in_);
        in_ = ::open(path(segment).c_str(), O_RDONLY | O_CLOEXEC);
        in_start_ = segment.start;
        if (in_ < 0) return {};
    }
    std::string bytes(std::min<std::uint64_t>(segment.end() - at, kReadAtOnce), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        ssize_t const got =
            ::pread(in_, bytes.data() + have, bytes.size() - have, static_cast<off_t>(at - segment.start + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

std::vector<Inbox::Taken> Spool::read(std::uint64_t& at, std::size_t most, std::size_t bytes) {
    std::vector<Inbox::Taken> out;
    std::size_t have = 0;
    for (Segment const& segment : segments_) {
        if (at >= segment.end()) continue;
        at = std::max(at, segment.start);
        while (at < segment.end()) {
            std::string const chunk = load(segment, at);
            std::string_view rest = chunk;
            bool const last = at + chunk.size() >= segment.end() || chunk.empty();
            while (!rest.empty() && out.size() < most && have < bytes) {
                if (auto parsed = parse(rest)) {
                    rest.remove_prefix(parsed->size);
                    at += parsed->size;
                    have += parsed->size;
                    out.push_back({std::move(parsed->arrival), at});
                    continue;
                }
                // Cut off by the end of the chunk, or damaged. A whole chunk without a record is damaged.
                std::size_t const step = find_record(rest);
                if (step == rest.size() && !last && rest.size() < chunk.size()) break;
                ++damaged_;
                rest.remove_prefix(step);
                at += step;
            }
            if (out.size() >= most || have >= bytes) return out;
            if (last) break;
        }
        at = segment.end();
    }
    at = std::max(at, end_);
    return out;
}

void Spool::drop_before(std::uint64_t position) {
    // The segment being written is kept until it is worth a new file.
    constexpr std::uint64_t kWorthCutting = kSegmentBytes / 8;
    while (!segments_.empty() && segments_.front().end() <= position) {
        bool const written_to = out_ >= 0 && segments_.size() == 1;
        if (written_to && segments_.front().size < kWorthCutting) return;
        if (written_to) end_segment();
        if (in_ >= 0 && in_start_ == segments_.front().start) {
            ::close(in_);
            in_ = -1;
        }
        std::error_code ignored;  // a segment that stays is read again and found to be in the journal
        std::filesystem::remove(path(segments_.front()), ignored);
        segments_.erase(segments_.begin());
    }
}

std::uint64_t Spool::begin() const { return segments_.empty() ? end_ : segments_.front().start; }

std::uint64_t Spool::bytes() const {
    std::uint64_t sum = 0;
    for (Segment const& segment : segments_) sum += segment.size;
    return sum;
}

}  // namespace feeds
