#include <algorithm>
#include <cmath>

#include "report/chart.h"

namespace report {
namespace {

constexpr double kBarHeight = 10, kThin = 6, kRowGap = 6, kNameMost = 0.42;

struct Names {
    std::vector<SetText> set;
    double width = 0;
};

Names set_names(Press const& press, Plot const& plot, double width) {
    Names out;
    for (std::size_t i = 0; i < plot.count; ++i) {
        out.set.push_back(press.type.column(press.say(plot.chart->labels[i]), press.small(kInk), width * kNameMost));
        out.width = std::max(out.width, out.set.back().ink);
    }
    return out;
}

/// Stacked bars are one thick bar; others stand below each other, the first thick and what it is compared with thin.
double bars_of_row(Plot const& plot) {
    if (plot.kind == ChartKind::stacked) return kBarHeight + 3;
    double sum = 0;
    for (std::size_t s = 0; s < plot.chart->series.size(); ++s) sum += s == 0 ? kBarHeight : kThin;
    return sum;
}

double row_of(Plot const& plot, SetText const& name) { return std::max(bars_of_row(plot), name.height) + kRowGap; }

double marks_height(Press const& press, Plot const& plot) {
    return plot.chart->marks.empty() ? 0 : press.type.line_height(press.small());
}

/// Numbers with their decimals, and the sum where the bar has parts.
std::string value_words(Plot const& plot, std::size_t label) {
    if (plot.kind != ChartKind::stacked) return {};
    double sum = 0;
    for (Series const& series : plot.chart->series)
        if (std::isfinite(series.values[label])) sum += series.values[label];
    return format_number(sum, plot.chart->decimals);
}

struct Across {
    double zero = 0, scale = 1;  ///< points, points per unit
    double at(double value) const { return zero + value * scale; }
};

void draw_parts(Canvas& canvas, Plot const& plot, std::size_t label, Across const& across, double y) {
    double from = 0;
    for (std::size_t s = 0; s < plot.chart->series.size(); ++s) {
        double const value = plot.chart->series[s].values[label];
        if (!std::isfinite(value) || value <= 0) continue;
        Box const part{across.at(from), y, across.at(from + value) - across.at(from), kBarHeight + 3};
        Rgb const rgb = series_colour(plot, s);
        canvas.fill(part, rgb);
        canvas.rule({part.x + part.width, y}, {part.x + part.width, y + part.height}, 0xFFFFFF, 0.8);
        bool const dark = ((rgb >> 8U) & 255U) < 150;
        SetText const number =
            canvas.type.line(format_number(value, plot.chart->decimals), canvas.small(dark ? 0xFFFFFF : kInk));
        if (number.ink + 4 < part.width)
            canvas.text(number, {part.x + (part.width - number.ink) / 2, y + (part.height - number.height) / 2});
        from += value;
    }
}

/// Bars of one label, below each other, with their numbers at their ends.
void draw_bar_row(Canvas& canvas, Plot const& plot, std::size_t label, Across const& across, double y) {
    for (std::size_t s = 0; s < plot.chart->series.size(); ++s) {
        double const value = plot.chart->series[s].values[label];
        double const thick = s == 0 ? kBarHeight : kThin;
        double const end = std::isfinite(value) ? across.at(value) : across.zero;
        canvas.fill(Box{std::min(across.zero, end), y, std::abs(end - across.zero), thick - 1}, series_colour(plot, s));
        if (s == 0) {
            SetText const number = canvas.type.line(format_number(value, plot.chart->decimals), canvas.small(kInk));
            double const x = value < 0 ? end - 4 - number.ink : end + 4;
            canvas.text(number, {x, y + (thick - 1 - number.height) / 2});
        }
        y += thick;
    }
}

double number_room(Press const& press, Plot const& plot) {
    double room = 0;
    for (std::size_t i = 0; i < plot.count; ++i) {
        std::string const words = plot.kind == ChartKind::stacked || plot.chart->series.empty()
                                      ? value_words(plot, i)
                                      : format_number(plot.chart->series[0].values[i], plot.chart->decimals);
        room = std::max(room, press.type.width(words, press.small()));
    }
    return room + 6;
}

void draw_marks_up(Canvas& canvas, Plot const& plot, Across const& across, Box box) {
    for (Mark const& mark : plot.chart->marks) {
        double const x = across.at(mark.at);
        Rgb const rgb = mark.tone == Tone::quiet ? kGrey : colour(mark.tone);
        double const top = marks_height(canvas, plot);
        canvas.rule({x, box.y + top}, {x, box.y + box.height}, rgb, 0.8, true);
        SetText const words = canvas.label(canvas.say(mark.name), canvas.small(rgb), box.width);
        canvas.text(words, {std::clamp(x - words.ink / 2, box.x, box.x + box.width - words.ink), box.y});
    }
}

}  // namespace

double lying_height(Press const& press, Plot const& plot, double width) {
    double height = marks_height(press, plot);
    for (SetText const& name : set_names(press, plot, width).set) height += row_of(plot, name);
    return height;
}

void draw_lying(Canvas& canvas, Plot const& plot, Box box) {
    Names const names = set_names(canvas, plot, box.width);
    Range const range = range_of(plot);
    double const room = number_room(canvas, plot);
    double const left = box.x + names.width + 6 + (range.low < 0 ? room : 0);
    double const length = std::max(1.0, box.x + box.width - room - left);
    Across across;
    across.scale = range.high > range.low ? length / (range.high - range.low) : 0;
    across.zero = left - range.low * across.scale;
    double y = box.y + marks_height(canvas, plot);
    double const top = y;
    for (std::size_t i = 0; i < plot.count; ++i) {
        SetText const& name = names.set[i];
        double const row = row_of(plot, name), bars = bars_of_row(plot);
        double const middle = y + (row - kRowGap) / 2;
        canvas.text(name, {box.x, middle - name.height / 2});
        if (plot.kind == ChartKind::stacked) {
            draw_parts(canvas, plot, i, across, middle - bars / 2);
            SetText const sum = canvas.type.line(value_words(plot, i), canvas.small(kInk, true));
            double whole = 0;
            for (Series const& series : plot.chart->series)
                if (std::isfinite(series.values[i])) whole += std::max(0.0, series.values[i]);
            canvas.text(sum, {across.at(whole) + 4, middle - sum.height / 2});
        } else {
            draw_bar_row(canvas, plot, i, across, middle - bars / 2);
        }
        y += row;
    }
    canvas.rule({across.zero, top - 1}, {across.zero, y - kRowGap + 2}, kInk, 0.7);
    draw_marks_up(canvas, plot, across, box);
}

namespace {

/// What it is compared with stands behind, wider and pale; the first series in front of it.
void draw_column(Canvas& canvas, Plot const& plot, std::size_t label, Axis const& axis, Box const& box, double each) {
    Chart const& chart = *plot.chart;
    double const middle = box.x + each * (static_cast<double>(label) + 0.5);
    double const gap = plot.kind == ChartKind::histogram ? 0.6 : std::max(1.0, each * 0.18);
    double sum = 0;
    for (std::size_t back = chart.series.size(); back-- > 0;) {
        std::size_t const s = plot.kind == ChartKind::stacked ? chart.series.size() - 1 - back : back;
        double const value = chart.series[s].values[label];
        if (!std::isfinite(value)) continue;
        bool const stacked = plot.kind == ChartKind::stacked;
        double const from = up(axis, stacked ? sum : 0, box), to = up(axis, stacked ? sum + value : value, box);
        double const width = (each - gap) * (stacked || s > 0 || chart.series.size() == 1 ? 1 : 0.55);
        Rgb const rgb = !stacked && s > 0 && chart.series[s].tone == Tone::quiet ? 0xCDD3DA : series_colour(plot, s);
        canvas.fill(Box{middle - width / 2, std::min(from, to), width, std::abs(to - from)}, rgb);
        if (stacked) canvas.rule({middle - width / 2, to}, {middle + width / 2, to}, 0xFFFFFF, 0.8);
        if (stacked) sum += value;
    }
}

/// Numbers over the bars, where all of them have room.
void draw_numbers(Canvas& canvas, Plot const& plot, Axis const& axis, Box const& box, double each) {
    if (plot.kind == ChartKind::stacked || plot.chart->series.size() != 1) return;
    std::vector<SetText> numbers;
    for (double const value : plot.chart->series[0].values) {
        numbers.push_back(canvas.type.line(format_number(value, plot.chart->decimals), canvas.small(kInk)));
        if (numbers.back().ink + 2 > each) return;
    }
    for (std::size_t i = 0; i < plot.count; ++i) {
        double const value = plot.chart->series[0].values[i];
        if (!std::isfinite(value)) continue;
        double const middle = box.x + each * (static_cast<double>(i) + 0.5);
        double const y = up(axis, value, box);
        canvas.text(numbers[i], {middle - numbers[i].ink / 2, value < 0 ? y : y - numbers[i].height});
    }
}

void draw_edges(Canvas& canvas, Plot const& plot, Box const& box, double each) {
    double last = -1e9;
    Axis const spread = round_axis(plot.chart->edges.front(), plot.chart->edges.back(), 6);
    for (std::size_t i = 0; i < plot.chart->edges.size(); ++i) {
        SetText const set = canvas.type.line(format_number(plot.chart->edges[i], spread.decimals), canvas.small(kInk));
        double const edge = box.x + each * static_cast<double>(i);
        double const x = std::min(edge - set.ink / 2, box.x + box.width - set.ink);
        if (x < last + 4) continue;
        canvas.rule({edge, box.y + box.height}, {edge, box.y + box.height + 2.5}, kInk, 0.5);
        canvas.text(set, {x, box.y + box.height + kLabelGap});
        last = x + set.ink;
    }
    draw_label_axis(canvas, plot, {box.x, box.y + box.height, box.width, 0});
}

}  // namespace

void draw_upright(Canvas& canvas, Plot const& plot, Box box) {
    Range const range = range_of(plot);
    Axis const axis = round_axis(range.low, range.high, 4);
    double const line = canvas.type.line_height(canvas.small());
    double const below = line + kLabelGap;
    Box inner{box.x, box.y + line * 0.8, box.width, box.height - below - line * 0.8};
    draw_value_axis(canvas, plot, axis, inner);
    double const each = inner.width / static_cast<double>(plot.count);
    for (std::size_t i = 0; i < plot.count; ++i) draw_column(canvas, plot, i, axis, inner, each);
    double const zero = up(axis, 0, inner);
    canvas.rule({inner.x, zero}, {inner.x + inner.width, zero}, kInk, 0.7);
    draw_numbers(canvas, plot, axis, inner, each);
    draw_marks_across(canvas, plot, axis, inner);
    if (plot.kind == ChartKind::histogram)
        draw_edges(canvas, plot, inner, each);
    else
        draw_labels(canvas, plot, {inner.x, inner.y + inner.height, inner.width, 0});
}

}  // namespace report
