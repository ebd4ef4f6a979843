// Builds each block up as its use asks for. One function for each kind of land.
#pragma once

#include "sample/site.h"

namespace sample {

/// Buildings, ground and paths of a block go to `content`.
void fill_block(Plan const& plan, Block const& block, Content& content);

void fill_housing(Site& site);
void fill_old_housing(Site& site);
void fill_villas(Site& site);
void fill_village(Site& site);
void fill_offices(Site& site);
void fill_mall(Site& site);
void fill_industry(Site& site);
void fill_school(Site& site);
void fill_hospital(Site& site);
void fill_civic(Site& site);
void fill_sports(Site& site);
void fill_station(Site& site);
void fill_vacant(Site& site);
void fill_park(Site& site);
void fill_riverside(Site& site);

}  // namespace sample
