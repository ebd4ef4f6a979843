// The memory of everything received: append-only, with two times, in one SQLite file (docs/feeds.md, "The journal").
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "feeds/arrival.h"
#include "feeds/mapping.h"
#include "twin/live_state.h"
#include "twin/records.h"

namespace feeds {

/// Event time and known time: what had happened by `event`, as far as we knew at `known`.
struct Moment {
    base::UtcMs event = base::kNoTime;
    base::UtcMs known = base::kNoTime;
    bool operator==(Moment const&) const = default;
};

/// How far back things that are over are still of interest; tickets that are open count however old. An event counts
/// with all its sightings when one of them lies in the span.
struct Span {
    std::int64_t tickets_ms = 30LL * 24 * 3600 * 1000;
    std::int64_t events_ms = 24LL * 3600 * 1000;
    std::int64_t poses_ms = 10LL * 60 * 1000;
};

/// One feed's messages of one transaction, decoded.
struct Batch {
    std::uint16_t feed = 0;
    struct Item {
        Arrival arrival;
        Decoded decoded;
    };
    std::vector<Item> items;
    std::uint64_t spool_end = 0;  ///< see Inbox
};

/// What `append` did; counts are over reports.
struct Appended {
    std::uint64_t stored = 0, duplicates = 0, quarantined = 0;
    std::vector<twin::Report const*> fresh;  ///< into the batch: what was not there before
};

/// Where a feed stands, to go on after a restart.
struct Resume {
    std::string position;
    std::uint64_t spool_end = 0;
    base::UtcMs last_good = base::kNoTime;
    std::uint64_t messages = 0, reports = 0, quarantined = 0;
};

/// For one thread; others open their own, `read` beside a writer at any time.
class Journal {
public:
    enum class Access : std::uint8_t { read, write };

    /// Made if missing (write). A second writer is refused by name ("in use by process 1234"). A corrupted file opens
    /// as far as it can be read; what could not be is in `damage()`.
    static base::Result<Journal> open(std::filesystem::path const& file, Access access);
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    /// The number of a feed in this journal; its mapping is kept with it, so that the past can be read again after the
    /// mapping file has changed.
    base::Result<std::uint16_t> feed(std::string const& id, Mapping const& mapping);
    std::vector<std::string> feeds() const;
    Resume resume(std::uint16_t feed) const;

    /// One transaction, durable when it returns. An error (disk full) leaves nothing of it.
    base::Result<Appended> append(Batch const& batch);
    /// Several feeds in one transaction.
    base::Result<Appended> append(std::span<Batch const> batches);

    /// The state at a moment: the same for the same journal, whatever was appended later with later known times.
    base::Result<twin::LiveState> state(Moment moment, Span const& span,
                                        twin::MergeWindows const& merge = twin::MergeWindows::usual()) const;

    /// Reports whose event time lies in [from, to), in that order, to be counted or played; `visit` returns false to
    /// stop.
    base::Status each(base::UtcMs from, base::UtcMs to, base::UtcMs known,
                      std::function<bool(twin::Report const&)> const& visit) const;
    /// Raw messages in the order they were received, for replay. Damaged ones are left out and named in `damage`.
    base::Status each_message(base::UtcMs from, base::UtcMs to,
                              std::function<bool(std::uint16_t feed, Arrival const&)> const& visit) const;

    struct Limits {
        base::UtcMs keep_from = base::kNoTime;  ///< answers for moments from here on do not change
        std::uint64_t most_bytes = 0;           ///< 0: no limit; else `keep_from` moves on until the file fits
        Span span;                              ///< that those answers are asked with, at most
        std::size_t most_messages = 0;          ///< 0: all at once; else one step over so many, to be called again
    };
    /// Drops what no answer from `keep_from` on needs. Asking before it is an error that says so. What LiveState counts
    /// over all editions (`unknown_steps`) is counted over those that are left.
    base::Status compact(Limits const& limits);

    base::UtcMs first_event() const;
    base::UtcMs last_event() const;
    base::UtcMs horizon() const;  ///< the earliest moment that can be asked for
    /// Known times never go backwards: a message of a clock that was put back is known as of this.
    base::UtcMs last_known() const;
    std::uint64_t clamped() const;  ///< messages since `open` whose clock was behind `last_known`
    std::uint64_t bytes() const;    ///< of the file
    std::string identity() const;   ///< made with the file and the same for ever
    /// What could not be read so far, one sentence each.
    std::vector<std::string> damage() const;

    struct Quarantined {
        std::uint16_t feed = 0;
        base::UtcMs received = base::kNoTime;
        std::string code, reason;  ///< of the first item with this code
        std::uint64_t items = 0;   ///< of the message with this code
        std::uint64_t size = 0;    ///< of the message
        std::string body;          ///< its first 64 KiB, with the first code of a message
    };
    /// The newest first.
    base::Result<std::vector<Quarantined>> quarantined(std::size_t most) const;

    struct State;

private:
    explicit Journal(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace feeds
