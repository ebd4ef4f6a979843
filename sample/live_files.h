// What lies in the sample's folder live/: files for its feeds, the day that can be played into them, tables, and a page
// that says what was planted.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "sample/history.h"

namespace sample {

/// `films`: with films of cameras and pictures of events.
base::Status write_live_files(std::filesystem::path const& folder, History const& history, bool films);

}  // namespace sample
