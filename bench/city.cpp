#include "bench/city.h"

#include <array>
#include <cmath>
#include <numbers>

#include "base/hash.h"

namespace bench {
namespace {

using base::Vec2d;

constexpr double kPlot = 40;           // metres
constexpr float kStoreyHeight = 3.0F;  // metres

/// 0 to 1, the same for the same building and purpose.
double share(std::uint32_t index, std::uint32_t purpose) { return base::hash(index * 16 + purpose) / 4294967296.0; }

Vec2d plot_centre(std::uint32_t index, std::uint32_t side) {
    double const middle = (side - 1) / 2.0;
    return {(index % side - middle) * kPlot, (index / side - middle) * kPlot};
}

/// Most are low: the square of an even distribution.
std::uint16_t storeys(std::uint32_t index) {
    double const tall = share(index, 4);
    return static_cast<std::uint16_t>(2 + 31 * tall * tall);
}

}  // namespace

std::vector<Vec2d> footprint(std::uint32_t index, Vec2d centre) {
    double const width = 14 + 10 * share(index, 1);
    double const depth = 12 + 10 * share(index, 2);
    double const angle = 2 * std::numbers::pi * share(index, 3);
    double const c = std::cos(angle), s = std::sin(angle);
    // Fractions of width and depth from the south-west: the notch is in the north-east, the cut in the south-east.
    constexpr std::array<Vec2d, kCorners> kShape{
        {{0, 0}, {0.85, 0}, {1, 0.15}, {1, 0.5}, {0.5, 0.5}, {0.5, 1}, {0, 1}}};
    std::vector<Vec2d> ring;
    for (Vec2d const p : kShape) {
        double const x = (p.x - 0.5) * width, y = (p.y - 0.5) * depth;
        ring.push_back(centre + Vec2d{c * x - s * y, s * x + c * y});
    }
    return ring;
}

geo::Polygons footprints(std::uint32_t count) {
    auto const side = static_cast<std::uint32_t>(std::ceil(std::sqrt(count)));
    geo::Polygons out;
    out.points.reserve(std::size_t{count} * kCorners);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto const ring = footprint(i, plot_centre(i, side));
        out.points.insert(out.points.end(), ring.begin(), ring.end());
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        out.polygon_begin.push_back(i + 1);
        out.row.push_back(i);
    }
    return out;
}

twin::District city(std::uint32_t count) {
    twin::District out;
    out.layers.emplace_back().role = "buildings";
    twin::Buildings& all = out.buildings;
    all.footprints = footprints(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint16_t const floors = storeys(i);
        all.base_z.push_back(0);
        all.height.push_back(static_cast<float>(floors) * kStoreyHeight);
        all.roof_height.push_back(0);
        all.storeys.push_back(floors);
        all.use.push_back(twin::Use::residential);
        all.roof.push_back(twin::RoofShape::flat);
        all.layer.push_back(0);
        all.row.push_back(i);
    }
    for (Vec2d const p : all.footprints.points) out.extent.add(p);
    return out;
}

}  // namespace bench
