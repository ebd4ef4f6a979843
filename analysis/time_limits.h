// The table of limits (DOMAIN 3.4): data, because every city has its own.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/work_calendar.h"
#include "base/result.h"
#include "twin/records.h"

namespace analysis {

/// One row of the table of limits: the longest matching `class_prefix` wins, then the row that asks for more (urgency
/// before kind), then the earlier one.
struct TimeLimit {
    std::string class_prefix;
    std::string
        kind;  ///< "consultation", "request", "complaint", "report", "suggestion", "praise", "other"; empty: any
    std::string urgency;  ///< "normal", "urgent", "critical"; empty: any
    std::string stage;    ///< "sign", "handle"
    int value = 0;
    WorkUnit unit = WorkUnit::workdays;
    double warn_ratio = 0.8;
};

/// CSV `class_prefix,kind,urgency,stage,value,unit,warn_ratio`; unit "min", "work_min", "work_hour", "workday" or
/// "natural_day", also in the plural and written out.
base::Result<std::vector<TimeLimit>> parse_time_limits(std::string_view csv, std::string const& file);

/// The row that holds for a ticket at a stage; null where none does.
TimeLimit const* find_limit(std::span<TimeLimit const> limits, twin::Ticket const& ticket, std::string_view stage);

/// The ticket's own limit, else the table's for handling counted from acceptance; kNoTime where neither says one.
base::UtcMs due_of(twin::Ticket const& ticket, std::span<TimeLimit const> limits, WorkCalendar const& calendar);

/// When a ticket turns from "in time" to "soon due": `warn_ratio` of the working time to its limit is over.
base::UtcMs warn_from(base::UtcMs accepted, base::UtcMs due, double warn_ratio, WorkCalendar const& calendar);

}  // namespace analysis
