// The sections of the district file, each read from its table; relative sources come back with `folder` before them.
#pragma once

#include <filesystem>
#include <string>

#include "twin/district_file.h"
#include "twin/table_reader.h"

namespace twin {

/// Relative paths start at the folder of the district file; connections, URLs and GDAL's /vsi paths stay as they are.
std::string resolve_source(std::string const& source, std::filesystem::path const& folder);

// What stands there, and from where it is seen.
BuildingsSpec read_buildings(TableReader& r, std::filesystem::path const& folder);
ModelSpec read_model(TableReader& r, std::filesystem::path const& folder);
LayerSpec read_layer(TableReader& r, std::filesystem::path const& folder, Problems& problems);
NamedView read_view(TableReader& r);

// What changes. Feeds stand beside [live], not in it.
void read_live(TableReader& root, LiveSpec& live, std::filesystem::path const& folder, Problems& problems);
void read_wall(TableReader& r, WallSpec& wall);
/// Scenes are views, which may stand anywhere in the file.
void check_scenes(toml::table const& root, DistrictFile const& file, Problems& problems);
void read_supervision(TableReader& r, std::filesystem::path const& folder, SupervisionSpec& spec);

}  // namespace twin
