// From a building to what its source calls it.
#pragma once

#include <string>
#include <vector>

#include "twin/district.h"

namespace twin {

/// The first of these columns of a layer that says something in a row; "" where none does.
std::string first_text(SourceLayer const& layer, std::vector<std::string> const& fields, std::uint32_t row);

/// The id in the source's id field, else the feature id of its row.
std::string id_text(District const& district, BuildingId building);

/// "" where it has none.
std::string name_text(District const& district, BuildingId building);

/// Its name in the other script, where its layer has several fields of names; "" where there is none.
std::string english_name(District const& district, BuildingId building);

/// The box around a building, local metres.
base::Extent footprint_extent(District const& district, BuildingId building);

}  // namespace twin
