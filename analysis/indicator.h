// What a district is steered by, as definitions: domain, group, indicator. A definition names a measure of
// analysis/indicator_measures.h or a value that a feed reports, and says how it is judged (DOMAIN 10).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "twin/name.h"

namespace analysis {

/// Which way is better. Neutral: neither, a number of people.
enum class Better : std::uint8_t { more, less, neutral };

struct Indicator {
    std::string id, parent;
    twin::Name name, formula, unit;
    std::string measure;         ///< "tickets.satisfied"; "feed": a reported value. Empty: a domain or a group
    std::string of;              ///< what the measure is cut to: a class path, a type, a use; or the feed's key
    std::int64_t period_ms = 0;  ///< up to the moment; 0: as it stands
    std::uint8_t decimals = 0;
    std::optional<double> target, warn, alarm;  ///< in the indicator's own unit
    Better better = Better::neutral;
    std::int64_t stale_after_ms = 0;  ///< 0: never, it is of the map
    bool for_reference = false;       ///< the target is nobody's rule: 参考
    std::size_t line = 0;             ///< of the file, from 1
    std::uint8_t level = 0;           ///< 0 domain, 1 group, 2 indicator
};

/// Depth first: each domain is followed by its groups, each group by its indicators, in the order of the file.
struct IndicatorTree {
    std::vector<Indicator> nodes;
    std::size_t indicators = 0;  ///< nodes of level 2
};

/// What cannot stand is left out with a sentence that names file and line: a doubled id, a parent that is not there, a
/// measure nobody knows, thresholds that contradict each other. The rest goes on.
IndicatorTree make_tree(std::vector<Indicator> definitions, std::string const& file,
                        std::vector<std::string>& problems);

enum class IndicatorState : std::uint8_t {
    good,
    near,   ///< past its warning, or short of its target
    bad,    ///< past its alarm
    stale,  ///< its data are older than it allows: the value is of then
    none,   ///< no data, which is not 0
    plain   ///< nothing to judge it by
};

/// By its thresholds alone. At a threshold is still within it.
IndicatorState judge(Indicator const& indicator, double value);

}  // namespace analysis
