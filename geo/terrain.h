// Ground heights and imagery from any GDAL raster, brought into the district's frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/findings.h"
#include "base/image.h"
#include "base/result.h"
#include "geo/frame.h"

namespace geo {

/// Heights on a square grid in local metres; row 0 is the southernmost. Each cell is two triangles, split from its
/// south-west to its north-east corner, and `at` follows those triangles exactly, so that what is seated on the grid
/// neither floats nor sinks when the grid is drawn.
struct HeightGrid {
    base::Vec2d origin;        ///< south-west corner, local metres
    double spacing = 0;        ///< metres between neighbours, both ways
    std::uint32_t width = 0;   ///< points per row
    std::uint32_t height = 0;  ///< rows
    std::vector<float> z;      ///< metres in `datum`, no holes (they are filled from their edge, and counted)
    std::string datum = "unstated";

    bool empty() const { return z.empty(); }
    base::Extent extent() const;
    /// Outside the grid: the height of the nearest edge. 0 for an empty grid.
    double at(base::Vec2d p) const;
};

struct TerrainRequest {
    std::vector<std::string> sources;  ///< one raster or several tiles; earlier ones win where they overlap
    std::string crs;                   ///< overrides the files' own; empty: theirs
    double vertical_offset = 0;        ///< metres added (ellipsoid to normal height and the like)
    double vertical_scale = 1;         ///< 0.3048 for feet
    base::Extent region;               ///< local metres to cover
    std::uint32_t max_points = 1u << 19;
    int band = 1;
};

/// Resampled bilinearly (averaged where the source is finer). No-data holes are filled from their edges.
base::Result<HeightGrid> read_terrain(TerrainRequest const& request, LocalFrame const& frame, base::Findings& findings);

/// A picture of the ground, north up, in local metres. Alpha 0 where there is none.
struct Imagery {
    base::Extent extent;
    base::Image image;
};

struct ImageryRequest {
    std::vector<std::string> sources;
    std::string crs;
    base::Extent region;
    std::uint32_t max_size = 4096;  ///< texels on the longer side
};
base::Result<Imagery> read_imagery(ImageryRequest const& request, LocalFrame const& frame, base::Findings& findings);

}  // namespace geo
