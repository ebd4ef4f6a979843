#include "sample/written.h"

namespace sample {

void append(geo::Polygons& polygons, Shape const& shape, std::uint32_t row) {
    auto const add = [&](Ring const& ring) {
        polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
        polygons.ring_begin.push_back(static_cast<std::uint32_t>(polygons.points.size()));
    };
    add(shape.outer);
    for (Ring const& hole : shape.holes) add(hole);
    polygons.polygon_begin.push_back(static_cast<std::uint32_t>(polygons.ring_begin.size() - 1));
    polygons.row.push_back(row);
}

}  // namespace sample
