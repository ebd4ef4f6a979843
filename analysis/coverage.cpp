#include "analysis/coverage.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/parallel.h"

namespace analysis {
namespace {

/// A district of a hundred kilometres still has a table that fits.
constexpr std::size_t kMostTableCells = 1'000'000;
constexpr double kRoof = 1;  ///< metres above the ground from which on something is a roof

}  // namespace

Coverage::Coverage(std::vector<StandingCamera> cameras, Sight const& sight)
    : sight_(&sight), cameras_(std::move(cameras)) {
    footprints_.resize(cameras_.size());
    extents_.resize(cameras_.size());
    base::parallel_for(cameras_.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            footprints_[i] = {sight.footprint(cameras_[i].at, cameras_[i].pose)};
            extents_[i] = extent_of(footprints_[i]);
        }
    });
    for (base::Extent const& extent : extents_) all_.add(extent);
    if (all_.empty()) return;
    columns_ = static_cast<std::size_t>(all_.width() / kCell) + 1;
    rows_ = static_cast<std::size_t>(all_.height() / kCell) + 1;
    if (columns_ * rows_ > kMostTableCells) columns_ = rows_ = 1;
    cells_.resize(columns_ * rows_);
    for (std::uint32_t i = 0; i < extents_.size(); ++i) {
        if (extents_[i].empty()) continue;
        auto const cell = [&](double value, double from, double span, std::size_t count) {
            double const share = span > 0 ? (value - from) / span : 0;
            return std::min(count - 1, static_cast<std::size_t>(std::max(0.0, share) * static_cast<double>(count)));
        };
        base::Extent const& e = extents_[i];
        for (std::size_t row = cell(e.min_y, all_.min_y, all_.height(), rows_);
             row <= cell(e.max_y, all_.min_y, all_.height(), rows_); ++row) {
            for (std::size_t column = cell(e.min_x, all_.min_x, all_.width(), columns_);
                 column <= cell(e.max_x, all_.min_x, all_.width(), columns_); ++column)
                cells_[row * columns_ + column].push_back(i);
        }
    }
}

/// `visit` gets the index of each camera that sees the place; returns false to stop.
template <class Visit>
void Coverage::each_seeing(base::Vec2d p, Visit const& visit) const {
    if (cells_.empty() || !all_.contains(p)) return;
    auto const cell = [](double share, std::size_t count) {
        return std::min(count - 1, static_cast<std::size_t>(std::max(0.0, share) * static_cast<double>(count)));
    };
    std::size_t const column = cell(all_.width() > 0 ? (p.x - all_.min_x) / all_.width() : 0, columns_);
    std::size_t const row = cell(all_.height() > 0 ? (p.y - all_.min_y) / all_.height() : 0, rows_);
    for (std::uint32_t const i : cells_[row * columns_ + column]) {
        if (extents_[i].contains(p) && contains(footprints_[i], p) && !visit(i)) return;
    }
}

bool Coverage::sees(base::Vec2d p) const {
    bool seen = false;
    each_seeing(p, [&](std::uint32_t) { return !(seen = true); });
    return seen;
}

bool Coverage::sees_near(base::Vec2d p, double radius) const {
    if (sees(p)) return true;
    constexpr int kDirections = 16;
    for (double const ring : {radius / 3, radius * 2 / 3, radius}) {
        for (int i = 0; i < kDirections; ++i) {
            double const angle = 2 * std::numbers::pi * i / kDirections;
            if (sees(p + base::Vec2d{std::cos(angle), std::sin(angle)} * ring)) return true;
        }
    }
    return false;
}

Coverage::OfPlot Coverage::of(Plot const& plot, double spacing, std::size_t most) const {
    OfPlot out;
    if (plot.empty() || plot.front().empty()) return out;
    base::Extent const extent = extent_of(plot);
    double const coarse =
        std::sqrt(extent.width() * extent.height() / static_cast<double>(std::max<std::size_t>(1, most)));
    double const step = std::max(spacing, coarse);
    std::vector<std::size_t> by_camera(cameras_.size(), 0);
    std::size_t seen = 0;
    auto const ask = [&](base::Vec2d p) {
        ++out.samples;
        bool any = false;
        each_seeing(p, [&](std::uint32_t i) {
            ++by_camera[i];
            return any = true;
        });
        seen += any ? 1 : 0;
    };
    for (double y = extent.min_y + step / 2; y < extent.max_y; y += step) {
        for (double x = extent.min_x + step / 2; x < extent.max_x; x += step)
            if (contains(plot, {x, y}) && sight_->roof_or_ground({x, y}) - sight_->ground({x, y}) < kRoof) ask({x, y});
    }
    if (out.samples == 0) ask(middle_of(plot));
    double const all = static_cast<double>(out.samples);
    out.seen = static_cast<double>(seen) / all;
    for (std::uint32_t i = 0; i < by_camera.size(); ++i)
        if (by_camera[i] > 0) out.shares.push_back({i, static_cast<double>(by_camera[i]) / all});
    std::ranges::stable_sort(out.shares, [](Share const& a, Share const& b) { return a.share > b.share; });
    return out;
}

}  // namespace analysis
