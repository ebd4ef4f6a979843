// Merging repeated sightings of one thing by one camera (DOMAIN 5, de-dup).
#pragma once

#include <memory>

#include "twin/live_state.h"
#include "twin/shared_table.h"

namespace twin {

/// One event id with everything reported about it.
struct Sighting {
    std::shared_ptr<CityEvent const> event;  ///< the newest edition
    Told told;                               ///< of that
    base::UtcMs first = base::kNoTime;
    base::UtcMs last = base::kNoTime;
    base::UtcMs ended = base::kNoTime;  ///< the latest end the source told; kNoTime: none
    float best_confidence = -1;
    EventSteps steps;
};

/// The sightings of a state, and what was merged of them when somebody last asked: only what changed since, and what
/// is not over, is merged again. Copies share what neither has changed since. Asking may be done by several threads at
/// once, changing by one that is alone.
class SightingBook {
public:
    explicit SightingBook(MergeWindows windows);

    void add(Sighting const& sighting);
    void remove(Sighting const& sighting);  ///< as it was added

    /// Sightings that begin after `now` are left out. The result is the same for every order of changes, whatever was
    /// asked before. Events that no camera saw are never merged.
    Episodes episodes(base::UtcMs now) const;

    struct Subject;

private:
    std::shared_ptr<MergeWindows const> windows_;
    SharedTable<Subject> subjects_;
};

}  // namespace twin
