// What nobody is shown of a ticket whose caller asked for confidence (DOMAIN 3.2).
#pragma once

#include <string>
#include <unordered_set>

#include "twin/live_state.h"

namespace app {

using SecretTickets = std::unordered_set<std::string>;  ///< ids
SecretTickets secret_tickets(twin::LiveState const& state);

/// A confidential ticket counts in its community and is nowhere. Repeats are no more told of, from neither side: the
/// other ticket's address would be the caller's.
void mask(twin::Ticket& ticket, SecretTickets const& secret);

}  // namespace app
