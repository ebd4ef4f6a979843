// Plane geometry of the sample: rings, footprints, and the tests that keep them apart.
#pragma once

#include <span>
#include <vector>

#include "base/vec.h"

namespace sample {

using base::Extent;
using base::Vec2d;

/// A closed ring without its closing point, counter-clockwise; or an open path.
using Ring = std::vector<Vec2d>;
using Path = std::vector<Vec2d>;

struct Shape {
    Ring outer;
    std::vector<Ring> holes;
};

/// A place to draw from: local x along `right`, local y to the left of it.
struct Axes {
    Vec2d origin;
    Vec2d right{1, 0};  ///< unit vector

    Vec2d out(Vec2d p) const {
        return {origin.x + right.x * p.x - right.y * p.y, origin.y + right.y * p.x + right.x * p.y};
    }
    Vec2d in(Vec2d p) const {
        Vec2d const d = p - origin;
        return {dot(d, right), cross(right, d)};
    }
    Ring out(Ring ring) const;
    Ring in(Ring ring) const;
    Shape out(Shape shape) const;
    Shape in(Shape shape) const;
};

double area(std::span<Vec2d const> ring);
double area(Shape const& shape);
double length(std::span<Vec2d const> path);
Vec2d centroid(std::span<Vec2d const> ring);
Extent extent_of(std::span<Vec2d const> points);

bool inside(std::span<Vec2d const> ring, Vec2d p);
bool inside(Shape const& shape, Vec2d p);
/// True where the whole of `ring` lies in the shape.
bool contains(Shape const& shape, std::span<Vec2d const> ring);
/// 0 where the rings touch or one lies in the other, else the gap between them.
double gap(std::span<Vec2d const> a, std::span<Vec2d const> b);
double distance(Vec2d p, Vec2d a, Vec2d b);
double distance_to_path(Vec2d p, std::span<Vec2d const> path);

/// The point `along` metres down the path and the unit direction there; beyond its ends, its ends.
struct PathPoint {
    Vec2d at;
    Vec2d direction;
};
PathPoint point_along(std::span<Vec2d const> path, double along);
/// The path moved sideways, to its left where positive.
Path offset(std::span<Vec2d const> path, double left);
/// The convex ring's part left of the line through `a` along `direction`.
Ring cut(std::span<Vec2d const> convex, Vec2d a, Vec2d direction);
Ring convex_hull(std::span<Vec2d const> points);
/// Takes out points that lie within 5 cm of the one before.
void drop_doubles(Ring& ring);
/// Moves the edges of a convex ring inwards; empty where nothing is left.
Ring shrink_convex(std::span<Vec2d const> convex, double by);

}  // namespace sample
