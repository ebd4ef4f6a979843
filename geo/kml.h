// What GDAL leaves unsaid about KML.
#pragma once

#include <cstddef>
#include <string>

namespace geo {

/// How many `<Model>` elements, 3D models with a place, a KML or KMZ file has. GDAL reads them as features without a
/// geometry (3.6) or as points.
std::size_t count_kml_models(std::string const& source);

}  // namespace geo
