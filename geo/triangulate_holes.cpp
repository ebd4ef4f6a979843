// Holes joined to their outer ring by bridges, so that one ring is left for ear clipping (Eberly 2002, sections 3 and
// 5).
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "geo/triangulate.h"

namespace geo {
namespace {

using base::cross;
using base::Vec2d;

bool in_triangle(Vec2d p, Vec2d a, Vec2d b, Vec2d c) {
    double const ab = cross(b - a, p - a), bc = cross(c - b, p - b), ca = cross(a - c, p - c);
    return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
}

}  // namespace

/// First where rings touch, then by bridges from east to west, so that what a hole looks at in the east is the outer
/// ring or a hole already joined to it. False if a hole sees nothing there: it is not inside.
bool Triangulator::join_holes() {
    if (ring_begin_.size() == 1) return true;
    join_touching();
    // One bridge for all holes that hang together, from the easternmost corner of them all.
    std::vector<std::uint32_t> bridge_from;
    for (std::uint32_t r = 1; r < ring_begin_.size(); ++r) {
        std::uint32_t const whole = whole_of(r);
        if (whole != r && nodes_[east_[r]].p.x > nodes_[east_[whole]].p.x) east_[whole] = east_[r];
    }
    for (std::uint32_t r = 1; r < ring_begin_.size(); ++r) {
        if (whole_of(r) == r) bridge_from.push_back(east_[r]);
    }
    std::stable_sort(bridge_from.begin(), bridge_from.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return nodes_[a].p.x > nodes_[b].p.x; });
    bool all = true;
    for (std::uint32_t const hole : bridge_from) {
        std::uint32_t outer = 0;
        bool const found = find_bridge(hole, outer);
        if (found) join(outer, turned_to(hole, nodes_[outer].p));
        all = all && found;
    }
    return all;
}

/// Where holes touch, several corners are in one place: the one among them, in the ring of `node`, that opens to `p`.
std::uint32_t Triangulator::turned_to(std::uint32_t node, Vec2d p) const {
    for (std::uint32_t i = nodes_[node].next; i != node; i = nodes_[i].next) {
        if (nodes_[i].p == nodes_[node].p && opens_to(i, p - nodes_[i].p) && !opens_to(node, p - nodes_[i].p)) return i;
    }
    return node;
}

/// The ring with the lowest number that ring `r` is joined to.
std::uint32_t Triangulator::whole_of(std::uint32_t r) const {
    while (whole_[r] != r) r = whole_[r];
    return r;
}

std::uint32_t Triangulator::ring_of(std::uint32_t node) const {
    auto const after = std::upper_bound(ring_begin_.begin(), ring_begin_.end(), node);
    return static_cast<std::uint32_t>(after - ring_begin_.begin() - 1);
}

/// Nodes from west to east; those in the same place next to each other.
void Triangulator::sort_by_place() {
    order_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(nodes_[a].p.x, nodes_[a].p.y, a) < std::tie(nodes_[b].p.x, nodes_[b].p.y, b);
    });
}

/// Where a corner of one ring lies on an edge of another, the edge gets that corner too.
void Triangulator::split_touched_edges() {
    sort_by_place();
    split_.clear();
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        Vec2d const a = nodes_[i].p, b = nodes_[nodes_[i].next].p;
        auto const [west, east] = std::minmax(a.x, b.x);
        auto const [south, north] = std::minmax(a.y, b.y);
        auto const begin = std::lower_bound(order_.begin(), order_.end(), west,
                                            [&](std::uint32_t node, double x) { return nodes_[node].p.x < x; });
        for (auto it = begin; it != order_.end() && nodes_[*it].p.x <= east; ++it) {
            Vec2d const p = nodes_[*it].p;
            if (p.y < south || p.y > north || cross(b - a, p - a) != 0 || p == a || p == b) continue;
            if (ring_of(*it) != ring_of(i)) split_.push_back({i, *it, base::dot(p - a, b - a)});
        }
    }
    // Furthest first, so that each goes between the edge's beginning and the one before it.
    std::sort(split_.begin(), split_.end(), [](Split const& s, Split const& t) {
        return std::tie(s.edge, t.along, s.corner) < std::tie(t.edge, s.along, t.corner);
    });
    for (Split const& split : split_) {
        auto const node = static_cast<std::uint32_t>(nodes_.size());
        std::uint32_t const next = nodes_[split.edge].next;
        if (nodes_[next].p == nodes_[split.corner].p) continue;  // two rings touch the edge in one place
        nodes_.push_back({nodes_[split.corner].p, 0, nodes_[split.corner].index, split.edge, next});
        nodes_[split.edge].next = node;
        nodes_[next].prev = node;
        extra_ring_.push_back(ring_of(split.edge));
    }
}

/// Rings that touch become one there. Were each given a bridge of its own, the polygon would fall in two parts that
/// only that point connects, and ears would be looked for across it.
void Triangulator::join_touching() {
    auto const corners = static_cast<std::uint32_t>(nodes_.size());
    extra_ring_.clear();
    split_touched_edges();
    if (nodes_.size() > corners) sort_by_place();
    auto const ring = [&](std::uint32_t node) { return node < corners ? ring_of(node) : extra_ring_[node - corners]; };
    for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
        for (end = begin + 1; end < order_.size() && nodes_[order_[end]].p == nodes_[order_[begin]].p;) ++end;
        for (std::size_t i = begin + 1; i < end; ++i) {
            std::uint32_t const hole = order_[i];
            Vec2d const away = nodes_[nodes_[hole].next].p - nodes_[hole].p;
            for (std::size_t j = begin; j < i; ++j) {
                std::uint32_t const a = whole_of(ring(order_[j])), b = whole_of(ring(hole));
                if (a == b || !opens_to(order_[j], away)) continue;
                join(order_[j], hole);
                whole_[std::max(a, b)] = std::min(a, b);
                break;
            }
        }
    }
}

/// Whether a line that leaves the ring's corner in this direction starts inside the polygon (or along its edge).
bool Triangulator::opens_to(std::uint32_t node, Vec2d direction) const {
    Node const& n = nodes_[node];
    Vec2d const back = nodes_[n.prev].p - n.p, on = nodes_[n.next].p - n.p;
    if (n.bend > 0) return cross(on, direction) >= 0 && cross(direction, back) >= 0;
    return cross(on, direction) >= 0 || cross(direction, back) >= 0;
}

/// What a look due east from the hole's easternmost corner meets first: a corner of the ring (then `hit` is that
/// corner), or an edge, of which `node` is then the more eastern end.
bool Triangulator::first_hit(std::uint32_t hole, std::uint32_t& node, Vec2d& hit) const {
    Vec2d const m = nodes_[hole].p;
    hit = {std::numeric_limits<double>::infinity(), m.y};
    bool corner = false;
    std::uint32_t i = 0;
    do {
        Node const& from = nodes_[i];
        Node const& to = nodes_[from.next];
        if (from.p.y == m.y && from.p.x >= m.x && (from.p.x < hit.x || (from.p.x == hit.x && !corner))) {
            bool const same = from.p == m;
            if (opens_to(i, same ? nodes_[nodes_[hole].next].p - m : m - from.p)) {
                hit.x = from.p.x;
                node = i;
                corner = true;
            }
        } else if (from.p.y < m.y && to.p.y > m.y && cross(to.p - from.p, m - from.p) >= 0) {
            double const along = (m.y - from.p.y) / (to.p.y - from.p.y);
            double const x = std::max(m.x, from.p.x + along * (to.p.x - from.p.x));
            if (x < hit.x) {
                hit.x = x;
                node = from.p.x > to.p.x ? i : from.next;
                corner = false;
            }
        }
        i = from.next;
    } while (i != 0);
    return std::isfinite(hit.x);
}

/// The corner of the ring that the hole's easternmost corner sees, and that is turned towards it: the one hit, or, if
/// corners stand between, the one at the smallest angle to due east.
bool Triangulator::find_bridge(std::uint32_t hole, std::uint32_t& outer) const {
    Vec2d hit;
    if (!first_hit(hole, outer, hit)) return false;
    Vec2d const end = nodes_[outer].p;
    if (end == hit) return true;

    Vec2d const m = nodes_[hole].p;
    Vec2d best{0, 1};  // from m; due north is the worst angle there can be
    std::uint32_t i = 0;
    do {
        Node const& n = nodes_[i];
        Vec2d const d{n.p.x - m.x, std::abs(n.p.y - m.y)};
        bool const candidate = n.p == end || (n.bend <= 0 && n.p.x >= m.x && in_triangle(n.p, m, hit, end));
        if (candidate && opens_to(i, m - n.p)) {
            double const angle = cross(best, d);
            if (angle < 0 || (angle == 0 && d.x < best.x)) {
                best = d;
                outer = i;
            }
        }
        i = n.next;
    } while (i != 0);
    return true;
}

/// There and back over the bridge needs its two ends twice; where hole and ring touch, the rings just swap partners.
void Triangulator::join(std::uint32_t outer, std::uint32_t hole) {
    std::uint32_t const after = nodes_[outer].next;
    if (nodes_[outer].p == nodes_[hole].p) {
        std::uint32_t const first = nodes_[hole].next;
        nodes_[outer].next = first;
        nodes_[first].prev = outer;
        nodes_[hole].next = after;
        nodes_[after].prev = hole;
        update_bend(outer);
        update_bend(hole);
        return;
    }
    auto const hole_again = static_cast<std::uint32_t>(nodes_.size());
    std::uint32_t const outer_again = hole_again + 1;
    std::uint32_t const last = nodes_[hole].prev;
    nodes_.push_back({nodes_[hole].p, 0, nodes_[hole].index, last, outer_again});
    nodes_.push_back({nodes_[outer].p, 0, nodes_[outer].index, hole_again, after});
    nodes_[last].next = hole_again;
    nodes_[after].prev = outer_again;
    nodes_[outer].next = hole;
    nodes_[hole].prev = outer;
    for (std::uint32_t node : {outer, hole, hole_again, outer_again}) update_bend(node);
}

}  // namespace geo
