// A few layers for others to go on with: GeoPackage, through GDAL.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "geo/frame.h"
#include "geo/polygons.h"
#include "geo/vector.h"

namespace geo {

/// A layer of polygons or of points, in local metres. A feature's attributes are the row of `columns` that its geometry
/// names; polygons with the same row are one feature of several parts.
struct WrittenLayer {
    std::string name;
    std::vector<Column> columns;
    Polygons polygons;
    Points points;
};

/// In the frame's working CRS. The file appears under its name when it is whole, and replaces what was there; an error
/// leaves what was there.
base::Status write_geopackage(std::filesystem::path const& file, std::span<WrittenLayer const> layers,
                              LocalFrame const& frame);

}  // namespace geo
