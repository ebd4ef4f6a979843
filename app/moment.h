// The live data of a district as it was at a moment, out of its journal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/live_layers.h"
#include "app/options.h"
#include "base/result.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "twin/live_state.h"

namespace app {

/// Notes of a district's feeds as they stood at `time`, by what the state heard of each. `ids` are the journal's feeds,
/// in the order of its numbers.
std::vector<FeedNote> feed_notes(std::vector<twin::FeedSpec> const& specs, std::vector<std::string> const& ids,
                                 twin::LiveState const& state, base::UtcMs time, bool chinese);

/// The state at one moment with all that is said about it.
struct PastMoment {
    twin::LiveState state;
    std::vector<FeedNote> feeds;
    feeds::Moment time;
    std::vector<std::string> damage;  ///< of the journal, a sentence each; the state is of what could be read
};

/// What lies within the district's retention: the same span its journal is kept for, so that tidying changes no answer.
feeds::Span span_of(twin::LiveSpec const& live);

/// The state at a moment. An error where the district has no journal, or the journal does not reach so far back.
base::Result<PastMoment> read_moment(twin::District const& district, feeds::Moment const& moment, bool chinese);

/// `--at` and `--known-at` as they stand; `newest` where neither is given.
base::Result<feeds::Moment> asked_moment(LiveOptions const& options, base::UtcMs newest);

/// The event time of the newest report in the district's journal.
base::Result<base::UtcMs> newest_event(twin::District const& district);

/// The moment the options ask for; the journal's newest where they name none.
base::Result<PastMoment> read_moment(twin::District const& district, LiveOptions const& options, bool chinese);

}  // namespace app
