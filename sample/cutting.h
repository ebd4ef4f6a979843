// Cutting land out of land: what GEOS is asked to do.
#pragma once

#include <vector>

#include "sample/shape.h"

namespace sample {

/// A strip along a path, `width` metres from edge to edge, with flat or round ends.
struct Strip {
    Path path;
    double width = 0;
};

/// What is left of `land` when strips and shapes are taken out, in pieces, in a stable order. Corners are rounded by
/// `corner_radius`, as kerbs are.
std::vector<Shape> cut_out(Shape const& land, std::vector<Strip> const& strips, std::vector<Shape> const& holes,
                           double corner_radius);

/// The shape moved inwards (or outwards where negative).
std::vector<Shape> inset(Shape const& shape, double by);

std::vector<Shape> unite(std::vector<Shape> const& shapes);
std::vector<Shape> intersect(Shape const& a, Shape const& b);

}  // namespace sample
