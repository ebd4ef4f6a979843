// What early warning counts (DOMAIN 8): tickets that are matters of their own, of classes worth a warning, where their
// place is known well enough. What is left out is counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/vec.h"
#include "twin/locate.h"
#include "twin/records.h"

namespace analysis {

/// When it was called in; where that is not known, when it was accepted.
inline base::UtcMs time_of(twin::Ticket const& t) { return t.called != base::kNoTime ? t.called : t.accepted; }

/// "占道经营" of "城市管理>市容环境>占道经营".
inline std::string_view leaf_of_class(std::string_view path) { return path.substr(path.rfind('>') + 1); }

struct CaseFilter {
    std::vector<std::string> class_prefixes;  ///< empty: all classes
    std::vector<twin::TicketKind> without{twin::TicketKind::consultation, twin::TicketKind::suggestion,
                                          twin::TicketKind::praise};
    /// What is known less exactly counts for its community, but has no point.
    twin::PlaceLevel least_for_point = twin::PlaceLevel::estate;
};

/// A ticket with the calls that repeat it.
struct Case {
    std::string id;
    std::string class_code;
    base::UtcMs called = base::kNoTime;
    std::int32_t area = -1;         ///< into Locator::areas(), a community; -1: not known
    std::optional<base::Vec2d> at;  ///< local metres
    std::optional<twin::BuildingId> building;
    std::uint32_t repeats = 0;  ///< further calls about it
};

struct Cases {
    std::vector<Case> cases;                         ///< by time, then id
    std::map<std::string, std::string> class_names;  ///< code to the last part of its path, as the source has it
    std::uint64_t tickets = 0;                       ///< looked at: cases, repeats and those below
    std::uint64_t repeats = 0;
    std::uint64_t other_class = 0;  ///< or another kind
    std::uint64_t void_ = 0;        ///< rejected or cancelled
    std::uint64_t secret = 0;       ///< 保密: a warning would tell its place
    std::uint64_t no_time = 0;
    std::uint64_t no_place = 0;  ///< of `cases`: neither point nor community
};

/// `repeat_of` is followed to its beginning, also where that ticket itself is not among `tickets`; the first of them
/// stands for all. The order of `tickets` does not matter.
Cases warning_cases(std::span<twin::Ticket const* const> tickets, twin::Locator const& locator,
                    CaseFilter const& filter);

/// Days since 1970 in China's time.
std::int32_t china_day(base::UtcMs time);
/// Its midnight.
base::UtcMs china_midnight(std::int32_t day);

}  // namespace analysis
