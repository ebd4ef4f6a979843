// Counts of people as they may be published.
#pragma once

#include <string>
#include <vector>

#include "analysis/disclosure.h"
#include "twin/live_state.h"

namespace app {

struct PublishedCell {
    twin::LiveState::Entry<twin::PopulationCell> const* entry = nullptr;
    analysis::Shown shown;
    bool parts = false;  ///< whether ages and households may be told
};

/// All measures and levels, in the order of the state. What is hidden in one cannot be found from another by
/// subtraction: buildings add up to communities and those to streets; residents are those registered and those
/// floating; ages add up to all. docs/feeds.md says what is protected and what is not. Grid cells lie across
/// communities and stand by themselves.
std::vector<PublishedCell> publish(twin::LiveState const& state, twin::DisclosureRules const& rules);

/// Those of one measure.
std::vector<PublishedCell> publish(twin::LiveState const& state, std::string const& measure,
                                   twin::DisclosureRules const& rules);

/// The measures there are, in alphabetical order.
std::vector<std::string> measures(twin::LiveState const& state);

}  // namespace app
