#include "ui/palette.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

/// 0xRRGGBB as Dear ImGui packs it.
constexpr ImU32 rgb(ImU32 value) {
    return 0xff000000U | (value & 0xff) << 16 | (value & 0xff00) | (value >> 16 & 0xff);
}

// Okabe and Ito, "Color Universal Design", 2008; black is left out, being no colour on a dark ground.
constexpr Palette kDark{
    .ground = rgb(0x0a1428),
    .panel = rgb(0x0f1d36),
    .raised = rgb(0x182a49),
    .line = rgb(0x263b5e),
    .text = rgb(0xe8eef8),
    .quiet = rgb(0xa3b4cd),
    .faint = rgb(0x71839f),
    .accent = rgb(0x38bdf8),
    .accent_text = rgb(0x04202f),
    .good = rgb(0x3ccf8e),
    .warning = rgb(0xf5a524),
    .bad = rgb(0xff7a80),
    .level = {rgb(0x8394ad), rgb(0x3b82f6), rgb(0xf2d024), rgb(0xf5a524), rgb(0xe5484d)},
    .lamp = {rgb(0x3ccf8e), rgb(0x8fb0d8), rgb(0xf5a524), rgb(0xe5484d)},
    .series = {rgb(0x38bdf8), rgb(0xb39df3), rgb(0x5f7596)},
    .category = {rgb(0xe69f00), rgb(0x56b4e9), rgb(0x009e73), rgb(0xf0e442), rgb(0x3d8fd1), rgb(0xd55e00),
                 rgb(0xcc79a7), rgb(0x9aa8bd)},
};

constexpr Palette kLight{
    .ground = rgb(0xe8ecf2),
    .panel = rgb(0xffffff),
    .raised = rgb(0xeef2f8),
    .line = rgb(0xd3dbe6),
    .text = rgb(0x131f30),
    .quiet = rgb(0x51617a),
    .faint = rgb(0x7d8ca1),
    .accent = rgb(0x1d6fd8),
    .accent_text = rgb(0xffffff),
    .good = rgb(0x0f7646),
    .warning = rgb(0x935400),
    .bad = rgb(0xc02a31),
    .level = {rgb(0x76869c), rgb(0x2f74e8), rgb(0xd9b400), rgb(0xe08a00), rgb(0xd93a40)},
    .lamp = {rgb(0x168a55), rgb(0x5b7fae), rgb(0xd07f00), rgb(0xd93a40)},
    .series = {rgb(0x1d6fd8), rgb(0x7a5fd0), rgb(0xa9b6c8)},
    .category = {rgb(0xe69f00), rgb(0x56b4e9), rgb(0x009e73), rgb(0xd8c900), rgb(0x0072b2), rgb(0xd55e00),
                 rgb(0xcc79a7), rgb(0x6b7789)},
};

double linear(ImU32 channel) {
    double const c = static_cast<double>(channel & 0xff) / 255;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 colour) {
    return 0.2126 * linear(colour) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour >> 16);
}

}  // namespace

Palette const& dark_palette() { return kDark; }
Palette const& light_palette() { return kLight; }

ImU32 faded(ImU32 colour, float alpha) {
    auto const a = static_cast<ImU32>(std::lround(static_cast<float>(colour >> 24) * std::clamp(alpha, 0.0F, 1.0F)));
    return (colour & 0xffffffU) | a << 24;
}

double contrast(ImU32 a, ImU32 b) {
    auto const [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace ui
