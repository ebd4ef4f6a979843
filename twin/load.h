// From a district file, or any single file GDAL opens, to a District.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "twin/district.h"

namespace twin {

struct LoadOptions {
    std::string colour_by;                 ///< attribute to colour buildings by; empty: none
    std::vector<std::string> only_layers;  ///< `--layers`: titles or roles to load; empty: all
    std::string crs;                       ///< for single files without one; empty: the file's own
    /// Keep every column of the buildings' tables that says something, for panels and filters; else only ids, names and
    /// what is asked for.
    bool all_attributes = false;
    bool models = true;                  ///< false: `check` of geometry only
    std::filesystem::path model_helper;  ///< see assets::load_model
};

/// `path` is a district TOML (DESIGN 5) or a single file. The error is a whole sentence; whatever was merely odd,
/// repaired or left out is in District::findings.
base::Result<District> load_district(std::string const& path, LoadOptions const& options, base::Progress& progress);

}  // namespace twin
