#include "scene/text.h"

#include <algorithm>
#include <cmath>

namespace scene {
namespace {

/// Larger letters are drawn from glyphs of this size: an atlas for 16384 rows would not fit in memory otherwise.
constexpr double kLargestGlyph = 96;
constexpr double kHaloPixels = 2;

bool is_chinese(char32_t c) { return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000; }

shared::vec2 vec(double x, double y) { return {static_cast<float>(x), static_cast<float>(y)}; }

}  // namespace

TextLine measure(Atlas& atlas, std::string_view text, double pixels, bool strong) {
    TextLine line;
    line.characters = decode_utf8(text);
    std::erase_if(line.characters, [](char32_t c) { return c < 0x20; });
    line.pixels = std::round(pixels);
    line.strong = strong;
    for (char32_t const c : line.characters) {
        line.width += atlas.advance(c) * line.pixels;
        line.chinese = line.chinese || is_chinese(c);
    }
    return line;
}

std::vector<TextLine> measure_lines(Atlas& atlas, std::string_view text, double first_pixels, double other_pixels,
                                    bool strong) {
    std::vector<TextLine> lines;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        bool const first = lines.empty();
        TextLine line = measure(atlas, text.substr(0, end), first ? first_pixels : other_pixels, strong && first);
        if (!line.characters.empty()) lines.push_back(std::move(line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void TextPainter::glyph(TextLine const& text, char32_t character, base::Vec2d pen, double angle, Ink ink) {
    double const drawn = std::min(text.pixels, kLargestGlyph);
    double const enlarge = text.pixels / drawn;
    double const halo = kHaloPixels * scale_ * (text.pixels >= 22 * scale_ ? 1.4 : 1);
    GlyphStyle const style{static_cast<std::uint32_t>(drawn), text.strong};
    AtlasGlyph const& g = atlas_.glyph(character, style, static_cast<std::uint32_t>(std::lround(halo / enlarge)));
    if (g.width == 0) return;
    double const half_x = g.width * enlarge / 2;
    double const half_y = g.height * enlarge / 2;
    double const x = g.left * enlarge + half_x;
    double const y = g.top * enlarge + half_y;
    double const c = std::cos(angle);
    double const s = std::sin(angle);
    shared::OverlayQuad quad{};
    quad.centre = vec(pen.x + c * x - s * y, pen.y + s * x + c * y);
    quad.half_size = vec(half_x, half_y);
    quad.uv_min = vec(g.x, g.y);
    quad.uv_max = vec(g.x + g.width, g.y + g.height);
    quad.angle = static_cast<float>(angle);
    if (ink.halo >> 24 != 0) {
        quad.halo = ink.halo;
        quads_.push_back(quad);
        quad.halo = 0;
    }
    quad.fill = ink.fill;
    letters_.push_back(quad);
}

void TextPainter::line(TextLine const& text, base::Vec2d pen, Ink ink) {
    double x = pen.x;
    for (char32_t const c : text.characters) {
        glyph(text, c, {std::round(x), std::round(pen.y)}, 0, ink);
        x += atlas_.advance(c) * text.pixels;
    }
    end_letters();
}

void TextPainter::letter(TextLine const& text, std::size_t index, base::Vec2d centre, double angle, Ink ink) {
    char32_t const c = text.characters[index];
    double const across = -atlas_.advance(c) * text.pixels / 2;
    double const down = kMiddle * text.pixels;
    double const cosine = std::cos(angle);
    double const sine = std::sin(angle);
    glyph(text, c, {centre.x + cosine * across - sine * down, centre.y + sine * across + cosine * down}, angle, ink);
}

void TextPainter::end_letters() {
    quads_.insert(quads_.end(), letters_.begin(), letters_.end());
    letters_.clear();
}

void TextPainter::rectangle(base::Extent const& box, std::uint32_t colour) {
    shared::OverlayQuad quad{};
    quad.centre = vec(box.centre().x, box.centre().y);
    quad.half_size = vec(box.width() / 2, box.height() / 2);
    quad.fill = colour;
    quads_.push_back(quad);
}

void TextPainter::symbol(base::Vec2d centre, double scale, std::uint32_t look, std::uint32_t shares) {
    shared::OverlayQuad quad{};
    quad.centre = vec(centre.x, centre.y);
    quad.half_size = vec(BOROUGH_SYMBOL_REACH * scale, BOROUGH_SYMBOL_REACH * scale);
    quad.fill = shares;
    quad.halo = look | BOROUGH_OVERLAY_SYMBOL;
    quads_.push_back(quad);
}

void TextPainter::bar(base::Vec2d from, base::Vec2d to, double thickness, std::uint32_t colour) {
    base::Vec2d const middle = (from + to) * 0.5;
    base::Vec2d const along = to - from;
    shared::OverlayQuad quad{};
    quad.centre = vec(middle.x, middle.y);
    quad.half_size = vec(length(along) / 2, thickness / 2);
    quad.angle = static_cast<float>(std::atan2(along.y, along.x));
    quad.fill = colour;
    quads_.push_back(quad);
}

std::vector<shared::OverlayQuad> TextPainter::finish() {
    auto const width = static_cast<float>(atlas_.image().width);
    auto const height = static_cast<float>(atlas_.image().height);
    for (shared::OverlayQuad& quad : quads_) {
        quad.uv_min = {quad.uv_min.x / width, quad.uv_min.y / height};
        quad.uv_max = {quad.uv_max.x / width, quad.uv_max.y / height};
    }
    return std::move(quads_);
}

}  // namespace scene
