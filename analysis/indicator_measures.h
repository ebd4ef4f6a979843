// The measures that definitions of indicators may name. Each is a pure function of IndicatorData.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/indicator.h"
#include "analysis/indicator_data.h"

namespace analysis {

/// A number with what it was made of. Without a value `why` says what is missing.
struct Figure {
    std::optional<double> value;
    std::optional<double> part, of;  ///< numerator and denominator, where it is a share or a density
    bool hidden = false;             ///< there is a number, too small to be told
    double below = 0;                ///< it is under this; 0: hidden to protect another
    twin::Name why;
};

struct Measured {
    Figure all;
    std::vector<Figure> zones;          ///< empty: it cannot be told zone by zone
    base::UtcMs as_of = base::kNoTime;  ///< of the newest data behind it; kNoTime: it is of the map
};

struct IndicatorMeasure {
    std::string_view name;  ///< "tickets.satisfied"
    Measured (*measure)(IndicatorData const&, Indicator const&);
};
/// In alphabetical order.
std::vector<IndicatorMeasure> indicator_measures();
IndicatorMeasure const* find_measure(std::string_view name);

}  // namespace analysis
