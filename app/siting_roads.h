// The district's roads as ways for who walks, cycles or drives.
#pragma once

#include <memory>

#include "analysis/road_reach.h"
#include "app/siting_file.h"
#include "twin/district.h"
#include "ui/siting_facts.h"

namespace app {

std::shared_ptr<analysis::RoadReach const> make_ways(twin::District const& district, TravelSpec const& travel,
                                                     analysis::TravelBy by);

/// Of a place, five, ten and fifteen minutes on foot.
std::shared_ptr<ui::SiteReach const> site_catchments(analysis::SiteData const& data, base::Vec2d place);
/// "Within 5 / 10 / 15 minutes on foot of P-012: ..."
twin::Name catchment_words(ui::SiteReach const& reach, std::string const& site);

}  // namespace app
