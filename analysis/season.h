// The seasonal baseline of a series: how many cases a day usually has, by day of the week, with holidays as Sundays and
// shifted workdays as workdays (DOMAIN 8.4, "same weekday, 4 to 8 weeks").
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "analysis/work_calendar.h"

namespace analysis {

/// How much of a usual day each kind of day is worth; the mean over the days they come from is 1.
class Season {
public:
    /// `counts`: of consecutive days in China's time from `first_day` (days since 1970) on, best of a whole class over
    /// the whole district: one community alone has too few. Little data pulls each factor towards 1.
    Season(std::span<double const> counts, std::int32_t first_day, WorkCalendar const& calendar);

    double factor(std::int32_t day) const;

    /// 0 Monday to 6 Sunday: the weekday that a day is like.
    static int like(std::int32_t day, WorkCalendar const& calendar);

private:
    WorkCalendar const& calendar_;
    std::array<double, 7> factor_{};
};

/// What `window` days up to the last of `counts` should have had, judged by the days before it.
struct Expectation {
    double before = 0;    ///< cases in the baseline
    double exposure = 0;  ///< of the baseline, in usual days
    double today = 0;     ///< worth of the window, in usual days
    double expected() const { return exposure > 0 ? before / exposure * today : 0; }
};

/// `factors` run beside `counts`. The baseline is at most `baseline` days long and ends `lag` days before the window.
Expectation expectation(std::span<double const> counts, std::span<double const> factors, std::size_t window,
                        std::size_t baseline, std::size_t lag);

}  // namespace analysis
