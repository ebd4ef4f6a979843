// Settings, tables and definitions: files small enough to be read at once.
#pragma once

#include <string>

#include "base/result.h"

namespace base {

/// The bytes as they lie there. The error names the file and says why: it is not there, is a folder, may not be read.
Result<std::string> read_file(std::string const& path);

}  // namespace base
