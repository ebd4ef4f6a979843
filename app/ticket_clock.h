// Until when tickets are to be handled: the source's word, else the district's tables, else tables for reference.
#pragma once

#include <vector>

#include "analysis/time_limits.h"
#include "analysis/work_calendar.h"
#include "base/result.h"
#include "twin/feed_spec.h"

namespace app {

struct TicketClock {
    analysis::WorkCalendar calendar;
    std::vector<analysis::TimeLimit> limits;
    bool reference = false;  ///< the limits are the program's own: 参考, nobody's rule

    /// The ticket with its limit, where it came without one and the table has one.
    twin::Ticket timed(twin::Ticket ticket) const;
    /// From when most of the working time to its limit is over; kNoTime where it has none.
    base::UtcMs warn_time(twin::Ticket const& timed) const;
    /// Whether that is so now.
    bool nearly_due(twin::Ticket const& timed, base::UtcMs now) const;
};

/// Reads `[live] holidays` and `time_limits`; what is not given comes from the program's own tables.
base::Result<TicketClock> read_ticket_clock(twin::LiveSpec const& live);

}  // namespace app
