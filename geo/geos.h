// What Borough asks of GEOS, in Borough's own types. Slow and sure: only polygons that the fast paths refuse come here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/vec.h"
#include "geo/polygons.h"

namespace geo {

/// Rings one after another, the outer one first, no closing points; `ring_ends[i]` is one past ring i's last point.
struct Rings {
    std::vector<base::Vec2d> points;
    std::vector<std::uint32_t> ring_ends;
};

/// One GEOS context. Not thread-safe: one per thread. GEOS's own messages are swallowed.
class Geos {
public:
    Geos();
    ~Geos();
    Geos(Geos const&) = delete;
    Geos& operator=(Geos const&) = delete;

    /// Valid by the OGC's rules: rings simple, holes inside and apart (they may touch in single points).
    bool is_valid(Rings const& polygon);

    /// The polygons that `polygon` becomes by MakeValid's structure method (shells united, holes taken out), in GEOS's
    /// order; outer rings counter-clockwise, holes clockwise. Empty if nothing with an area is left, or if GEOS gives
    /// up.
    std::vector<Rings> make_valid(Rings const& polygon);

    /// Constrained Delaunay triangles as index triples into the points, counter-clockwise. False if GEOS gives up.
    bool triangulate(std::span<base::Vec2d const> points, std::span<std::uint32_t const> ring_ends,
                     std::vector<std::uint32_t>& out);

    /// The land beside nested sets of lines, each set's without that of the sets before it: widened by `out` metres and
    /// narrowed by `in`, so that what lies between near lines is filled. One list of polygons per set.
    std::vector<std::vector<Rings>> bands_beside(std::span<Lines const> sets, double out, double in);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace geo
