// A grid of densities as a picture of its classes.
#include <algorithm>
#include <cmath>

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
        std::clamp(kMostTexels / std::max(heat.width, heat.height), 1u, 8u);  // edges of classes are curves
    auto image = std::make_shared<base::Image>();
    image->width = heat.width * finer;
    image->height = heat.height * finer;
    image->pixels.resize(std::size_t{image->width} * image->height * 4);
    auto const breaks_end = heat.breaks.begin() + static_cast<std::ptrdiff_t>(classes);
    for (std::uint32_t row = 0; row < image->height; ++row) {
        std::uint8_t* to = image->row(image->height - 1 - row);
        for (std::uint32_t column = 0; column < image->width; ++column, to += 4) {
            double const value = value_at(heat, (column + 0.5) / finer, (row + 0.5) / finer);
            auto const k =
                std::upper_bound(heat.breaks.begin(), breaks_end, static_cast<float>(value)) - heat.breaks.begin();
            // Below the first break the first colour stays, unseen: what lies between is then no darker than it.
            std::uint32_t colour = heat.colours[static_cast<std::size_t>(std::max<std::ptrdiff_t>(k - 1, 0))];
            auto alpha = k == 0 ? 0 : static_cast<std::uint8_t>(colour >> 24);
            if (stale && (column + row) / 4 % 2 == 0) alpha = static_cast<std::uint8_t>(alpha / 3);
            to[0] = static_cast<std::uint8_t>(colour >> 16);
            to[1] = static_cast<std::uint8_t>(colour >> 8);
            to[2] = static_cast<std::uint8_t>(colour);
            if (stale) {
                int const grey = (to[0] * 54 + to[1] * 183 + to[2] * 19) >> 8;
                for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>((to[c] + 3 * grey) / 4);
            }
            to[3] = static_cast<std::uint8_t>(alpha);
        }
    }
    return image;
}

}  // namespace scene
