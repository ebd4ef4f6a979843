// Where one looks from. Everything in local metres (east, north, up) and degrees.
#pragma once

#include <array>
#include <span>
#include <string>

#include "base/result.h"
#include "base/vec.h"

namespace scene {

/// Column-major 4 x 4, as GLSL has it: m[column * 4 + row].
using Mat4 = std::array<float, 16>;

struct Camera {
    base::Vec3d eye{0, -1000, 800};
    base::Vec3d target{0, 0, 0};
    base::Vec3d up{0, 0, 1};
    double fov_y = 35;          ///< degrees; ignored where orthographic
    double ortho_height = 0;    ///< metres from the bottom to the top of the picture; 0: perspective
    double near_plane = 1;      ///< metres
    double far_plane = 100000;  ///< metres; where haze has hidden everything
};

/// Heading is where the camera looks, clockwise from grid north; pitch is below the horizon, 0 to 90.
Camera orbit(base::Vec3d target, double distance, double heading, double pitch);

/// Straight down, north up, `height` metres of ground from the bottom of the picture to its top.
Camera plan(base::Vec2d centre, double ground_z, double height);

/// Looks along heading and pitch at a box so that it just fills a picture of this aspect (width / height).
Camera fit(base::Extent extent, double min_z, double max_z, double aspect, double heading, double pitch);

/// The same for points, given as columns from their foot to `height` above it. The few that lie far out (1 in 200 at
/// each edge of the picture) are not waited for: one shed beyond the river must not make the city small.
struct Column {
    base::Vec3d foot;
    double height = 0;
};
Camera fit(std::span<Column const> columns, double aspect, double heading, double pitch);

/// Sets near and far planes from what is in view: the box of the scene and the camera's own height above ground.
void set_planes(Camera& camera, base::Extent extent, double min_z, double max_z);

/// View and projection for points given RELATIVE TO THE EYE (camera-relative rendering keeps floats small). Depth is
/// reversed: 1 at the near plane, 0 at the far one. x right, y down in the picture, as Vulkan has it. `crop` selects
/// part of the picture, for tiles: {x, y, width, height} in fractions of the whole.
Mat4 view_projection(Camera const& camera, double aspect, std::array<double, 4> crop = {0, 0, 1, 1});

struct Projection {
    base::Vec2d pixel;  ///< from the picture's top left
    double depth = 0;   ///< metres along the view; negative: behind the eye
    double pixels_per_metre = 0;
};
/// Where a local point falls in a picture of this size.
Projection project(Camera const& camera, base::Vec3d local, double width, double height);

/// A ray through a pixel: origin and unit direction in local metres.
struct Ray {
    base::Vec3d origin;
    base::Vec3d direction;
};
Ray pixel_ray(Camera const& camera, base::Vec2d pixel, double width, double height);

}  // namespace scene
