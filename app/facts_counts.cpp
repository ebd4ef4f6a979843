#include "app/facts_counts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include "analysis/cases.h"

namespace app {
namespace {

constexpr std::int64_t kChinaMs = 8 * kHourMs;

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
    std::int64_t const rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

void count_hour(std::vector<std::uint32_t>& hours, base::UtcMs from, base::UtcMs time) {
    if (time < from) return;
    auto const hour = static_cast<std::size_t>((time - from) / kHourMs);
    if (hour < hours.size()) ++hours[hour];
}

double in_order(std::vector<base::UtcMs> const& times, base::UtcMs from, base::UtcMs until) {
    auto const first = std::lower_bound(times.begin(), times.end(), from);
    return static_cast<double>(std::lower_bound(first, times.end(), until) - first);
}

}  // namespace

base::UtcMs midnight_of(base::UtcMs time) { return floor_to(time + kChinaMs, kDayMs) - kChinaMs; }
base::UtcMs hour_of(base::UtcMs time) { return floor_to(time, kHourMs); }

base::Result<HourCounts> count_hours(feeds::Journal const& journal, base::UtcMs from, base::UtcMs until,
                                     base::UtcMs known, twin::MergeWindows const& merge) {
    HourCounts counts;
    counts.from = hour_of(from);
    auto const hours = static_cast<std::size_t>(std::max<std::int64_t>(0, (until - counts.from) / kHourMs));
    counts.tickets.resize(hours);
    counts.events.resize(hours);
    std::unordered_set<std::string> seen;
    // Merging sightings is the state's business; it gets nothing but events here.
    twin::LiveState events(merge);
    auto const visit = [&](twin::Report const& report) {
        if (auto const* ticket = std::get_if<twin::Ticket>(&report.record)) {
            if (seen.insert(ticket->id).second) count_hour(counts.tickets, counts.from, analysis::time_of(*ticket));
        } else if (std::holds_alternative<twin::CityEvent>(report.record)) {
            events.apply(report);
        }
        return true;
    };
    if (auto const read = journal.each(counts.from, counts.until(), known, visit); !read) return read.error();
    for (twin::Episode const& episode : events.episodes(counts.until()))
        count_hour(counts.events, counts.from, episode.first_seen);
    return counts;
}

double Happenings::count(base::UtcMs from, base::UtcMs until) const {
    if (until <= from) return 0;
    if (from >= whole_from) return in_order(times, from, until);
    base::UtcMs const begin = hour_of(from);
    base::UtcMs const hours_until = hours_from + static_cast<std::int64_t>(hours.size()) * kHourMs;
    if (begin < hours_from || hours_until < std::min(whole_from, until)) return -1;
    base::UtcMs const end = std::min(until, hours_until);
    double sum = 0;
    for (base::UtcMs hour = begin; hour < end; hour += kHourMs) {
        auto const part = static_cast<double>(std::min(hour + kHourMs, end) - std::max(hour, from)) / kHourMs;
        sum += part * hours[static_cast<std::size_t>((hour - hours_from) / kHourMs)];
    }
    return sum + in_order(times, std::max(end, from), until);
}

ui::Series Happenings::series(base::UtcMs from, base::UtcMs until, std::int64_t step, base::UtcMs now,
                              std::int64_t back) const {
    ui::Series out;
    out.from = from;
    out.step_ms = step;
    bool all = back > 0;
    for (base::UtcMs bin = from; bin < until; bin += step) {
        double const value = bin > now ? -1 : count(bin, std::min(bin + step, now + 1));
        out.values.push_back(value < 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(value));
        double const before = all ? count(bin - back, bin + step - back) : -1;
        all = all && before >= 0;
        if (all) out.before.push_back(static_cast<float>(before));
    }
    if (!all) out.before.clear();
    return out;
}

void Happenings::add_ahead(ui::Series& series, base::UtcMs now, base::UtcMs clock) const {
    base::UtcMs const hours_until = hours_from + static_cast<std::int64_t>(hours.size()) * kHourMs;
    Happenings const journal{
        .times = {}, .whole_from = std::numeric_limits<base::UtcMs>::max(), .hours_from = hours_from, .hours = hours};
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        base::UtcMs const from = series.from + static_cast<std::int64_t>(i) * series.step_ms;
        if (from <= now || from > clock) continue;
        // After the newest report nothing has come: that is a count too.
        double const value = from >= hours_until ? (hours.empty() ? -1 : 0)
                                                 : journal.count(from, std::min(from + series.step_ms, hours_until));
        if (value >= 0) series.values[i] = static_cast<float>(value);
    }
}

std::int64_t nice_step(base::UtcMs from, base::UtcMs until, int most) {
    for (std::int64_t const step : {kMinuteMs, 5 * kMinuteMs, 15 * kMinuteMs, kHourMs, 3 * kHourMs, 6 * kHourMs,
                                    12 * kHourMs, kDayMs, 2 * kDayMs})
        if ((until - from) / step <= most) return step;
    return 7 * kDayMs;
}

}  // namespace app
