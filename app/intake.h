// The feeds of a district, being taken in now.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/live_layers.h"
#include "base/result.h"
#include "feeds/ingest.h"
#include "twin/district.h"

namespace app {

/// Milliseconds since 1970 UTC: the one clock that everything below gets handed.
base::UtcMs now_ms();

/// Reads the feeds' secrets and starts. An error where the district has no feeds.
base::Result<std::unique_ptr<feeds::Ingest>> start_intake(twin::District const& district);

/// How the feeds stand, for pictures of now.
std::vector<FeedNote> feed_notes(std::vector<feeds::FeedHealth> const& health, twin::LiveState const& state,
                                 bool chinese);

}  // namespace app
