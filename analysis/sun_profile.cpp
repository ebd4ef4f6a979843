#include "analysis/sun_profile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace analysis {

namespace {

using base::Vec2d;

constexpr float kNoShade = -std::numeric_limits<float>::infinity();

}  // namespace

SunBlock sun_block(Prism const& prism) {
    SunBlock block{prism.outline, extent_of(prism.outline), prism.top, prism.bottom};
    for (std::size_t i = 0; i < block.rings.size(); ++i)
        if ((geo::signed_area(block.rings[i]) > 0) != (i == 0)) std::ranges::reverse(block.rings[i]);
    return block;
}

bool may_hide(SunBlock const& block, base::Extent const& box, double from, SunTrack const& track) {
    if (!(block.top > from) || block.box.empty()) return false;
    double lowest = std::numeric_limits<double>::infinity();
    for (SunTrack::Step const& s : track.steps) lowest = std::min(lowest, s.slope);
    if (!box.grown((block.top - from) / lowest).overlaps(block.box)) return false;
    // The sun is always to one side of the line across its middle direction; so is what can hide it.
    Vec2d const middle = track.steps[track.steps.size() / 2].towards;
    auto const farthest = [&](base::Extent const& e, double sign) {
        double most = -std::numeric_limits<double>::infinity();
        for (Vec2d const p : {Vec2d{e.min_x, e.min_y}, {e.max_x, e.min_y}, {e.min_x, e.max_y}, {e.max_x, e.max_y}})
            most = std::max(most, sign * dot(p, middle));
        return most;
    };
    return farthest(block.box, 1) >= -farthest(box, -1);
}

SunProfile::SunProfile(SunTrack const& track, double datum)
    : track_(&track), datum_(datum), middle_(track.steps[track.steps.size() / 2].towards) {
    for (SunTrack::Step const& s : track.steps) {
        angles_.push_back(angle(s.towards));
        pace_x_.push_back(s.towards.x / s.slope);
        pace_y_.push_back(s.towards.y / s.slope);
    }
    least_.assign(track.steps.size(), kNoShade);
}

void SunProfile::clear() {
    std::ranges::fill(least_, kNoShade);
    bands_.clear();
}

/// Clockwise from the middle direction, -pi to pi.
double SunProfile::angle(Vec2d towards) const { return std::atan2(cross(towards, middle_), dot(towards, middle_)); }

template <class Visit>
void SunProfile::cross_edge(Vec2d a, Vec2d b, double angle_a, double angle_b, Visit const& visit) const {
    if (angle_a > angle_b) {
        // Behind the back: the two parts of it that may reach round to the sun.
        constexpr double kTurn = 2 * std::numbers::pi;
        cross_edge(a, b, angle_a - kTurn, angle_b, visit);
        cross_edge(a, b, angle_a, angle_b + kTurn, visit);
        return;
    }
    if (angle_b <= angles_.front() || angle_a > angles_.back()) return;
    auto const first = std::ranges::lower_bound(angles_, angle_a) - angles_.begin();
    auto const last = std::ranges::lower_bound(angles_, angle_b) - angles_.begin();
    visit(static_cast<std::size_t>(first), static_cast<std::size_t>(last));
}

void SunProfile::hide(SunBlock const& block, Vec2d from) {
    if (std::isinf(block.bottom))
        hide_from_ground(block, from);
    else
        hide_bridge(block, from);
}

void SunProfile::hide_from_ground(SunBlock const& block, Vec2d from) {
    auto const top = static_cast<float>(block.top - datum_);
    if (block.box.contains(from) && contains(block.rings, from))
        for (float& least : least_) least = std::max(least, top);
    for (Ring const& ring : block.rings) {
        if (ring.empty()) continue;
        Vec2d a = ring.back() - from;
        double angle_a = angle(a);
        for (Vec2d const corner : ring) {
            Vec2d const b = corner - from;
            double const angle_b = angle(b);
            // Walls seen from outside are where a ray comes in, which is where it is lowest inside the block.
            double const turn = cross(a, b);
            if (turn < 0) {
                cross_edge(a, b, angle_a, angle_b, [&](std::size_t first, std::size_t last) {
                    // Where ray and wall meet, the ray has risen by turn / cross(pace, b - a).
                    Vec2d const wall = b - a;
                    for (std::size_t k = first; k < last; ++k) {
                        // Along a wall edge-on both are nothing but rounding.
                        double const risen = std::max(0.0, turn / (pace_x_[k] * wall.y - pace_y_[k] * wall.x));
                        least_[k] = std::max(least_[k], top - static_cast<float>(risen));
                    }
                });
            }
            a = b;
            angle_a = angle_b;
        }
    }
}

void SunProfile::hide_bridge(SunBlock const& block, Vec2d from) {
    struct Risen {
        std::size_t step;
        double by;
    };
    std::vector<Risen> crossings;
    for (Ring const& ring : block.rings)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Vec2d a = ring[i] - from, b = ring[(i + 1) % ring.size()] - from;
            if (cross(a, b) > 0) std::swap(a, b);
            if (cross(a, b) == 0) continue;
            cross_edge(a, b, angle(a), angle(b), [&](std::size_t first, std::size_t last) {
                for (std::size_t k = first; k < last; ++k)
                    crossings.push_back({k, cross(a, b) / cross(Vec2d{pace_x_[k], pace_y_[k]}, b - a)});
            });
        }
    if (contains(block.rings, from))
        for (std::size_t k = 0; k < angles_.size(); ++k) crossings.push_back({k, 0});
    std::ranges::sort(
        crossings, [](Risen const& l, Risen const& r) { return l.step < r.step || (l.step == r.step && l.by < r.by); });
    for (std::size_t i = 0; i + 1 < crossings.size(); ++i) {
        if (crossings[i].step != crossings[i + 1].step) continue;
        // In over one, out over the next: hidden is who would be inside anywhere between.
        bands_.push_back({crossings[i].step, static_cast<float>(block.bottom - datum_ - crossings[i + 1].by),
                          static_cast<float>(block.top - datum_ - crossings[i].by)});
        ++i;
    }
}

void SunProfile::count(std::span<double const> sills, Vec2d facing, SunOptions const& options,
                       std::vector<SunCount>& out) const {
    std::size_t const storeys = sills.size();
    std::vector<float> z(storeys);
    for (std::size_t s = 0; s < storeys; ++s) z[s] = static_cast<float>(sills[s] - datum_);
    std::vector<std::int32_t> lit(storeys), run(storeys), total(storeys), longest(storeys);
    std::vector<Band> bands = bands_;
    std::ranges::stable_sort(bands, {}, &Band::step);
    auto band = bands.begin();
    double const sweep = std::max(1e-9, std::sin(options.least_sweep * std::numbers::pi / 180));
    std::int32_t const least_run = std::max(1, options.least_run);
    for (std::size_t k = 0; k < least_.size(); ++k) {
        bool const faces = dot(track_->steps[k].towards, facing) > sweep;
        float const least = faces ? least_[k] : std::numeric_limits<float>::infinity();
        for (std::size_t s = 0; s < storeys; ++s) lit[s] = z[s] >= least ? 1 : 0;
        for (; band != bands.end() && band->step == k; ++band)
            for (std::size_t s = 0; s < storeys; ++s)
                if (z[s] > band->low && z[s] < band->high) lit[s] = 0;
        for (std::size_t s = 0; s < storeys; ++s) {
            std::int32_t const now = (run[s] + 1) * lit[s];
            run[s] = now;
            // A span counts from when it is long enough, and then from its beginning.
            total[s] += now == least_run ? least_run : (now > least_run ? 1 : 0);
            longest[s] = std::max(longest[s], now);
        }
    }
    for (std::size_t s = 0; s < storeys; ++s)
        out.push_back({static_cast<std::uint16_t>(total[s]), static_cast<std::uint16_t>(longest[s])});
}

}  // namespace analysis
