// What roads, rail and river leave: blocks, verges, the country around.
#pragma once

#include <vector>

#include "sample/cutting.h"
#include "sample/network.h"

namespace sample {

/// Land that is taken before blocks are cut.
struct Corridors {
    std::vector<Strip> roads;
    std::vector<Strip> rails;
    std::vector<Shape> rivers;
};

/// As far as the ground is drawn: the tile, or for a district that stands alone a rectangle around it.
Shape drawn_land(Plan const& plan, TileId tile);

/// Adds blocks and ground to `network`, whose roads are complete.
void cut_land(Plan const& plan, TileId tile, bool surroundings, Corridors const& corridors, Network& network);

}  // namespace sample
