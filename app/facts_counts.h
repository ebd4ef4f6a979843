// How many tickets came in and events were first seen, over time: from the state where it reaches, else from the
// journal.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "feeds/journal.h"
#include "ui/facts.h"

namespace app {

inline constexpr std::int64_t kMinuteMs = 60 * 1000;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

/// The last midnight in China, and the beginning of the hour.
base::UtcMs midnight_of(base::UtcMs time);
base::UtcMs hour_of(base::UtcMs time);

/// Counts by whole hours, `from` being the first one's beginning.
struct HourCounts {
    base::UtcMs from = 0;
    std::vector<std::uint32_t> tickets, events;
    base::UtcMs until() const { return from + static_cast<std::int64_t>(tickets.size()) * kHourMs; }
};

/// What the journal knew at `known` of the hours in [from, until): tickets by their call, events by their first
/// sighting after merging. Reads every report of that span once.
base::Result<HourCounts> count_hours(feeds::Journal const& journal, base::UtcMs from, base::UtcMs until,
                                     base::UtcMs known, twin::MergeWindows const& merge);

/// When things happened, as far as a state tells, and the hours of the journal for what lies before.
struct Happenings {
    std::vector<base::UtcMs> times;    ///< sorted
    base::UtcMs whole_from = 0;        ///< from here on `times` has all
    base::UtcMs hours_from = 0;        ///< of `hours`
    std::vector<std::uint32_t> hours;  ///< may be empty

    /// In [from, until); below 0 where nobody knows. Before `whole_from` it is of whole
    /// hours, of which the first and the last count in proportion.
    double count(base::UtcMs from, base::UtcMs until) const;
    /// What the journal has for bins of `series` that begin after its `now`, up to the clock's time: a replay knows
    /// what is coming. By hours, of which shorter bins get their share.
    void add_ahead(ui::Series& series, base::UtcMs now, base::UtcMs clock) const;
    /// Bins nobody knows are NaN; a bin that reaches beyond `now` counts up to there. `before` is the same span `back`
    /// ms earlier, or empty where any of it is unknown.
    ui::Series series(base::UtcMs from, base::UtcMs until, std::int64_t step, base::UtcMs now,
                      std::int64_t back = 7 * kDayMs) const;
};

/// A step for a chart of [from, until) with at most `most` bins: minutes to weeks, as calendars have them.
std::int64_t nice_step(base::UtcMs from, base::UtcMs until, int most);

}  // namespace app
