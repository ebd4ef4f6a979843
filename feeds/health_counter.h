// Counts what a feed brings, for FeedHealth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "base/vec.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "twin/records.h"

namespace feeds {

/// Of one feed. Memory is bounded whatever comes.
class HealthCounter {
public:
    /// `extent`: WGS84 degrees of the district; empty: nothing is ever off it. `before`: what the journal knows.
    HealthCounter(base::Extent extent, Resume const& before);

    /// A good report, new or not.
    void saw(twin::Report const& report, base::UtcMs known);
    void add(std::uint64_t messages, std::uint64_t fresh, std::uint64_t duplicates, std::uint64_t bad);

    /// Everything but what the link and the inbox know, and the state is yet to be judged. `began`: since when it
    /// counts. Returns the reports of the last hour, as expected for the part of it before `began`.
    double fill(FeedHealth& health, base::UtcMs began, base::UtcMs now) const;

private:
    struct Lag {
        base::UtcMs known = base::kNoTime;
        std::int64_t ms = 0;
    };
    struct Minute {
        std::int64_t number = 0;
        std::uint64_t reports = 0;
    };
    void place(twin::Record const& record);
    std::int64_t median_lag() const;

    base::Extent extent_;
    base::UtcMs last_good_ = base::kNoTime, last_event_ = base::kNoTime;
    std::uint64_t received_ = 0, reports_ = 0, duplicates_ = 0, bad_ = 0, unplaced_ = 0, off_district_ = 0;
    std::deque<Lag> lags_;         ///< of the last minute, the newest few hundred
    std::deque<Minute> minutes_;   ///< of the last hour
    std::deque<bool> off_lately_;  ///< of the last placed reports: whether it lay off the district
};

}  // namespace feeds
