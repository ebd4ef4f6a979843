// What the name of a file or layer says about what is in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "geo/vector.h"
#include "twin/district_file.h"

namespace twin {

/// What kind of file a name says it is.
enum class FileKind : std::uint8_t { district, model, raster, osm, json, vector };
FileKind kind_of(std::string const& path);

bool is_building_name(std::string const& layer);

/// The role a layer's name and geometry suggest; none: buildings. Western words count whole (Greenwich is not green),
/// Chinese ones wherever they stand. `other_buildings`: another layer is surely the buildings.
std::optional<Role> role_of(geo::LayerInfo const& info, bool other_buildings);

}  // namespace twin
