// Terrain and imagery under the district.
#pragma once

#include <string>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "geo/terrain.h"
#include "twin/district.h"
#include "twin/district_file.h"

namespace twin {

/// What a raster given as the only file is: heights, or a picture of the ground; and where.
struct RasterGuess {
    bool is_picture = false;  ///< three bands and more, or a palette
    geo::LonLat centre;
};
base::Result<RasterGuess> guess_raster(std::string const& path, std::string const& crs);

/// What lies under the district, and what was noticed about it.
struct GroundRasters {
    geo::HeightGrid terrain;
    geo::Imagery imagery;
    std::vector<SourceLayer> layers;
    base::Findings findings;
};

/// Reads terrain and imagery for the district's extent and some ground around it; for all they cover where it is empty.
base::Result<GroundRasters> read_ground(DistrictFile const& file, base::Extent const& extent,
                                        geo::LocalFrame const& frame);

/// Checks that the files are there, before any work is done.
base::Status check_rasters(DistrictFile const& file);

}  // namespace twin
