// Definitions of indicators out of a TOML file (docs/indicators.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/indicator.h"
#include "base/result.h"
#include "twin/supervision_spec.h"

namespace app {

struct IndicatorFile {
    analysis::IndicatorTree tree;
    std::string path;                   ///< empty: the program's own
    std::vector<std::string> problems;  ///< what was left out, a sentence each, with file and line
};

/// An error only where nothing of it can be read: no file, no TOML.
base::Result<IndicatorFile> parse_indicators(std::string_view toml, std::string const& path);

/// The district's file; the program's own definitions, for reference, where it names none.
base::Result<IndicatorFile> read_indicators(twin::SupervisionSpec const& spec);

}  // namespace app
