// How the mouse and the keys move the camera. Pure, so that it can be tested without a window.
#pragma once

#include <functional>
#include <optional>

#include "base/vec.h"
#include "scene/camera.h"

namespace app {

/// The picture the hand works on, and the ground under it.
struct Stage {
    double width = 1;  ///< pixels
    double height = 1;
    std::function<double(base::Vec2d)> ground;  ///< height, metres
};

/// Around the target: right and down, in degrees. The pitch stays between the horizon and straight down.
scene::Camera turned(scene::Camera camera, double heading, double pitch);

/// The ground under pixel `from` comes to lie under pixel `to`.
scene::Camera dragged(scene::Camera const& camera, base::Vec2d from, base::Vec2d to, Stage const& stage);

/// The distance changes by `factor`; what is under the pixel stays under it.
scene::Camera zoomed(scene::Camera const& camera, double factor, base::Vec2d pixel, Stage const& stage);

/// Metres to the right, ahead (level) and up.
scene::Camera flown(scene::Camera const& camera, double right, double ahead, double up, Stage const& stage);

/// The ground under a pixel; none where the sky is, or the ground too far away to point at.
std::optional<base::Vec3d> ground_under(scene::Camera const& camera, base::Vec2d pixel, Stage const& stage);

/// North up, everything else as it was.
scene::Camera northward(scene::Camera const& camera);

/// Degrees clockwise from north; straight down, where the top of the picture points.
double heading_of(scene::Camera const& camera);

/// Metres above the ground: what speeds and steps are measured by.
double height_above_ground(scene::Camera const& camera, Stage const& stage);

}  // namespace app
