// Names on the map: districts, stations, roads, rivers, parks, landmarks, with how much each matters.
#pragma once

#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// Adds the names of a layer. Call before `make_ground` takes the geometry. Ranks: district 1000, subdistrict 800,
/// station 600, landmark 400, water 300, roads 110 to 199 by class and length, points 50; a `rank` field is added on
/// top.
void add_places(LayerInput const& input, District& district);

/// The names of the largest named buildings from `first_building` on, as landmarks above their roofs; `at.z` is metres
/// above the ground until `seat_places`. Before outlines give way to their parts, because the outline has the name.
void add_building_names(BuildingsInput const& input, std::size_t first_building, District& district);

/// Puts names on the terrain.
void seat_places(District& district);

/// Lines that continue one another, as one; ends within a centimetre meet.
std::vector<std::vector<base::Vec2d>> join_lines(std::vector<std::vector<base::Vec2d>> pieces);

}  // namespace twin
