// The attribute buildings are coloured by, as numbers or categories.
#pragma once

#include "base/result.h"
#include "twin/read.h"

namespace twin {

/// Fills Buildings::value, `categories` and `colour_by`. The attribute is a field of the data, or one that every
/// building has: height, storeys, use, area, roof. An error that lists the fields where it is neither.
base::Status colour_buildings(std::string const& attribute, Inputs const& inputs, District& district);

}  // namespace twin
