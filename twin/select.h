// Parts of a layer that holds several kinds of things, as OSM files do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/vector.h"
#include "twin/district_file.h"

namespace twin {

inline constexpr std::uint32_t kGone = 0xffffffff;

/// Which rows of an OSM layer a guess is about, and the fields it needs to tell.
std::vector<std::string> fields_of(Pick pick);
std::vector<std::uint8_t> pick_rows(geo::VectorLayer const& layer, Pick pick);

/// The rows for which `keep` is not 0, with their geometry, as a layer of its own.
geo::VectorLayer select_rows(geo::VectorLayer const& layer, std::vector<std::uint8_t> const& keep);

}  // namespace twin
