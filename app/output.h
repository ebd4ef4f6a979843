// Files that appear whole or not at all, and the machine-readable results every command can give.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/options.h"
#include "app/stats.h"
#include "base/result.h"

namespace app {

/// `-` and devices are written to directly.
base::Status write_text(std::filesystem::path const& file, std::string_view text);

/// Fails at once, before minutes of work, where `file` is a folder or its own folder is missing or may not be written
/// to.
base::Status can_write(std::filesystem::path const& file);

/// Sends results where the options say, with times by stage, total and peak memory added. `object` is a JSON object.
base::Status write_results(std::string object, Stopwatch const& watch, ResultOptions const& options);

}  // namespace app
