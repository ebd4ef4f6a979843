// Merging repeated sightings of one thing by one camera (DOMAIN 5, de-dup).
#pragma once

#include <vector>

#include "twin/live_state.h"

namespace twin {

/// One event id with everything reported about it.
struct Sighting {
    CityEvent const* event = nullptr;  ///< the newest edition
    Told told;                         ///< of that
    base::UtcMs first = base::kNoTime;
    base::UtcMs last = base::kNoTime;
    base::UtcMs ended = base::kNoTime;  ///< the latest end the source told; kNoTime: none
    float best_confidence = -1;
};

/// Sightings that begin after `now` are left out. The result is in the order of camera, type and time, and the same
/// for every order of `sightings`. Events that no camera saw are never merged.
std::vector<Episode> merge_sightings(std::vector<Sighting> sightings, MergeWindows const& windows, base::UtcMs now);

}  // namespace twin
