// Roads, rail and river of one neighbourhood, and the blocks they leave between them.
#pragma once

#include <vector>

#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

/// Land between roads, from kerb to kerb.
struct Block {
    Shape shape;
    CellId cell;
    Land land = Land::housing;
    bool riverside = false;  ///< the green strip between the river and its drives
};

/// A road or the railway over the river, from bank to bank.
struct Bridge {
    Path path;
    double width = 0;
    RoadClass road = RoadClass::primary;
};

struct Network {
    std::vector<Road> roads;
    std::vector<Path> rails;
    std::vector<Area> ground;  ///< water, verges, hills
    std::vector<Block> blocks;
    std::vector<Bridge> bridges;
};

struct NetworkOptions {
    bool all_edges = false;     ///< also the roads on the edges shared with the neighbours north and east
    bool surroundings = false;  ///< also the land around the tile
};
Network build_network(Plan const& plan, TileId tile, NetworkOptions const& options);

/// Bounds of a cell in grid metres, without the river and its banks.
struct CellBounds {
    double u0 = 0, u1 = 0, v0 = 0, v1 = 0;
};
CellBounds bounds_of(Plan const& plan, CellId cell);

/// A straight grid line as a world path fine enough for its bends.
Path bent_line(Plan const& plan, Vec2d from, Vec2d to);
/// A grid rectangle as a world ring.
Ring bent_outline(Plan const& plan, double u0, double v0, double u1, double v1);

}  // namespace sample
