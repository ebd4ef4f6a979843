#include "analysis/visibility.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "analysis/height_map.h"
#include "base/degrees.h"

namespace analysis {

namespace {

constexpr double kBrowSlack = 0.3;     ///< metres; ground that lies less than this behind a brow still counts as seen
constexpr double kStraightDown = -80;  ///< degrees; steeper views have no direction worth the name
constexpr double kPictureRatio = 9.0 / 16;

base::Vec2d towards(double heading) { return {std::sin(heading * base::kRadians), std::cos(heading * base::kRadians)}; }

/// Tangent of half the vertical field of view.
double half_up(twin::CameraPose const& pose) {
    double const wide = std::clamp(static_cast<double>(pose.field_of_view), 1.0, 170.0);
    return std::tan(wide / 2 * base::kRadians) * kPictureRatio;
}

/// Slope (metres up per metre away) of the picture's upper edge; endless where it looks up steeply.
double upper_slope(twin::CameraPose const& pose) {
    double const angle = static_cast<double>(pose.pitch) * base::kRadians + std::atan(half_up(pose));
    return angle >= std::numbers::pi / 2 ? std::numeric_limits<double>::infinity() : std::tan(angle);
}

}  // namespace

struct Sight::State {
    geo::HeightGrid terrain;
    HeightMap roofs;

    double top(base::Vec2d at) const { return std::max(terrain.at(at), roofs.roof(at)); }
    double step() const { return roofs.spacing() / 2; }

    /// How far from `eye` the building goes that it stands in or on; 0 where it stands in the open.
    double own_building(base::Vec3d eye, base::Vec2d direction, double reach) const {
        double away = 0;
        while (away < reach && roofs.roof(base::Vec2d{eye.x, eye.y} + direction * away) > eye.z - kBrowSlack)
            away += step();
        // Poles at a wall fall into its cell; whoever is deep inside sees nothing either way.
        return away <= 4 * roofs.spacing() ? away : 0;
    }

    /// How far along the ground the view goes.
    double view(base::Vec3d eye, base::Vec2d direction, double reach, double steepest) const {
        base::Vec2d const from{eye.x, eye.y};
        double seen = 0, horizon = -std::numeric_limits<double>::infinity();
        for (double away = std::max(step(), own_building(eye, direction, reach));; away += step()) {
            away = std::min(away, reach);
            base::Vec2d const at = from + direction * away;
            double const ground = terrain.at(at), roof = roofs.roof(at);
            if (roof >= eye.z) return std::max(seen, away - step());
            double const slope = (ground - eye.z) / away;
            if (slope > steepest) return seen;
            if (roof <= ground && slope >= horizon - kBrowSlack / away) seen = away;
            horizon = std::max(horizon, (std::max(ground, roof) - eye.z) / away);
            if (away >= reach) return seen;
        }
    }
};

Sight::Sight(twin::District const& district, double spacing)
    : state_(new State{district.terrain, HeightMap(district.buildings, spacing)}) {}
Sight::~Sight() = default;
Sight::Sight(Sight&&) noexcept = default;
Sight& Sight::operator=(Sight&&) noexcept = default;

double Sight::ground(base::Vec2d at) const { return state_->terrain.at(at); }

double Sight::roof_or_ground(base::Vec2d at) const { return state_->top(at); }

bool Sight::clear(base::Vec3d from, base::Vec3d to) const {
    base::Vec2d const a{from.x, from.y}, along = base::Vec2d{to.x, to.y} - a;
    double const distance = base::length(along);
    if (distance <= 0) return true;
    base::Vec2d const direction = along * (1 / distance);
    double const begin = std::max(state_->step(), state_->own_building(from, direction, distance));
    // The last cell is the target's own: a point on a wall is seen although the wall fills its cell.
    double const end = distance - state_->roofs.spacing();
    for (double away = begin; away < end; away += state_->step()) {
        double const ray = from.z + (to.z - from.z) * away / distance;
        if (state_->top(a + direction * away) > ray + kBrowSlack) return false;
    }
    return true;
}

std::vector<base::Vec2d> Sight::footprint(base::Vec2d from, twin::CameraPose const& pose) const {
    base::Vec3d const eye{from.x, from.y, ground(from) + static_cast<double>(pose.height)};
    double reach = std::max(0.0, static_cast<double>(pose.reach));
    double wide = std::clamp(static_cast<double>(pose.field_of_view), 1.0, 360.0);
    double steepest = upper_slope(pose);
    if (static_cast<double>(pose.pitch) <= kStraightDown) {
        reach =
            std::min(reach, static_cast<double>(pose.height) * std::tan(std::min(wide, 170.0) / 2 * base::kRadians));
        wide = 360;
        steepest = std::numeric_limits<double>::infinity();
    }
    constexpr double kDegreesApart = 2;
    int const pieces = std::max(4, static_cast<int>(std::ceil(wide / kDegreesApart)));
    std::vector<base::Vec2d> fan;
    fan.push_back(from);
    for (int i = 0; i <= pieces; ++i) {
        base::Vec2d const direction = towards(static_cast<double>(pose.heading) - wide / 2 + wide * i / pieces);
        fan.push_back(from + direction * state_->view(eye, direction, reach, steepest));
    }
    return fan;
}

base::Vec3d Sight::aim(base::Vec2d from, twin::CameraPose const& pose) const {
    base::Vec3d const eye{from.x, from.y, ground(from) + static_cast<double>(pose.height)};
    base::Vec2d const direction = towards(static_cast<double>(pose.heading));
    double const slope = std::tan(std::clamp(static_cast<double>(pose.pitch), -89.9, 89.9) * base::kRadians);
    double const reach = std::max(0.0, static_cast<double>(pose.reach));
    double before = 0;
    for (double away = std::max(0.0, state_->own_building(eye, direction, reach)); away <= reach;
         before = away, away += state_->step()) {
        base::Vec2d const at = from + direction * away;
        double const ray = eye.z + slope * away, land = ground(at);
        if (state_->roofs.roof(at) >= ray && away > 0) {
            base::Vec2d const wall = from + direction * before;
            return {wall.x, wall.y, std::max(ground(wall), eye.z + slope * before)};
        }
        if (land < ray) continue;
        // Between the last sample and this one the ray met the ground.
        base::Vec2d const last = from + direction * before;
        double const above = eye.z + slope * before - ground(last), below = land - ray;
        double const part = above + below > 0 ? above / (above + below) : 1;
        base::Vec2d const hit = from + direction * (before + (away - before) * part);
        return {hit.x, hit.y, ground(hit)};
    }
    base::Vec2d const end = from + direction * reach;
    return {end.x, end.y, ground(end)};
}

}  // namespace analysis
