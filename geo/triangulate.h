// Triangles over the points of a polygon, no point added: roofs share the corners of their walls.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace geo {

/// Ear clipping after D. Eberly, "Triangulation by Ear Clipping" (2002), holes joined by bridges; convex rings take a fan.
/// Holds scratch memory, so keep one per thread and reuse it.
class Triangulator {
public:
    /// `points` are all rings of one polygon one after another; `ring_ends[i]` is one past ring i's last point. Outer ring
    /// counter-clockwise, holes clockwise. Appends index triples into `points` (counter-clockwise) to `out`. The triangles'
    /// area equals the polygon's; if it does not (a polygon `repair` would refuse), returns false and what it could do.
    bool run(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends,
             std::vector<std::uint32_t>& out);

private:
    struct Node {
        std::uint32_t index, prev, next;
    };
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> order_;
};

}  // namespace geo
