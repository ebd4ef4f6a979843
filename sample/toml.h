// The sample's district file: its layers, its models, and the views worth seeing.
#pragma once

#include <string>
#include <vector>

#include "sample/content.h"
#include "sample/history.h"
#include "sample/plan.h"
#include "sample/projects.h"
#include "sample/terrain.h"

namespace sample {

struct TomlInput {
    Plan const& plan;
    Terrain const& terrain;
    std::vector<Model> const& models;
    std::vector<HistoryFeed> feeds;
    Supervised const& supervised;
    std::string hall_id;  ///< empty: the hall is not in it
    Extent extent;        ///< of the buildings
    bool whole = true;    ///< the district is all there, with every place the views look at
};

std::string district_toml(TomlInput const& input);

}  // namespace sample
