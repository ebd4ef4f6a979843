// Lines with a width: roads, rail, rivers as strips of triangles in the plane.
#pragma once

#include <span>

#include "base/vec.h"
#include "geo/terrain.h"

namespace scene {

/// Appends a strip along `line` to `mesh`, two attributes a point: across (-1 left edge, 1 right edge) and along (metres).
/// Bends are mitred; where a mitre would stick out, and at both ends, a disc rounds them (its across is 0, so that no
/// marking is painted on a junction).
void append_ribbon(std::span<base::Vec2d const> line, double width, geo::DrapedMesh& mesh);

}  // namespace scene
