// Until when city events are to be handled (DOMAIN 4): a table, because every city has its own.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/work_calendar.h"
#include "base/result.h"

namespace analysis {

struct EventLimit {
    std::string type;  ///< canonical key of DOMAIN 4.1; empty: any other
    int value = 0;
    WorkUnit unit = WorkUnit::work_hours;
    double warn_ratio = 0.8;
};

/// CSV `event_type,value,unit,warn_ratio`, units as in the table of tickets (time_limits.h).
base::Result<std::vector<EventLimit>> parse_event_limits(std::string_view csv, std::string const& file);

/// The row of its type, else the one of any other; null where the table has neither.
EventLimit const* find_limit(std::span<EventLimit const> limits, std::string_view type);

}  // namespace analysis
