// From a view to the numbers the shaders need: matrices, shadow cascades, the square seen from the sky.
#pragma once

#include <cstdint>

#include "renderer/drape_plane.h"
#include "renderer/gpu_scene.h"
#include "scene/view.h"
#include "shaders/shared.h"

namespace renderer {

inline constexpr std::uint32_t kShadowSize = BOROUGH_SHADOW_SIZE;
inline constexpr std::uint32_t kSkySize = 1024;  ///< texels on the sky view's side

/// The part of the whole picture that is drawn at once, in pixels.
struct TileRect {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;
};

/// Everything but the addresses of buffers that belong to one picture. Shadows and sky view depend on the whole view,
/// never on the tile, so that tiles fit together.
shared::Frame make_frame(GpuScene const& scene, scene::View const& view, TileRect const& tile, DrapePlane const& drape);

}  // namespace renderer
