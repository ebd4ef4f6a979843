#include "geo/polygons.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace geo {

double signed_area(std::span<base::Vec2d const> ring) {
    if (ring.size() < 3) return 0;
    // Relative to the first point: at eastings of 500,000 m the plain formula loses the square centimetres.
    base::Vec2d const origin = ring[0];
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) twice += cross(ring[i] - origin, ring[i + 1] - origin);
    return twice / 2;
}

double area(Polygons const& polygons, std::size_t polygon) {
    std::uint32_t const first = polygons.polygon_begin[polygon];
    double sum = std::abs(signed_area(polygons.ring(first)));
    for (std::uint32_t r = first + 1; r < polygons.polygon_begin[polygon + 1]; ++r) {
        sum -= std::abs(signed_area(polygons.ring(r)));
    }
    return sum;
}

namespace {

std::optional<base::Vec2d> centroid(std::span<base::Vec2d const> ring) {
    double const ring_area = signed_area(ring);
    if (ring_area == 0) return std::nullopt;
    base::Vec2d sum;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        base::Vec2d const a = ring[i] - ring[0], b = ring[i + 1] - ring[0];
        sum = sum + (a + b) * cross(a, b);
    }
    return ring[0] + sum * (1 / (6 * ring_area));
}

/// Where the horizontal line at `y` enters and leaves the polygon (all rings, even-odd), sorted.
std::vector<double> crossings(Polygons const& polygons, std::size_t polygon, double y) {
    std::vector<double> xs;
    for (std::uint32_t r = polygons.polygon_begin[polygon]; r < polygons.polygon_begin[polygon + 1]; ++r) {
        auto const ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            base::Vec2d const a = ring[i], b = ring[i + 1 < ring.size() ? i + 1 : 0];
            if ((a.y > y) != (b.y > y)) xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    }
    std::sort(xs.begin(), xs.end());
    return xs;
}

/// The widest stretch of the line at `y` that is inside.
struct Chord {
    double width = -1;
    base::Vec2d middle;
};

Chord widest_chord(Polygons const& polygons, std::size_t polygon, double y) {
    Chord best;
    auto const xs = crossings(polygons, polygon, y);
    for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
        if (xs[i + 1] - xs[i] > best.width) best = {xs[i + 1] - xs[i], {(xs[i] + xs[i + 1]) / 2, y}};
    }
    return best;
}

bool inside(Polygons const& polygons, std::size_t polygon, base::Vec2d p) {
    auto const xs = crossings(polygons, polygon, p.y);
    auto const right_of = std::upper_bound(xs.begin(), xs.end(), p.x);
    return (right_of - xs.begin()) % 2 == 1;
}

}  // namespace

base::Vec2d inner_point(Polygons const& polygons, std::size_t polygon) {
    auto const outer = polygons.outer(polygon);
    auto const middle = centroid(outer);
    if (middle && inside(polygons, polygon, *middle)) return *middle;

    base::Extent box;
    for (base::Vec2d const p : outer) box.add(p);
    Chord best;
    // Odd sixteenths: no line runs through the corners of a symmetric shape.
    for (int i = 1; i < 16; i += 2) {
        Chord const chord = widest_chord(polygons, polygon, box.min_y + box.height() * i / 16);
        if (chord.width > best.width) best = chord;
    }
    return best.width >= 0 ? best.middle : box.empty() ? base::Vec2d{} : box.centre();
}

}  // namespace geo
