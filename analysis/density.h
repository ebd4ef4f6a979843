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

/// Events per square kilometre at the centres of a grid's cells.
struct DensityGrid {
    double origin_x = 0, origin_y = 0, spacing = 0;  ///< metres; the corner of the first cell
    std::uint32_t width = 0, height = 0;
    std::vector<float> value;  ///< per square kilometre
};
/// Quartic kernel of radius `radius` metres.
DensityGrid density(std::span<WeightedPoint const> points, base::Extent const& extent, double spacing, double radius);

}  // namespace analysis
