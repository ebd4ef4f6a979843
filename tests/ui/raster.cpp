#include "tests/ui/raster.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui_tests {
namespace {

struct Colour {
    float r = 0, g = 0, b = 0, a = 0;
};

Colour texel(base::Image const& image, int x, int y) {
    x = std::clamp(x, 0, static_cast<int>(image.width) - 1);
    y = std::clamp(y, 0, static_cast<int>(image.height) - 1);
    std::uint8_t const* const p =
        image.row(static_cast<std::uint32_t>(y)) + static_cast<std::size_t>(x) * image.channels;
    float const alpha = image.channels == 4 ? p[3] : 255;
    bool const grey = image.channels == 1;
    return {float(p[0]) / 255, float(p[grey ? 0 : 1]) / 255, float(p[grey ? 0 : 2]) / 255, alpha / 255};
}

Colour mix(Colour a, Colour b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t};
}

Colour sample(base::Image const& image, float u, float v) {
    float const x = u * static_cast<float>(image.width) - 0.5F, y = v * static_cast<float>(image.height) - 0.5F;
    int const x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
    float const fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    Colour const top = mix(texel(image, x0, y0), texel(image, x0 + 1, y0), fx);
    Colour const low = mix(texel(image, x0, y0 + 1), texel(image, x0 + 1, y0 + 1), fx);
    return mix(top, low, fy);
}

float cross(shared::vec2 a, shared::vec2 b, float x, float y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// Edges that two triangles share belong to one of them only, as on a GPU.
bool owns(shared::vec2 a, shared::vec2 b) { return a.y == b.y ? b.x > a.x : b.y < a.y; }

Colour unpack(std::uint32_t c) {
    return {float(c & 0xff) / 255, float(c >> 8 & 0xff) / 255, float(c >> 16 & 0xff) / 255, float(c >> 24) / 255};
}

struct Target {
    base::Image& image;
    int left, top, right, bottom;
};

void triangle(Target const& target, std::array<shared::PanelVertex, 3> v, base::Image const* texture) {
    float const area = cross(v[0].at, v[1].at, v[2].at.x, v[2].at.y);
    if (area == 0) return;
    if (area < 0) std::swap(v[1], v[2]);
    float const whole = std::abs(area);
    auto const [x0, x1] = std::minmax({v[0].at.x, v[1].at.x, v[2].at.x});
    auto const [y0, y1] = std::minmax({v[0].at.y, v[1].at.y, v[2].at.y});
    int const from_x = std::max(target.left, static_cast<int>(std::floor(x0)));
    int const to_x = std::min(target.right, static_cast<int>(std::ceil(x1)) + 1);
    int const to_y = std::min(target.bottom, static_cast<int>(std::ceil(y1)) + 1);
    std::array<Colour, 3> const colours{unpack(v[0].colour), unpack(v[1].colour), unpack(v[2].colour)};
    for (int y = std::max(target.top, static_cast<int>(std::floor(y0))); y < to_y; ++y) {
        for (int x = from_x; x < to_x; ++x) {
            float const px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
            std::array<float, 3> w{};
            bool inside = true;
            for (std::size_t i = 0; i < 3 && inside; ++i) {
                shared::vec2 const a = v[(i + 1) % 3].at, b = v[(i + 2) % 3].at;
                w[i] = cross(a, b, px, py);
                inside = w[i] > 0 || (w[i] == 0 && owns(a, b));
                w[i] /= whole;
            }
            if (!inside) continue;
            auto const blend = [&](auto member) { return w[0] * member(0) + w[1] * member(1) + w[2] * member(2); };
            Colour c{
                blend([&](std::size_t i) { return colours[i].r; }), blend([&](std::size_t i) { return colours[i].g; }),
                blend([&](std::size_t i) { return colours[i].b; }), blend([&](std::size_t i) { return colours[i].a; })};
            Colour const t = texture ? sample(*texture, blend([&](std::size_t i) { return v[i].uv.x; }),
                                              blend([&](std::size_t i) { return v[i].uv.y; }))
                                     : Colour{0.35F, 0.38F, 0.42F, 1};
            c = {c.r * t.r, c.g * t.g, c.b * t.b, c.a * t.a};
            std::uint8_t* const out =
                target.image.row(static_cast<std::uint32_t>(y)) + std::size_t{4} * static_cast<std::size_t>(x);
            float const source[3] = {c.r, c.g, c.b};
            for (int i = 0; i < 3; ++i) {
                float const under = float(out[i]) / 255;
                out[i] = static_cast<std::uint8_t>(std::lround((under + (source[i] - under) * c.a) * 255));
            }
        }
    }
}

}  // namespace

base::Image raster(scene::Panels const& panels, std::map<std::uint32_t, base::Image const*> const& slots) {
    base::Image image{panels.width, panels.height, 4, {}};
    image.pixels.resize(image.row_bytes() * image.height);
    for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
        for (std::size_t c = 0; c < 3; ++c)
            image.pixels[i + c] = static_cast<std::uint8_t>(panels.background >> (16 - 8 * c));
        image.pixels[i + 3] = 255;
    }
    for (scene::Panels::Draw const& draw : panels.draws) {
        base::Image const* texture = nullptr;
        for (scene::PanelImage const& known : panels.images) {
            if (known.id == draw.image) texture = known.pixels.get();
        }
        if (auto const slot = slots.find(draw.image); slot != slots.end()) texture = slot->second;
        Target const target{image, std::max(0, draw.left - panels.origin_x), std::max(0, draw.top - panels.origin_y),
                            std::min(static_cast<int>(image.width), draw.right - panels.origin_x),
                            std::min(static_cast<int>(image.height), draw.bottom - panels.origin_y)};
        for (std::uint32_t i = 0; i + 2 < draw.index_count; i += 3) {
            std::array<shared::PanelVertex, 3> corners{};
            for (std::uint32_t k = 0; k < 3; ++k) {
                corners[k] = panels.vertices[panels.indices[draw.first_index + i + k]];
                corners[k].at.x -= static_cast<float>(panels.origin_x);
                corners[k].at.y -= static_cast<float>(panels.origin_y);
            }
            triangle(target, corners, texture);
        }
    }
    return image;
}

}  // namespace ui_tests
