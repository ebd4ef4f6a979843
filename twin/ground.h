// From roads, water, green and the like to ground layers: a class, a width and perhaps a colour for each line and area.
#pragma once

#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// Takes the geometry out of `input`. Boundaries become lines, parcels areas with their outlines, points small discs.
GroundLayer make_ground(LayerInput& input, District& district);

}  // namespace twin
