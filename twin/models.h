// Models: each file loaded once, placed, seated on the terrain.
#pragma once

#include <filesystem>

#include "base/progress.h"
#include "base/result.h"
#include "twin/district_file.h"
#include "twin/read.h"

namespace twin {

/// Takes out the buildings that models stand for. Before anything refers to building indices.
void remove_replaced(DistrictFile const& file, Inputs const& inputs, District& district);

/// Adds [[models]] and the instances of layers with that role. A model that cannot be loaded is a finding.
base::Status add_models(DistrictFile const& file, Inputs const& inputs, std::filesystem::path const& helper, District& district,
                        base::Progress& progress);

}  // namespace twin
