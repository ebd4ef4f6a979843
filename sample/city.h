// One neighbourhood after another, until there are as many buildings as were asked for.
#pragma once

#include <cstdint>

#include "sample/content.h"
#include "sample/network.h"
#include "sample/plan.h"

namespace sample {

struct Detail {
    NetworkOptions network;
    bool plants = true;
    bool small_ground = true;       ///< gardens, courts, paths; not for cities of hundreds of thousands
    std::size_t enough = 1u << 31;  ///< stop with the block that reaches so many buildings
};

struct Neighbourhood {
    bool central = false;  ///< the tile the sample is about
    Content content;
    std::vector<Bridge> bridges;
};

Neighbourhood build_neighbourhood(Plan const& plan, TileId tile, Detail const& detail);

/// The n-th tile on a spiral around (0, 0).
TileId spiral(int n);

/// Leaves out the buildings farthest from the centre.
void truncate(Content& content, std::size_t wanted);

/// Leaves out buildings until `wanted` are left: small ones that nobody misses, then those farthest from the centre.
void thin_out(Content& content, std::size_t wanted);

/// Keeps what lies within `radius` of `centre`, for places smaller than the district.
void crop(Content& content, Vec2d centre, double radius);

}  // namespace sample
