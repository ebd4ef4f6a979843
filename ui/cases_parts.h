// What the list of cases and the single case share. For ui/cases*.cpp alone.
#pragma once

#include <string>

#include "ui/cases_facts.h"
#include "ui/live_rows.h"

namespace ui {

/// Null where facts have moved on since the list was made.
TicketRow const* ticket_of(PanelContext const& context, CaseRow const& row);
EventRow const* event_of(PanelContext const& context, CaseRow const& row);
/// Masked where it is confidential.
std::string case_title(PanelContext const& context, CaseRow const& row);
std::string case_place(PanelContext const& context, CaseRow const& row);
/// Where it stands at its source, or that it was closed here.
std::string case_state(PanelContext const& context, CaseRow const& row);

/// One case in full: its steps, Borough's log of it, and what can be done.
void draw_case(PanelContext& context, CaseRow const& row);

}  // namespace ui
