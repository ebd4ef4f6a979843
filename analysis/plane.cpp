#include "analysis/plane.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/hull.h"
#include "geo/geos.h"
#include "twin/nearest_building.h"

namespace analysis {

namespace {

using base::Vec2d;

template <class Visit>
void each_edge(Plot const& plot, Visit const& visit) {
    for (Ring const& ring : plot)
        for (std::size_t i = 0; i < ring.size(); ++i) visit(Segment{ring[i], ring[(i + 1) % ring.size()]});
}

/// What a ring adds to its plot, times how it is wound: drawn by hand it may run either way.
double turn_of(Plot const& plot, std::size_t ring) {
    double const wound = geo::signed_area(plot[ring]) < 0 ? -1.0 : 1.0;
    return ring == 0 ? wound : -wound;
}

using Triangle = std::array<Vec2d, 3>;

double doubled_area(Triangle const& t) { return cross(t[1] - t[0], t[2] - t[0]); }

/// Sutherland and Hodgman 1974 with a triangle as the window: at most 6 corners are left. Both run counter-clockwise.
double common_area(Triangle const& subject, Triangle const& window) {
    std::array<Vec2d, 8> from{subject[0], subject[1], subject[2]}, to;
    std::size_t count = 3;
    for (std::size_t e = 0; e < 3 && count > 0; ++e) {
        Vec2d const a = window[e], along = window[(e + 1) % 3] - a;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count; ++i) {
            Vec2d const p = from[i], q = from[(i + 1) % count];
            double const at_p = cross(along, p - a), at_q = cross(along, q - a);
            if (at_p >= 0 && kept < to.size()) to[kept++] = p;
            if ((at_p > 0 && at_q < 0) || (at_p < 0 && at_q > 0))
                if (kept < to.size()) to[kept++] = p + (q - p) * (at_p / (at_p - at_q));
        }
        from = to;
        count = kept;
    }
    double doubled = 0;
    for (std::size_t i = 1; i + 1 < count; ++i) doubled += cross(from[i] - from[0], from[i + 1] - from[0]);
    return doubled / 2;
}

struct SignedTriangle {
    Triangle corners;
    double sign;
    base::Extent box;
};

std::vector<SignedTriangle> fan(Plot const& plot, Vec2d corner) {
    std::vector<SignedTriangle> all;
    for (std::size_t r = 0; r < plot.size(); ++r) {
        double const turn = turn_of(plot, r);
        for (std::size_t i = 0; i < plot[r].size(); ++i) {
            Triangle t{Vec2d{}, plot[r][i] - corner, plot[r][(i + 1) % plot[r].size()] - corner};
            double const doubled = doubled_area(t);
            if (doubled == 0) continue;
            if (doubled < 0) std::swap(t[1], t[2]);
            SignedTriangle piece{t, doubled < 0 ? -turn : turn, {}};
            for (Vec2d const p : t) piece.box.add(p);
            all.push_back(piece);
        }
    }
    return all;
}

}  // namespace

Plot plot_of(geo::Rings const& rings) {
    Plot out;
    std::uint32_t begin = 0;
    for (std::uint32_t const end : rings.ring_ends) {
        out.emplace_back(rings.points.begin() + begin, rings.points.begin() + end);
        begin = end;
    }
    return out;
}

Plot plot_of(geo::Polygons const& polygons, std::size_t polygon) {
    Plot plot;
    for (std::size_t r = polygons.polygon_begin[polygon]; r < polygons.polygon_begin[polygon + 1]; ++r) {
        auto const ring = polygons.ring(r);
        plot.emplace_back(ring.begin(), ring.end());
    }
    return plot;
}

base::Extent extent_of(Plot const& plot) {
    base::Extent box;
    for (Ring const& ring : plot)
        for (Vec2d const p : ring) box.add(p);
    return box;
}

double area_of(Plot const& plot) {
    double sum = 0;
    for (std::size_t r = 0; r < plot.size(); ++r) sum += turn_of(plot, r) * geo::signed_area(plot[r]);
    return std::max(0.0, sum);
}

bool contains(Plot const& plot, Vec2d p) {
    bool inside = false;
    for (Ring const& ring : plot) inside ^= twin::crosses_odd(ring, p);
    return inside;
}

Vec2d middle_of(Plot const& plot) {
    if (plot.empty() || plot.front().empty()) return {};
    Vec2d const corner = plot.front().front();
    Vec2d sum;
    double doubled = 0;
    for (std::size_t r = 0; r < plot.size(); ++r) {
        double const turn = turn_of(plot, r);
        for (std::size_t i = 0; i < plot[r].size(); ++i) {
            Vec2d const a = plot[r][i] - corner, b = plot[r][(i + 1) % plot[r].size()] - corner;
            double const d = turn * cross(a, b);
            sum = sum + (a + b) * d;
            doubled += d;
        }
    }
    if (doubled == 0) return extent_of(plot).centre();
    Vec2d const middle = corner + sum * (1 / (3 * doubled));
    if (contains(plot, middle)) return middle;
    geo::Polygons one;
    for (Ring const& ring : plot) {
        one.points.insert(one.points.end(), ring.begin(), ring.end());
        one.ring_begin.push_back(static_cast<std::uint32_t>(one.points.size()));
    }
    one.polygon_begin.push_back(static_cast<std::uint32_t>(plot.size()));
    one.row.push_back(0);
    return geo::inner_point(one, 0);
}

double least_width(Plot const& plot) {
    Ring const hull = plot.empty() ? Ring() : convex_hull(plot.front());
    if (hull.size() < 3) return 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < hull.size(); ++i) {
        Vec2d const along = hull[(i + 1) % hull.size()] - hull[i];
        double widest = 0;
        for (Vec2d const p : hull) widest = std::max(widest, cross(along, p - hull[i]));
        least = std::min(least, widest / length(along));
    }
    return least;
}

double nearest_along(Vec2d p, Segment const& s) {
    Vec2d const along = s.b - s.a;
    double const squared = dot(along, along);
    return squared > 0 ? std::clamp(dot(p - s.a, along) / squared, 0.0, 1.0) : 0.0;
}

double distance(Vec2d p, Segment const& s) { return length(s.a + (s.b - s.a) * nearest_along(p, s) - p); }

double distance(Segment const& s, Segment const& t) {
    auto const side = [](Segment const& line, Vec2d p) { return cross(line.b - line.a, p - line.a); };
    if (side(s, t.a) * side(s, t.b) < 0 && side(t, s.a) * side(t, s.b) < 0) return 0;
    return std::min({distance(s.a, t), distance(s.b, t), distance(t.a, s), distance(t.b, s)});
}

double outline_distance(Plot const& a, Plot const& b) {
    double least = std::numeric_limits<double>::infinity();
    each_edge(
        a, [&](Segment const& s) { each_edge(b, [&](Segment const& t) { least = std::min(least, distance(s, t)); }); });
    return least;
}

double common_area(Plot const& a, Plot const& b) {
    base::Extent const box = extent_of(a);
    if (!box.overlaps(extent_of(b))) return 0;
    // Near both, or the triangles would be long and thin and rounding would show.
    std::vector<SignedTriangle> const of_a = fan(a, box.centre()), of_b = fan(b, box.centre());
    double sum = 0;
    for (SignedTriangle const& s : of_a)
        for (SignedTriangle const& t : of_b)
            if (s.box.overlaps(t.box)) sum += s.sign * t.sign * common_area(s.corners, t.corners);
    return std::max(0.0, sum);
}

}  // namespace analysis
