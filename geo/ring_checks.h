// Cheap tests that tell good polygons, nearly all of them, from those that need repair.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace geo {

/// Twice the area of a triangle: positive where `c` lies left of the way from `a` to `b`.
inline double turn(base::Vec2d a, base::Vec2d b, base::Vec2d c) { return base::cross(b - a, c - a); }

struct RingFacts {
    bool finite = true;
    double shortest_edge = 0;  ///< metres
    double area = 0;           ///< square metres, positive if counter-clockwise
    bool convex = false;       ///< all corners turn the same way, once round (so the ring cannot cross itself)
};
RingFacts look_at(std::span<base::Vec2d const> ring);

/// Where edges of a polygon meet that should not: other than neighbours in their common corner.
struct Meetings {
    bool in_a_ring = false;   ///< a ring crosses or touches itself
    bool with_outer = false;  ///< a hole crosses or touches the outer ring
    bool of_holes = false;    ///< a hole crosses or touches another
    base::Vec2d where;        ///< near the first of the gravest kind, in the order above
    bool any() const { return in_a_ring || with_outer || of_holes; }
};

/// Holds scratch memory, so keep one per thread and reuse it.
class MeetingFinder {
public:
    Meetings find(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends);

private:
    struct Edge {
        base::Vec2d a, b;
        base::Extent box;
        std::uint32_t ring, place, ring_size;
    };
    void list_edges(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends);
    static void compare(Edge const& e, Edge const& f, Meetings& meetings);

    std::vector<Edge> edges_;
};

/// Even-odd; points on the ring may come out either way.
bool ring_contains(std::span<base::Vec2d const> ring, base::Vec2d p);

}  // namespace geo
