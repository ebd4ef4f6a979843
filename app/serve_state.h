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

/// What is asked.
struct StateMoment {
    twin::LiveState const& state;
    std::span<std::string const> feeds;  ///< ids, by the state's feed numbers
    base::UtcMs time = base::kNoTime;
};

/// `{"time": ..., "layer": ..., "total": n, "next": offset or null, "items": [...]}`. Each item says when it was
/// (`time`), when that became known (`known_time`) and by which feed. Small counts of people are suppressed and the
/// places of confidential tickets left out, as everywhere.
base::Result<std::string> state_json(StateMoment const& moment, TicketClock const& clock,
                                     twin::DisclosureRules const& rules, StateQuery const& query);

}  // namespace app
