// Saving what can be read of a damaged journal.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "feeds/journal_parts.h"

namespace feeds {

/// Reads the whole file; empty where SQLite finds nothing wrong with it, else what it finds first.
std::string find_faults(Database const& database);

/// Makes a new journal of what can be read of the one that `state` has open, and leaves `state` on it. For a writer it
/// takes the damaged one's place, which is kept beside it as FILE.damaged-N; for a reader it is a temporary file.
/// `why` is what was found wrong.
base::Status recover(Journal::State& state, std::filesystem::path const& file, std::string const& why);

}  // namespace feeds
