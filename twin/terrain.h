// Terrain and imagery under the district.
#pragma once

#include "base/result.h"
#include "twin/district.h"
#include "twin/district_file.h"

namespace twin {

/// Reads them for the district's extent and some ground around it. A single raster given as the file decides the extent.
base::Status add_terrain(DistrictFile const& file, District& district);

}  // namespace twin
