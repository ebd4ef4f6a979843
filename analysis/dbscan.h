// Clusters of points by density (Ester, Kriegel, Sander, Xu 1996). What it finds is dense; whether that is more than
// chance is for scan_statistic.h to say.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/vec.h"

namespace analysis {

/// DOMAIN 8.2, for the tickets of one class in a week: those of all classes together touch everywhere in a dense
/// district.
inline constexpr double kClusterMetres = 150;
inline constexpr std::size_t kClusterLeast = 5;

/// For each point the number of its cluster, from 0 in the order of each cluster's first core point, or -1. A core
/// point has at least `least` points, itself among them, no further than `reach` metres away. A border point of several
/// clusters belongs to the one with the smallest number, so the answer is one function of the points and their order.
/// Points whose coordinates are not finite belong to none.
std::vector<int> dbscan(std::span<base::Vec2d const> points, double reach, std::size_t least);

}  // namespace analysis
