// From what is known of tickets and events, and Borough's own log, to the list of cases. Pure, and free of the window:
// reports call it too.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "analysis/event_limits.h"
#include "app/case_book.h"
#include "app/ticket_clock.h"
#include "twin/supervision_spec.h"
#include "ui/cases_facts.h"

namespace app {

struct EventClock {
    std::vector<analysis::EventLimit> limits;
    bool reference = false;  ///< the limits are the program's own: 参考, nobody's rule
};
base::Result<EventClock> read_event_clock(twin::SupervisionSpec const& supervision);

struct CaseInput {
    ui::Facts const& facts;  ///< its tickets are timed and masked already
    CaseBook const& book;
    analysis::WorkCalendar const& calendar;
    EventClock const& events;
    std::string me;                                               ///< as the log names this person
    base::UtcMs known = std::numeric_limits<base::UtcMs>::max();  ///< entries made later are not told
};

/// Whether an event is still to be handled: as its source's workflow says (DOMAIN 4), else as long as it is seen.
bool is_open_case(ui::EventRow const& row);

ui::CaseFacts case_facts(CaseInput const& input);

}  // namespace app
