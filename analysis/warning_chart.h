// The days before an alert, as a chart of counts against what is usual: what a person looks at before believing it.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/warning.h"

namespace analysis {

/// One value a day, the last is today's. Usual days are judged as the series are (season.h): by the baseline that ends
/// before each day. Where that has no case at all, `usual` is 0 and `most` what one case in a baseline would allow.
struct AlertDays {
    std::int32_t first_day = 0;  ///< days since 1970 in China's time
    std::vector<int> counts;     ///< cases where the alert counts them
    std::vector<double> usual;   ///< expected
    std::vector<int> most;       ///< not exceeded on 19 of 20 usual days
};

AlertDays alert_days(Alert const& alert, Cases const& cases, WorkCalendar const& calendar, WarningRules const& rules,
                     base::UtcMs now, int days = 28);

}  // namespace analysis
