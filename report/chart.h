// The parts of charts: axes, labels that never lie on each other, a key where there are several series.
#pragma once

#include "report/numbers.h"
#include "report/piece.h"

namespace report {

/// A chart and how many of its labels are shown, from the first.
struct Plot {
    Chart const* chart = nullptr;
    ChartKind kind = ChartKind::bars;
    bool upright = false;
    std::size_t count = 0;
};

/// Between the axis and its labels; the lowest number of the other axis reaches into it.
inline constexpr double kLabelGap = 5;

/// Least and largest of all series and marks, with zero among them.
struct Range {
    double low = 0, high = 0;
};
Range range_of(Plot const& plot);

/// Lines across at round values with their numbers at the left; `plot` becomes what is left for the bars.
void draw_value_axis(Canvas& canvas, Plot const& of, Axis const& axis, Box& plot);
/// Where a value stands between the bottom and the top of a box.
double up(Axis const& axis, double value, Box const& plot);
/// What the labels are, in front of them.
void draw_label_axis(Canvas& canvas, Plot const& plot, Box const& columns);
/// Below the middles of equal columns; every second, third… where all would not fit.
void draw_labels(Canvas& canvas, Plot const& plot, Box const& columns);
/// Marks across the plot, with their words where none of the taken points is, if there is such a place.
void draw_marks_across(Canvas& canvas, Plot const& plot, Axis const& axis, Box const& box,
                       std::vector<Point> const& taken = {});
Rgb series_colour(Plot const& plot, std::size_t series);

double lying_height(Press const& press, Plot const& plot, double width);
void draw_lying(Canvas& canvas, Plot const& plot, Box box);
void draw_upright(Canvas& canvas, Plot const& plot, Box box);
void draw_lines(Canvas& canvas, Plot const& plot, Box box);
double gantt_height(Press const& press, Plot const& plot, double width);
void draw_gantt(Canvas& canvas, Plot const& plot, Box box);

}  // namespace report
