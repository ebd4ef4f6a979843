// Polygons, lines and points of one layer as flat arrays: five million footprints are five arrays, not five million
// objects.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace geo {

/// Rings carry no closing point. The first ring of a polygon is its outer ring; after `repair` outer rings run
/// counter-clockwise and holes clockwise. `z` is empty, or one height per point.
struct Polygons {
    std::vector<base::Vec2d> points;
    std::vector<float> z;
    std::vector<std::uint32_t> ring_begin{0};     ///< into points; one more than there are rings
    std::vector<std::uint32_t> polygon_begin{0};  ///< into rings; one more than there are polygons
    std::vector<std::uint32_t> row;               ///< per polygon: row of the layer's table it comes from

    std::size_t size() const { return row.size(); }
    std::size_t ring_count() const { return ring_begin.size() - 1; }
    std::span<base::Vec2d const> ring(std::size_t r) const {
        return {points.data() + ring_begin[r], ring_begin[r + 1] - ring_begin[r]};
    }
    std::span<base::Vec2d const> outer(std::size_t polygon) const { return ring(polygon_begin[polygon]); }
};

struct Lines {
    std::vector<base::Vec2d> points;
    std::vector<float> z;                      ///< empty, or one height per point
    std::vector<std::uint32_t> line_begin{0};  ///< into points
    std::vector<std::uint32_t> row;

    std::size_t size() const { return row.size(); }
    std::span<base::Vec2d const> line(std::size_t i) const {
        return {points.data() + line_begin[i], line_begin[i + 1] - line_begin[i]};
    }
};

struct Points {
    std::vector<base::Vec2d> points;
    std::vector<float> z;  ///< empty, or one height per point
    std::vector<std::uint32_t> row;
    std::size_t size() const { return row.size(); }
};

/// Positive where the ring runs counter-clockwise. Square metres for rings in metres.
double signed_area(std::span<base::Vec2d const> ring);

/// Area of a polygon with its holes taken out.
double area(Polygons const& polygons, std::size_t polygon);

/// A point inside the polygon near its middle: where a label or a pin goes.
base::Vec2d inner_point(Polygons const& polygons, std::size_t polygon);

}  // namespace geo
