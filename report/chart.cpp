#include "report/chart.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace report {
namespace {

constexpr double kSwatch = 8, kUpright = 130;

/// The words above a plot: what the values are, and which series is which.
struct Key {
    struct Entry {
        SetText text;
        Rgb rgb = kInk;
        bool line = false, dashed = false, swatch = true;
        Point at;
    };
    std::vector<Entry> entries;
    double height = 0;
};

Key set_key(Press const& press, Plot const& plot, double width) {
    Chart const& chart = *plot.chart;
    Key out;
    if (!chart.axis.empty())
        out.entries.push_back(
            {.text = press.type.column(press.say(chart.axis), press.small(), width), .swatch = false});
    if (chart.series.size() > 1)
        for (std::size_t i = 0; i < chart.series.size(); ++i)
            out.entries.push_back(
                {.text = press.type.column(press.say(chart.series[i].name), press.small(kInk), width - 20),
                 .rgb = series_colour(plot, i),
                 .line = plot.kind == ChartKind::line,
                 .dashed = chart.series[i].tone == Tone::quiet});
    double x = 0, y = 0, tall = 0;
    for (Key::Entry& entry : out.entries) {
        double const need = entry.text.ink + (entry.swatch ? kSwatch + 4 : 0);
        if (x > 0 && x + need > width) x = 0, y += tall;
        entry.at = {x, y};
        x += need + 12;
        tall = std::max(tall, entry.text.height);
    }
    out.height = out.entries.empty() ? 0 : y + tall + 3;
    return out;
}

void draw_key(Canvas& canvas, Key const& key, Box box) {
    for (Key::Entry const& entry : key.entries) {
        double x = box.x + entry.at.x;
        double const middle = box.y + entry.at.y + entry.text.style.size * 0.75;
        if (entry.swatch) {
            if (entry.line)
                canvas.rule({x, middle}, {x + kSwatch, middle}, entry.rgb, 1.4, entry.dashed);
            else
                canvas.fill(Box{x, middle - kSwatch / 2, kSwatch, kSwatch}, entry.rgb);
            x += kSwatch + 4;
        }
        canvas.text(entry.text, {x, box.y + entry.at.y});
    }
}

void draw_plot(Canvas& canvas, Plot const& plot, Box box) {
    if (plot.count == 0) {
        canvas.text(canvas.type.line(canvas.say("无数据", "No data"), canvas.small()), {box.x, box.y});
        return;
    }
    switch (plot.kind) {
        case ChartKind::bars:
        case ChartKind::stacked: plot.upright ? draw_upright(canvas, plot, box) : draw_lying(canvas, plot, box); break;
        case ChartKind::histogram: draw_upright(canvas, plot, box); break;
        case ChartKind::line: draw_lines(canvas, plot, box); break;
        case ChartKind::gantt: draw_gantt(canvas, plot, box); break;
    }
}

std::string note_of(Press const& press, Plot const& plot) {
    std::string out = press.say(plot.chart->note);
    if (std::size_t const left = plot.chart->labels.size() - plot.count; left > 0) {
        std::string const stop = press.say("。", ".");
        if (!out.empty() && !out.ends_with(stop)) out += stop;
        out += (out.empty() ? "" : press.say("", " ")) + press.say("另有", "") + std::to_string(left) +
               press.say("项见同名 CSV 文件。", " more are in the CSV file of the same name.");
    }
    return out;
}

}  // namespace

Range range_of(Plot const& plot) {
    Range out;
    auto const take = [&](double value) {
        if (!std::isfinite(value)) return;
        out.low = std::min(out.low, value);
        out.high = std::max(out.high, value);
    };
    for (Series const& series : plot.chart->series)
        for (std::size_t i = 0; i < plot.count; ++i) {
            take(series.values[i]);
            if (!series.high.empty()) take(series.high[i]), take(series.low[i]);
        }
    if (plot.kind == ChartKind::stacked)
        for (std::size_t i = 0; i < plot.count; ++i) {
            double sum = 0;
            for (Series const& series : plot.chart->series)
                if (std::isfinite(series.values[i])) sum += std::max(0.0, series.values[i]);
            take(sum);
        }
    for (Mark const& mark : plot.chart->marks) take(mark.at);
    return out;
}

Rgb series_colour(Plot const& plot, std::size_t series) {
    if (plot.kind == ChartKind::stacked && plot.chart->series[series].tone == Tone::plain)
        return kParts[series % std::size(kParts)];
    // Behind a column stands what it is compared with: wide, so paler.
    if (plot.upright && series > 0 && plot.chart->series[series].tone == Tone::quiet) return 0xC3CAD2;
    return colour(plot.chart->series[series].tone);
}

double up(Axis const& axis, double value, Box const& plot) {
    return plot.y + plot.height * (1 - (value - axis.from) / (axis.to - axis.from));
}

void draw_value_axis(Canvas& canvas, Plot const& of, Axis const& axis, Box& plot) {
    // What the labels are stands below the numbers, so it needs their room.
    double room = canvas.type.width(canvas.say(of.chart->label_axis), canvas.small());
    if (!of.chart->label_axis.empty()) room += 4;
    std::vector<SetText> numbers;
    for (double const tick : axis.ticks()) {
        numbers.push_back(canvas.type.line(format_number(tick, axis.decimals), canvas.small()));
        room = std::max(room, numbers.back().ink);
    }
    plot.x += room + 5;
    plot.width -= room + 5;
    std::size_t i = 0;
    for (double const tick : axis.ticks()) {
        double const y = up(axis, tick, plot);
        bool const zero = std::abs(tick) < axis.step * 1e-6;
        canvas.rule({plot.x, y}, {plot.x + plot.width, y}, zero ? kInk : kRule, zero ? 0.7 : 0.35);
        canvas.text(numbers[i], {plot.x - 5 - numbers[i].ink, y - numbers[i].height / 2});
        ++i;
    }
}

void draw_label_axis(Canvas& canvas, Plot const& plot, Box const& columns) {
    if (plot.chart->label_axis.empty()) return;
    SetText const unit = canvas.type.line(canvas.say(plot.chart->label_axis), canvas.small());
    canvas.text(unit, {columns.x - 9 - unit.ink, columns.y + kLabelGap});
}

void draw_labels(Canvas& canvas, Plot const& plot, Box const& columns) {
    double const each = columns.width / static_cast<double>(plot.count);
    double widest = 0;
    for (std::size_t i = 0; i < plot.count; ++i)
        widest = std::max(widest, canvas.type.width(canvas.say(plot.chart->labels[i]), canvas.small()));
    auto const every = static_cast<std::size_t>(std::max(1.0, std::ceil((widest + 4) / each)));
    double last = columns.x - 1e9;
    double const right = columns.x + columns.width;
    double const left = columns.x - (plot.chart->label_axis.empty() ? 12 : 1);
    draw_label_axis(canvas, plot, columns);
    for (std::size_t i = 0; i < plot.count; i += every) {
        SetText const set = canvas.label(canvas.say(plot.chart->labels[i]), canvas.small(kInk), columns.width);
        double const middle = columns.x + each * (static_cast<double>(i) + 0.5);
        double const x = std::clamp(middle - set.ink / 2, left, std::max(columns.x, right + 8 - set.ink));
        if (x < last + 2) continue;
        canvas.text(set, {x, columns.y + kLabelGap});
        last = x + set.ink;
    }
}

void draw_marks_across(Canvas& canvas, Plot const& plot, Axis const& axis, Box const& box,
                       std::vector<Point> const& taken) {
    for (Mark const& mark : plot.chart->marks) {
        double const y = up(axis, mark.at, box);
        Rgb const rgb = mark.tone == Tone::quiet ? kGrey : colour(mark.tone);
        canvas.rule({box.x, y}, {box.x + box.width, y}, rgb, 0.8, true);
        SetText const words = canvas.label(canvas.say(mark.name), canvas.small(rgb), box.width);
        double const right = box.x + box.width - words.ink, middle = box.x + (box.width - words.ink) / 2;
        double const above = y - words.height + 1, below = y + 1;
        Point place{right, above};
        for (Point const at : {place, Point{box.x + 2, above}, Point{middle, above}, Point{right, below},
                               Point{box.x + 2, below}, Point{middle, below}}) {
            bool const fits = at.y >= box.y - words.height && at.y + words.height <= box.y + box.height;
            auto const covers = [&](Point const p) {
                return p.x > at.x - 3 && p.x < at.x + words.ink + 3 && p.y > at.y - 2 && p.y < at.y + words.height + 2;
            };
            if (!fits || std::ranges::any_of(taken, covers)) continue;
            place = at;
            break;
        }
        canvas.text(words, place);
    }
}

Piece make_chart(Press const& press, Content const& content, double width) {
    Plot plot{
        .chart = std::get<Chart const*>(content.shows), .kind = content.block.chart, .upright = content.block.upright};
    plot.count = plot.chart->labels.size();
    bool const rows = plot.kind == ChartKind::gantt ||
                      (!plot.upright && plot.kind != ChartKind::line && plot.kind != ChartKind::histogram);
    if (content.block.most > 0 && rows) plot.count = std::min(plot.count, content.block.most);
    auto key = std::make_shared<Key>(set_key(press, plot, width));
    std::string const title = press.say(content.block.title);
    std::string const note_text = note_of(press, plot);
    auto note = std::make_shared<SetText>(press.type.column(note_text, press.small(), width));
    double const head = title_height(press, title, width) + key->height;
    double const foot = note_text.empty() ? 0 : note->height + 2;
    double own = kUpright;
    if (rows)
        own = plot.kind == ChartKind::gantt ? gantt_height(press, plot, width) : lying_height(press, plot, width);
    else
        own = std::max(own, content.block.height);
    if (plot.count == 0) own = press.type.line_height(press.small());
    Piece out;
    out.wanted = head + own + foot;
    out.least = rows ? out.wanted : head + std::min(own, 90.0) + foot;
    out.draw = [plot, key, title, note, head, foot, rows, own](Canvas& canvas, Box box, std::size_t, std::size_t) {
        draw_title(canvas, title, box);
        draw_key(canvas, *key, {box.x, box.y + head - key->height, box.width, key->height});
        // Rows keep their height, curves stretch.
        double const height = rows ? own : box.height - head - foot;
        canvas.tag("Figure");
        draw_plot(canvas, plot, {box.x, box.y + head, box.width, height});
        canvas.end("Figure");
        if (foot > 0) canvas.text(*note, {box.x, box.y + head + height + 2});
    };
    return out;
}

}  // namespace report
