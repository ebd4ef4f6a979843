// Heights between the points of a grid.
#include <algorithm>
#include <cmath>

#include "geo/terrain.h"

namespace geo {

base::Extent HeightGrid::extent() const {
    if (empty()) return {};
    return {origin.x, origin.y, origin.x + spacing * (width - 1), origin.y + spacing * (height - 1)};
}

double HeightGrid::at(base::Vec2d p) const {
    if (empty()) return 0;
    // The comparison order sends NaN to 0, too.
    auto const place = [&](double offset, std::uint32_t points) {
        double const cells = offset / spacing, last = points - 1.0;
        return cells > 0 ? std::min(cells, last) : 0.0;
    };
    double const x = place(p.x - origin.x, width), y = place(p.y - origin.y, height);
    auto const column = std::min(static_cast<std::uint32_t>(x), width > 1 ? width - 2 : 0);
    auto const row = std::min(static_cast<std::uint32_t>(y), height > 1 ? height - 2 : 0);
    double const u = x - column, v = y - row;
    std::size_t const south_west = std::size_t{row} * width + column;
    std::size_t const east = width > 1 ? 1 : 0, north = height > 1 ? width : 0;
    double const sw = z[south_west], ne = z[south_west + east + north];
    if (u >= v) {
        double const se = z[south_west + east];
        return sw + u * (se - sw) + v * (ne - se);
    }
    double const nw = z[south_west + north];
    return sw + v * (nw - sw) + u * (ne - nw);
}

}  // namespace geo
