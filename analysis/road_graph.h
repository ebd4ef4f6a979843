// Where road lines meet: from lines as drawn to junctions and the pieces of road between them.
//
// Roads meet where they share a corner (within 1 cm), where an end lies within the tolerance of another road, and where
// they cross on the same level. Roads of different levels (a bridge, a tunnel, OSM's `layer`) meet at shared corners
// only. GEOS's noding knows neither levels nor which line a piece came from; tests hold this against it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/plane.h"
#include "geo/polygons.h"

namespace analysis {

struct RoadGraph {
    struct Edge {
        std::uint32_t a = 0, b = 0;  ///< nodes, in the line's own direction
        std::uint32_t line = 0;      ///< which it is a piece of
        double metres = 0;           ///< as drawn
        Segment drawn;
    };
    std::vector<Edge> edges;
    std::vector<std::uint32_t> part;  ///< per node, into `part_metres`
    std::vector<double> part_metres;  ///< what hangs together, the longest first; lines count both ways as one

    std::size_t lines = 0;
    std::size_t junctions = 0;  ///< nodes where three roads or more meet
    std::size_t crossings = 0;  ///< made where lines cross without a common corner
    std::size_t snapped = 0;    ///< ends that lay up to the tolerance from what they now meet
    std::size_t apart = 0;      ///< crossings on different levels, which are none
    double snap = 0;            ///< metres, the tolerance it was made with

    std::size_t nodes() const { return part.size(); }
    double metres() const;
    /// Of all length, 0 to 1; 0 where there is none.
    double largest_share() const;
};

/// `levels`: per line, empty: all on one. `snap` in metres; under 1 cm nothing is told apart anyway.
RoadGraph make_road_graph(geo::Lines const& lines, std::span<std::int8_t const> levels, double snap);

}  // namespace analysis
