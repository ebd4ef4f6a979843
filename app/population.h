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
    bool parts = false;  ///< whether shares of age may be told
};

/// All levels of one measure together, as buildings add up to communities and those to streets: what is hidden in one
/// cannot be found from another. Grid cells lie across communities and stand by themselves.
std::vector<PublishedCell> publish(twin::LiveState const& state, std::string const& measure);

/// The measures there are, in alphabetical order.
std::vector<std::string> measures(twin::LiveState const& state);

}  // namespace app
