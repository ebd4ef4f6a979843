// The vital signs of a district at one moment: every indicator with its parts, its state, its past and its zones.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/indicator.h"
#include "analysis/indicator_measures.h"

namespace analysis {

inline constexpr std::int64_t kIndicatorDayMs = 24LL * 3600 * 1000;
/// 52 weeks: the same day of the week a year before.
inline constexpr std::int64_t kIndicatorYearMs = 364 * kIndicatorDayMs;

struct IndicatorRow {
    Indicator definition;
    std::int32_t parent = -1;  ///< into IndicatorSheet::rows
    IndicatorState state = IndicatorState::none;
    Figure figure;
    base::UtcMs as_of = base::kNoTime;
    std::optional<double> week, year;         ///< the same a week and 52 weeks before, as it was known then
    std::vector<std::optional<double>> days;  ///< the last days, oldest first, the last being the moment's own
    struct Zone {
        Figure figure;
        IndicatorState state = IndicatorState::none;
    };
    std::vector<Zone> zones;  ///< by IndicatorSheet::zones; empty: not to be told by zone
    // Of domains and groups: how many of what is below, by IndicatorState.
    std::array<std::uint32_t, 6> below{};
};

struct IndicatorSheet {
    base::UtcMs now = 0;             ///< event time
    base::UtcMs known = 0;           ///< what was known by then
    std::vector<IndicatorRow> rows;  ///< as IndicatorTree::nodes
    std::vector<IndicatorZone> zones;
    std::array<std::uint32_t, 6> states{};  ///< of all indicators, by IndicatorState
    std::vector<std::string> problems;      ///< what in the definitions could not stand, a sentence each
};

/// What the past said of each indicator, by its place in the tree: the figures of `IndicatorData` of another moment.
using IndicatorValues = std::vector<std::optional<double>>;
IndicatorValues values_of(IndicatorTree const& tree, IndicatorData const& data);

struct IndicatorPast {
    IndicatorValues week, year;         ///< empty: not known
    std::vector<IndicatorValues> days;  ///< oldest first, the day before last
};

IndicatorSheet make_sheet(IndicatorTree const& tree, IndicatorData const& data, std::vector<IndicatorZone> zones,
                          IndicatorPast const& past);

/// Indices of rows that ask for somebody: bad first, then near, then stale; within a state in the order of the tree.
std::vector<std::uint32_t> worst(IndicatorSheet const& sheet, std::size_t most);

}  // namespace analysis
