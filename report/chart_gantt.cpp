#include <algorithm>
#include <chrono>
#include <cmath>

#include "report/chart.h"

namespace report {
namespace {

constexpr double kLine = 17, kSpanHeight = 9;
constexpr double kDay = 86'400'000.0;
constexpr std::chrono::hours kChina{8};

std::chrono::year_month_day date_of(base::UtcMs time) {
    auto const local = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(time)) + kChina;
    return std::chrono::floor<std::chrono::days>(local);
}

base::UtcMs start_of(std::chrono::year_month_day date) {
    auto const local = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::sys_days(date)) - kChina;
    return local.time_since_epoch().count();
}

struct Times {
    double from = 0, to = 1;
    double at(double time, Box const& box) const { return box.x + box.width * (time - from) / (to - from); }
};

Times times_of(Chart const& chart, std::size_t count) {
    Times out{INFINITY, -INFINITY};
    for (Span const& span : chart.spans) {
        if (span.label >= count) continue;
        out.from = std::min(out.from, static_cast<double>(span.from));
        out.to = std::max(out.to, static_cast<double>(span.to));
    }
    if (chart.now != base::kNoTime) {
        out.from = std::min(out.from, static_cast<double>(chart.now));
        out.to = std::max(out.to, static_cast<double>(chart.now));
    }
    // A bar that ends with the chart would look cut off.
    constexpr double kRoom = 0.015;
    if (double const room = kRoom * (out.to - out.from); out.from < out.to) out.from -= room, out.to += room;
    if (!(out.from < out.to))
        out = {std::isfinite(out.from) ? out.from : 0, (std::isfinite(out.from) ? out.from : 0) + kDay};
    return out;
}

/// Days of one step: 1, 2, 7 days, or whole months.
struct Calendar {
    int days = 0, months = 0;
};

Calendar calendar_for(double days, double width) {
    double const most = std::max(2.0, width / 46);
    for (int const step : {1, 2, 7, 14})
        if (days / step <= most) return {.days = step};
    for (int const step : {1, 2, 3, 6, 12, 24, 60})
        if (days / 30.4 / step <= most) return {.months = step};
    return {.months = 120};
}

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

void draw_calendar(Canvas& canvas, Times const& times, Box const& box) {
    using namespace std::chrono;
    Calendar const calendar = calendar_for((times.to - times.from) / kDay, box.width);
    year_month_day day = date_of(static_cast<base::UtcMs>(times.from));
    if (calendar.months > 0) {
        auto const month = (static_cast<unsigned>(day.month()) - 1) / static_cast<unsigned>(calendar.months) *
                               static_cast<unsigned>(calendar.months) % 12 +
                           1;
        day = year_month_day{day.year(), std::chrono::month{month}, std::chrono::day{1}};
    }
    double last = -1e9;
    while (static_cast<double>(start_of(day)) <= times.to) {
        double const x = times.at(static_cast<double>(start_of(day)), box);
        if (x >= box.x - 0.5) {
            canvas.rule({x, box.y}, {x, box.y + box.height}, kRule, 0.35);
            std::string const text =
                std::to_string(static_cast<int>(day.year())) + "-" + two(static_cast<unsigned>(day.month()));
            std::string const words = calendar.days > 0 ? two(static_cast<unsigned>(day.month())) + "-" +
                                                              two(static_cast<unsigned>(day.day()))
                                                        : text;
            SetText const set = canvas.type.line(words, canvas.small());
            if (x > last + 4 && x + set.ink < box.x + box.width + 2) {
                canvas.text(set, {x + 2, box.y - set.height});
                last = x + 2 + set.ink;
            }
        }
        if (calendar.days > 0)
            day = year_month_day{sys_days(day) + std::chrono::days{calendar.days}};
        else
            day = day + std::chrono::months{calendar.months};
    }
}

void draw_span(Canvas& canvas, Span const& span, Times const& times, Box const& box, double y) {
    double const from = times.at(static_cast<double>(span.from), box), to = times.at(static_cast<double>(span.to), box);
    double const width = std::max(to - from, 1.5);
    Rgb const rgb = colour(span.tone);
    Rgb const pale = span.tone == Tone::plain || span.tone == Tone::good ? kPale
                     : span.tone == Tone::quiet                          ? 0xD5DAE0
                                                                         : 0xF3D2B3;
    canvas.fill(Box{from, y, width, kSpanHeight}, span.done >= 0 ? pale : rgb);
    if (span.done > 0) canvas.fill(Box{from, y + 2, width * std::clamp(span.done, 0.0, 1.0), kSpanHeight - 4}, rgb);
    if (span.name.empty()) return;
    SetText const name = canvas.type.line(canvas.say(span.name), canvas.small(kInk));
    double const right = box.x + box.width;
    if (to + 4 + name.ink <= right)
        canvas.text(name, {from + width + 4, y + (kSpanHeight - name.height) / 2});
    else if (from - 4 - name.ink >= box.x)
        canvas.text(name, {from - 4 - name.ink, y + (kSpanHeight - name.height) / 2});
    else if (name.ink + 6 <= width && span.done < 0) {
        SetText white = canvas.type.line(canvas.say(span.name), canvas.small(0xFFFFFF));
        canvas.text(white, {from + 3, y + (kSpanHeight - name.height) / 2});
    }
}

}  // namespace

double gantt_height(Press const& press, Plot const& plot, double width) {
    double height = 2 * press.type.line_height(press.small());
    for (std::size_t i = 0; i < plot.count; ++i)
        height +=
            std::max(kLine, press.type.column(press.say(plot.chart->labels[i]), press.small(), width * 0.3).height + 3);
    return height;
}

void draw_gantt(Canvas& canvas, Plot const& plot, Box box) {
    double const line = canvas.type.line_height(canvas.small());
    std::vector<SetText> names;
    double widest = 0;
    for (std::size_t i = 0; i < plot.count; ++i) {
        names.push_back(canvas.type.column(canvas.say(plot.chart->labels[i]), canvas.small(kInk), box.width * 0.3));
        widest = std::max(widest, names.back().ink);
    }
    Box const area{box.x + widest + 8, box.y + line, box.width - widest - 8, box.height - 2 * line};
    Times const times = times_of(*plot.chart, plot.count);
    draw_calendar(canvas, times, area);
    double y = area.y;
    for (std::size_t i = 0; i < plot.count; ++i) {
        double const row = std::max(kLine, names[i].height + 3);
        canvas.rule({box.x, y}, {box.x + box.width, y}, kRule, 0.35);
        canvas.text(names[i], {box.x, y + (row - names[i].height) / 2});
        for (Span const& span : plot.chart->spans)
            if (span.label == i) draw_span(canvas, span, times, area, y + (row - kSpanHeight) / 2);
        y += row;
    }
    canvas.rule({box.x, y}, {box.x + box.width, y}, kInk, 0.5);
    if (plot.chart->now == base::kNoTime) return;
    double const x = times.at(static_cast<double>(plot.chart->now), area);
    canvas.rule({x, area.y}, {x, y + 2}, kOrange, 1);
    SetText const now =
        canvas.type.line(canvas.say("数据时间", "as of ") + (canvas.language == Language::zh ? " " : "") +
                             format_moment(plot.chart->now).substr(0, 10),
                         canvas.small(kOrange, true));
    canvas.text(now, {std::clamp(x - now.ink / 2, area.x, area.x + area.width - now.ink), y + 2});
}

}  // namespace report
