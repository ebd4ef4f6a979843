// Triangles over the points of a polygon, no point added: roofs share the corners of their walls.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/vec.h"

namespace geo {

class Geos;

/// Ear clipping after D. Eberly, "Triangulation by Ear Clipping" (2002), holes joined by bridges; convex rings take a
/// fan. Holds scratch memory, so keep one per thread and reuse it.
class Triangulator {
public:
    Triangulator();
    ~Triangulator();
    Triangulator(Triangulator&&) noexcept;
    Triangulator& operator=(Triangulator&&) noexcept;

    /// `points` are all rings of one polygon one after another; `ring_ends[i]` is one past ring i's last point. Outer
    /// ring counter-clockwise, holes clockwise. Appends index triples into `points` (counter-clockwise) to `out`. The
    /// triangles' area equals the polygon's; if it does not (a polygon `repair` would refuse), returns false and what
    /// it could do.
    bool run(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends,
             std::vector<std::uint32_t>& out);

private:
    /// A corner of the one ring that is left to clip. `bend` is twice the area of the ear it would make: positive where
    /// the ring bulges out, infinite once the corner is clipped.
    struct Node {
        base::Vec2d p;
        double bend;
        std::uint32_t index, prev, next;
    };
    /// Corners that can stand in an ear's way, by place, for rings of many corners.
    struct Grid {
        base::Vec2d origin;
        double cells_per_metre = 0;
        std::uint32_t width = 0, height = 0;
        std::vector<std::uint32_t> cell_begin, nodes;
    };
    /// A corner of another ring on the edge that begins at node `edge`.
    struct Split {
        std::uint32_t edge, corner;
        double along;
    };
    /// What may stand in an ear: nothing; nothing but what merely touches it; anything.
    enum class Care : std::uint8_t { strict, lenient, none };
    struct Outcome {
        Care care = Care::strict;
        double area = 0;  ///< of all triangles, square metres
        double lost = 0;  ///< of what no triangle covers
    };

    bool fan(std::span<base::Vec2d const> ring, std::vector<std::uint32_t>& out) const;
    bool use_geos(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends, double area,
                  std::size_t begin, std::vector<std::uint32_t>& out);

    void link_ring(std::span<base::Vec2d const> points, std::uint32_t begin, std::uint32_t end);
    std::uint32_t ring_size() const;
    void update_bend(std::uint32_t node);
    void unlink(std::uint32_t node);

    // triangulate_holes.cpp
    bool join_holes();
    void join_touching();
    void split_touched_edges();
    void sort_by_place();
    std::uint32_t ring_of(std::uint32_t node) const;
    std::uint32_t whole_of(std::uint32_t ring) const;
    std::uint32_t turned_to(std::uint32_t node, base::Vec2d p) const;
    bool find_bridge(std::uint32_t hole, std::uint32_t& outer) const;
    bool first_hit(std::uint32_t hole, std::uint32_t& node, base::Vec2d& hit) const;
    void join(std::uint32_t outer, std::uint32_t hole);
    bool opens_to(std::uint32_t node, base::Vec2d direction) const;

    Outcome clip_all(std::uint32_t count, std::vector<std::uint32_t>& out);
    bool is_ear(std::uint32_t tip, Care care) const;
    bool blocks(std::uint32_t tip, std::uint32_t node, Care care) const;
    std::uint32_t drop_straight(std::uint32_t& cursor, std::uint32_t count);
    void build_grid(std::uint32_t start, std::uint32_t count);
    bool grid_blocks(std::uint32_t tip, Care care) const;

    std::vector<Node> nodes_;
    std::vector<std::uint32_t> ring_begin_;  ///< each ring's first node
    std::vector<std::uint32_t> east_;        ///< each ring's easternmost node
    std::vector<std::uint32_t> whole_;       ///< a ring of lower number that each is joined to, or itself
    std::vector<std::uint32_t> order_;
    std::vector<Split> split_;
    std::vector<std::uint32_t> extra_ring_;  ///< rings of the nodes that split edges
    Grid grid_;
    std::uint32_t grid_count_ = 0;  ///< corners left when the grid was built; 0: no grid
    std::unique_ptr<Geos> geos_;    ///< made when first needed
};

}  // namespace geo
