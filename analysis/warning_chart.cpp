#include "analysis/warning_chart.h"

#include <algorithm>

#include "analysis/season.h"

namespace analysis {
namespace {

constexpr double kSeldom = 0.05;

int most_on_usual_days(Expectation const& usual) {
    int most = static_cast<int>(usual.expected());
    while (predictive_tail(most + 1, usual.before, usual.exposure, usual.today) > kSeldom) ++most;
    while (most > 0 && predictive_tail(most, usual.before, usual.exposure, usual.today) <= kSeldom) --most;
    return most;
}

}  // namespace

AlertDays alert_days(Alert const& alert, Cases const& cases, WorkCalendar const& calendar, WarningRules const& rules,
                     base::UtcMs now, int days) {
    auto const shown = static_cast<std::size_t>(std::max(1, days));
    auto const baseline = static_cast<std::size_t>(rules.baseline_days), lag = static_cast<std::size_t>(rules.lag_days);
    std::size_t const all = shown + baseline + lag;
    std::int32_t const first = china_day(now) - static_cast<std::int32_t>(all) + 1;
    std::vector<double> here(all), whole(all);
    for (Case const& c : cases.cases) {
        if (c.class_code != alert.class_code || c.called > now) continue;
        std::int32_t const day = china_day(c.called) - first;
        if (day < 0) continue;
        auto const i = static_cast<std::size_t>(day);
        whole[i] += 1;
        here[i] += counts_for(alert, c, rules) ? 1 : 0;
    }
    Season const season(std::span<double const>(whole).first(all - shown), first, calendar);
    std::vector<double> factors(all);
    for (std::size_t i = 0; i < all; ++i) factors[i] = season.factor(first + static_cast<std::int32_t>(i));

    AlertDays out;
    out.first_day = first + static_cast<std::int32_t>(all - shown);
    for (std::size_t i = all - shown; i < all; ++i) {
        Expectation const usual = expectation(std::span<double const>(here).first(i + 1),
                                              std::span<double const>(factors).first(i + 1), 1, baseline, lag);
        out.counts.push_back(static_cast<int>(here[i]));
        out.usual.push_back(usual.expected());
        out.most.push_back(most_on_usual_days(usual));
    }
    return out;
}

}  // namespace analysis
