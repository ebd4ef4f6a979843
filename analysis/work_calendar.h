// When work is done, and until when something is due (DOMAIN 3.4): spans of the day, holidays, shifted workdays.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace analysis {

/// Minutes since midnight in China's time (+08:00, no daylight saving).
struct DaySpan {
    int from = 0, to = 0;
};

enum class WorkUnit : std::uint8_t { minutes, work_minutes, work_hours, workdays, natural_days };

class WorkCalendar {
public:
    /// Monday to Friday, 08:30-12:00 and 14:30-18:00, no holidays.
    WorkCalendar();
    /// CSV with a header `date,kind`: kind "holiday" or "workday"; errors name the line.
    static base::Result<WorkCalendar> parse(std::string_view csv, std::string const& file);
    void set_spans(std::vector<DaySpan> spans);

    bool is_workday(base::UtcMs day) const;
    /// When work begun at `from` for so long is due. N workdays end with the last span of the Nth workday AFTER the day
    /// of receipt. Time in `suspended` intervals does not count.
    base::UtcMs due(base::UtcMs from, int amount, WorkUnit unit,
                    std::vector<std::pair<base::UtcMs, base::UtcMs>> const& suspended = {}) const;
    /// Working minutes between two times.
    std::int64_t work_minutes(base::UtcMs from, base::UtcMs to) const;
};

/// One row of the table of limits: the longest matching `class_prefix` wins, then the more specific row.
struct TimeLimit {
    std::string class_prefix;
    std::string kind;     ///< "complaint" ...; empty: any
    std::string urgency;  ///< empty: any
    std::string stage;    ///< "sign", "handle"
    int value = 0;
    WorkUnit unit = WorkUnit::workdays;
    double warn_ratio = 0.8;
};

/// CSV `class_prefix,kind,urgency,stage,value,unit,warn_ratio`.
base::Result<std::vector<TimeLimit>> parse_time_limits(std::string_view csv, std::string const& file);

}  // namespace analysis
