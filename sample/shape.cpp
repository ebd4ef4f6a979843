#include "sample/shape.h"

#include <algorithm>
#include <cmath>

namespace sample {

namespace {

bool segments_cross(Vec2d a, Vec2d b, Vec2d c, Vec2d d) {
    double const abc = cross(b - a, c - a), abd = cross(b - a, d - a);
    double const cda = cross(d - c, a - c), cdb = cross(d - c, b - c);
    return ((abc > 0) != (abd > 0)) && ((cda > 0) != (cdb > 0));
}

bool rings_cross(std::span<Vec2d const> a, std::span<Vec2d const> b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        Vec2d const p = a[i], q = a[(i + 1) % a.size()];
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (segments_cross(p, q, b[j], b[(j + 1) % b.size()])) return true;
        }
    }
    return false;
}

double nearest_corner(std::span<Vec2d const> corners, std::span<Vec2d const> ring) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Vec2d const p : corners) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            nearest = std::min(nearest, distance(p, ring[i], ring[(i + 1) % ring.size()]));
        }
    }
    return nearest;
}

}  // namespace

Ring Axes::out(Ring ring) const {
    for (Vec2d& p : ring) p = out(p);
    return ring;
}

Ring Axes::in(Ring ring) const {
    for (Vec2d& p : ring) p = in(p);
    return ring;
}

Shape Axes::out(Shape shape) const {
    shape.outer = out(std::move(shape.outer));
    for (Ring& hole : shape.holes) hole = out(std::move(hole));
    return shape;
}

Shape Axes::in(Shape shape) const {
    shape.outer = in(std::move(shape.outer));
    for (Ring& hole : shape.holes) hole = in(std::move(hole));
    return shape;
}

double area(std::span<Vec2d const> ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        twice += cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
    return twice / 2;
}

double area(Shape const& shape) {
    double sum = std::abs(area(shape.outer));
    for (Ring const& hole : shape.holes) sum -= std::abs(area(hole));
    return sum;
}

double length(std::span<Vec2d const> path) {
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i) sum += base::length(path[i] - path[i - 1]);
    return sum;
}

Vec2d centroid(std::span<Vec2d const> ring) {
    double twice = 0;
    Vec2d sum;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Vec2d const a = ring[i] - ring[0], b = ring[(i + 1) % ring.size()] - ring[0];
        double const part = cross(a, b);
        twice += part;
        sum = sum + (a + b) * (part / 3);
    }
    return twice == 0 ? ring[0] : ring[0] + sum * (1 / twice);
}

Extent extent_of(std::span<Vec2d const> points) {
    Extent extent;
    for (Vec2d const p : points) extent.add(p);
    return extent;
}

bool inside(std::span<Vec2d const> ring, Vec2d p) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        Vec2d const a = ring[i], b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
}

bool inside(Shape const& shape, Vec2d p) {
    if (!inside(std::span<Vec2d const>(shape.outer), p)) return false;
    return std::none_of(shape.holes.begin(), shape.holes.end(),
                        [&](Ring const& hole) { return inside(std::span<Vec2d const>(hole), p); });
}

bool contains(Shape const& shape, std::span<Vec2d const> ring) {
    for (Vec2d const p : ring) {
        if (!inside(shape, p)) return false;
    }
    if (rings_cross(shape.outer, ring)) return false;
    return std::none_of(shape.holes.begin(), shape.holes.end(),
                        [&](Ring const& hole) { return rings_cross(hole, ring) || inside(ring, hole[0]); });
}

double gap(std::span<Vec2d const> a, std::span<Vec2d const> b) {
    if (inside(a, b[0]) || inside(b, a[0]) || rings_cross(a, b)) return 0;
    return std::min(nearest_corner(a, b), nearest_corner(b, a));
}

double distance(Vec2d p, Vec2d a, Vec2d b) {
    Vec2d const along = b - a;
    double const square = dot(along, along);
    double const t = square > 0 ? std::clamp(dot(p - a, along) / square, 0.0, 1.0) : 0.0;
    return base::length(p - (a + along * t));
}

double distance_to_path(Vec2d p, std::span<Vec2d const> path) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < path.size(); ++i) nearest = std::min(nearest, distance(p, path[i - 1], path[i]));
    return nearest;
}

PathPoint point_along(std::span<Vec2d const> path, double along) {
    for (std::size_t i = 1; i < path.size(); ++i) {
        Vec2d const step = path[i] - path[i - 1];
        double const len = base::length(step);
        if (along <= len || i + 1 == path.size()) {
            double const t = std::clamp(along / len, 0.0, 1.0);
            return {path[i - 1] + step * t, step * (1 / len)};
        }
        along -= len;
    }
    return {path.front(), {1, 0}};
}

Path offset(std::span<Vec2d const> path, double left) {
    Path moved;
    moved.reserve(path.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
        Vec2d const before = path[i] - path[i > 0 ? i - 1 : i];
        Vec2d const after = path[i + 1 < path.size() ? i + 1 : i] - path[i];
        Vec2d const along = before + after;
        double const len = base::length(along);
        moved.push_back(path[i] + Vec2d{-along.y, along.x} * (left / len));
    }
    return moved;
}

Ring cut(std::span<Vec2d const> convex, Vec2d a, Vec2d direction) {
    Ring kept;
    for (std::size_t i = 0; i < convex.size(); ++i) {
        Vec2d const p = convex[i], q = convex[(i + 1) % convex.size()];
        double const side_p = cross(direction, p - a), side_q = cross(direction, q - a);
        if (side_p >= 0) kept.push_back(p);
        if ((side_p >= 0) != (side_q >= 0)) kept.push_back(p + (q - p) * (side_p / (side_p - side_q)));
    }
    return kept;
}

Ring convex_hull(std::span<Vec2d const> points) {
    Ring sorted(points.begin(), points.end());
    std::sort(sorted.begin(), sorted.end(), [](Vec2d a, Vec2d b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    Ring hull;
    auto const add = [&](Vec2d p, std::size_t floor) {
        while (hull.size() >= floor + 2 && cross(hull.back() - hull[hull.size() - 2], p - hull.back()) <= 0)
            hull.pop_back();
        hull.push_back(p);
    };
    for (Vec2d const p : sorted) add(p, 0);
    std::size_t const lower = hull.size() - 1;
    for (std::size_t i = sorted.size(); i-- > 0;) add(sorted[i], lower);
    hull.pop_back();
    return hull;
}

void drop_doubles(Ring& ring) {
    constexpr double kSame = 0.05;
    Ring kept;
    for (Vec2d const p : ring) {
        if (kept.empty() || base::length(p - kept.back()) > kSame) kept.push_back(p);
    }
    while (kept.size() > 3 && base::length(kept.front() - kept.back()) <= kSame) kept.pop_back();
    ring = std::move(kept);
}

Ring shrink_convex(std::span<Vec2d const> convex, double by) {
    Ring ring(convex.begin(), convex.end());
    for (std::size_t i = 0; i < convex.size() && ring.size() > 2; ++i) {
        Vec2d const p = convex[i], q = convex[(i + 1) % convex.size()];
        double const len = base::length(q - p);
        if (len < 1e-6) continue;
        Vec2d const along = (q - p) * (1 / len);
        ring = cut(ring, p + Vec2d{-along.y, along.x} * by, along);
    }
    return ring.size() > 2 ? ring : Ring{};
}

}  // namespace sample
