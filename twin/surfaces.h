// Roofs and walls that a source gives as they are (CityJSON), as triangles.
#pragma once

#include "base/result.h"
#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// Moves the surfaces of all inputs into the district's frame and says how tall each row is. After `place_inputs`.
base::Status place_surfaces(Inputs& inputs, District& district);

/// Triangulates the surfaces of a layer whose buildings have been added from `first_building` on. Before `keep_only`.
void add_surfaces(BuildingsInput& input, std::size_t first_building, District& district);

/// Puts the surfaces at the heights their buildings were seated at. After `seat`.
void seat_surfaces(District& district);

}  // namespace twin
