#include "app/navigate.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace app {
namespace {

using base::Vec2d;
using base::Vec3d;

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kLowest = 2;    // metres above the ground
constexpr double kNearest = 10;  // metres from the target
constexpr double kFurthestAway = 300'000;
constexpr double kSteepest = 90;
constexpr double kFlattest = 2;  // below it the ground under the cursor is too far away to hold on to

double ground_at(Stage const& stage, Vec3d p) { return stage.ground ? stage.ground({p.x, p.y}) : 0; }

double pitch_of(scene::Camera const& camera) {
    Vec3d const d = camera.target - camera.eye;
    return std::atan2(-d.z, std::hypot(d.x, d.y)) / kRadians;
}

scene::Camera moved(scene::Camera camera, Vec3d by) {
    camera.eye = camera.eye + by;
    camera.target = camera.target + by;
    return camera;
}

/// Never under the ground.
scene::Camera lifted(scene::Camera const& camera, Stage const& stage) {
    double const missing = ground_at(stage, camera.eye) + kLowest - camera.eye.z;
    return missing > 0 && camera.ortho_height == 0 ? moved(camera, {0, 0, missing}) : camera;
}

/// Where a pixel's ray meets the level of the target; the view's own angle to the ground keeps that near enough.
std::optional<Vec3d> on_level(scene::Camera const& camera, Vec2d pixel, Stage const& stage) {
    auto const ray = scene::pixel_ray(camera, pixel, stage.width, stage.height);
    double const fall = camera.target.z - ray.origin.z;
    if (ray.direction.z > -std::sin(kFlattest * kRadians) || fall >= 0) return {};
    Vec3d const hit = ray.origin + ray.direction * (fall / ray.direction.z);
    if (length(hit - camera.eye) > 20 * length(camera.target - camera.eye)) return {};
    return hit;
}

}  // namespace

scene::Camera turned(scene::Camera camera, double heading, double pitch) {
    double const new_pitch = std::clamp(pitch_of(camera) + pitch, std::min(pitch_of(camera), 0.0), kSteepest);
    scene::Camera const around =
        scene::orbit(camera.target, length(camera.target - camera.eye), heading_of(camera) + heading, new_pitch);
    camera.eye = around.eye;
    camera.up = around.up;
    return camera;
}

scene::Camera dragged(scene::Camera const& camera, Vec2d from, Vec2d to, Stage const& stage) {
    auto const a = on_level(camera, from, stage);
    auto const b = on_level(camera, to, stage);
    if (!a || !b) return camera;
    return lifted(moved(camera, *a - *b), stage);
}

scene::Camera zoomed(scene::Camera const& camera, double factor, Vec2d pixel, Stage const& stage) {
    auto const held = on_level(camera, pixel, stage);
    Vec3d const fixed = held ? *held : camera.target;
    double const distance = length(camera.target - camera.eye);
    double const size = camera.ortho_height > 0 ? camera.ortho_height : distance;
    double const allowed = std::clamp(size * factor, kNearest, kFurthestAway) / size;
    scene::Camera out = camera;
    if (camera.ortho_height > 0) {
        out.ortho_height *= allowed;
        Vec3d const shift = (fixed - camera.target) * (1 - allowed);
        return moved(out, {shift.x, shift.y, 0});
    }
    out.eye = fixed + (camera.eye - fixed) * allowed;
    out.target = fixed + (camera.target - fixed) * allowed;
    return lifted(out, stage);
}

scene::Camera flown(scene::Camera const& camera, double right, double ahead, double up, Stage const& stage) {
    double const h = heading_of(camera) * kRadians;
    Vec3d const east{std::cos(h), -std::sin(h), 0};
    Vec3d const north{std::sin(h), std::cos(h), 0};
    return lifted(moved(camera, east * right + north * ahead + Vec3d{0, 0, up}), stage);
}

std::optional<Vec3d> ground_under(scene::Camera const& camera, Vec2d pixel, Stage const& stage) {
    auto const ray = scene::pixel_ray(camera, pixel, stage.width, stage.height);
    if (ray.direction.z > -1e-3) return {};
    Vec3d hit = ray.origin;
    // The level under the last guess, again and again: hills shift a slanting ray by less each time.
    double level = camera.target.z;
    for (int i = 0; i < 12; ++i) {
        hit = ray.origin + ray.direction * ((level - ray.origin.z) / ray.direction.z);
        double const ground = ground_at(stage, hit);
        if (std::abs(ground - level) < 0.01) break;
        level = i < 6 ? ground : (level + ground) / 2;
    }
    if (length(hit - ray.origin) > kFurthestAway) return {};
    hit.z = ground_at(stage, hit);
    return hit;
}

double heading_of(scene::Camera const& camera) {
    Vec3d const d = camera.target - camera.eye;
    // Straight down the way up on the picture says where the camera is turned.
    if (std::hypot(d.x, d.y) < 1e-6 * length(d)) return std::atan2(camera.up.x, camera.up.y) / kRadians;
    return std::atan2(d.x, d.y) / kRadians;
}

scene::Camera northward(scene::Camera const& camera) { return turned(camera, -heading_of(camera), 0); }

double height_above_ground(scene::Camera const& camera, Stage const& stage) {
    if (camera.ortho_height > 0) return camera.ortho_height;
    return std::max(camera.eye.z - ground_at(stage, camera.eye), kLowest);
}

}  // namespace app
