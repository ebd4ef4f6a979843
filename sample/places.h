// Names on the map and what belongs to no single block: boundaries, communities, metro stations, the pagoda, cameras at
// crossings. Only the district itself has them.
#pragma once

#include "sample/content.h"
#include "sample/network.h"
#include "sample/plan.h"

namespace sample {

void add_places(Plan const& plan, std::vector<Block> const& blocks, Content& content);
void add_camera_poles(Plan const& plan, Content& content);

}  // namespace sample
