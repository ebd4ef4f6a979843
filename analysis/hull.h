// Convex outlines around points.
#pragma once

#include <span>
#include <vector>

#include "base/vec.h"

namespace analysis {

/// Counter-clockwise, not closed, without points on its edges. Points whose coordinates are not finite are left out;
/// fewer than three corners where all lie on one line.
std::vector<base::Vec2d> convex_hull(std::span<base::Vec2d const> points);

/// The hull moved out by `buffer` metres, with round corners; one point gives a circle. It shows where points lie
/// together: whether there are more of them than chance is for scan_statistic.h to say.
std::vector<base::Vec2d> buffered_hull(std::span<base::Vec2d const> points, double buffer);

}  // namespace analysis
