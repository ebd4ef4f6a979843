#include "twin/nearest_building.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin {
namespace {

constexpr double kMostCells = 4'000'000;

base::Vec2d nearest_on(base::Vec2d a, base::Vec2d b, base::Vec2d p) {
    base::Vec2d const ab = b - a;
    double const length2 = ab.x * ab.x + ab.y * ab.y;
    if (length2 <= 0) return a;
    double const t = std::clamp(((p.x - a.x) * ab.x + (p.y - a.y) * ab.y) / length2, 0.0, 1.0);
    return {a.x + ab.x * t, a.y + ab.y * t};
}

base::Extent extent_of_outline(geo::Polygons const& polygons, std::size_t i) {
    base::Extent extent;
    for (base::Vec2d const p : polygons.outer(i)) extent.add(p);
    return extent;
}

bool contains(geo::Polygons const& polygons, std::size_t i, base::Vec2d p) {
    bool in = false;
    for (std::uint32_t r = polygons.polygon_begin[i]; r < polygons.polygon_begin[i + 1]; ++r)
        in = in != crosses_odd(polygons.ring(r), p);
    return in;
}

}  // namespace

bool crosses_odd(std::span<base::Vec2d const> ring, base::Vec2d p) {
    bool odd = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        base::Vec2d const a = ring[i];
        base::Vec2d const b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) odd = !odd;
    }
    return odd;
}

NearestBuilding::NearestBuilding(Buildings const& buildings) : buildings_(buildings) {
    geo::Polygons const& shapes = buildings.footprints;
    for (std::size_t i = 0; i < shapes.size(); ++i) extent_.add(extent_of_outline(shapes, i));
    if (extent_.empty()) return;
    side_ = std::max(side_, std::sqrt(extent_.width() * extent_.height() / kMostCells));
    columns_ = column(extent_.max_x) + 1;
    rows_ = row(extent_.max_y) + 1;
    // Two passes: how many each cell gets, then who.
    cell_begin_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
    auto const each_cell = [&](std::size_t i, auto const& visit) {
        base::Extent const e = extent_of_outline(shapes, i);
        if (e.empty()) return;
        for (std::int64_t y = row(e.min_y); y <= row(e.max_y); ++y) {
            for (std::int64_t x = column(e.min_x); x <= column(e.max_x); ++x)
                visit(static_cast<std::size_t>(y * columns_ + x));
        }
    };
    for (std::size_t i = 0; i < shapes.size(); ++i) each_cell(i, [&](std::size_t c) { ++cell_begin_[c + 1]; });
    for (std::size_t c = 1; c < cell_begin_.size(); ++c) cell_begin_[c] += cell_begin_[c - 1];
    members_.resize(cell_begin_.back());
    std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
    for (std::size_t i = 0; i < shapes.size(); ++i)
        each_cell(i, [&](std::size_t c) { members_[next[c]++] = static_cast<std::uint32_t>(i); });
}

std::int64_t NearestBuilding::column(double x) const {
    return static_cast<std::int64_t>(std::floor((x - extent_.min_x) / side_));
}

std::int64_t NearestBuilding::row(double y) const {
    return static_cast<std::int64_t>(std::floor((y - extent_.min_y) / side_));
}

std::span<std::uint32_t const> NearestBuilding::cell(std::int64_t x, std::int64_t y) const {
    auto const c = static_cast<std::size_t>(y * columns_ + x);
    return std::span(members_).subspan(cell_begin_[c], cell_begin_[c + 1] - cell_begin_[c]);
}

std::optional<NearestBuilding::Found> NearestBuilding::find(base::Vec2d p, double metres) const {
    if (extent_.empty() || !extent_.grown(metres).contains(p)) return {};
    geo::Polygons const& shapes = buildings_.footprints;
    std::optional<std::uint32_t> under;
    std::optional<Found> near;
    double nearest = metres;
    auto const top = [&](std::uint32_t i) { return buildings_.base_z[i] + buildings_.height[i]; };
    std::int64_t const x1 = std::min(column(p.x + metres), columns_ - 1);
    std::int64_t const y1 = std::min(row(p.y + metres), rows_ - 1);
    for (std::int64_t y = std::max<std::int64_t>(row(p.y - metres), 0); y <= y1; ++y) {
        for (std::int64_t x = std::max<std::int64_t>(column(p.x - metres), 0); x <= x1; ++x) {
            for (std::uint32_t const i : cell(x, y)) {
                if (contains(shapes, i, p)) {
                    bool const higher = !under || top(i) > top(*under) || (top(i) == top(*under) && i < *under);
                    if (higher) under = i;
                    continue;
                }
                auto const ring = shapes.outer(i);
                for (std::size_t k = 0; k < ring.size(); ++k) {
                    base::Vec2d const q = nearest_on(ring[k], ring[(k + 1) % ring.size()], p);
                    double const distance = base::length(q - p);
                    bool const nearer = distance < nearest || (distance == nearest && (!near || i < near->building));
                    if (metres <= 0 || !nearer) continue;
                    nearest = distance;
                    near = Found{i, q};
                }
            }
        }
    }
    if (under) return Found{*under, p};
    return near;
}

}  // namespace twin
