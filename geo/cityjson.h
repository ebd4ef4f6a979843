// CityJSON 1.0 to 2.0 (cityjson.org/specs), which GDAL before 3.8 does not read: the best level of detail of each
// building.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "base/vec.h"
#include "geo/vector.h"

namespace geo {

enum class SurfaceKind : std::uint8_t { roof, wall, ground, other };

/// Buildings as surfaces. Rings are 3D, in the CRS of the file (x, y) and metres up (z), and carry no closing point.
struct SurfaceModel {
    struct Surface {
        SurfaceKind kind = SurfaceKind::other;
        std::uint32_t ring_begin = 0, ring_end = 0;  ///< into ring_begin of the model; the first is the outer ring
        std::uint32_t building = 0;                  ///< row of `buildings`
    };
    std::vector<base::Vec3d> points;
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<Surface> surfaces;
    VectorLayer buildings;         ///< attributes per building, and its ground surface as footprint with z
    std::vector<std::string> lod;  ///< per building: the level of detail taken, "2.2"
};

bool is_cityjson(std::string const& path);
base::Result<SurfaceModel> read_cityjson(std::string const& path, base::Findings& findings);

}  // namespace geo
