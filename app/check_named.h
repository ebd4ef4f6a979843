// What the files say that a district file names: a check before a feed, a study or a report asks for them.
#pragma once

#include <string>
#include <vector>

#include "twin/district.h"

namespace app {

/// Mappings of feeds, tables of `[live]` and `[supervision]`, definitions of indicators, studies and what they measure
/// by: a sentence for each that cannot be used. Servers, secrets and files that feeds follow are not asked for.
std::vector<std::string> wrong_files(twin::District const& district);

}  // namespace app
