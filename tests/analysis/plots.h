// Plots of tests.
#pragma once

#include "analysis/plane.h"

inline analysis::Plot box_plot(double x0, double y0, double x1, double y1) {
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}};
}

inline analysis::Plot square_plot(double x, double y, double side) { return box_plot(x, y, x + side, y + side); }

inline double total_area(std::vector<analysis::Plot> const& plots) {
    double sum = 0;
    for (analysis::Plot const& plot : plots) sum += analysis::area_of(plot);
    return sum;
}
