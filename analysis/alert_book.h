// What became of alerts: one for each matter and place until it is quiet, a limit a day, and what people made of them.
// Plain data in and out; keeping it is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ticket_indicators.h"
#include "analysis/warning.h"

namespace analysis {

enum class Verdict : std::uint8_t { none, confirmed, forwarded, dismissed };  ///< 新 确认 转派 排除

struct BookRules {
    std::size_t most_a_day = 20;
    int quiet_days = 7;  ///< not found for so long: over; a new one may be raised
};

struct KeptAlert {
    Alert alert;  ///< as last found, with the id it was raised under; its level never falls
    base::UtcMs raised = base::kNoTime;
    base::UtcMs risen = base::kNoTime;  ///< when its level last rose; kNoTime: it is what it was raised at
    base::UtcMs seen = base::kNoTime;   ///< last found
    std::uint8_t kinds = 0;             ///< bit i: found by AlertKind i
    bool open = true;
    Verdict verdict = Verdict::none;
    base::UtcMs judged = base::kNoTime;
};

struct AlertBook {
    std::vector<KeptAlert> alerts;  ///< by time of raising
};

struct BookUpdate {
    std::vector<std::string> raised;     ///< ids, the most urgent first
    std::vector<std::string> escalated;  ///< open ones whose level rose
    std::size_t held_back = 0;           ///< beyond today's limit; found again tomorrow if they still hold
};

/// `found` is what `warn` said at `now`, in its order. An alert of the class and community of an open one joins it,
/// also where another kind found it; rules join only their own place's, or a statistical one's of their community. One
/// that was dismissed swallows what is found until it has been quiet, but for a rise in level above the dismissed.
BookUpdate update(AlertBook& book, std::vector<Alert> const& found, BookRules const& rules, base::UtcMs now);

/// What a person says of it, which may be changed. False: no such alert.
bool judge(AlertBook& book, std::string_view id, Verdict verdict, base::UtcMs now);

/// Confirmed or forwarded of those judged: what tells whether warnings are worth reading. Raised in [from, to).
struct AlertPrecision {
    Share all;
    Share by_kind[3];           ///< by AlertKind; an alert that several kinds found counts for each
    std::uint64_t waiting = 0;  ///< not judged yet
};
AlertPrecision precision(AlertBook const& book, base::UtcMs from, base::UtcMs to);

}  // namespace analysis
