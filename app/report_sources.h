// What stands below a map: its times, where its data are from and how fresh each source was.
#pragma once

#include <cstdint>
#include <vector>

#include "app/live_layers.h"
#include "report/page.h"
#include "twin/feed_spec.h"

namespace app {

/// Kinds of reports that a choice of layers draws, a bit each.
std::uint32_t kinds_of(LiveChoice const& choice);

/// Sources with how fresh each was: 陈旧 ones say so.
report::Words sources_of(std::vector<FeedNote> const& feeds, std::uint32_t kinds,
                         std::vector<twin::FeedSpec> const& specs);

/// "数据时间 …", "获知时间 …" as the furniture and the header of pages say them; empty where there is no live data.
report::Words times_of(feeds::Moment const& moment);

}  // namespace app
