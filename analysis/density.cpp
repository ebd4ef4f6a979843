#include "analysis/density.h"

#include <algorithm>
#include <cassert>
#include <numbers>

#include "base/parallel.h"

namespace analysis {

namespace {

constexpr double kPerSquareKilometre = 1e6;

/// Silverman's quartic kernel (1986, eq. 4.5) at the square of a distance.
double quartic(double squared_distance, double radius) {
    double const ratio = 1 - squared_distance / (radius * radius);
    return ratio <= 0 ? 0 : 3 / (std::numbers::pi * radius * radius) * ratio * ratio;
}

/// Adds one point to one row of cells, to those it reaches only.
void add_to_row(std::span<double> row, DensityGrid const& grid, double y, WeightedPoint const& point, double radius) {
    double const dy = point.at.y - y, left = radius * radius - dy * dy;
    if (left <= 0) return;
    double const half = std::sqrt(left), first_centre = grid.origin_x + grid.spacing / 2;
    auto const column = [&](double x) { return (x - first_centre) / grid.spacing; };
    auto const last = static_cast<double>(grid.width) - 1;
    double const from = std::max(0.0, std::ceil(column(point.at.x - half)));
    double const to = std::min(last, std::floor(column(point.at.x + half)));
    if (!(from <= to)) return;
    auto const end = static_cast<std::size_t>(to);
    for (auto i = static_cast<std::size_t>(from); i <= end; ++i) {
        double const dx = first_centre + static_cast<double>(i) * grid.spacing - point.at.x;
        row[i] += point.weight * quartic(dx * dx + dy * dy, radius);
    }
}

}  // namespace

DensityGrid density(std::span<WeightedPoint const> points, base::Extent const& extent, double spacing, double radius) {
    assert(spacing > 0 && radius > 0);
    DensityGrid grid;
    grid.spacing = spacing;
    if (extent.empty()) return grid;
    grid.origin_x = extent.min_x;
    grid.origin_y = extent.min_y;
    grid.width = static_cast<std::uint32_t>(std::max(1.0, std::ceil(extent.width() / spacing)));
    grid.height = static_cast<std::uint32_t>(std::max(1.0, std::ceil(extent.height() / spacing)));
    grid.value.resize(std::size_t{grid.width} * grid.height);

    // From south to north, so that a row finds the points in its reach; equal ones in the order given, for the same
    // sums whatever the number of cores.
    std::vector<WeightedPoint> sorted(points.begin(), points.end());
    std::erase_if(sorted, [](WeightedPoint const& p) { return !std::isfinite(p.at.x) || !std::isfinite(p.at.y); });
    auto const y_of = [](WeightedPoint const& p) { return p.at.y; };
    std::ranges::stable_sort(sorted, {}, y_of);
    constexpr std::size_t kRowsAtOnce = 8;
    base::parallel_for(grid.height, kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
        std::vector<double> row(grid.width);
        for (std::size_t j = begin; j < end; ++j) {
            std::ranges::fill(row, 0.0);
            double const y = grid.origin_y + (static_cast<double>(j) + 0.5) * spacing;
            auto const first = std::ranges::lower_bound(sorted, y - radius, {}, y_of);
            for (auto p = first; p != sorted.end() && p->at.y <= y + radius; ++p) add_to_row(row, grid, y, *p, radius);
            std::ranges::transform(row, grid.value.begin() + static_cast<std::ptrdiff_t>(j * grid.width),
                                   [](double v) { return static_cast<float>(v * kPerSquareKilometre); });
        }
    });
    return grid;
}

}  // namespace analysis
