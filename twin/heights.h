// How high a building is and how many storeys it has, from whatever the source says, with every rule's use counted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/findings.h"
#include "twin/district.h"
#include "twin/district_file.h"

namespace twin {

/// Per row of a layer.
struct RowHeights {
    std::vector<float> top;              ///< metres above the ground; above `base` where that is absolute
    std::vector<float> base;             ///< metres; NaN where the source says none
    std::vector<std::uint16_t> storeys;  ///< at least 1
};

/// Metres per storey where neither the source nor the district file says (DOMAIN 6).
double storey_height(Use use);

/// The first usable height rule of each row; nonsense (negative, zero, no number, higher than any building) is a
/// finding and the next rule is asked. `decisions` gets one sentence. `body`, where not empty, is the height of each
/// row's own 3D surfaces (NaN: none) and wins.
RowHeights measure(BuildingsSpec const& spec, geo::VectorLayer const& layer, std::vector<Use> const& use,
                   std::vector<float> const& body, base::Findings& findings, std::vector<std::string>& decisions);

}  // namespace twin
