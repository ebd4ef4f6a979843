// What `borough check` says: what is in a district, what was chosen, and what is wrong with it.
#pragma once

#include <string>

#include "twin/district.h"

namespace twin {

/// For a person, in lines.
std::string describe(District const& district);

/// The same for a program: { "name", "frame", "totals", "layers": [...], "findings": [...] }.
std::string describe_json(District const& district);

}  // namespace twin
