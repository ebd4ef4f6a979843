// When things happen in the sample's year: weekdays, holidays, seasons, hours of the day.
#pragma once

#include <vector>

#include "base/time.h"
#include "sample/random.h"
#include "sample/tables.h"

namespace sample {

inline constexpr std::int64_t kMinuteMs = 60 * 1000, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs;
inline constexpr std::int64_t kChinaMs = 8 * kHourMs;

/// China's midnight before or at a time.
constexpr base::UtcMs midnight(base::UtcMs time) { return (time + kChinaMs) / kDayMs * kDayMs - kChinaMs; }

/// A day in China.
struct Day {
    int month = 1, day = 1;  ///< of the month
    int weekday = 0;         ///< Monday is 0
    bool weekend() const { return weekday >= 5; }
    /// Spring Festival and the National Day's week of the sample's year.
    bool spring_festival() const { return month == 2 && day >= 15 && day <= 23; }
    bool national_week() const { return month == 10 && day <= 7; }
};
Day day_at(base::UtcMs time);

/// Draws by weight.
class Picker {
public:
    void add(double weight) { sums_.push_back(total() + weight); }
    bool empty() const { return total() <= 0; }
    std::size_t size() const { return sums_.size(); }
    double total() const { return sums_.empty() ? 0 : sums_.back(); }
    std::size_t pick(Random& random) const { return at(random.unit()); }
    /// `share` of the way through all weights, from 0 to below 1.
    std::size_t at(double share) const;

private:
    std::vector<double> sums_;
};

/// Milliseconds after midnight, whole seconds.
std::int64_t time_of_day(Hours hours, Random& random);

/// From the median: lognormal.
double around(double median, double sigma, Random& random);

/// The end of the nth workday (Monday to Friday) after the day of `from`, at 18:00.
base::UtcMs workdays_after(base::UtcMs from, int days);

/// Work of offices goes on by day only: nights move to the next morning, most weekends to Monday's.
base::UtcMs in_working_time(base::UtcMs time, Random& random);

}  // namespace sample
