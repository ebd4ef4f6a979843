#include "geo/triangulate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geos.h"
#include "geo/polygons.h"
#include "geo/ring_checks.h"

namespace geo {
namespace {

using base::cross;
using base::Vec2d;

/// From here on looking through every corner for each ear costs more than keeping a grid of them.
constexpr std::uint32_t kGridFrom = 64;

/// Of the polygon's area; what rounding may cost.
constexpr double kAreaTolerance = 1e-9;

/// Twice the area of the triangle, positive if counter-clockwise.
}  // namespace

Triangulator::Triangulator() = default;
Triangulator::~Triangulator() = default;
Triangulator::Triangulator(Triangulator&&) noexcept = default;
Triangulator& Triangulator::operator=(Triangulator&&) noexcept = default;

bool Triangulator::run(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends,
                       std::vector<std::uint32_t>& out) {
    if (ring_ends.empty() || ring_ends[0] < 3) return false;
    std::span<Vec2d const> const outer = points.first(ring_ends[0]);
    if (ring_ends.size() == 1 && fan(outer, out)) return true;

    std::size_t const begin = out.size();
    nodes_.clear();
    ring_begin_.clear();
    east_.clear();
    whole_.clear();
    double area = signed_area(outer);
    link_ring(points, 0, ring_ends[0]);
    for (std::size_t r = 1; r < ring_ends.size(); ++r) {
        if (ring_ends[r] - ring_ends[r - 1] < 3) continue;
        area += signed_area(points.subspan(ring_ends[r - 1], ring_ends[r] - ring_ends[r - 1]));
        link_ring(points, ring_ends[r - 1], ring_ends[r]);
    }
    bool const joined = join_holes();
    Outcome const outcome = clip_all(joined ? static_cast<std::uint32_t>(nodes_.size()) : ring_size(), out);
    bool const complete =
        joined && outcome.lost <= kAreaTolerance * area && std::abs(outcome.area - area) <= kAreaTolerance * area;
    if (complete && outcome.care == Care::strict) return true;
    return use_geos(points, ring_ends, area, begin, out) || complete;
}

/// True and done if the ring is strictly convex: all corners turn left, and so do all as seen from the first.
bool Triangulator::fan(std::span<Vec2d const> ring, std::vector<std::uint32_t>& out) const {
    std::size_t const n = ring.size();
    Vec2d const first = ring[0];
    if (!(turn(ring[n - 1], first, ring[1]) > 0) || !(turn(ring[n - 2], ring[n - 1], first) > 0)) return false;
    for (std::size_t i = 1; i + 1 < n; ++i) {
        if (!(turn(ring[i - 1], ring[i], ring[i + 1]) > 0) || !(turn(first, ring[i], ring[i + 1]) > 0)) return false;
    }
    for (std::uint32_t i = 1; i + 1 < n; ++i) {
        out.push_back(0);
        out.push_back(i);
        out.push_back(i + 1);
    }
    return true;
}

/// GEOS is some thirty times slower but sees through rings that touch themselves in ways ear clipping does not.
/// Replaces what is in `out` from `begin` on only if GEOS's triangles have the right area.
bool Triangulator::use_geos(std::span<Vec2d const> points, std::span<std::uint32_t const> ring_ends, double area,
                            std::size_t begin, std::vector<std::uint32_t>& out) {
    if (!geos_) geos_ = std::make_unique<Geos>();
    std::vector<std::uint32_t> triangles;
    if (!geos_->triangulate(points, ring_ends, triangles)) return false;
    double twice = 0;
    for (std::size_t i = 0; i < triangles.size(); i += 3) {
        twice += turn(points[triangles[i]], points[triangles[i + 1]], points[triangles[i + 2]]);
    }
    if (!(std::abs(twice / 2 - area) <= kAreaTolerance * std::abs(area))) return false;
    out.resize(begin);
    out.insert(out.end(), triangles.begin(), triangles.end());
    return true;
}

void Triangulator::link_ring(std::span<Vec2d const> points, std::uint32_t begin, std::uint32_t end) {
    auto const base = static_cast<std::uint32_t>(nodes_.size());
    std::uint32_t const n = end - begin;
    std::uint32_t east = base;
    nodes_.resize(base + n);
    for (std::uint32_t i = 0; i < n; ++i) {
        Vec2d const p = points[begin + i];
        std::uint32_t const prev = i == 0 ? n - 1 : i - 1;
        std::uint32_t const next = i + 1 == n ? 0 : i + 1;
        nodes_[base + i] = {p, turn(points[begin + prev], p, points[begin + next]), begin + i, base + prev,
                            base + next};
        if (p.x > nodes_[east].p.x) east = base + i;
    }
    whole_.push_back(static_cast<std::uint32_t>(ring_begin_.size()));
    ring_begin_.push_back(base);
    east_.push_back(east);
}

std::uint32_t Triangulator::ring_size() const {
    std::uint32_t count = 1;
    for (std::uint32_t i = nodes_[0].next; i != 0; i = nodes_[i].next) ++count;
    return count;
}

void Triangulator::update_bend(std::uint32_t node) {
    Node& n = nodes_[node];
    n.bend = turn(nodes_[n.prev].p, n.p, nodes_[n.next].p);
}

void Triangulator::unlink(std::uint32_t node) {
    Node& n = nodes_[node];
    nodes_[n.prev].next = n.next;
    nodes_[n.next].prev = n.prev;
    n.bend = std::numeric_limits<double>::infinity();
    update_bend(n.prev);
    update_bend(n.next);
}

/// Node 0 is in the ring, and `count` nodes are. Each time no ear is left the care for touching corners is lowered.
Triangulator::Outcome Triangulator::clip_all(std::uint32_t count, std::vector<std::uint32_t>& out) {
    Outcome outcome;
    std::uint32_t cursor = 0, misses = 0;
    grid_count_ = 0;
    if (count >= kGridFrom) build_grid(cursor, count);
    while (count > 2) {
        Node const tip = nodes_[cursor];
        if (is_ear(cursor, outcome.care)) {
            for (std::uint32_t node : {tip.prev, cursor, tip.next}) out.push_back(nodes_[node].index);
            outcome.area += tip.bend / 2;
            unlink(cursor);
            --count;
            misses = 0;
            cursor = nodes_[tip.next].next;  // not the neighbour: that would cut a fan of slivers
            if (grid_count_ > 2 * count) build_grid(cursor, count);
            continue;
        }
        cursor = tip.next;
        if (++misses < count) continue;
        misses = 0;
        if (std::uint32_t const dropped = drop_straight(cursor, count)) {
            count -= dropped;
        } else if (outcome.care != Care::none) {
            outcome.care = outcome.care == Care::strict ? Care::lenient : Care::none;
        } else {
            break;
        }
    }
    for (std::uint32_t i = 2; i < count; ++i) {  // what is left turns right everywhere
        std::uint32_t const next = nodes_[cursor].next;
        outcome.lost += std::abs(nodes_[cursor].bend) / 2;
        unlink(cursor);
        cursor = next;
    }
    return outcome;
}

/// Takes out corners whose ear would have no area; returns how many.
std::uint32_t Triangulator::drop_straight(std::uint32_t& cursor, std::uint32_t count) {
    std::uint32_t dropped = 0;
    for (std::uint32_t i = 0; i < count && count - dropped > 2; ++i) {
        std::uint32_t const next = nodes_[cursor].next;
        if (nodes_[cursor].bend == 0) {
            unlink(cursor);
            ++dropped;
        }
        cursor = next;
    }
    return dropped;
}

bool Triangulator::is_ear(std::uint32_t tip, Care care) const {
    Node const& n = nodes_[tip];
    if (!(n.bend > 0)) return false;
    if (care == Care::none) return true;
    if (grid_count_ > 0) return !grid_blocks(tip, care);
    for (std::uint32_t i = nodes_[n.next].next; i != n.prev; i = nodes_[i].next) {
        if (nodes_[i].bend <= 0 && blocks(tip, i, care)) return false;
    }
    return true;
}

/// Whether the ring at `node`, a corner that does not bulge out, stands in the ear at `tip`. Rings may touch themselves
/// (bridges to holes do), so a corner on the ear's edge is in the way only if the ring goes from there into the ear. It
/// cannot from the ends of the cut, as it would have to come out through one of the ear's two edges.
bool Triangulator::blocks(std::uint32_t tip, std::uint32_t node, Care care) const {
    Node const& t = nodes_[tip];
    Vec2d const a = nodes_[t.prev].p, b = t.p, c = nodes_[t.next].p;
    Node const& n = nodes_[node];
    double const ab = turn(a, b, n.p), bc = turn(b, c, n.p), ca = turn(c, a, n.p);
    if (ab < 0 || bc < 0 || ca < 0) return false;
    if (ab > 0 && bc > 0 && ca > 0) return true;
    if (care == Care::lenient || n.p == a || n.p == c) return false;
    if (ca == 0) return true;
    auto const enters = [&](Vec2d to) {
        return (ab > 0 || cross(b - a, to - n.p) > 0) && (bc > 0 || cross(c - b, to - n.p) > 0);
    };
    return enters(nodes_[n.prev].p) || enters(nodes_[n.next].p);
}

void Triangulator::build_grid(std::uint32_t start, std::uint32_t count) {
    grid_count_ = count >= kGridFrom ? count : 0;
    if (grid_count_ == 0) return;
    Vec2d low = nodes_[start].p, high = low;
    for (std::uint32_t i = 0, node = start; i < count; ++i, node = nodes_[node].next) {
        low = {std::min(low.x, nodes_[node].p.x), std::min(low.y, nodes_[node].p.y)};
        high = {std::max(high.x, nodes_[node].p.x), std::max(high.y, nodes_[node].p.y)};
    }
    double const longer = std::max(high.x - low.x, high.y - low.y);
    double const cells_per_side = std::ceil(std::sqrt(count));
    grid_.origin = low;
    grid_.cells_per_metre = longer > 0 ? cells_per_side / longer : 0;
    grid_.width = static_cast<std::uint32_t>((high.x - low.x) * grid_.cells_per_metre) + 1;
    grid_.height = static_cast<std::uint32_t>((high.y - low.y) * grid_.cells_per_metre) + 1;

    auto const cell_of = [&](Vec2d p) {
        auto const x = static_cast<std::uint32_t>((p.x - low.x) * grid_.cells_per_metre);
        auto const y = static_cast<std::uint32_t>((p.y - low.y) * grid_.cells_per_metre);
        return y * grid_.width + x;
    };
    grid_.cell_begin.assign(std::size_t{grid_.width} * grid_.height + 2, 0);
    for (std::uint32_t i = 0, node = start; i < count; ++i, node = nodes_[node].next) {
        if (nodes_[node].bend <= 0) ++grid_.cell_begin[cell_of(nodes_[node].p) + 2];
    }
    for (std::size_t i = 2; i < grid_.cell_begin.size(); ++i) grid_.cell_begin[i] += grid_.cell_begin[i - 1];
    grid_.nodes.resize(grid_.cell_begin.back());
    for (std::uint32_t i = 0, node = start; i < count; ++i, node = nodes_[node].next) {
        if (nodes_[node].bend <= 0) grid_.nodes[grid_.cell_begin[cell_of(nodes_[node].p) + 1]++] = node;
    }
}

bool Triangulator::grid_blocks(std::uint32_t tip, Care care) const {
    Node const& t = nodes_[tip];
    Vec2d const a = nodes_[t.prev].p, c = nodes_[t.next].p;
    auto const [min_x, max_x] = std::minmax({a.x, t.p.x, c.x});
    auto const [min_y, max_y] = std::minmax({a.y, t.p.y, c.y});
    auto const column = [&](double x) {
        return static_cast<std::uint32_t>((x - grid_.origin.x) * grid_.cells_per_metre);
    };
    auto const row = [&](double y) { return static_cast<std::uint32_t>((y - grid_.origin.y) * grid_.cells_per_metre); };
    for (std::uint32_t y = row(min_y); y <= row(max_y); ++y) {
        std::uint32_t const first = grid_.cell_begin[y * grid_.width + column(min_x)];
        std::uint32_t const last = grid_.cell_begin[y * grid_.width + column(max_x) + 1];
        for (std::uint32_t i = first; i < last; ++i) {
            std::uint32_t const node = grid_.nodes[i];
            if (nodes_[node].bend <= 0 && node != t.prev && node != t.next && blocks(tip, node, care)) return true;
        }
    }
    return false;
}

}  // namespace geo
