#include "analysis/work_calendar.h"

#include <algorithm>
#include <array>

#include "analysis/csv.h"

namespace analysis {

namespace {

constexpr std::int64_t kMinute = 60000, kDay = 24 * 60 * kMinute;
constexpr std::int64_t kChina = 8 * 60 * kMinute;

/// Minutes after midnight.
struct WorkHours {
    int from = 0, to = 0;
};
constexpr std::array<WorkHours, 2> kWorkHours{{{8 * 60 + 30, 12 * 60}, {14 * 60 + 30, 18 * 60}}};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Days since 1970 in China's time, and back to its midnight.
std::int64_t day_of(base::UtcMs time) { return floor_div(time + kChina, kDay); }
base::UtcMs midnight(std::int64_t day) { return day * kDay - kChina; }

/// In order and apart; empty ones left out.
std::vector<TimeSpan> merged(std::vector<TimeSpan> spans) {
    std::erase_if(spans, [](TimeSpan const& s) { return s.second <= s.first; });
    std::ranges::sort(spans);
    std::vector<TimeSpan> out;
    for (TimeSpan const& s : spans) {
        if (!out.empty() && s.first <= out.back().second)
            out.back().second = std::max(out.back().second, s.second);
        else
            out.push_back(s);
    }
    return out;
}

/// When `left` milliseconds of [from, to) outside the merged `suspended` are over; what is left where they are not.
struct Spent {
    base::UtcMs at = 0;
    std::int64_t left = 0;
};
Spent spend(base::UtcMs from, base::UtcMs to, std::int64_t left, std::vector<TimeSpan> const& suspended) {
    auto next = std::ranges::upper_bound(suspended, from, {}, &TimeSpan::second);
    while (from < to) {
        base::UtcMs const stop = next == suspended.end() ? to : std::clamp(next->first, from, to);
        if (left <= stop - from) return {from + left, 0};
        left -= stop - from;
        if (next == suspended.end()) break;
        from = std::max(stop, std::min(next->second, to));
        ++next;
    }
    return {to, left};
}

}  // namespace

base::Result<WorkCalendar> WorkCalendar::parse(std::string_view csv, std::string const& file) {
    constexpr std::array<std::string_view, 2> kColumns{"date", "kind"};
    auto const rows = read_csv(csv, kColumns, file);
    if (!rows) return rows.error();
    WorkCalendar calendar;
    for (CsvRow const& row : *rows) {
        std::string const date(row.fields[0]), kind(row.fields[1]);
        auto const time = date.size() == 10 ? base::parse_time(date) : base::Result<base::UtcMs>(base::Error{});
        if (!time) return csv_error(file, row.line, "\"" + date + "\" is not a date like 2026-10-01");
        if (kind != "holiday" && kind != "workday")
            return csv_error(file, row.line, "kind is \"" + kind + "\"; it is \"holiday\" or \"workday\"");
        if (!calendar.exceptions_.emplace(day_of(*time), kind == "workday").second)
            return csv_error(file, row.line, date + " stands here twice");
    }
    return calendar;
}

bool WorkCalendar::works(std::int64_t day) const {
    auto const found = exceptions_.find(day);
    if (found != exceptions_.end()) return found->second;
    std::int64_t const weekday = (day % 7 + 7 + 3) % 7;  // 1970-01-01 was a Thursday; Monday is 0
    return weekday < 5;
}

bool WorkCalendar::is_workday(base::UtcMs day) const { return works(day_of(day)); }

std::int64_t WorkCalendar::work_ms(base::UtcMs from, base::UtcMs to) const {
    std::int64_t sum = 0;
    for (std::int64_t day = day_of(from); midnight(day) < to; ++day) {
        if (!works(day)) continue;
        for (WorkHours const& s : kWorkHours) {
            base::UtcMs const begin = std::max(from, midnight(day) + s.from * kMinute);
            base::UtcMs const end = std::min(to, midnight(day) + s.to * kMinute);
            sum += std::max<std::int64_t>(0, end - begin);
        }
    }
    return sum;
}

std::int64_t WorkCalendar::work_minutes(base::UtcMs from, base::UtcMs to) const {
    return to < from ? -work_minutes(to, from) : work_ms(from, to) / kMinute;
}

base::UtcMs WorkCalendar::after_work(base::UtcMs from, std::int64_t work_ms,
                                     std::vector<TimeSpan> const& suspended) const {
    if (work_ms <= 0) return from;
    for (std::int64_t day = day_of(from);; ++day) {
        if (!works(day)) continue;
        for (WorkHours const& s : kWorkHours) {
            base::UtcMs const end = midnight(day) + s.to * kMinute;
            base::UtcMs const begin = std::max(from, midnight(day) + s.from * kMinute);
            if (end <= begin) continue;
            Spent const spent = spend(begin, end, work_ms, suspended);
            if (spent.left == 0) return spent.at;
            work_ms = spent.left;
        }
    }
}

base::UtcMs WorkCalendar::due(base::UtcMs from, int amount, WorkUnit unit,
                              std::vector<TimeSpan> const& suspended_in) const {
    if (from == base::kNoTime || amount <= 0) return from;
    std::vector<TimeSpan> const suspended = merged(suspended_in);
    auto const by_the_clock = [&](std::int64_t ms) {
        // Each suspension pushes the end at most by its own length.
        base::UtcMs last = from + ms;
        for (TimeSpan const& s : suspended) last += s.second - s.first;
        return spend(from, last + 1, ms, suspended).at;
    };
    switch (unit) {
        case WorkUnit::minutes: return by_the_clock(amount * kMinute);
        case WorkUnit::natural_days: return by_the_clock(amount * kDay);
        case WorkUnit::work_minutes: return after_work(from, amount * kMinute, suspended);
        case WorkUnit::work_hours: return after_work(from, amount * 60 * kMinute, suspended);
        case WorkUnit::workdays: break;
    }
    std::int64_t day = day_of(from);
    for (int left = amount; left > 0;) left -= works(++day) ? 1 : 0;
    base::UtcMs const end = midnight(day) + kWorkHours.back().to * kMinute;
    std::int64_t lost = 0;
    for (TimeSpan const& s : suspended) {
        base::UtcMs const begin = std::max(s.first, from), stop = std::min(s.second, end);
        if (begin < stop) lost += work_ms(begin, stop);
    }
    return after_work(end, lost, suspended);
}

}  // namespace analysis
