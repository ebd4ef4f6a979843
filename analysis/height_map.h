// Roofs as a raster: what stands on each sample of the ground.
#pragma once

#include <cstddef>
#include <vector>

#include "base/vec.h"
#include "twin/district.h"

namespace analysis {

/// Tops of buildings, in the frame's heights; rows from the south. Samples lie in the middle of their cells.
class HeightMap {
public:
    HeightMap(twin::Buildings const& buildings, double spacing);

    double spacing() const { return spacing_; }
    /// The top of the building here; minus infinity where there is none.
    double roof(base::Vec2d at) const;

private:
    void raise(twin::Buildings const& buildings, std::size_t building, std::size_t first_row, std::size_t last_row);

    base::Vec2d origin_;
    double spacing_;
    std::size_t width_ = 0, height_ = 0;
    std::vector<float> top_;
};

}  // namespace analysis
