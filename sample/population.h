// People by building, by cells of 250 m, by community: aggregates only, as a feed and as a table.
#pragma once

#include <string>
#include <vector>

#include "sample/setting.h"

namespace sample {

struct PeopleRow {
    std::string id, level, measure, building, street, community;
    geo::LonLat place;
    std::int64_t count = 0;
    std::array<std::int64_t, 3> by_age{};
    std::int64_t households = -1;  ///< below 0: not told
    bool ages = true;
    bool estimated = false;
};

/// Residents of buildings and communities; people by day and by night in cells.
std::vector<PeopleRow> population(Setting const& setting);

std::string population_csv(std::vector<PeopleRow> const& rows);

}  // namespace sample
