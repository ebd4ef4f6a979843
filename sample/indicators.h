// The sample's indicators: data/indicators.toml, carried by the program. They serve for reference wherever a district
// defines none of its own.
#pragma once

#include <string_view>

namespace sample {

std::string_view indicators_toml();

}  // namespace sample
