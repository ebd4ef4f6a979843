#include "analysis/view_rays.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/footprint.h"

namespace analysis {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kApart = kTurn / ViewRays::kRays;
constexpr double kOverlap = 1.02;  ///< sectors of neighbouring rays overlap, so that they unite without slits
constexpr double kBelowAll = -std::numeric_limits<double>::infinity();

/// The steepest that has been passed so far, of what stands at one time.
struct Horizon {
    double walls = kBelowAll, sky = 0;
    bool built = false;  ///< here
};

}  // namespace

ViewRays::ViewRays(base::Vec3d eye, double reach) : eye_(eye), reach_(reach), crossings_(kRays) {}

/// Rays point to the middle of their sectors: corners that are drawn on round bearings lie between two.
base::Vec2d ViewRays::direction(double ray) const {
    double const angle = (ray + 0.5) * kApart;
    return {std::cos(angle), std::sin(angle)};
}

void ViewRays::cross(Ring const& ring, std::vector<std::pair<int, double>>& cuts) const {
    base::Vec2d const eye{eye_.x, eye_.y};
    for (std::size_t i = 0; i < ring.size(); ++i) {
        base::Vec2d const a = ring[i] - eye, b = ring[(i + 1) % ring.size()] - eye, edge = b - a;
        double const from = std::atan2(a.y, a.x);
        // The way a wall turns around an eye is always less than half a turn.
        double const by = std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
        double const low = std::min(from, from + by) / kApart - 0.5, high = std::max(from, from + by) / kApart - 0.5;
        for (double r = std::ceil(low); r < high; ++r) {
            int const ray = (static_cast<int>(r) % kRays + kRays) % kRays;
            base::Vec2d const d = direction(ray);
            double const turn = d.x * edge.y - d.y * edge.x;
            if (turn == 0) continue;
            cuts.emplace_back(ray, (a.x * edge.y - a.y * edge.x) / turn);
        }
    }
}

void ViewRays::add(Prism const& prism, bool before, bool after) {
    base::Extent const box = extent_of(prism.outline);
    double const dx = std::max({box.min_x - eye_.x, eye_.x - box.max_x, 0.0});
    double const dy = std::max({box.min_y - eye_.y, eye_.y - box.max_y, 0.0});
    if (std::hypot(dx, dy) > reach_ || prism.outline.empty()) return;
    std::vector<std::pair<int, double>> cuts;
    for (Ring const& ring : prism.outline) cross(ring, cuts);
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size();) {
        if (cuts[i].first != cuts[i + 1].first) {
            ++i;
            continue;
        }
        crossings_[static_cast<std::size_t>(cuts[i].first)].push_back(
            {std::max(cuts[i].second, 1e-3), cuts[i + 1].second, prism.top - eye_.z, before, after});
        i += 2;
    }
}

/// A step of the ray around `away` metres; one that follows the last makes that longer.
void ViewRays::add_run(int ray, double away, std::vector<Run>& lost) {
    bool const goes_on = !lost.empty() && lost.back().ray == ray && lost.back().to >= away - kStep / 2 - 1e-6;
    if (goes_on)
        lost.back().to = away + kStep / 2;
    else
        lost.push_back({ray, away - kStep / 2, away + kStep / 2});
}

void ViewRays::walk_ray(int ray, std::function<double(base::Vec2d)> const& ground, ViewLoss& out,
                        std::vector<Run>& lost) const {
    std::vector<Crossing> crossings = crossings_[static_cast<std::size_t>(ray)];
    std::ranges::sort(crossings, {}, &Crossing::near);
    base::Vec2d const along = direction(ray), eye{eye_.x, eye_.y};
    Horizon before, after;
    double land = kBelowAll;
    std::size_t next = 0;
    std::vector<Crossing> inside;
    auto const pass = [](Horizon& h, double slope) { h.walls = std::max(h.walls, slope); };
    for (double away = kStep / 2; away < reach_; away += kStep) {
        for (; next < crossings.size() && crossings[next].near <= away; ++next) inside.push_back(crossings[next]);
        before.built = after.built = false;
        std::erase_if(inside, [&](Crossing const& c) {
            bool const over = c.far <= away;
            double const slope = std::max(c.rise / c.near, over ? c.rise / c.far : kBelowAll);
            // Walls above the eye hide from their front on; roofs below it from their far edge on.
            if (c.before && (over || c.rise > 0)) pass(before, slope);
            if (c.after && (over || c.rise > 0)) pass(after, slope);
            before.built |= c.before && !over;
            after.built |= c.after && !over;
            return over;
        });
        double const rise = ground(eye + along * away) - eye_.z, slope = rise / away;
        bool const over_brow = slope >= land - kBrow / away;
        land = std::max(land, slope);
        if (before.built || after.built) continue;
        bool const was = over_brow && slope >= before.walls, is = over_brow && slope >= after.walls;
        double const area = away * kApart * kStep;
        if (was) out.ground_before += area;
        if (is && !was) out.ground_gained += area;
        if (!was || is) continue;
        out.ground_lost += area;
        add_run(ray, away, lost);
    }
    for (Crossing const& c : crossings) {
        double const slope = std::max(c.rise, 0.0) / c.near;
        if (c.before) before.sky = std::max(before.sky, slope);
        if (c.after) after.sky = std::max(after.sky, slope);
    }
    // The cosine-weighted share of sky above a horizon at angle h is cos^2 h, and 1 / (1 + tan^2 h) is that.
    auto const sky = [&](Horizon const& h) {
        double const steepest = std::max({h.sky, land, 0.0});
        return 1 / (1 + steepest * steepest) / kRays;
    };
    out.sky_before += sky(before);
    out.sky_after += sky(after);
}

std::vector<Plot> ViewRays::plots_of(std::vector<Run> const& lost) const {
    std::vector<geo::Face> faces;
    base::Vec2d const eye{eye_.x, eye_.y};
    for (Run const& run : lost) {
        base::Vec2d const left = direction(run.ray + kOverlap / 2), right = direction(run.ray - kOverlap / 2);
        auto const at = [&](base::Vec2d way, double away) {
            base::Vec2d const p = eye + way * away;
            return base::Vec3d{p.x, p.y, 0};
        };
        faces.push_back({{at(right, run.from), at(right, run.to), at(left, run.to), at(left, run.from)}, {4}, true});
    }
    std::vector<Plot> out;
    auto const united = geo::footprint_of(faces);
    if (!united) return out;
    for (geo::Rings const& rings : united->polygons) {
        Plot& plot = out.emplace_back();
        std::size_t begin = 0;
        for (std::uint32_t const end : rings.ring_ends) {
            plot.emplace_back(rings.points.begin() + static_cast<std::ptrdiff_t>(begin),
                              rings.points.begin() + static_cast<std::ptrdiff_t>(end));
            begin = end;
        }
    }
    return out;
}

void ViewRays::walk(std::function<double(base::Vec2d)> const& ground, ViewLoss& out) const {
    std::vector<Run> lost;
    for (int ray = 0; ray < kRays; ++ray) walk_ray(ray, ground, out, lost);
    out.hidden = plots_of(lost);
}

}  // namespace analysis
