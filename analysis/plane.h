// Plane geometry that siting and massing share: plots, how far apart they lie, how much of one lies in another.
#pragma once

#include <span>
#include <vector>

#include "base/vec.h"
#include "geo/polygons.h"

namespace geo {
struct Rings;
}

namespace analysis {

/// One piece of land or one block: the outer ring first, then its holes, wound either way; no closing points. Metres.
using Ring = std::vector<base::Vec2d>;
using Plot = std::vector<Ring>;

Plot plot_of(geo::Polygons const& polygons, std::size_t polygon);
Plot plot_of(geo::Rings const& rings);
base::Extent extent_of(Plot const& plot);

/// Square metres, holes taken out.
double area_of(Plot const& plot);

/// Even-odd over all rings.
bool contains(Plot const& plot, base::Vec2d p);

/// A place inside for measuring from: the centroid, or where that lies outside (a horseshoe) geo::inner_point.
base::Vec2d middle_of(Plot const& plot);

/// The narrowest gap between two parallel lines that the plot fits through (of its convex hull: Toussaint 1983).
///
/// A bent strip is therefore given the width of its whole bend.
double least_width(Plot const& plot);

struct Segment {
    base::Vec2d a, b;
};
/// Metres between two segments; 0 where they meet.
double distance(Segment const& s, Segment const& t);
double distance(base::Vec2d p, Segment const& s);
/// The share of the way from a to b that lies nearest to `p`, 0 to 1.
double nearest_along(base::Vec2d p, Segment const& s);

/// Between outlines, holes included: 0 where they cross, also positive where one lies inside the other.
double outline_distance(Plot const& a, Plot const& b);

/// Square metres of `a` that lie in `b`. Exact but for rounding: both are sums of triangles with a common corner,
/// signed by their turn, so the common area is the signed sum over all pairs of triangles.
double common_area(Plot const& a, Plot const& b);

}  // namespace analysis
