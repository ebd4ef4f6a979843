// One geometry object of CityJSON as faces. simdjson types: include from .cpp files only.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <vector>

#include "geo/cityjson.h"
#include "geo/footprint.h"

namespace geo {

struct CityFace {
    Face face;
    std::optional<SurfaceKind> kind;  ///< as the file says; none where it does not
};

/// What the indices in boundaries point at, and where that stands.
struct CityVertices {
    std::vector<base::Vec3d> real;       ///< of the file, transformed
    std::vector<base::Vec3d> templates;  ///< of its geometry templates
};

struct CityFaces {
    std::vector<CityFace> faces;
    std::size_t dropped_rings = 0;  ///< with fewer than three points
    std::string why;                ///< not empty: the geometry is broken, and how
};

/// The level of detail as a number to compare: 2.2 for "2.2" (1.1 and later) and for 2.2 (1.0).
double lod_of(simdjson::dom::object geometry);

CityFaces read_city_geometry(simdjson::dom::object geometry, CityVertices const& vertices,
                             simdjson::dom::array const* templates);

/// Where the file says nothing: down is ground, up is roof, upright is wall.
SurfaceKind kind_by_slope(Face const& face);

}  // namespace geo
