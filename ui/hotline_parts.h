// What the list and the single ticket of the hotline panel share, and words of the feeds for other panels.
#pragma once

#include <string>

#include "ui/live_rows.h"
#include "ui/ticket_words.h"

namespace ui {

Subject subject_of(TicketRow const& row);
/// The order of every list of tickets: open ones with a limit first, unless the newest are asked for.
bool comes_before(TicketRow const& a, TicketRow const& b, QueueState::Order order, base::UtcMs now);
/// Words of the feeds in the language of the screen, where the district has a glossary.
std::string term(PanelContext const& context, std::string const& words);
std::string title_of(PanelContext const& context, twin::Ticket const& ticket);
ListRow ticket_row(PanelContext const& context, TicketRow const& row);
/// One ticket in full: its life, its limits, what is like it and near.
void draw_ticket(PanelContext& context, TicketRow const& row);

}  // namespace ui
