#include "analysis/height_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace analysis {

namespace {

constexpr std::size_t kMostSamples = std::size_t{1} << 26;  ///< 256 MiB
constexpr float kNoRoof = -std::numeric_limits<float>::infinity();

base::Extent extent_of_all(twin::Buildings const& buildings) {
    base::Extent extent;
    for (base::Vec2d const p : buildings.footprints.points) extent.add(p);
    return extent;
}

/// Where the line y crosses the rings of a building, from west to east.
void crossings(geo::Polygons const& polygons, std::size_t building, double y, std::vector<double>& out) {
    out.clear();
    for (std::size_t r = polygons.polygon_begin[building]; r < polygons.polygon_begin[building + 1]; ++r) {
        auto const ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            base::Vec2d const a = ring[i], b = ring[(i + 1) % ring.size()];
            if ((a.y <= y) != (b.y <= y)) out.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    }
    std::ranges::sort(out);
}

}  // namespace

HeightMap::HeightMap(twin::Buildings const& buildings, double spacing) : spacing_(spacing) {
    assert(spacing > 0);
    base::Extent const extent = extent_of_all(buildings);
    if (extent.empty()) return;
    double const cells = extent.width() * extent.height() / (spacing * spacing);
    spacing_ *= std::max(1.0, std::sqrt(cells / static_cast<double>(kMostSamples)));
    origin_ = {extent.min_x, extent.min_y};
    width_ = static_cast<std::size_t>(extent.width() / spacing_) + 1;
    height_ = static_cast<std::size_t>(extent.height() / spacing_) + 1;
    top_.assign(width_ * height_, kNoRoof);

    // Bands of rows, each with the buildings that reach into it, so that no two threads write one sample.
    constexpr std::size_t kBand = 64;
    std::vector<std::vector<std::uint32_t>> bands((height_ + kBand - 1) / kBand);
    for (std::size_t i = 0; i < buildings.size(); ++i) {
        auto const outer = buildings.footprints.outer(i);
        if (outer.empty()) continue;
        auto const [low, high] = std::ranges::minmax(outer, {}, &base::Vec2d::y);
        auto const band = [&](double y) { return static_cast<std::size_t>((y - origin_.y) / spacing_) / kBand; };
        std::size_t const last = std::min(band(high.y), bands.size() - 1);
        for (std::size_t b = band(low.y); b <= last; ++b) bands[b].push_back(static_cast<std::uint32_t>(i));
    }
    base::parallel_for(bands.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t b = begin; b < end; ++b)
            for (std::uint32_t const i : bands[b])
                raise(buildings, i, b * kBand, std::min(height_, (b + 1) * kBand) - 1);
    });
}

void HeightMap::raise(twin::Buildings const& buildings, std::size_t building, std::size_t first_row,
                      std::size_t last_row) {
    // Half the height of a pitched roof: the ridge hides less than its height says.
    float const top = buildings.base_z[building] + buildings.height[building] + buildings.roof_height[building] / 2;
    auto const [low, high] = std::ranges::minmax(buildings.footprints.outer(building), {}, &base::Vec2d::y);
    auto const row = [&](double y) { return std::ceil((y - origin_.y) / spacing_ - 0.5); };
    double const from = std::max(row(low.y), static_cast<double>(first_row));
    double const to = std::min(row(high.y), static_cast<double>(last_row));
    std::vector<double> cuts;
    for (double j = from; j <= to; ++j) {
        crossings(buildings.footprints, building, origin_.y + (j + 0.5) * spacing_, cuts);
        for (std::size_t k = 0; k + 1 < cuts.size(); k += 2) {
            auto const column = [&](double x) { return std::ceil((x - origin_.x) / spacing_ - 0.5); };
            double const end = std::min(column(cuts[k + 1]), static_cast<double>(width_));
            for (double i = std::max(0.0, column(cuts[k])); i < end; ++i) {
                float& here = top_[static_cast<std::size_t>(j) * width_ + static_cast<std::size_t>(i)];
                here = std::max(here, top);
            }
        }
    }
}

double HeightMap::roof(base::Vec2d at) const {
    double const i = std::floor((at.x - origin_.x) / spacing_), j = std::floor((at.y - origin_.y) / spacing_);
    bool const inside = i >= 0 && j >= 0 && i < static_cast<double>(width_) && j < static_cast<double>(height_);
    if (!inside) return static_cast<double>(kNoRoof);
    return static_cast<double>(top_[static_cast<std::size_t>(j) * width_ + static_cast<std::size_t>(i)]);
}

}  // namespace analysis
