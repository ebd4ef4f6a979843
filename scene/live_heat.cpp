// A grid of densities as a picture of its classes.
#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "scene/live_parts.h"

namespace scene {
namespace {

constexpr std::uint32_t kMostTexels = 1536;  // on a side

/// Between the middles of four cells.
double value_at(Heat const& heat, double x, double y) {
    double const u = std::clamp(x - 0.5, 0.0, heat.width - 1.0), v = std::clamp(y - 0.5, 0.0, heat.height - 1.0);
    auto const i = static_cast<std::size_t>(u), j = static_cast<std::size_t>(v);
    std::size_t const right = std::min<std::size_t>(i + 1, heat.width - 1);
    std::size_t const up = std::min<std::size_t>(j + 1, heat.height - 1);
    auto const at = [&](std::size_t c, std::size_t r) { return double{heat.value[r * heat.width + c]}; };
    double const s = u - static_cast<double>(i), t = v - static_cast<double>(j);
    return (at(i, j) * (1 - s) + at(right, j) * s) * (1 - t) + (at(i, up) * (1 - s) + at(right, up) * s) * t;
}

struct Tint {
    double red = 0, green = 0, blue = 0, alpha = 0;  ///< 0 to 255
};

Tint tint_of(std::uint32_t colour) {
    return {static_cast<double>(colour >> 16 & 255), static_cast<double>(colour >> 8 & 255),
            static_cast<double>(colour & 255), static_cast<double>(colour >> 24)};
}

/// Classes meet in a line a texel and a half wide: `slope` is how much the surface changes over a texel.
Tint tint_at(double value, double slope, std::span<float const> breaks, std::span<std::uint32_t const> colours) {
    Tint tint = tint_of(colours[0]);
    tint.alpha = 0;
    for (std::size_t k = 0; k < breaks.size(); ++k) {
        double const share = std::clamp(0.5 + (value - double{breaks[k]}) / (1.5 * slope), 0.0, 1.0);
        if (share <= 0) break;
        Tint const next = tint_of(colours[k]);
        // The lowest class keeps its colour to its edge and only thins out there.
        double const mixed = k == 0 ? 1 : share;
        tint.red += (next.red - tint.red) * mixed;
        tint.green += (next.green - tint.green) * mixed;
        tint.blue += (next.blue - tint.blue) * mixed;
        tint.alpha += (next.alpha - tint.alpha) * share;
    }
    return tint;
}

std::uint8_t byte(double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 255.0))); }

}  // namespace

base::Extent heat_extent(Heat const& heat) {
    return {heat.origin_x, heat.origin_y, heat.origin_x + heat.width * heat.spacing,
            heat.origin_y + heat.height * heat.spacing};
}

std::shared_ptr<base::Image const> heat_picture(Heat const& heat, bool stale) {
    std::size_t const classes = std::min(heat.breaks.size(), heat.colours.size());
    if (heat.width == 0 || heat.height == 0 || classes == 0 ||
        heat.value.size() < std::size_t{heat.width} * heat.height) {
        return nullptr;
    }
    std::uint32_t const finer =
        std::clamp(kMostTexels / std::max(heat.width, heat.height), 1u, 16u);  // edges of classes are curves
    auto image = std::make_shared<base::Image>();
    image->width = heat.width * finer;
    image->height = heat.height * finer;
    image->pixels.resize(std::size_t{image->width} * image->height * 4);
    std::span<float const> const breaks(heat.breaks.data(), classes);
    // A row and a column more, for how fast the surface changes from texel to texel.
    std::vector<double> below(image->width + 1), row_values(image->width + 1);
    auto const fill = [&](std::uint32_t row, std::vector<double>& values) {
        for (std::uint32_t column = 0; column <= image->width; ++column)
            values[column] = value_at(heat, (column + 0.5) / finer, (row + 0.5) / finer);
    };
    fill(0, row_values);
    for (std::uint32_t row = 0; row < image->height; ++row) {
        std::swap(below, row_values);
        fill(row + 1, row_values);
        std::uint8_t* to = image->row(image->height - 1 - row);
        for (std::uint32_t column = 0; column < image->width; ++column, to += 4) {
            double const value = below[column];
            double const slope = std::abs(below[column + 1] - value) + std::abs(row_values[column] - value);
            Tint const tint = tint_at(value, std::max(slope, 1e-9), breaks, heat.colours);
            bool const stripe = stale && (column + row) / 4 % 2 == 0;
            double const grey = tint.red * 0.2126 + tint.green * 0.7152 + tint.blue * 0.0722;
            auto const channel = [&](double v) { return byte(stale ? v + (grey - v) * 0.75 : v); };
            to[0] = channel(tint.red);
            to[1] = channel(tint.green);
            to[2] = channel(tint.blue);
            to[3] = byte(stripe ? tint.alpha / 3 : tint.alpha);
        }
    }
    return image;
}

}  // namespace scene
