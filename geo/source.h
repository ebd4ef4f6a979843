// Opening what a user names, with one clear sentence where that fails. GDAL types: include from .cpp files only.
#pragma once

#include <gdal_priv.h>

#include <string>
#include <vector>

#include "base/result.h"
#include "geo/gdal_session.h"
#include "geo/vector.h"

namespace geo {

/// Why a source cannot be read at all, before any driver looks at it: missing, a directory, empty, unreadable.
base::Status check_source(std::string const& source);

/// The options that keep GDAL from writing beside the source, for as long as the source is open.
std::vector<std::pair<std::string, std::string>> quiet_options();

base::Result<GDALDatasetUniquePtr> open_source(std::string const& source, GdalMessages& messages);

/// The layer the request names, or the best one for what it wants (`note` then says which and why).
base::Result<OGRLayer*> choose_layer(GDALDataset& dataset, VectorRequest const& request, std::string& note);

/// The CRS of a layer as `normalise_crs` writes it; falls back to what GML says in a form GDAL does not know.
std::string layer_crs(GDALDataset& dataset, OGRLayer& layer, std::string const& source);

LayerInfo describe(GDALDataset& dataset, OGRLayer& layer, std::string const& source);

std::vector<std::string> field_names(OGRLayer& layer);

}  // namespace geo
