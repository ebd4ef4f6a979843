// Where the ground's layers are painted: a level plane, and the part of it the ground in a tile looks its paint up in.
#pragma once

#include <cstdint>

#include "renderer/gpu_scene.h"
#include "scene/view.h"

namespace renderer {

/// Pixels of the whole picture; may reach beyond it on every side.
struct PixelRect {
    std::int32_t x = 0, y = 0;
    std::uint32_t width = 0, height = 0;
};

struct DrapePlane {
    double z = 0;    ///< local metres
    PixelRect rect;  ///< what of the picture plane the painted layers must cover
};

/// The plane lies at the height of the ground nearest to the eye, where paint must be sharpest. Flat ground looks its
/// paint up pixel for pixel; hills look it up beside themselves, so `rect` grows by how far. `limit` is the device's
/// largest image.
DrapePlane drape_plane(GpuScene const& scene, scene::View const& view, PixelRect const& tile, std::uint32_t limit);

}  // namespace renderer
