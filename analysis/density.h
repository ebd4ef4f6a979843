// Kernel density in the ground plane (DOMAIN 8.1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace analysis {

struct WeightedPoint {
    base::Vec2d at;  ///< local metres
    double weight = 1;
};

/// Quartic kernel of radius `radius` metres: events per square kilometre at one place.
double density_at(base::Vec2d place, std::span<WeightedPoint const> points, double radius);

/// The same on a grid, by the centres of its cells.
struct DensityGrid {
    double origin_x = 0, origin_y = 0, spacing = 0;  ///< metres; the corner of the first cell
    std::uint32_t width = 0, height = 0;
    std::vector<float> value;  ///< per square kilometre
};
DensityGrid density(std::span<WeightedPoint const> points, base::Extent const& extent, double spacing, double radius);

/// ArcGIS's default bandwidth: 0.9 min(SD, sqrt(1/ln 2) Dm) n^-0.2, SD the standard distance, Dm the median distance
/// to the mean centre.
double automatic_radius(std::span<WeightedPoint const> points);

}  // namespace analysis
