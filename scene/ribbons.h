// Lines with a width: roads, rail, rivers as strips of triangles in the plane.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace scene {

/// Triangles in the plane with the place on the road each point has: across is -1 at the left edge and 1 at the right,
/// along is metres from the line's start.
struct FlatMesh {
    struct Point {
        base::Vec2d at;
        float across = 0;
        float along = 0;
    };
    std::vector<Point> points;
    std::vector<std::uint32_t> triangles;
};

/// Appends a strip along `line`. Bends are mitred; where a mitre would stick out, and at both ends, a disc rounds them
/// (its across is 0, so that no marking is painted on a junction).
void append_ribbon(std::span<base::Vec2d const> line, double width, FlatMesh& mesh);

}  // namespace scene
