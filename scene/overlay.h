// Flat things drawn over the finished picture, in pixels: labels, legend, scale bar. Text is already glyph quads.
#pragma once

#include <cstdint>
#include <vector>

#include "base/image.h"
#include "base/vec.h"
#include "shaders/shared.h"

namespace scene {

/// Quads in painter's order. `atlas` has two channels a texel: R the glyph's coverage, G its halo's; it is stored as
/// RGBA with B and A unused. A quad with u0 == u1 is a plain rectangle filled with its colour.
struct Overlay {
    base::Image atlas;
    std::uint64_t atlas_version = 0;  ///< changes when the atlas does
    std::vector<shared::OverlayQuad> quads;
    std::vector<base::Extent> cards;  ///< legend, moment: pixels that whoever draws over the picture keeps off
};

}  // namespace scene
