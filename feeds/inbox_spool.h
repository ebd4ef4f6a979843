// The file behind an Inbox: records appended with one write each, read back in order, cut at the front.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "feeds/inbox.h"

namespace feeds {

/// One feed's spool, in segments FEED-START.spool, where START is the segment's first byte counted from the spool's
/// beginning for ever. Positions are such counts, so they stay true when old segments go. Not thread-safe.
class Spool {
public:
    static constexpr std::uint64_t kSegmentBytes = 8 * 1024 * 1024;

    static base::Result<Spool> open(std::filesystem::path const& folder, std::string const& feed,
                                    std::uint64_t resume_at);
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&&) = delete;
    ~Spool();

    /// As `append` wants it, made before any lock is taken.
    static std::string pack(Arrival const& arrival);
    /// One write. False: the disk took less than all of it, and what it took is gone again.
    bool append(std::string const& packed);

    /// Reads at most `most` records and about `bytes` from `at` on and moves `at` past them. Stops short only at the
    /// end. What is damaged is stepped over and counted.
    std::vector<Inbox::Taken> read(std::uint64_t& at, std::size_t most, std::size_t bytes);

    /// Removes the segments that lie wholly before.
    void drop_before(std::uint64_t position);

    std::uint64_t begin() const;
    std::uint64_t end() const { return end_; }
    std::uint64_t bytes() const;  ///< on disk
    std::uint64_t damaged() const { return damaged_; }

private:
    struct Segment {
        std::uint64_t start = 0, size = 0;
        std::uint64_t end() const { return start + size; }
    };
    Spool(std::filesystem::path folder, std::string feed);
    std::filesystem::path path(Segment const& segment) const;
    bool begin_segment();
    void end_segment();
    std::string load(Segment const& segment, std::uint64_t at);

    std::filesystem::path folder_;
    std::string feed_;
    std::vector<Segment> segments_;  ///< oldest first; the last is written to while `out_` is open
    int out_ = -1;
    int in_ = -1;  ///< of the segment last read from, which starts at `in_start_`
    std::uint64_t in_start_ = 0;
    std::uint64_t end_ = 0;
    std::uint64_t damaged_ = 0;
};

}  // namespace feeds
