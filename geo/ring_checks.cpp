#include "geo/ring_checks.h"

#include <algorithm>
#include <cmath>

namespace geo {
namespace {

using base::cross;
using base::Vec2d;

/// Below this, comparing every edge with every other is faster than sorting them.
constexpr std::size_t kSortFrom = 64;

bool same_side(double a, double b) { return (a > 0 && b > 0) || (a < 0 && b < 0); }

/// Edges whose boxes overlap; touching counts.
bool meet(Vec2d a, Vec2d b, Vec2d c, Vec2d d) {
    return !same_side(turn(a, b, c), turn(a, b, d)) && !same_side(turn(c, d, a), turn(c, d, b));
}

bool turns_back(Vec2d a, Vec2d b, Vec2d c) { return turn(a, b, c) == 0 && base::dot(b - a, c - b) < 0; }

}  // namespace

RingFacts look_at(std::span<Vec2d const> ring) {
    RingFacts facts;
    std::size_t const n = ring.size();
    if (n == 0) return facts;
    Vec2d const first = ring[0];
    Vec2d before = first - ring[n - 1];
    double shortest = base::dot(before, before), twice_area = 0, checksum = 0;
    bool left = false, right = false;
    int y_flips = 0;
    double last_rise = 0;
    for (std::size_t i = 0; i < n; ++i) {
        Vec2d const edge = ring[i + 1 < n ? i + 1 : 0] - ring[i];
        checksum += ring[i].x + ring[i].y;
        shortest = std::min(shortest, base::dot(edge, edge));
        twice_area += cross(ring[i] - first, edge);
        double const bend = cross(before, edge);
        left = left || bend > 0;
        right = right || bend < 0;
        y_flips += edge.y * last_rise < 0;
        if (edge.y != 0) last_rise = edge.y;
        before = edge;
    }
    // The sum of anything not finite is not finite. Two points on one straight line are no ring.
    facts.finite = std::isfinite(checksum);
    facts.shortest_edge = std::sqrt(shortest);
    facts.area = twice_area / 2;
    // Up once and down once: y_flips counts one change, or two if the walk started in the middle of a climb.
    facts.convex = left != right && y_flips <= 2;
    return facts;
}

bool ring_contains(std::span<Vec2d const> ring, Vec2d p) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        Vec2d const a = ring[j], b = ring[i];
        if ((a.y > p.y) != (b.y > p.y) && (turn(a, b, p) > 0) == (b.y > a.y)) in = !in;
    }
    return in;
}

void MeetingFinder::list_edges(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends) {
    edges_.clear();
    std::uint32_t begin = 0;
    for (std::uint32_t r = 0; r < ring_ends.size(); ++r) {
        std::uint32_t const size = ring_ends[r] - begin;
        for (std::uint32_t i = 0; i < size; ++i) {
            Vec2d const a = points[begin + i], b = points[begin + (i + 1 < size ? i + 1 : 0)];
            base::Extent const box{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
            edges_.push_back({a, b, box, r, i, size});
        }
        begin = ring_ends[r];
    }
}

void MeetingFinder::compare(Edge const& e, Edge const& f, Meetings& meetings) {
    if (e.box.max_y < f.box.min_y || f.box.max_y < e.box.min_y) return;
    auto const note = [&](bool& kind, bool graver) {
        if (!kind && !graver) meetings.where = (e.a + e.b + f.a + f.b) * 0.25;
        kind = true;
    };
    if (e.ring == f.ring) {
        auto const [low, high] = std::minmax(e.place, f.place);
        bool const next = high == low + 1, around = low == 0 && high + 1 == e.ring_size;
        if (next || around) {
            Edge const& first = (e.place == low) == next ? e : f;
            Edge const& second = &first == &e ? f : e;
            if (turns_back(first.a, first.b, second.b)) note(meetings.in_a_ring, false);
            return;
        }
        if (meet(e.a, e.b, f.a, f.b)) note(meetings.in_a_ring, false);
    } else if (meet(e.a, e.b, f.a, f.b)) {
        bool const outer = e.ring == 0 || f.ring == 0;
        if (outer) note(meetings.with_outer, meetings.in_a_ring);
        if (!outer) note(meetings.of_holes, meetings.in_a_ring || meetings.with_outer);
    }
}

Meetings MeetingFinder::find(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends) {
    Meetings meetings;
    list_edges(points, ring_ends);
    bool const sort = edges_.size() > kSortFrom;
    if (sort) {
        std::stable_sort(edges_.begin(), edges_.end(),
                         [](Edge const& e, Edge const& f) { return e.box.min_x < f.box.min_x; });
    }
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        for (std::size_t j = i + 1; j < edges_.size(); ++j) {
            if (edges_[j].box.min_x > edges_[i].box.max_x) {
                if (sort) break;
                continue;
            }
            if (edges_[i].box.min_x > edges_[j].box.max_x) continue;
            compare(edges_[i], edges_[j], meetings);
        }
    }
    return meetings;
}

}  // namespace geo
