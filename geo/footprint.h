// The outline on the ground of a building that is given as surfaces.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/vec.h"
#include "geo/geos.h"

namespace geo {

/// One face: rings of 3D points one after another, the outer one first.
struct Face {
    std::vector<base::Vec3d> points;
    std::vector<std::uint32_t> ring_ends;
    bool ground = false;  ///< the source says that this is what stands on the ground
};

struct Footprint {
    std::vector<Rings> polygons;
    double z = 0;  ///< of the lowest point
};

/// From the ground surfaces where there are any; else from the faces that look down; else from the lowest level ones;
/// else from everything seen from above. Nothing if all faces stand upright or have no area.
std::optional<Footprint> footprint_of(std::span<Face const> faces);

}  // namespace geo
