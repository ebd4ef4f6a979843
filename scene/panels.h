// Panels over the district: triangles in pixels, as Dear ImGui makes them, with the images they show. Plain data, so
// that the same panels go to a window or into a file.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/image.h"
#include "shaders/shared.h"

namespace scene {

/// Pictures of the district that the renderer keeps (Renderer::keep), for panels to show like any image.
enum class Slot : std::uint8_t {
    main,
    other,  ///< the right of a split: another time, other layers
    map     ///< the small map of the whole district
};
inline constexpr std::uint32_t kSlots = 3;
constexpr std::uint32_t slot_image(Slot slot) { return 0xfffffff0u + static_cast<std::uint32_t>(slot); }

/// An image that panels show. Pixels are RGBA, sRGB, straight alpha; written to the device again when `version`
/// differs.
struct PanelImage {
    std::uint32_t id = 0;  ///< the caller's; 0 is the glyph atlas
    std::uint64_t version = 0;
    std::shared_ptr<base::Image const> pixels;
};

struct Panels {
    std::uint32_t width = 0, height = 0;  ///< pixels of the window or picture
    /// Where this window begins in a canvas that several share: taken off every vertex and clip.
    std::int32_t origin_x = 0, origin_y = 0;
    std::uint32_t background = 0xff000000;  ///< 0xAARRGGBB where nothing is drawn
    std::vector<shared::PanelVertex> vertices;
    std::vector<std::uint32_t> indices;
    /// Triangles with one image and one clip, in painter's order.
    struct Draw {
        std::uint32_t image = 0;  ///< PanelImage::id, or slot_image()
        std::uint32_t first_index = 0, index_count = 0;
        std::int32_t left = 0, top = 0, right = 0, bottom = 0;  ///< pixels of the canvas
    };
    std::vector<Draw> draws;
    std::vector<PanelImage> images;  ///< all that `draws` name; the device forgets those that are no longer listed
};

/// Panels that show one kept picture over all of a window, and nothing else.
inline Panels only(Slot slot, std::uint32_t width, std::uint32_t height) {
    float const w = static_cast<float>(width), h = static_cast<float>(height);
    Panels out;
    out.width = width;
    out.height = height;
    out.vertices = {{{0, 0}, {0, 0}, ~0u}, {{w, 0}, {1, 0}, ~0u}, {{w, h}, {1, 1}, ~0u}, {{0, h}, {0, 1}, ~0u}};
    out.indices = {0, 1, 2, 0, 2, 3};
    out.draws = {{slot_image(slot), 0, 6, 0, 0, static_cast<std::int32_t>(width), static_cast<std::int32_t>(height)}};
    return out;
}

}  // namespace scene
