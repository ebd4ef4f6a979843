// From roads, water, green and the like to ground layers: a class, a width and perhaps a colour for each line and area.
#pragma once

#include <string>
#include <vector>

#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// Metres. Nearer to the last, a point of a line is not drawn (scene/ribbons.cpp), so a line no longer than this is
/// nothing.
inline constexpr double kShortestStep = 0.05;

/// Columns that say how roads meet and which way they may be gone, where a layer of roads has them.
std::vector<std::string> road_fields();

/// Takes the geometry out of `input`. Boundaries become lines, parcels areas with their outlines, points small discs.
GroundLayer make_ground(LayerInput& input, District& district);

}  // namespace twin
