// Corners that roads share where they meet, as the roads of a surveyed city have them.
#pragma once

#include <vector>

#include "sample/content.h"

namespace sample {

/// Where roads cross, both get a corner there; where one ends on another, that one gets the end's. Nothing moves by
/// more than the lines were apart, at most `within` metres. Motorways get none but from their ramps: they pass over.
void share_corners(std::vector<Road>& roads, double within = 1.5);

}  // namespace sample
