// Roads of tests, from corners as one writes them.
#pragma once

#include <vector>

#include "base/hash.h"
#include "geo/polygons.h"

/// From 0 to 1, always the same.
inline double dice(std::uint32_t i) { return base::hash(i) / 4294967295.0; }

inline geo::Lines road_lines(std::vector<std::vector<base::Vec2d>> const& all) {
    geo::Lines out;
    for (auto const& line : all) {
        out.points.insert(out.points.end(), line.begin(), line.end());
        out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        out.row.push_back(static_cast<std::uint32_t>(out.row.size()));
    }
    return out;
}
