// Corners that roads share where they meet, as the roads of a surveyed city have them.
#pragma once

#include <vector>

#include "sample/content.h"

namespace sample {

/// Gates and park walks end at the kerb; from there they are led on to the middle of their street, under whose surface
/// that does not show. Walks may end up to 15 m short of it.
void lead_onto_streets(std::vector<Road>& roads);

/// Where roads cross, both get a corner there; where one ends on another, that one gets the end's. Nothing moves by
/// more than the lines were apart, at most `within` metres. Motorways get none but from their ramps: they pass over.
void share_corners(std::vector<Road>& roads, double within = 1.5);

}  // namespace sample
