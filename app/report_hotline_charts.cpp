// Charts of the brief: by the hour, by the day, by state.
#include <algorithm>
#include <array>

#include "app/report_hotline.h"

namespace app {

using report::Words;
using ui::TicketRow;

void Brief::hours() {
    constexpr int kHours = 24;
    base::UtcMs const first = hour_of(until_ - 1) - (kHours - 1) * kHourMs;
    // The public is told the sum of these 24 hours, too: what the chart left out of it would be a small number.
    base::UtcMs const begin = from_.input.audience == Audience::open ? since_ + 1 : first;
    report::Chart chart;
    chart.axis = {"来件 / 件", "tickets"};
    chart.label_axis = {"时", "hour"};
    report::Series now{{"本时段", "these 24 hours"},
                       std::vector<double>(kHours, now_told_ ? 0.0 : kUnknown),
                       {},
                       {},
                       report::Tone::plain};
    report::Series before{{"上周同期", "last week"},
                          std::vector<double>(kHours, week_told_ ? 0.0 : kUnknown),
                          {},
                          {},
                          report::Tone::quiet};
    for (int i = 0; i < kHours; ++i)
        chart.labels.push_back(both(std::to_string(std::stoi(base::format_time(first + i * kHourMs).substr(11, 2)))));
    for (TicketRow const& row : hotline_.tickets) {
        base::UtcMs const at = analysis::time_of(row.ticket);
        if (at == base::kNoTime) continue;
        for (auto const& [series, back] : {std::pair{&now, std::int64_t{0}}, std::pair{&before, kWeekMs}}) {
            base::UtcMs const shifted = at + back;
            if (shifted < begin || shifted > until_) continue;
            auto const hour = static_cast<std::size_t>(std::max<std::int64_t>(0, shifted - first) / kHourMs);
            if (hour < kHours) ++series->values[hour];
        }
    }
    chart.series = {std::move(now), std::move(before)};
    Words const from = day_and_minute(begin), to = day_and_minute(until_);
    if (!now_told_)
        chart.note = {"本时段无数据。", "There are no data of these hours."};
    else
        chart.note = {from.zh + " 至 " + to.zh + "，灰色为上周同期。", from.en + " to " + to.en + "; grey: last week."};
    add_chart(out_, "hours", std::move(chart), from_.input.audience, Told::course);
}

void Brief::days() {
    constexpr std::size_t kDays = 14;
    ui::Series const& all = hotline_.by_day;
    report::Chart chart;
    chart.axis = {"来件 / 件", "tickets"};
    report::Series now{{"近 14 天", "last 14 days"}, {}, {}, {}, report::Tone::plain};
    report::Series before{{"再前 14 天", "14 days before"}, {}, {}, {}, report::Tone::quiet};
    if (all.values.size() < 2 * kDays) return;
    // The last day is not over yet and would read as a fall.
    std::size_t const last = all.values.size() - 1;
    for (std::size_t i = last - kDays; i < last; ++i) {
        std::string const day = base::format_time(all.from + static_cast<std::int64_t>(i) * all.step_ms).substr(5, 5);
        chart.labels.push_back(both(std::to_string(std::stoi(day.substr(0, 2))) + "-" + day.substr(3)));
        now.values.push_back(all.values[i]);
        before.values.push_back(i >= kDays ? all.values[i - kDays] : kUnknown);
    }
    chart.series = {std::move(now), std::move(before)};
    chart.note = {"按自然日；当天未完，不列。", "Whole days; today is not over and left out."};
    add_chart(out_, "days", std::move(chart), from_.input.audience, Told::course);
}

void Brief::states() {
    struct Period {
        Words name;
        std::int64_t from, to;
    };
    bool const open = from_.input.audience == Audience::open;
    std::vector<Period> periods{{{"本时段", "these 24 h"}, kDayMs, 0},
                                {{"前 24 小时", "24 h before"}, 2 * kDayMs, kDayMs},
                                {{"近 7 天", "last 7 days"}, kWeekMs, 0},
                                {{"再前 7 天", "7 days before"}, 2 * kWeekMs, kWeekMs}};
    report::Chart chart;
    chart.axis = {"占比", "share"};
    std::vector<report::Series> series{{{"已办结", "closed"}, {}, {}, {}, report::Tone::quiet},
                                       {{"在办", "open"}, {}, {}, {}, report::Tone::plain},
                                       {{"即将到期", "due soon"}, {}, {}, {}, report::Tone::warning},
                                       {{"超期", "overdue"}, {}, {}, {}, report::Tone::alarm}};
    // Days within the week, and what is late within what is open, would tell small numbers by their differences.
    if (open) {
        periods.erase(periods.begin(), periods.begin() + 2);
        series.resize(2);
    }
    bool small = false;
    double open_in_periods = 0;
    for (Period const& period : periods) {
        std::array<double, 4> counts{};
        for (TicketRow const& row : hotline_.tickets) {
            base::UtcMs const at = analysis::time_of(row.ticket);
            if (at == base::kNoTime || at <= until_ - period.from || at > until_ - period.to) continue;
            ++counts[!row.open ? 0 : open ? 1 : row.overdue ? 3 : row.nearly_due ? 2 : 1];
        }
        for (double const count : counts) small = small || is_small(from_.input.audience, count);
        open_in_periods += counts[1];
        double const all = counts[0] + counts[1] + counts[2] + counts[3];
        chart.labels.push_back({period.name.zh + " " + grouped(all) + "件", period.name.en + ", " + grouped(all)});
        for (std::size_t i = 0; i < series.size(); ++i) series[i].values.push_back(all > 0 ? 100 * counts[i] / all : 0);
    }
    chart.axis = {"占来件 / %", "% of those that came in"};
    chart.series = std::move(series);
    small = small || (open && is_small(from_.input.audience, hotline_.open - open_in_periods));
    if (small) {
        chart.labels.clear();
        chart.series.clear();
        chart.note = withheld_words();
    }
    add_chart(out_, "states", std::move(chart), from_.input.audience, Told::withheld);
}

}  // namespace app
