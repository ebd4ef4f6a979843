// When work is done, and until when something is due (DOMAIN 3.4): hours of the day, holidays, shifted workdays.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace analysis {

enum class WorkUnit : std::uint8_t { minutes, work_minutes, work_hours, workdays, natural_days };

/// From the first time up to the second.
using TimeSpan = std::pair<base::UtcMs, base::UtcMs>;

/// As it is made: Monday to Friday, 08:30-12:00 and 14:30-18:00 in China's time (+08:00), no holidays.
class WorkCalendar {
public:
    /// CSV with a header `date,kind`: kind "holiday" or "workday"; errors name the line.
    static base::Result<WorkCalendar> parse(std::string_view csv, std::string const& file);

    bool is_workday(base::UtcMs day) const;
    /// When work begun at `from` for so long is due. N workdays end with the last span of the Nth workday AFTER the day
    /// of receipt; N natural days are N times 24 hours. Time in `suspended` spans (any order, they may overlap) does
    /// not count: what it takes from the working time before the end is added behind it.
    base::UtcMs due(base::UtcMs from, int amount, WorkUnit unit, std::vector<TimeSpan> const& suspended = {}) const;
    /// Whole working minutes between two times; negative where `to` is before `from`.
    std::int64_t work_minutes(base::UtcMs from, base::UtcMs to) const;

private:
    std::int64_t work_ms(base::UtcMs from, base::UtcMs to) const;
    base::UtcMs after_work(base::UtcMs from, std::int64_t work_ms, std::vector<TimeSpan> const& suspended) const;
    bool works(std::int64_t day) const;

    std::map<std::int64_t, bool> exceptions_;  ///< days since 1970 in China's time: whether work is done
};

}  // namespace analysis
