// Buildings drawn in parts (OSM building:part): the parts replace the outline they stand in.
#pragma once

#include "twin/district.h"
#include "twin/read.h"

namespace twin {

/// Takes out the outlines of a layer whose ground the parts in them cover, so that no two walls stand in one place;
/// lowers those whose parts all hang above it. Counts both.
void drop_outlines_with_parts(BuildingsInput const& input, std::size_t first_building, District& district);

}  // namespace twin
