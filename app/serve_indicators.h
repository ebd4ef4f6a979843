// The hotline's indicators, for GET /indicators.
#pragma once

#include <string>

#include "app/ticket_clock.h"
#include "base/time.h"
#include "twin/live_state.h"

namespace app {

/// Of the tickets accepted in [from, to), judged at `now`; each share with its part, its whole, and below 100 cases
/// Wilson's 95 % interval (DOMAIN 3.5).
std::string indicators_json(twin::LiveState const& state, TicketClock const& clock, base::UtcMs from, base::UtcMs to,
                            base::UtcMs now);

}  // namespace app
