#include "scene/atlas.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace scene {
namespace {

constexpr std::uint32_t kFirstSize = 512;
constexpr std::uint32_t kLargest = 16384;
constexpr std::uint32_t kGlyphGap = 1;  // texels, so that filtering never reaches a neighbour

/// One channel with room around it.
struct Plane {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> value;
    std::uint8_t* row(std::uint32_t y) { return value.data() + std::size_t{y} * width; }
    std::uint8_t const* row(std::uint32_t y) const { return value.data() + std::size_t{y} * width; }
};

Plane padded(GlyphBitmap const& bitmap, std::uint32_t pad) {
    Plane out{bitmap.width + 2 * pad, bitmap.height + 2 * pad, {}};
    out.value.assign(std::size_t{out.width} * out.height, 0);
    for (std::uint32_t y = 0; y < bitmap.height; ++y) {
        std::copy_n(bitmap.coverage.data() + std::size_t{y} * bitmap.width, bitmap.width, out.row(y + pad) + pad);
    }
    return out;
}

/// out(x) = max(out(x), in(x - dx)) along a row.
void spread_row(std::uint8_t const* in, std::uint8_t* out, std::int32_t width, std::int32_t dx) {
    std::int32_t const begin = std::max(0, dx);
    std::int32_t const end = std::min(width, width + dx);
    for (std::int32_t x = begin; x < end; ++x) out[x] = std::max(out[x], in[x - dx]);
}

/// Dilation by a disc: eight times as fast as FT_Stroker at 18 pixels, and the anti-aliased edge moves outwards as it
/// is.
Plane dilated(Plane const& in, std::int32_t radius) {
    Plane out = in;
    auto const width = static_cast<std::int32_t>(in.width);
    auto const height = static_cast<std::int32_t>(in.height);
    for (std::int32_t dy = -radius; dy <= radius; ++dy) {
        for (std::int32_t dx = -radius; dx <= radius; ++dx) {
            if (dx * dx + dy * dy > radius * radius + radius / 2) continue;
            for (std::int32_t y = std::max(0, dy); y < std::min(height, height + dy); ++y) {
                spread_row(in.row(static_cast<std::uint32_t>(y - dy)), out.row(static_cast<std::uint32_t>(y)), width,
                           dx);
            }
        }
    }
    return out;
}

/// Discs add up, so large radii are taken in small steps: the work grows with the radius, not with its square.
Plane halo_of(Plane plane, std::uint32_t radius) {
    constexpr std::uint32_t kStep = 4;
    for (; radius > 0; radius -= std::min(radius, kStep))
        plane = dilated(plane, static_cast<std::int32_t>(std::min(radius, kStep)));
    return plane;
}

std::uint64_t key_of(char32_t character, GlyphStyle style, std::uint32_t halo_pixels) {
    return std::uint64_t{character} | std::uint64_t{style.pixels} << 24 | std::uint64_t{style.strong} << 40 |
           std::uint64_t{halo_pixels} << 41;
}

}  // namespace

Atlas::Atlas(Font font) : font_(std::move(font)) {
    image_ = {kFirstSize, kFirstSize, 4, {}};
    image_.pixels.assign(image_.row_bytes() * image_.height, 0);
}

AtlasGlyph const& Atlas::glyph(char32_t character, GlyphStyle style, std::uint32_t halo_pixels) {
    auto const [entry, added] = glyphs_.try_emplace(key_of(character, style, halo_pixels));
    if (added) entry->second = add(character, style, halo_pixels);
    return entry->second;
}

AtlasGlyph Atlas::add(char32_t character, GlyphStyle style, std::uint32_t halo_pixels) {
    if (!font_.has(character)) missing_.insert(character);
    GlyphBitmap const bitmap = font_.draw(character, style);
    AtlasGlyph glyph;
    if (bitmap.width == 0) return glyph;
    auto const pad = static_cast<std::int32_t>(halo_pixels);
    Plane const coverage = padded(bitmap, halo_pixels);
    Plane const halo = halo_of(coverage, halo_pixels);
    glyph.width = coverage.width;
    glyph.height = coverage.height;
    glyph.left = bitmap.left - pad;
    glyph.top = -bitmap.top - pad;
    place(glyph);
    for (std::uint32_t y = 0; y < glyph.height; ++y) {
        std::uint8_t* texel = image_.row(glyph.y + y) + std::size_t{glyph.x} * 4;
        for (std::uint32_t x = 0; x < glyph.width; ++x, texel += 4) {
            texel[0] = coverage.row(y)[x];
            texel[1] = halo.row(y)[x];
        }
    }
    ++version_;
    return glyph;
}

void Atlas::place(AtlasGlyph& glyph) {
    if (shelf_x_ + glyph.width + kGlyphGap > image_.width) {
        shelf_x_ = kGlyphGap;
        shelf_y_ += shelf_height_ + kGlyphGap;
        shelf_height_ = 0;
    }
    while (shelf_y_ + glyph.height + kGlyphGap > image_.height || shelf_x_ + glyph.width + kGlyphGap > image_.width)
        grow();
    glyph.x = shelf_x_;
    glyph.y = shelf_y_;
    shelf_x_ += glyph.width + kGlyphGap;
    shelf_height_ = std::max(shelf_height_, glyph.height);
}

/// Downwards first, then to the right: glyphs keep their places.
void Atlas::grow() {
    base::Image larger = image_;
    if (image_.height <= image_.width) {
        larger.height *= 2;
        larger.pixels.resize(larger.row_bytes() * larger.height);
    } else {
        larger.width *= 2;
        larger.pixels.assign(larger.row_bytes() * larger.height, 0);
        for (std::uint32_t y = 0; y < image_.height; ++y) std::copy_n(image_.row(y), image_.row_bytes(), larger.row(y));
    }
    assert(larger.width <= kLargest && larger.height <= kLargest);
    image_ = std::move(larger);
}

}  // namespace scene
