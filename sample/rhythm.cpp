#include "sample/rhythm.h"

#include <array>
#include <chrono>
#include <cmath>
#include <numbers>

namespace sample {

namespace {

using Profile = std::array<double, 24>;
constexpr std::array<Profile, static_cast<std::size_t>(Hours::count)> kProfiles{{
    // any
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    // day
    {.2, .1, .1, .1, .1, .1, .2, .5, 1.2, 1.8, 1.9, 1.7, 1, .9, 1.4, 1.7, 1.7, 1.5, 1.2, 1.1, 1, .8, .6, .3},
    // office
    {.02, .02, .02, .02, .02, .02, .05, .1, .7, 2, 2.1, 1.8, .5, .4, 1.5, 1.9, 1.8, 1.2, .2, .1, .1, .05, .03, .02},
    // evening
    {.3, .15, .1, .1, .1, .1, .2, .6, .8, .6, .6, .7, .8, .6, .6, .6, .7, 1.5, 2.1, 2.3, 2.3, 2, 1.4, .7},
    // night
    {2, 1.3, .8, .5, .5, .6, 1.1, .8, .4, .4, .4, .4, .5, .4, .3, .3, .3, .4, .6, 1, 1.4, 2, 3, 3.2},
}};

double normal(Random& random) {
    double const u = 1 - random.unit();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * random.unit());
}

}  // namespace

Day day_at(base::UtcMs time) {
    using namespace std::chrono;
    sys_days const day{days{(time + kChinaMs) / kDayMs}};
    year_month_day const date{day};
    return {static_cast<int>(unsigned{date.month()}), static_cast<int>(unsigned{date.day()}),
            static_cast<int>(weekday{day}.iso_encoding()) - 1};
}

std::size_t Picker::at(double share) const {
    auto const found = std::ranges::upper_bound(sums_, share * total());
    return std::min(static_cast<std::size_t>(found - sums_.begin()), sums_.size() - 1);
}

std::int64_t time_of_day(Hours hours, Random& random) {
    Profile const& profile = kProfiles[static_cast<std::size_t>(hours)];
    double sum = 0;
    for (double const w : profile) sum += w;
    double left = random.unit() * sum;
    std::size_t hour = 0;
    while (hour < 23 && left >= profile[hour]) left -= profile[hour++];
    return static_cast<std::int64_t>(hour) * kHourMs + random.whole(0, 3599) * 1000;
}

double around(double median, double sigma, Random& random) { return median * std::exp(sigma * normal(random)); }

base::UtcMs workdays_after(base::UtcMs from, int days) {
    base::UtcMs day = midnight(from);
    for (int left = days; left > 0;) {
        day += kDayMs;
        left -= day_at(day).weekend() ? 0 : 1;
    }
    return day + 18 * kHourMs;
}

base::UtcMs in_working_time(base::UtcMs time, Random& random) {
    base::UtcMs day = midnight(time);
    std::int64_t const clock = time - day;
    bool const weekend = day_at(time).weekend() && !random.chance(0.3);
    if (!weekend && clock >= 8 * kHourMs + 30 * kMinuteMs && clock <= 18 * kHourMs) return time;
    if (clock > 18 * kHourMs || weekend) day += kDayMs;
    while (weekend && day_at(day).weekend()) day += kDayMs;
    return day + 8 * kHourMs + 30 * kMinuteMs + random.whole(0, 3 * 3600) * 1000;
}

}  // namespace sample
