// The three frames a coordinate can be in. They are different types, so that none is taken for another.
#pragma once

#include <string>

#include "base/vec.h"

namespace geo {

/// Degrees, longitude first (traditional GIS order), on the datum its source says.
struct LonLat {
    double lon = 0;
    double lat = 0;
};

/// Metres east and north in a projected CRS (`LocalFrame::working_crs`).
struct Projected {
    double x = 0;
    double y = 0;
};

/// Metres east, north and up from the district's origin. Everything after loading is in this frame.
using Local = base::Vec3d;

/// Where the district is: a projected working CRS in metres, and the point of it that is (0, 0).
/// Local east and north are the axes of the working CRS (grid north).
struct LocalFrame {
    std::string working_crs;  ///< anything PROJ understands: "EPSG:4547", WKT
    Projected origin;
    LonLat origin_lonlat;         ///< the same point on WGS84; for the sun
    double grid_convergence = 0;  ///< radians from true north to grid north at the origin, clockwise positive
};

}  // namespace geo
