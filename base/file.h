// Settings, tables and definitions: files small enough to be read at once.
#pragma once

#include <string>

#include "base/result.h"

namespace base {

/// Whether it is there, is no folder and may be read; the error names it and says why not. For who then reads it in
/// pieces: a folder opens like a file and reads as an empty one.
Status check_readable(std::string const& path);

/// The bytes as they lie there.
Result<std::string> read_file(std::string const& path);

}  // namespace base
