// Rasters opened, placed and warped into the local frame, for terrain and imagery. GDAL types: include from .cpp files
// only. All functions expect a GdalMessages and the options of `raster_options` to be alive.
#pragma once

#include <gdal_priv.h>

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/vec.h"
#include "geo/frame.h"
#include "geo/gdal_session.h"

namespace geo {

/// Keeps GDAL from writing beside the sources, but lets it read the .aux.xml files that hold some rasters' CRS.
std::vector<std::pair<std::string, std::string>> raster_options(std::vector<std::string> const& sources);

/// An opened raster and what of it is to be drawn.
struct Raster {
    std::string source;
    std::string crs;  ///< normalised
    GDALDatasetUniquePtr file;
    GDALDatasetUniquePtr view;  ///< a VRT over `file`: chosen bands, `crs`
};

/// Opens a source (also the one raster in a .zip) and finds its CRS; `crs` overrides the file's own. No view yet.
base::Result<Raster> open_raster(std::string const& source, std::string const& crs, GdalMessages& messages);

/// Sets the view by options of gdal_translate.
base::Status set_view(Raster& raster, std::vector<std::string> const& translate_options, GdalMessages& messages);

/// Metres on the ground from one pixel of the view to the next at a local place, along its finer axis; 0 if the
/// raster's frame cannot say there.
double pixel_size_at(Raster const& raster, base::Vec2d local, LocalFrame const& frame);

/// What the view covers, in local metres; empty if it cannot be transformed as a whole (a map of the world).
base::Extent extent_of(Raster const& raster, LocalFrame const& frame);

/// A raster in memory over local metres, north up, with the working CRS.
base::Result<GDALDatasetUniquePtr> make_target(base::Extent const& local, int width, int height, int bands,
                                               GDALDataType type, LocalFrame const& frame);

/// Warps the view onto the target, over what is there. Averages where the target's pixels are at least twice as large.
base::Status warp_onto(GDALDataset& target, Raster const& raster, bool average,
                       std::vector<std::string> const& warp_options, GdalMessages& messages);

}  // namespace geo
