#include "analysis/site_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

using base::Vec2d;

/// Percent, of the grid's cell with this south-west corner.
double cell_slope(geo::HeightGrid const& t, std::uint32_t x, std::uint32_t y) {
    auto const z = [&](std::uint32_t i, std::uint32_t j) {
        return static_cast<double>(t.z[std::size_t{j} * t.width + i]);
    };
    double const sw = z(x, y), se = z(x + 1, y), nw = z(x, y + 1), ne = z(x + 1, y + 1);
    return 100 * std::max(std::hypot(se - sw, ne - se), std::hypot(ne - nw, nw - sw)) / t.spacing;
}

}  // namespace

std::vector<Plot> cells(base::Extent const& extent, double side, Plot const& within) {
    std::vector<Plot> out;
    if (extent.empty() || !(side > 0)) return out;
    auto const columns = static_cast<std::int64_t>(std::ceil(extent.width() / side - 1e-9));
    auto const rows = static_cast<std::int64_t>(std::ceil(extent.height() / side - 1e-9));
    for (std::int64_t j = 0; j < rows; ++j)
        for (std::int64_t i = 0; i < columns; ++i) {
            double const x = extent.min_x + static_cast<double>(i) * side;
            double const y = extent.min_y + static_cast<double>(j) * side;
            if (!within.empty() && !contains(within, {x + side / 2, y + side / 2})) continue;
            out.push_back({{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}});
        }
    return out;
}

Slope slope_of(Plot const& plot, geo::HeightGrid const& t) {
    if (t.width < 2 || t.height < 2) return {std::nan(""), std::nan("")};
    auto const index = [&](double along, std::uint32_t count) {
        return static_cast<std::uint32_t>(std::clamp(std::floor(along / t.spacing), 0.0, count - 2.0));
    };
    base::Extent const box = extent_of(plot);
    Slope out;
    std::size_t count = 0;
    for (std::uint32_t y = index(box.min_y - t.origin.y, t.height); y <= index(box.max_y - t.origin.y, t.height); ++y)
        for (std::uint32_t x = index(box.min_x - t.origin.x, t.width); x <= index(box.max_x - t.origin.x, t.width);
             ++x) {
            if (!contains(plot, {t.origin.x + (x + 0.5) * t.spacing, t.origin.y + (y + 0.5) * t.spacing})) continue;
            double const slope = cell_slope(t, x, y);
            out.mean += slope;
            out.steepest = std::max(out.steepest, slope);
            ++count;
        }
    if (count > 0) return {out.mean / static_cast<double>(count), out.steepest};
    Vec2d const middle = middle_of(plot);
    double const slope = cell_slope(t, index(middle.x - t.origin.x, t.width), index(middle.y - t.origin.y, t.height));
    return {slope, slope};
}

AreaIndex::AreaIndex(geo::Polygons const& areas) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        plots_.push_back(plot_of(areas, i));
        boxes_.push_back(extent_of(plots_.back()));
    }
}

double AreaIndex::share(Plot const& plot) const {
    base::Extent const box = extent_of(plot);
    double const all = area_of(plot);
    double sum = 0;
    for (std::size_t i = 0; i < plots_.size(); ++i)
        if (box.overlaps(boxes_[i])) sum += common_area(plot, plots_[i]);
    double const share = all > 0 ? std::min(1.0, sum / all) : 0;
    return share < 1e-9 ? 0 : share;  // a shared edge is no overlap, whatever rounding says
}

std::vector<Segment> segments_of(geo::Polygons const& polygons) {
    std::vector<Segment> out;
    for (std::size_t r = 0; r < polygons.ring_count(); ++r) {
        auto const ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) out.push_back({ring[i], ring[(i + 1) % ring.size()]});
    }
    return out;
}

std::vector<Segment> segments_of(geo::Lines const& lines) {
    std::vector<Segment> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const line = lines.line(i);
        for (std::size_t k = 1; k < line.size(); ++k) out.push_back({line[k - 1], line[k]});
    }
    return out;
}

std::vector<Segment> segments_of(std::span<Vec2d const> points) {
    std::vector<Segment> out;
    for (Vec2d const p : points) out.push_back({p, p});
    return out;
}

}  // namespace analysis
