// The small map in a figure's corner that says where in the district the figure is.
#pragma once

#include "base/image.h"
#include "base/vec.h"
#include "scene/camera.h"

namespace app {

/// The ground that a view of this size shows, as a polygon in local metres; what lies above the horizon is cut off at
/// `reach` metres from the eye.
std::vector<base::Vec2d> ground_in_view(scene::Camera const& camera, double width, double height, double reach);

/// Outlines `polygon` (pixels) on a picture of three channels.
void outline(base::Image& image, std::vector<base::Vec2d> const& polygon, double thick, std::uint32_t rgb);

/// Lays `small` on `large` with a thin frame, its top left corner at (x, y). Both have three channels.
void lay_on(base::Image& large, base::Image const& small, std::uint32_t x, std::uint32_t y, std::uint32_t frame_rgb);

}  // namespace app
