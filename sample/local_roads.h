// The smaller streets inside one cell of the grid, as its use asks for them.
#pragma once

#include <vector>

#include "sample/network.h"

namespace sample {

std::vector<Road> local_roads(Plan const& plan, CellId cell, CellBounds const& bounds);

}  // namespace sample
