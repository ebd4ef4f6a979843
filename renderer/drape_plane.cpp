#include "renderer/drape_plane.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace renderer {
namespace {

using base::Vec3d;

/// Whether a place falls into a part of the picture.
bool shows(scene::View const& view, PixelRect const& rect, Vec3d at) {
    scene::Projection const p = scene::project(view.camera, at, view.width, view.height);
    bool const ahead = view.camera.ortho_height > 0 || p.depth > 1;
    return ahead && p.pixel.x >= rect.x && p.pixel.y >= rect.y && p.pixel.x <= rect.x + double(rect.width) &&
           p.pixel.y <= rect.y + double(rect.height);
}

/// Ground points in view, a few thousand of them, spread over the height grid or, where there is none, the district.
std::vector<Vec3d> visible_ground(GpuScene const& scene, scene::View const& view, PixelRect const& rect) {
    constexpr std::uint32_t kPerSide = 96;
    std::vector<Vec3d> points;
    auto const ask = [&](Vec3d at) {
        if (shows(view, rect, at)) points.push_back(at);
    };
    if (scene.ground_z.empty()) {
        base::Extent const& all = scene.extent;
        for (std::uint32_t i = 0; i < kPerSide * kPerSide && !all.empty(); ++i) {
            double const x = double(i % kPerSide) / (kPerSide - 1), y = double(i / kPerSide) / (kPerSide - 1);
            ask({all.min_x + x * all.width(), all.min_y + y * all.height(), 0});
        }
        return points;
    }
    std::uint32_t const step_x = std::max(1u, scene.grid_width / kPerSide),
                        step_y = std::max(1u, scene.grid_height / kPerSide);
    for (std::uint32_t y = 0; y < scene.grid_height; y += step_y) {
        for (std::uint32_t x = 0; x < scene.grid_width; x += step_x) {
            ask({double(scene.grid_x) + x * double(scene.grid_spacing),
                 double(scene.grid_y) + y * double(scene.grid_spacing),
                 scene.ground_z[std::size_t{y} * scene.grid_width + x]});
        }
    }
    return points;
}

double plane_height(GpuScene const& scene, scene::View const& view) {
    std::vector<Vec3d> const ground = visible_ground(scene, view, {0, 0, view.width, view.height});
    double nearest = std::numeric_limits<double>::infinity(), z = 0;
    for (Vec3d const p : ground) {
        double const distance = length(p - view.camera.eye);
        if (distance < nearest) {
            nearest = distance;
            z = p.z;
        }
    }
    if (ground.empty()) z = view.camera.target.z;
    // The eye looks down on the plane, else far ground would find its paint above the horizon.
    return view.camera.ortho_height > 0 ? z : std::min(z, view.camera.eye.z - 2);
}

}  // namespace

DrapePlane drape_plane(GpuScene const& scene, scene::View const& view, PixelRect const& tile, std::uint32_t limit) {
    if (scene.ground_z.empty()) return {0, tile};
    DrapePlane plane{plane_height(scene, view), tile};
    double const most = view.height * 0.6;
    double left = tile.x, top = tile.y, right = tile.x + double(tile.width), bottom = tile.y + double(tile.height);
    for (Vec3d at : visible_ground(scene, view, tile)) {
        at.z = plane.z;
        scene::Projection const p = scene::project(view.camera, at, view.width, view.height);
        if (view.camera.ortho_height <= 0 && p.depth < 1) continue;
        left = std::min(left, std::max(p.pixel.x, tile.x - most));
        top = std::min(top, std::max(p.pixel.y, tile.y - most));
        right = std::max(right, std::min(p.pixel.x, tile.x + double(tile.width) + most));
        bottom = std::max(bottom, std::min(p.pixel.y, tile.y + double(tile.height) + most));
    }
    // Between the points asked, and nearer to the eye than any of them, the ground may reach a little further.
    double const margin = 8 + 0.015 * view.height, below = 8 + 0.08 * view.height;
    bool const parallel = view.camera.ortho_height > 0;
    plane.rect.x = static_cast<std::int32_t>(std::floor(parallel ? left : left - margin));
    plane.rect.y = static_cast<std::int32_t>(std::floor(parallel ? top : top - margin));
    plane.rect.width = std::min(
        limit, static_cast<std::uint32_t>(std::ceil((parallel ? right : right + margin) - double(plane.rect.x))));
    plane.rect.height = std::min(
        limit, static_cast<std::uint32_t>(std::ceil((parallel ? bottom : bottom + below) - double(plane.rect.y))));
    return plane;
}

void give_room(DrapePlane& plane, scene::View const& view, std::uint32_t limit) {
    // Above there is the horizon, as a rule, and nothing to see beyond it.
    constexpr double kAside = 0.3, kAbove = 0.1, kBelow = 0.25;
    auto const pixels = [](double share, std::uint32_t of) { return static_cast<std::uint32_t>(share * of); };
    std::uint32_t const aside = pixels(kAside, view.width), above = pixels(kAbove, view.height);
    plane.rect.x -= static_cast<std::int32_t>(aside);
    plane.rect.y -= static_cast<std::int32_t>(above);
    plane.rect.width = std::min(plane.rect.width + 2 * aside, limit);
    plane.rect.height = std::min(plane.rect.height + above + pixels(kBelow, view.height), limit);
}

bool covers(GpuScene const& scene, DrapePlane const& plane, scene::View const& then, scene::View const& now) {
    std::vector<Vec3d> const ground = visible_ground(scene, now, {0, 0, now.width, now.height});
    // Between the points asked the ground may reach a little further.
    double const margin = 0.04 * then.height;
    double const left = plane.rect.x + margin, right = plane.rect.x + double(plane.rect.width) - margin;
    double const top = plane.rect.y + margin, bottom = plane.rect.y + double(plane.rect.height) - margin;
    return !ground.empty() && std::all_of(ground.begin(), ground.end(), [&](Vec3d at) {
        at.z = plane.z;
        scene::Projection const p = scene::project(then.camera, at, then.width, then.height);
        bool const ahead = then.camera.ortho_height > 0 || p.depth > 1;
        return ahead && p.pixel.x >= left && p.pixel.x <= right && p.pixel.y >= top && p.pixel.y <= bottom;
    });
}

}  // namespace renderer
