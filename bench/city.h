// A synthetic city for benchmarks, made in code: the same in every run, no file and no GDAL.
#pragma once

#include <cstdint>
#include <vector>

#include "base/vec.h"
#include "twin/district.h"

namespace bench {

inline constexpr std::size_t kCorners = 7;
/// How many stand in the city that pictures are measured on.
inline constexpr std::uint32_t kBuildings = 10'000;

/// An L with one corner cut off, turned its own way: 7 corners, counter-clockwise, not convex, inside a circle of 18 m.
std::vector<base::Vec2d> footprint(std::uint32_t index, base::Vec2d centre);

/// Footprints on a square of plots of 40 m around the origin, as those of PERFORMANCE 3.
geo::Polygons footprints(std::uint32_t count);

/// The same as buildings 6 to 100 m tall with flat roofs, on flat ground.
twin::District city(std::uint32_t count);

}  // namespace bench
