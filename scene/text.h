// Lines of text as glyph quads.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/vec.h"
#include "scene/atlas.h"
#include "shaders/shared.h"

namespace scene {

/// 0xAARRGGBB, sRGB.
struct Ink {
    std::uint32_t fill = 0xff000000;
    std::uint32_t halo = 0;
};

struct TextLine {
    std::vector<char32_t> characters;
    double pixels = 14;  ///< size of the em
    bool strong = false;
    double width = 0;      ///< pixels
    bool chinese = false;  ///< has characters that stand in squares
};

TextLine measure(Atlas& atlas, std::string_view text, double pixels, bool strong);

/// The label's lines, one under the other, the second smaller.
std::vector<TextLine> measure_lines(Atlas& atlas, std::string_view text, double first_pixels, double other_pixels,
                                    bool strong);

/// Draws into quads whose texture coordinates are still texels of the atlas. Halos come before all the letters of a
/// line, so that no halo covers the letter beside it.
class TextPainter {
public:
    /// `scale`: pixels of this picture per design pixel, for the width of halos.
    TextPainter(Atlas& atlas, double scale) : atlas_(atlas), scale_(scale) {}

    /// Upright, the baseline at `pen.y`. Pens are rounded to pixels, so that glyphs are as sharp as they were drawn.
    void line(TextLine const& text, base::Vec2d pen, Ink ink);

    /// One letter whose em box is centred on a point, turned clockwise by `angle` radians.
    void letter(TextLine const& text, std::size_t index, base::Vec2d centre, double angle, Ink ink);
    /// To be called after the letters of one label.
    void end_letters();

    void rectangle(base::Extent const& box, std::uint32_t colour);
    /// A live layer's symbol; `look` and `shares` as of shared::Marker, `scale` pixels a design pixel.
    void symbol(base::Vec2d centre, double scale, std::uint32_t look, std::uint32_t shares);
    void bar(base::Vec2d from, base::Vec2d to, double thickness, std::uint32_t colour);

    /// All quads so far, texture coordinates brought to 0..1.
    std::vector<shared::OverlayQuad> finish();

private:
    void glyph(TextLine const& text, char32_t character, base::Vec2d pen, double angle, Ink ink);

    Atlas& atlas_;
    double scale_;
    std::vector<shared::OverlayQuad> quads_;
    std::vector<shared::OverlayQuad> letters_;  ///< fills that wait until all halos of their label are out
};

/// Of an em box: how far the middle of a letter lies above the baseline, in ems.
inline constexpr double kMiddle = 0.38;
inline constexpr double kAscent = 0.88;
inline constexpr double kDescent = 0.14;

}  // namespace scene
