// What the files that implement crs.h share. GDAL types: include from .cpp files only.
#pragma once

#include <ogr_spatialref.h>

#include <optional>
#include <string>

namespace geo {

inline constexpr char const* kWgs84 = "EPSG:4326";

/// The normalised text of a CRS that GDAL has read: "EPSG:4547" where it has a code, WKT otherwise. Vertical parts and
/// ellipsoidal heights are dropped. Empty for a CRS without content.
std::string crs_text(OGRSpatialReference const& reference);

/// A normalised CRS (not gcj02 or bd09) ready for coordinates in x, y order.
std::optional<OGRSpatialReference> crs_object(std::string const& normalised);

}  // namespace geo
