// What the panel of early warning reads: alerts of a moment, as they would have been raised with what was known then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/alert_book.h"
#include "ui/facts.h"

namespace ui {

/// Days of one matter at one place, against what they usually are.
struct WarningChart {
    base::UtcMs from = 0;  ///< China's midnight that the first day begins with
    std::vector<int> counts;
    std::vector<float> usual, most;  ///< expected, and what 19 of 20 usual days do not exceed
};

struct WarningRow {
    analysis::KeptAlert kept;
    Urgent urgent = Urgent::blue;
    twin::Name place;                                ///< community, or the whole district
    twin::Name significance;                         ///< in plain words, with its figures
    std::optional<base::Vec3d> at;                   ///< its middle, on the ground
    double across = 200;                             ///< metres
    std::vector<std::vector<base::Vec3d>> outlines;  ///< a scan's circle, then the hull round the tickets; closed
    WarningChart chart;
    std::string user, note;  ///< of the newest verdict
    /// The district-wide warning of the same matter that is no more than this one: it has no row of its own.
    std::optional<analysis::KeptAlert> whole;
    int of_whole = 0;  ///< its tickets that lie here
    /// Since when it is as urgent as it is: `kept.raised`, or later where it rose.
    base::UtcMs urgent_since = base::kNoTime;
    bool has_risen() const { return urgent_since > kept.raised; }
};

/// The same for as long as the matter goes on, whatever id its warning goes by.
std::string matter_key(WarningRow const& row);

struct WarningFacts {
    base::UtcMs moment = base::kNoTime;  ///< with what was known then; kNoTime: nothing worked out yet
    bool working = false;                ///< a newer moment is being worked out
    twin::Name problem;                  ///< why there is nothing
    twin::Name not_kept;                 ///< why the last verdict is not in the log; empty: all are
    std::vector<WarningRow> rows;        ///< waiting ones first, then the most urgent, then the newest
    std::size_t held_back = 0, most_a_day = 0;
    analysis::WarningRules rules;
    int nights = 0;  ///< looked back over, one run each
    std::uint64_t cases = 0, tickets = 0, secret = 0, no_place = 0;
    analysis::AlertPrecision precision;  ///< of those raised in the 90 days before
};

}  // namespace ui
