// A single file without a district file: what it is, and which of its layers and fields mean what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "geo/vector.h"
#include "twin/district_file.h"
#include "twin/names.h"

namespace twin {

/// A plan for one file, as if somebody had written a district file for it; `decisions` say why.
base::Result<DistrictFile> guess_district(std::string const& path, std::string const& crs, base::Findings& findings);

/// All names under which files keep these things, best first.
BuildingsSpec candidate_buildings();
LayerSpec candidate_layer(Role role);

/// Keeps of the candidates those that the layer has, under the names it uses for them (case aside).
void settle(BuildingsSpec& spec, geo::VectorLayer const& layer);
void settle(LayerSpec& spec, geo::VectorLayer const& layer);

/// The candidates in the spellings to ask a reader for, which knows only exact names.
std::vector<std::string> spellings(Fields const& candidates);

/// For a layer guessed to be buildings, what its contents really look like: none where they are buildings.
std::optional<Role> other_role(geo::VectorLayer const& layer, BuildingsSpec const& settled);

}  // namespace twin
