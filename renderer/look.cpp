#include "renderer/look.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace renderer {
namespace {

using Hex = std::uint32_t;

/// sRGB to linear, IEC 61966-2-1.
float linear_of(std::uint32_t channel) {
    float const c = static_cast<float>(channel & 255) / 255;
    return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}
shared::vec3 rgb(Hex hex) { return {linear_of(hex >> 16), linear_of(hex >> 8), linear_of(hex)}; }
shared::vec3 scaled(shared::vec3 c, float s) { return {c.x * s, c.y * s, c.z * s}; }
shared::vec3 mixed(shared::vec3 a, shared::vec3 b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t};
}

/// Three tints a use, in the order of twin::Use.
using WallColours = std::array<Hex, BOROUGH_USES * 3>;
constexpr WallColours kDayWalls{
    0xD8D0C4, 0xCFC6BA, 0xDDD8CF,  // unknown: plaster
    0xE2D8C8, 0xD6C4AE, 0xE6E0D6,  // residential: warm plaster
    0xD9CDBB, 0xC9C3BA, 0xE0D6C6,  // commercial: stone
    0xB8C4CC, 0xA7B4BD, 0xC9D0D4,  // office: metal and glass
    0xC4C8C6, 0xAEB9BE, 0xD0CEC6,  // industrial: sheet
    0xDBD3C6, 0xCFC8BE, 0xE3DED4,  // public service
    0xE0CDB4, 0xD9B99A, 0xE6DCCB,  // school
    0xE6E6E2, 0xDADFE0, 0xEEEBE4,  // hospital
    0xCBD2D6, 0xBFC7CC, 0xD8DCDE,  // transport
    0xCDB9A6, 0xC0AFA4, 0xD6CDC2,  // urban village: tile and render
};
// In the order of twin::GroundClass.
using GroundColours = std::array<Hex, BOROUGH_GROUND_CLASSES>;
constexpr GroundColours kDayGround{0xABAA97, 0xB9B5A9, 0x93A176, 0x86996A, 0xA9A67C, 0x667D52, 0xC4B796, 0xBEBAB0,
                                   0xA06F4C, 0x557E8C, 0x9A9996, 0xBBB5A8, 0x92908D, 0x898786, 0x828180, 0x7D7C7C,
                                   0x787878, 0x747576, 0x707173, 0x8A8379, 0x94888A, 0xB4AEA3, 0xAFAA9F, 0xAFAA9F};
constexpr GroundColours kNightGround{0x0A1428, 0x0D182C, 0x0B1A2A, 0x0B1C2A, 0x0B1828, 0x091724, 0x101A2C, 0x122036,
                                     0x141F30, 0x0A2440, 0x101A2C, 0x15213A, 0x172842, 0x1B3050, 0x223D62, 0x2D4D78,
                                     0x7E561C, 0x946520, 0xA87426, 0x18263E, 0x1C2C4A, 0x14213A, 0x0D182C, 0x0D182C};
constexpr GroundColours kPaperGround{0xFBFBFA, 0xF6F5F2, 0xE6EFDD, 0xE0ECD6, 0xF0EFDE, 0xDCE8D2, 0xF5F0E2, 0xF2F1EE,
                                     0xEFE3DA, 0xD3E5EF, 0xF0F0EE, 0xEDEBE6, 0xECECEA, 0xE8E8E6, 0xE4E4E2, 0xE0E0DE,
                                     0xDADAD8, 0xD4D4D2, 0xCFCFCD, 0xC9C6C2, 0xD9CCCE, 0xE6E3DC, 0xF0EFEA, 0xF0EFEA};

template <std::size_t N>
void fill(shared::vec3 (&target)[N], std::array<Hex, N> const& colours) {
    std::transform(colours.begin(), colours.end(), target, rgb);
}

void day(scene::View const& view, shared::Frame& f) {
    fill(f.wall, kDayWalls);
    fill(f.ground, kDayGround);
    constexpr std::array<Hex, 4> roofs{0xA9A49B, 0xB8B1A6, 0x98968F, 0x9FAAB0};
    fill(f.roof, roofs);
    // The lower the sun, the warmer and weaker its light, and the more of all light is the sky's.
    float const altitude = static_cast<float>(std::clamp(view.sun.altitude, -6.0, 90.0));
    float const high = std::clamp(altitude / 35, 0.0f, 1.0f);
    float const up = std::clamp((altitude + 2) / 8, 0.0f, 1.0f);
    f.sun_colour = scaled(mixed({1.0f, 0.62f, 0.34f}, {1.0f, 0.93f, 0.82f}, high), (1.6f + 1.5f * high) * up);
    float const dusk = 0.25f + 0.75f * up;
    f.sky_light = scaled(mixed({0.52f, 0.58f, 0.76f}, {0.62f, 0.74f, 0.92f}, high), 0.95f * dusk);
    f.bounce_light = scaled({0.52f, 0.47f, 0.40f}, (0.42f + 0.28f * high) * dusk);
    f.horizon = scaled(mixed({0.92f, 0.72f, 0.52f}, {0.78f, 0.90f, 1.04f}, high), 1.05f * dusk);
    f.zenith = scaled(mixed({0.26f, 0.36f, 0.58f}, {0.16f, 0.40f, 0.88f}, high), dusk);
    f.accent = rgb(0x1D6FD8);
    f.exposure = 0.44f;
    f.ao_strength = 0.72f;
    f.shadow_softness = 1.1f;
    f.window_lit = 0;
}

void night(shared::Frame& f) {
    constexpr Hex body = 0x142848;
    WallColours walls{};
    for (std::size_t i = 0; i < walls.size(); ++i) walls[i] = body + static_cast<Hex>((i % 3) * 0x020406);
    fill(f.wall, walls);
    fill(f.ground, kNightGround);
    constexpr std::array<Hex, 4> roofs{0x11213C, 0x142644, 0x0F1D36, 0x13233C};
    fill(f.roof, roofs);
    f.sun_colour = {0.55f, 0.68f, 0.95f};
    f.sky_light = {0.42f, 0.54f, 0.80f};
    f.bounce_light = {0.30f, 0.30f, 0.36f};
    f.horizon = rgb(0x0E1E3C);
    f.zenith = rgb(0x050B18);
    f.accent = rgb(0x38BDF8);
    f.exposure = 1.0f;
    f.ao_strength = 0.6f;
    f.shadow_softness = 1.6f;
    f.window_lit = 0.25f;
}

void paper(shared::Frame& f) {
    WallColours walls{};
    walls.fill(0xF3F1EC);
    fill(f.wall, walls);
    fill(f.ground, kPaperGround);
    constexpr std::array<Hex, 4> roofs{0xFAF9F6, 0xFAF9F6, 0xFAF9F6, 0xFAF9F6};
    fill(f.roof, roofs);
    f.sun_colour = {0.42f, 0.41f, 0.40f};
    f.sky_light = {0.74f, 0.75f, 0.77f};
    f.bounce_light = {0.58f, 0.57f, 0.56f};
    f.horizon = f.zenith = {1, 1, 1};
    f.accent = rgb(0x1D6FD8);
    f.exposure = 1.0f;
    f.ao_strength = 0.55f;
    f.shadow_softness = 2.2f;
    f.window_lit = 0;
}

}  // namespace

base::Vec3d light_direction(scene::View const& view) {
    if (view.style == scene::Style::paper) return scene::paper_sun().direction;
    if (view.style == scene::Style::day && view.sun.altitude > 0) return view.sun.direction;
    base::Vec3d const forward = view.camera.target - view.camera.eye;
    base::Vec3d ahead{forward.x, forward.y, 0};
    if (length(ahead) < 1e-3 * length(forward)) ahead = {view.camera.up.x, view.camera.up.y, 0};
    ahead = normalised(ahead);
    base::Vec3d const left{-ahead.y, ahead.x, 0};
    return normalised(left * 0.75 - ahead * 0.25 + base::Vec3d{0, 0, 0.75});
}

void apply_look(scene::View const& view, shared::Frame& frame) {
    switch (view.style) {
        case scene::Style::day: day(view, frame); break;
        case scene::Style::night: night(frame); break;
        case scene::Style::paper: paper(frame); break;
    }
}

}  // namespace renderer
