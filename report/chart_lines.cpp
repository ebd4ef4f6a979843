#include <algorithm>
#include <cmath>

#include "report/chart.h"

namespace report {
namespace {

double column_middle(Plot const& plot, Box const& box, std::size_t i) {
    return box.x + box.width * (static_cast<double>(i) + 0.5) / static_cast<double>(plot.count);
}

void draw_band(Canvas& canvas, Plot const& plot, Series const& series, Axis const& axis, Box const& box) {
    std::vector<Point> upper, lower;
    auto const close = [&] {
        if (upper.size() > 1) {
            upper.insert(upper.end(), lower.rbegin(), lower.rend());
            canvas.fill(upper, series.tone == Tone::plain ? 0xDFE8F4 : 0xE6E9ED);
        }
        upper.clear();
        lower.clear();
    };
    for (std::size_t i = 0; i < plot.count && !series.low.empty(); ++i) {
        if (!std::isfinite(series.low[i]) || !std::isfinite(series.high[i])) {
            close();
            continue;
        }
        double const x = column_middle(plot, box, i);
        upper.push_back({x, up(axis, series.high[i], box)});
        lower.push_back({x, up(axis, series.low[i], box)});
    }
    close();
}

/// Points along the curves and the last number: where the words of a mark would not be read.
std::vector<Point> inked(Plot const& plot, Axis const& axis, Box const& box, double last) {
    std::vector<Point> out;
    for (Series const& series : plot.chart->series) {
        for (std::size_t i = 0; i < plot.count; ++i) {
            if (!std::isfinite(series.values[i])) continue;
            Point const at{column_middle(plot, box, i), up(axis, series.values[i], box)};
            out.push_back(at);
            bool const goes_on = i + 1 < plot.count && std::isfinite(series.values[i + 1]);
            Point const next =
                goes_on ? Point{column_middle(plot, box, i + 1), up(axis, series.values[i + 1], box)} : at;
            double const steps = std::ceil(std::hypot(next.x - at.x, next.y - at.y) / 2);
            for (double s = 1; s < steps; ++s)
                out.push_back({at.x + (next.x - at.x) * s / steps, at.y + (next.y - at.y) * s / steps});
            if (!goes_on && &series == &plot.chart->series.front())
                for (double x = 0; x < last + 5; x += 2) out.push_back({at.x + x, at.y});
        }
    }
    return out;
}

void draw_curve(Canvas& canvas, Plot const& plot, std::size_t s, Axis const& axis, Box const& box) {
    Series const& series = plot.chart->series[s];
    bool const quiet = series.tone == Tone::quiet;
    std::vector<Point> run;
    auto const close = [&] {
        if (run.size() == 1) canvas.fill(Box{run[0].x - 1.2, run[0].y - 1.2, 2.4, 2.4}, series_colour(plot, s));
        canvas.path(run, series_colour(plot, s), quiet ? 1 : 1.5, quiet);
        run.clear();
    };
    for (std::size_t i = 0; i < plot.count; ++i) {
        if (std::isfinite(series.values[i]))
            run.push_back({column_middle(plot, box, i), up(axis, series.values[i], box)});
        else
            close();
    }
    close();
}

/// The last number of the first series, beside its point.
void draw_last(Canvas& canvas, Plot const& plot, Axis const& axis, Box const& box) {
    Series const& series = plot.chart->series.front();
    for (std::size_t i = plot.count; i-- > 0;) {
        if (!std::isfinite(series.values[i])) continue;
        Point const at{column_middle(plot, box, i), up(axis, series.values[i], box)};
        canvas.fill(Box{at.x - 2, at.y - 2, 4, 4}, series_colour(plot, 0));
        SetText const number =
            canvas.type.line(format_number(series.values[i], plot.chart->decimals), canvas.small(kInk, true));
        canvas.text(number, {at.x + 5, at.y - number.height / 2});
        return;
    }
}

}  // namespace

void draw_lines(Canvas& canvas, Plot const& plot, Box box) {
    Range range = range_of(plot);
    // Zero may be far away from a line, unlike from a bar; then the axis says where it begins.
    double low = INFINITY;
    for (Series const& series : plot.chart->series) {
        for (std::size_t i = 0; i < plot.count; ++i) {
            if (std::isfinite(series.values[i])) low = std::min(low, series.values[i]);
            if (!series.low.empty() && std::isfinite(series.low[i])) low = std::min(low, series.low[i]);
        }
    }
    for (Mark const& mark : plot.chart->marks) low = std::min(low, mark.at);
    if (std::isfinite(low) && low > 0.7 * range.high) range.low = low;
    Axis const axis = round_axis(range.low, range.high, 4);
    double const line = canvas.type.line_height(canvas.small());
    double const below = line + kLabelGap;
    Box inner{box.x, box.y + line * 0.5, box.width, box.height - below - line * 0.5};
    draw_value_axis(canvas, plot, axis, inner);
    double last = 0;
    if (!plot.chart->series.empty())
        for (double const value : plot.chart->series.front().values)
            last =
                std::max(last, canvas.type.width(format_number(value, plot.chart->decimals), canvas.small(kInk, true)));
    Box columns = inner;
    columns.width -= last + 2;
    for (Series const& series : plot.chart->series) draw_band(canvas, plot, series, axis, columns);
    for (std::size_t s = plot.chart->series.size(); s-- > 0;) draw_curve(canvas, plot, s, axis, columns);
    if (!plot.chart->series.empty()) draw_last(canvas, plot, axis, columns);
    draw_marks_across(canvas, plot, axis, inner, inked(plot, axis, columns, last));
    draw_labels(canvas, plot, {columns.x, columns.y + columns.height, columns.width, 0});
}

}  // namespace report
