#include "app/confidential.h"

namespace app {

SecretTickets secret_tickets(twin::LiveState const& state) {
    SecretTickets out;
    for (auto const* entry : state.tickets())
        if (entry->ticket.secret) out.insert(entry->ticket.id);
    return out;
}

void mask(twin::Ticket& ticket, SecretTickets const& secret) {
    if (ticket.secret || secret.contains(ticket.repeat_of)) ticket.repeat_of.clear();
    if (!ticket.secret) return;
    ticket.title.clear();
    twin::Where community;
    community.level = twin::PlaceLevel::community;
    community.street = ticket.where.street;
    community.community = ticket.where.community;
    ticket.where = std::move(community);
}

}  // namespace app
