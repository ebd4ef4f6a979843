// Whether a source can be opened at all, said before a library says it worse.
#pragma once

#include <string>

#include "base/result.h"

namespace twin {

/// Missing, empty, unreadable and folders that are no data set are errors; connections and /vsi paths are left to GDAL.
base::Status check_source(std::string const& path);

}  // namespace twin
