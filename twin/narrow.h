// `--layers`: only part of a district.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "twin/district_file.h"

namespace twin {

/// What of the district file is wanted, by title, role or layer; a name that nothing answers to is an error that lists
/// the layers there are.
base::Result<DistrictFile> narrow(DistrictFile file, std::vector<std::string> const& wanted);

}  // namespace twin
