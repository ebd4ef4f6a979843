#include "analysis/season.h"

#include "analysis/cases.h"

namespace analysis {

namespace {

/// Cases worth of "like any other day" that each kind of day begins with.
constexpr double kPrior = 5;

}  // namespace

int Season::like(std::int32_t day, WorkCalendar const& calendar) {
    constexpr int kMonday = 0, kSaturday = 5, kSunday = 6;
    int const weekday = (day % 7 + 7 + 3) % 7;  // 1970-01-01 was a Thursday
    bool const works = calendar.is_workday(china_midnight(day));
    if (works) return weekday >= kSaturday ? kMonday : weekday;
    return weekday >= kSaturday ? weekday : kSunday;
}

Season::Season(std::span<double const> counts, std::int32_t first_day, WorkCalendar const& calendar)
    : calendar_(calendar) {
    std::array<double, 7> cases{}, days{};
    double all = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto const kind = static_cast<std::size_t>(like(first_day + static_cast<std::int32_t>(i), calendar));
        cases[kind] += counts[i];
        days[kind] += 1;
        all += counts[i];
    }
    double const rate = counts.empty() ? 0 : all / static_cast<double>(counts.size());
    for (std::size_t k = 0; k < 7; ++k) factor_[k] = (cases[k] + kPrior) / (rate * days[k] + kPrior);
}

double Season::factor(std::int32_t day) const { return factor_[static_cast<std::size_t>(like(day, calendar_))]; }

Expectation expectation(std::span<double const> counts, std::span<double const> factors, std::size_t window,
                        std::size_t baseline, std::size_t lag) {
    Expectation out;
    std::size_t const n = counts.size();
    for (std::size_t i = n - std::min(n, window); i < n; ++i) out.today += factors[i];
    if (n <= window + lag) return out;
    std::size_t const end = n - window - lag;
    for (std::size_t i = end - std::min(end, baseline); i < end; ++i) {
        out.before += counts[i];
        out.exposure += factors[i];
    }
    return out;
}

}  // namespace analysis
