// Every glyph that panels have shown so far, in one image; drawn when first needed, never ahead.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/image.h"
#include "base/result.h"
#include "scene/font.h"

namespace ui {

enum class Cut : std::uint8_t { regular, strong, icon };

/// Where a glyph lies in the image (texels) and around the pen (pixels; `top` above the baseline). Width 0: blank.
struct GlyphPlace {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;
    std::int32_t left = 0, top = 0;
};

class Glyphs {
public:
    /// Without the bold cut, strong text is thickened; without icons, `has_icons` is false.
    static base::Result<Glyphs> create();

    GlyphPlace const& find(char32_t character, std::uint32_t pixels, Cut cut);
    bool has(char32_t character, Cut cut) const;
    /// Ems.
    double advance(char32_t character, Cut cut);
    bool has_icons() const { return icons_.has_value(); }

    /// Forgets all glyphs where they have become too many; to be called between frames only.
    void tidy();
    base::Image const& image() const { return image_; }
    std::uint64_t version() const { return version_; }
    /// The image as it is, to be kept by others; copied only where it changed.
    std::shared_ptr<base::Image const> share();

private:
    explicit Glyphs(scene::Font regular);
    scene::Font& font(Cut cut);
    void clear();
    void place(GlyphPlace& glyph);

    scene::Font regular_;
    std::optional<scene::Font> strong_, icons_;
    base::Image image_;
    std::uint64_t version_ = 0, shared_version_ = 0;
    std::shared_ptr<base::Image const> shared_;
    std::uint32_t shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
    std::unordered_map<std::uint64_t, GlyphPlace> places_;
};

}  // namespace ui
