// From the rows and polygons of a layer to buildings.
#pragma once

#include <vector>

#include "base/result.h"
#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// The corners of an outer ring, and of all rings of a footprint, that are drawn as they are; of longer ones every
/// second, third ... is (scene/city.cpp: a tile's corners must be told apart by 16 bits).
inline constexpr std::size_t kMostRingCorners = 8190;
inline constexpr std::size_t kMostCorners = 16383;

/// Adds the buildings of one layer, whose polygons are repaired and local. `base_z` is still metres above the ground
/// (or absolute, or NaN for none); `seat` makes it what it says. Takes the polygons out of `input`.
void add_buildings(BuildingsInput& input, District& district);

/// Which of the buildings say their base as an absolute height, by layer; for `seat`.
struct Seating {
    std::vector<std::uint8_t> absolute;  ///< per layer of the district
};

/// Puts every building on the ground: by the lowest terrain under its corners, so that none floats.
void seat(Seating const& seating, District& district);

/// Takes buildings out. Indices change: before anything refers to them.
void keep_only(District& district, std::vector<std::uint8_t> const& keep);

/// Metres from the eaves to the ridge where the source says a shape but no height: a slope of 30 degrees (15 for
/// skillions) over the shorter side, never more than half the building.
double default_roof_height(RoofShape shape, std::span<base::Vec2d const> ring, double height);

}  // namespace twin
