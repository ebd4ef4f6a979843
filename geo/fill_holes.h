// Gaps in a grid of heights closed smoothly from their edges.
#pragma once

#include <cstdint>
#include <vector>

namespace geo {

struct HoleCount {
    std::size_t enclosed = 0;  ///< points without a value that data surrounds
    std::size_t outside = 0;   ///< points without a value beyond the data's edge, but for its very seam
};

/// NaN marks a gap. Counts the gaps first: those that reach the grid's border lie outside the data. A seam one point
/// wide is not counted, for it comes from half pixels.
HoleCount count_holes(std::vector<float> const& z, std::uint32_t width, std::uint32_t height);

/// Fills every NaN. Needs at least one number.
void fill_holes(std::vector<float>& z, std::uint32_t width, std::uint32_t height);

}  // namespace geo
