// The district's roads as ways for who walks, cycles or drives.
#pragma once

#include <memory>

#include "analysis/road_reach.h"
#include "app/siting_file.h"
#include "twin/district.h"

namespace app {

std::shared_ptr<analysis::RoadReach const> make_ways(twin::District const& district, TravelSpec const& travel,
                                                     analysis::TravelBy by);

}  // namespace app
