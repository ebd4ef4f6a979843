// Every glyph a picture needs, with its halo, in one image.
#pragma once

#include <cstdint>
#include <set>
#include <unordered_map>

#include "base/image.h"
#include "scene/font.h"

namespace scene {

/// Where a glyph and its halo lie: in the atlas (texels), and around the pen (pixels, y down).
struct AtlasGlyph {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;  ///< width 0: nothing to draw
    std::int32_t left = 0, top = 0;
};

/// Packs glyphs on shelves in the order in which they are asked for, so the same texts give the same atlas.
class Atlas {
public:
    explicit Atlas(Font font);

    AtlasGlyph const& glyph(char32_t character, GlyphStyle style, std::uint32_t halo_pixels);
    double advance(char32_t character) { return font_.advance(character); }
    base::Image const& image() const { return image_; }
    std::uint64_t version() const { return version_; }
    /// Characters that were asked for and that the font lacks; they are drawn as boxes.
    std::set<char32_t> const& missing() const { return missing_; }

private:
    AtlasGlyph add(char32_t character, GlyphStyle style, std::uint32_t halo_pixels);
    void place(AtlasGlyph& glyph);
    void grow();

    Font font_;
    base::Image image_;
    std::uint64_t version_ = 0;
    std::uint32_t shelf_x_ = 1, shelf_y_ = 1, shelf_height_ = 0;
    std::unordered_map<std::uint64_t, AtlasGlyph> glyphs_;
    std::set<char32_t> missing_;
};

}  // namespace scene
