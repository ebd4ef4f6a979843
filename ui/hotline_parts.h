// What the list and the single ticket of the hotline panel share. For ui/hotline*.cpp alone.
#pragma once

#include <string>

#include "ui/live_rows.h"
#include "ui/ticket_words.h"

namespace ui {

Subject subject_of(TicketRow const& row);
std::string title_of(Kit& kit, twin::Ticket const& ticket);
ListRow ticket_row(PanelContext const& context, TicketRow const& row);
/// One ticket in full: its life, its limits, what is like it and near.
void draw_ticket(PanelContext& context, TicketRow const& row);

}  // namespace ui
