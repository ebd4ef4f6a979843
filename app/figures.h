// Numbers and names as people read them.
#pragma once

#include <string>

#include "twin/name.h"

namespace app {

std::string figure(double value, int decimals);
/// With commas between thousands.
std::string grouped(double value, int decimals = 0);

/// The other language's where the name has none in this one.
std::string in_language(twin::Name const& name, bool chinese);

}  // namespace app
