// Between the transports' threads and the one that takes messages in: bounded in memory, and for feeds that must lose
// nothing a file that survives the end of the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "feeds/arrival.h"
#include "twin/feed_spec.h"

namespace feeds {

/// One feed's queue. With Pressure::keep each message is appended to a spool file with one write before `accept`
/// returns, and read back from there when memory is full, so nothing accepted is lost to `kill -9`; the file is cut
/// when the journal has everything in it. With `latest` and `oldest` it is memory alone, bounded and counted: where it
/// is full, `latest` first drops a message that has a newer one on its topic, `oldest` always the oldest.
class Inbox : public Sink {
public:
    static constexpr std::size_t kMessagesInMemory = 4096;
    static constexpr std::size_t kBytesInMemory = 32 * 1024 * 1024;

    struct Taken {
        Arrival arrival;
        std::uint64_t spool_end = 0;  ///< hand the last one's to `committed`
    };

    /// `folder` is made if missing; a spool found there is what a former process had not yet put into the journal.
    /// `resume_at` is the spool position the journal has committed. `wake` is called after every accepted message, by
    /// the thread that brought it: one consumer can wait for many inboxes.
    static base::Result<std::unique_ptr<Inbox>> open(std::filesystem::path const& folder, std::string const& feed,
                                                     twin::Pressure pressure, std::uint64_t resume_at,
                                                     std::function<void()> wake = {});

    /// Bodies longer than kLongestMessage are cut one byte after it, which is enough to refuse them later by name.
    bool accept(Arrival arrival) override = 0;
    /// Takes up to `most` messages, in order; empty after `wait_ms` without any.
    virtual std::vector<Taken> take(std::size_t most, int wait_ms) = 0;
    /// Everything up to here is in the journal.
    virtual void committed(std::uint64_t spool_end) = 0;

    struct Counts {
        std::uint64_t accepted = 0;  ///< with what a former process left behind
        std::uint64_t dropped = 0;   ///< accepted, then given up to make room (never with `keep`)
        std::uint64_t refused = 0;   ///< `accept` said false
        std::uint64_t damaged = 0;   ///< places in the spool that could not be read back
        std::size_t waiting = 0;
        std::uint64_t spool_bytes = 0;
    };
    virtual Counts counts() const = 0;
};

}  // namespace feeds
