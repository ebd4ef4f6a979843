// The records known at a moment, for GET /state.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "app/ticket_clock.h"
#include "base/result.h"
#include "base/vec.h"
#include "twin/live_state.h"

namespace app {

struct StateQuery {
    std::string layer;  ///< "tickets", "events", "cameras", "devices", "drones", "population", "indicators"
    std::optional<base::Extent> bounds;  ///< WGS84 degrees; what has no place is then left out
    std::size_t offset = 0;
    std::size_t limit = 1000;
};

inline constexpr std::size_t kLargestPage = 10'000;

/// `{"time": ..., "layer": ..., "total": n, "next": offset or null, "items": [...]}`. Each item says when it was
/// (`time`), when that became known (`known_time`) and by which feed; `feeds` are the state's, by number. Small counts
/// of people are suppressed and the places of confidential tickets left out, as everywhere.
base::Result<std::string> state_json(twin::LiveState const& state, TicketClock const& clock,
                                     std::span<std::string const> feeds, StateQuery const& query, base::UtcMs time);

}  // namespace app
