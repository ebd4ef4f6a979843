// A study that somebody has changed, into a file of its own beside the one it came from.
#pragma once

#include <string>
#include <vector>

#include "analysis/site_scheme.h"
#include "analysis/site_study.h"
#include "base/result.h"

namespace app {

struct SaveAsk {
    std::string from;    ///< the file that the study came from: what is not the study's stays as it has it
    std::string beside;  ///< the district's file of studies
    std::string name;    ///< between "sites." and ".toml"
    analysis::Study study;
    std::vector<analysis::Scheme> schemes;
};
/// The path of "sites.NAME.toml". An error where there is such a file already, or the name cannot be one. Comments of
/// the original are not in it.
base::Result<std::string> save_study(SaveAsk const& ask);

/// The file itself, then those saved beside it, by name.
std::vector<std::string> sites_files(std::string const& sites);

}  // namespace app
