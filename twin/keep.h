// Taking things out of flat arrays, in place: a city's polygons are too many to copy for the sake of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/polygons.h"

namespace twin {

/// Keeps the values for which `keep` is not 0; arrays that are empty stay so.
template <class T>
void keep_values(std::vector<T>& values, std::vector<std::uint8_t> const& keep) {
    if (values.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < keep.size(); ++i) {
        if (keep[i]) values[kept++] = values[i];
    }
    values.resize(kept);
}

void keep_polygons(geo::Polygons& polygons, std::vector<std::uint8_t> const& keep);
void keep_lines(geo::Lines& lines, std::vector<std::uint8_t> const& keep);
void keep_points(geo::Points& points, std::vector<std::uint8_t> const& keep);

}  // namespace twin
