// What lies within some minutes of a place, as land on the map and as people.
#pragma once

#include <span>
#include <vector>

#include "analysis/plane.h"
#include "analysis/road_reach.h"

namespace analysis {

struct Catchment {
    double minutes = 0;
    std::vector<Plot> band;  ///< land within so many minutes and not within the limit before; local metres
    double people = 0;       ///< within them all
};

/// Minutes rise. Land is what lies within some 50 m of a road that is reached in time, and blocks between such roads;
/// rings about the place where ways are straight lines. People are counted by their ways, not by the land. None where
/// the place is on no road.
std::vector<Catchment> catchments(RoadReach const& ways, base::Vec2d place, std::span<double const> minutes,
                                  std::span<WeightedPoint const> people);

}  // namespace analysis
