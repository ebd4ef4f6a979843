#include "analysis/hull.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numbers>
#include <utility>

namespace analysis {

namespace {

bool finite(base::Vec2d p) { return std::isfinite(p.x) && std::isfinite(p.y); }

}  // namespace

// Andrew's monotone chain (1979).
std::vector<base::Vec2d> convex_hull(std::span<base::Vec2d const> points) {
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

std::vector<base::Vec2d> buffered_hull(std::span<base::Vec2d const> points, double buffer) {
    std::vector<base::Vec2d> const corners = convex_hull(points);
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
