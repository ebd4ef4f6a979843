#include "analysis/dbscan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>

namespace analysis {

namespace {

bool finite(base::Vec2d p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// Points by square cells as wide as the reach: whatever is near lies in one of nine.
class Cells {
public:
    Cells(std::span<base::Vec2d const> points, double reach) : points_(points), reach_(reach) {
        for (std::size_t i = 0; i < points.size(); ++i)
            if (finite(points[i])) members_[cell(points[i])].push_back(i);
    }

    void near(std::size_t of, std::vector<std::size_t>& out) const {
        out.clear();
        if (!finite(points_[of])) return;
        auto const [column, row] = cell(points_[of]);
        for (double x = column - 1; x <= column + 1; ++x)
            for (double y = row - 1; y <= row + 1; ++y) {
                auto const found = members_.find({x, y});
                if (found == members_.end()) continue;
                for (std::size_t const i : found->second)
                    if (base::length(points_[i] - points_[of]) <= reach_) out.push_back(i);
            }
    }

private:
    std::pair<double, double> cell(base::Vec2d p) const { return {std::floor(p.x / reach_), std::floor(p.y / reach_)}; }

    std::span<base::Vec2d const> points_;
    double reach_;
    std::map<std::pair<double, double>, std::vector<std::size_t>> members_;
};

/// Andrew's monotone chain (1979): counter-clockwise, without points on its edges.
std::vector<base::Vec2d> hull(std::span<base::Vec2d const> points) {
    std::vector<base::Vec2d> sorted;
    std::ranges::copy_if(points, std::back_inserter(sorted), finite);
    auto const key = [](base::Vec2d p) { return std::pair(p.x, p.y); };
    std::ranges::sort(sorted, {}, key);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.size() < 3) return sorted;
    std::vector<base::Vec2d> out;
    auto const half = [&](auto begin, auto end) {
        std::size_t const first = out.size();
        for (auto p = begin; p != end; ++p) {
            while (out.size() >= first + 2 && base::cross(out.back() - out[out.size() - 2], *p - out.back()) <= 0)
                out.pop_back();
            out.push_back(*p);
        }
        out.pop_back();  // where the other half begins
    };
    half(sorted.begin(), sorted.end());
    half(sorted.rbegin(), sorted.rend());
    return out;
}

}  // namespace

std::vector<int> dbscan(std::span<base::Vec2d const> points, double reach, std::size_t least) {
    std::vector<int> cluster(points.size(), -1);
    if (!(reach > 0)) return cluster;
    Cells const cells(points, reach);
    std::vector<std::size_t> near, open;
    int count = 0;
    for (std::size_t first = 0; first < points.size(); ++first) {
        if (cluster[first] >= 0) continue;
        cells.near(first, near);
        if (near.size() < std::max<std::size_t>(1, least)) continue;
        cluster[first] = count;
        open.assign(1, first);
        while (!open.empty()) {
            std::size_t const at = open.back();
            open.pop_back();
            cells.near(at, near);
            if (near.size() < least) continue;
            for (std::size_t const i : near) {
                if (cluster[i] >= 0) continue;
                cluster[i] = count;
                open.push_back(i);
            }
        }
        ++count;
    }
    return cluster;
}

std::vector<base::Vec2d> outline(std::span<base::Vec2d const> points, double buffer) {
    std::vector<base::Vec2d> const corners = hull(points);
    if (corners.empty() || !(buffer > 0)) return corners;
    constexpr double kStep = std::numbers::pi / 8;
    std::vector<base::Vec2d> out;
    auto const on_circle = [&](base::Vec2d centre, double angle) {
        out.push_back(centre + base::Vec2d{std::cos(angle), std::sin(angle)} * buffer);
    };
    if (corners.size() == 1) {
        for (int i = 0; i < 16; ++i) on_circle(corners[0], i * kStep);
        return out;
    }
    // Outward normals lie a quarter turn clockwise of each edge; at a corner the outline turns from one to the next.
    auto const normal = [&](std::size_t edge) {
        base::Vec2d const along = corners[(edge + 1) % corners.size()] - corners[edge % corners.size()];
        return std::atan2(along.y, along.x) - std::numbers::pi / 2;
    };
    for (std::size_t i = 0; i < corners.size(); ++i) {
        double const from = normal(i + corners.size() - 1);
        double turn = normal(i) - from;
        if (turn < 0) turn += 2 * std::numbers::pi;
        int const pieces = std::max(1, static_cast<int>(std::ceil(turn / kStep)));
        for (int k = 0; k <= pieces; ++k) on_circle(corners[i], from + turn * k / pieces);
    }
    return out;
}

}  // namespace analysis
