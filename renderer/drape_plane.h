// Where the ground's layers are painted: a level plane, and the part of it the ground in a tile looks its paint up in.
#pragma once

#include <cstdint>

#include "renderer/gpu_scene.h"
#include "renderer/renderer.h"
#include "scene/view.h"

namespace renderer {

struct DrapePlane {
    double z = 0;    ///< local metres
    PixelRect rect;  ///< what of the picture plane the painted layers must cover; may reach beyond the picture
};

/// The plane lies at the height of the ground nearest to the eye, where paint must be sharpest. Flat ground looks its
/// paint up pixel for pixel; hills look it up beside themselves, so `rect` grows by how far. `limit` is the device's
/// largest image.
DrapePlane drape_plane(GpuScene const& scene, scene::View const& view, PixelRect const& tile, std::uint32_t limit);

/// The same with room around it, for a camera that moves on: its pictures look their paint up in it too.
void give_room(DrapePlane& plane, scene::View const& view, std::uint32_t limit);

/// Whether `plane`, painted for the view `then`, holds the paint of all ground that is seen `now`.
bool covers(GpuScene const& scene, DrapePlane const& plane, scene::View const& then, scene::View const& now);

}  // namespace renderer
