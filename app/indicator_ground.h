// A district laid out for its indicators, once: its zones, and what stands and lies in each.
#pragma once

#include <functional>
#include <vector>

#include "analysis/indicator_data.h"
#include "twin/district.h"
#include "twin/locate.h"

namespace app {

/// Zones are the smallest named areas, or those that were chosen. Ground is counted in squares of analysis::kGroundCell
/// or so, so that what overlaps counts once and what crosses a boundary counts on both sides of it.
struct IndicatorPlan {
    std::vector<analysis::IndicatorZone> zones;
    std::vector<std::int32_t>
        zone_of_area;  ///< by Locator::areas(); the zone it lies in; -1: it has areas of its own inside
    analysis::IndicatorGround ground;

    std::int32_t zone_at(base::Vec2d place) const;

    base::Extent extent;
    std::size_t columns = 0, rows = 0;
    double cell = analysis::kGroundCell;  ///< metres on a side
    std::vector<std::int32_t> cells;      ///< zones, rows from the south; -1: none
};

/// Areas that are to be zones; empty: the smallest ones.
using ZoneChoice = std::function<bool(twin::Locator::Area const&)>;

/// Ages of buildings are as of `year`.
IndicatorPlan plan_indicators(twin::District const& district, twin::Locator const& locator, int year,
                              ZoneChoice const& wanted = {});

}  // namespace app
