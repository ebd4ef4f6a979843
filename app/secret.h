// Passwords, tokens and keys: from the environment or a file of one's own, never from the command line or a district
// file.
#pragma once

#include <string>

#include "base/result.h"

namespace app {

/// `where` is "env:NAME", "file:PATH", or empty for none. A file that others may read is an error, and so is an empty
/// secret. Messages never contain it.
base::Result<std::string> read_secret(std::string const& where);

}  // namespace app
