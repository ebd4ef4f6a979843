#include "geo/polygon_repair.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "geo/sentence.h"

namespace geo {
namespace {

using base::Severity;
using base::Vec2d;

constexpr double kSamePlace = 0.001;  // metres; two corners closer than this are one
constexpr double kNoArea = 0.01;      // square metres; nothing smaller is a building or a courtyard

bool lies_well(Polygons const& polygons, std::size_t polygon) {
    // Crossings are looked for elsewhere; here, with none, one corner tells where a whole hole is.
    std::uint32_t const first = polygons.polygon_begin[polygon], last = polygons.polygon_begin[polygon + 1];
    for (std::uint32_t r = first + 1; r < last; ++r) {
        if (!ring_contains(polygons.ring(first), polygons.ring(r)[0])) return false;
        for (std::uint32_t other = first + 1; other < last; ++other) {
            if (other != r && ring_contains(polygons.ring(other), polygons.ring(r)[0])) return false;
        }
    }
    return true;
}

}  // namespace

std::int64_t feature_of(VectorLayer const& layer, std::size_t polygon) {
    std::uint32_t const row = layer.polygons.row[polygon];
    return row < layer.feature_id.size() ? layer.feature_id[row] : -1;
}

void PolygonRepairer::report(Severity severity, std::string code, std::string reason) {
    std::int64_t const feature = feature_of(layer_, polygon_);
    piece_.findings.add({severity, layer_.source, layer_.layer, feature, std::move(code), std::move(reason)});
}

/// The fast path: leaves a good polygon alone, turns rings that run the wrong way, and hands on the rest.
void PolygonRepairer::look(std::size_t polygon) {
    std::uint32_t const first = polygons_.polygon_begin[polygon], last = polygons_.polygon_begin[polygon + 1];
    std::size_t clockwise_outer = 0, holes_as_outer = 0;
    bool good = last > first, convex = last == first + 1;
    bool outer_positive = false;
    for (std::uint32_t r = first; r < last && good; ++r) {
        auto const ring = polygons_.ring(r);
        RingFacts const facts = look_at(ring);
        good = ring.size() >= 3 && facts.finite && facts.shortest_edge >= kSamePlace && std::abs(facts.area) >= kNoArea;
        convex = convex && facts.convex;
        if (r == first) {
            outer_positive = facts.area > 0;
            clockwise_outer += !outer_positive;
        } else {
            holes_as_outer += (facts.area > 0) == outer_positive;
        }
    }
    if (good && holes_as_outer == 0 && !convex) {
        std::uint32_t const begin = polygons_.ring_begin[first], end = polygons_.ring_begin[last];
        ends_.clear();
        for (std::uint32_t r = first; r < last; ++r) ends_.push_back(polygons_.ring_begin[r + 1] - begin);
        good = !meetings_.find({polygons_.points.data() + begin, end - begin}, ends_).any() &&
               (last == first + 1 || lies_well(polygons_, polygon));
    }
    if (!good || holes_as_outer > 0) return repair(polygon);
    if (clockwise_outer > 0) turn_in_place(polygon);
}

void PolygonRepairer::turn_in_place(std::size_t polygon) {
    for (std::uint32_t r = polygons_.polygon_begin[polygon]; r < polygons_.polygon_begin[polygon + 1]; ++r) {
        auto const begin = static_cast<std::ptrdiff_t>(polygons_.ring_begin[r]);
        auto const end = static_cast<std::ptrdiff_t>(polygons_.ring_begin[r + 1]);
        std::reverse(polygons_.points.begin() + begin, polygons_.points.begin() + end);
        if (!polygons_.z.empty()) std::reverse(polygons_.z.begin() + begin, polygons_.z.begin() + end);
    }
    piece_.turned.push_back(polygon);
}

/// The slow path, for one polygon in thousands.
void PolygonRepairer::repair(std::size_t polygon) {
    polygon_ = polygon;
    RepairedPolygon change{.polygon = polygon, .parts = {}, .z = {}};
    Rings rings;
    std::vector<float> z;
    clean_rings(polygon, rings, z);
    if (!rings.ring_ends.empty() && drop_flat_rings(rings, z)) {
        mend(rings, z, change);
    }
    if (!is_as_before(change)) piece_.changes.push_back(std::move(change));
}

/// A hole may touch its ring in one point: that looked suspicious, but is good as it is.
bool PolygonRepairer::is_as_before(RepairedPolygon const& change) const {
    if (change.parts.size() != 1) return false;
    std::uint32_t const first = polygons_.polygon_begin[change.polygon];
    std::uint32_t const last = polygons_.polygon_begin[change.polygon + 1];
    std::uint32_t const begin = polygons_.ring_begin[first], end = polygons_.ring_begin[last];
    return change.parts[0].ring_ends.size() == last - first &&
           std::ranges::equal(change.parts[0].points, std::span(polygons_.points).subspan(begin, end - begin));
}

/// All rings without points that are not finite or that repeat their neighbour; none if the outer ring is not one.
void PolygonRepairer::clean_rings(std::size_t polygon, Rings& rings, std::vector<float>& z) {
    std::uint32_t const first = polygons_.polygon_begin[polygon], last = polygons_.polygon_begin[polygon + 1];
    if (first == last) report(Severity::skipped, "too-few-points", "the polygon has no ring");
    for (std::uint32_t r = first; r < last; ++r) {
        std::size_t const begin = rings.points.size();
        if (append_clean_ring(r, rings, z)) continue;
        std::size_t const left = rings.points.size() - begin;
        if (r == first) {
            report(Severity::skipped, "too-few-points", sentence("only %zu different points in the outer ring", left));
            return;
        }
        report(Severity::repaired, "too-few-points",
               sentence("only %zu different points in a hole; the hole is left out", left));
        rings.points.resize(begin);
        z.resize(polygons_.z.empty() ? 0 : begin);
    }
}

/// False if fewer than three points are left (then they are appended, but no ring is).
bool PolygonRepairer::append_clean_ring(std::uint32_t ring, Rings& rings, std::vector<float>& z) {
    std::size_t const begin = rings.points.size();
    std::size_t not_finite = 0, repeated = 0;
    auto const same = [](Vec2d a, Vec2d b) { return base::length(a - b) < kSamePlace; };
    for (std::uint32_t i = polygons_.ring_begin[ring]; i < polygons_.ring_begin[ring + 1]; ++i) {
        Vec2d const p = polygons_.points[i];
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
            ++not_finite;
        } else if (rings.points.size() > begin && same(rings.points.back(), p)) {
            ++repeated;
        } else {
            rings.points.push_back(p);
            if (!polygons_.z.empty()) z.push_back(polygons_.z[i]);
        }
    }
    while (rings.points.size() > begin + 1 && same(rings.points.back(), rings.points[begin])) {
        rings.points.pop_back();
        if (!z.empty()) z.pop_back();
        ++repeated;
    }
    if (not_finite > 0) {
        report(Severity::repaired, "not-finite", sentence("%zu points are not numbers; left out", not_finite));
    }
    if (rings.points.size() - begin < 3) return false;
    if (repeated > 0) {
        report(Severity::repaired, "duplicate-points",
               sentence("%zu points within 1 mm of the one before; merged", repeated));
    }
    rings.ring_ends.push_back(static_cast<std::uint32_t>(rings.points.size()));
    return true;
}

/// False if the outer ring has no area; the bow-tie, whose two halves cancel out, has.
bool PolygonRepairer::drop_flat_rings(Rings& rings, std::vector<float>& z) {
    Rings kept;
    std::vector<float> kept_z;
    std::uint32_t begin = 0;
    for (std::uint32_t const end : rings.ring_ends) {
        std::span<Vec2d const> const ring(rings.points.data() + begin, end - begin);
        double const area = std::abs(signed_area(ring));
        std::uint32_t const ends[] = {end - begin};
        bool const flat = area < kNoArea && !meetings_.find(ring, ends).in_a_ring;
        if (flat && begin == 0) {
            report(Severity::skipped, "zero-area", sentence("the outer ring has an area of %.4f m2", area));
            return false;
        }
        if (flat) {
            report(Severity::repaired, "zero-area",
                   sentence("a hole has an area of %.4f m2; the hole is left out", area));
        } else {
            kept.points.insert(kept.points.end(), ring.begin(), ring.end());
            if (!z.empty()) kept_z.insert(kept_z.end(), z.begin() + begin, z.begin() + end);
            kept.ring_ends.push_back(static_cast<std::uint32_t>(kept.points.size()));
        }
        begin = end;
    }
    rings = std::move(kept);
    z = std::move(kept_z);
    return true;
}

void PolygonRepairer::turn_rings(Rings& rings, std::vector<float>& z) {
    std::size_t turned = 0;
    std::uint32_t begin = 0;
    for (std::uint32_t const end : rings.ring_ends) {
        bool const counter_clockwise = signed_area({rings.points.data() + begin, end - begin}) > 0;
        if (counter_clockwise != (begin == 0)) {
            ++turned;
            std::reverse(rings.points.begin() + begin, rings.points.begin() + end);
            if (!z.empty()) std::reverse(z.begin() + begin, z.begin() + end);
        }
        begin = end;
    }
    if (turned == rings.ring_ends.size()) {
        piece_.turned.push_back(polygon_);
    } else if (turned > 0) {
        report(Severity::repaired, "winding", sentence("%zu of its rings ran the wrong way round; turned", turned));
    }
}

/// What is wrong with rings that GEOS refuses, as a code and the start of a sentence.
std::string PolygonRepairer::fault(Rings const& rings, std::string& code) {
    Meetings const meetings = meetings_.find(rings.points, rings.ring_ends);
    Vec2d const at = meetings.where;
    if (meetings.in_a_ring) {
        code = "self-crossing";
        return sentence("a ring crosses or touches itself near (%.2f, %.2f)", at.x, at.y);
    }
    if (meetings.with_outer) {
        code = "hole-outside";
        return sentence("a hole crosses the outer ring near (%.2f, %.2f)", at.x, at.y);
    }
    if (meetings.of_holes) {
        code = "holes-overlap";
        return sentence("two holes cross near (%.2f, %.2f)", at.x, at.y);
    }
    std::span<Vec2d const> const outer(rings.points.data(), rings.ring_ends[0]);
    for (std::size_t r = 1; r < rings.ring_ends.size(); ++r) {
        if (ring_contains(outer, rings.points[rings.ring_ends[r - 1]])) continue;
        code = "hole-outside";
        return "a hole lies outside the outer ring";
    }
    code = "holes-overlap";
    return "a hole lies inside another";
}

/// MakeValid would make polygons of them, and a building of what was to be none.
void PolygonRepairer::drop_outside_holes(Rings& rings) {
    std::span<Vec2d const> const outer(rings.points.data(), rings.ring_ends[0]);
    Rings kept{{outer.begin(), outer.end()}, {rings.ring_ends[0]}};
    for (std::size_t r = 1; r < rings.ring_ends.size(); ++r) {
        std::uint32_t const begin = rings.ring_ends[r - 1];
        std::span<Vec2d const> const hole(rings.points.data() + begin, rings.ring_ends[r] - begin);
        Rings both{{outer.begin(), outer.end()}, {rings.ring_ends[0]}};
        both.points.insert(both.points.end(), hole.begin(), hole.end());
        both.ring_ends.push_back(static_cast<std::uint32_t>(both.points.size()));
        bool const apart = !meetings_.find(both.points, both.ring_ends).with_outer && !ring_contains(outer, hole[0]) &&
                           !ring_contains(hole, outer[0]);
        if (apart) continue;
        kept.points.insert(kept.points.end(), hole.begin(), hole.end());
        kept.ring_ends.push_back(static_cast<std::uint32_t>(kept.points.size()));
    }
    rings = std::move(kept);
}

/// GEOS says whether the cleaned rings are good now, and else what polygons they make.
void PolygonRepairer::mend(Rings& rings, std::vector<float>& z, RepairedPolygon& change) {
    if (!geos_) geos_ = std::make_unique<Geos>();
    bool const with_heights = !polygons_.z.empty();
    if (geos_->is_valid(rings)) {
        turn_rings(rings, z);
        change.parts.push_back(std::move(rings));
        if (with_heights) change.z.push_back(std::move(z));
        return;
    }
    std::string code;
    std::string const what = fault(rings, code);
    Rings const before = rings;
    drop_outside_holes(rings);
    std::size_t slivers = 0;
    for (Rings& part : geos_->make_valid(rings)) {
        double const area = signed_area({part.points.data(), part.ring_ends[0]});
        if (area < kNoArea) {
            ++slivers;
            continue;
        }
        if (with_heights) change.z.push_back(heights_for(part, before, z));
        change.parts.push_back(std::move(part));
    }
    if (change.parts.empty()) {
        report(Severity::skipped, "zero-area", what + "; no area is left of it");
        return;
    }
    report(Severity::repaired, std::move(code), what + sentence("; %zu polygon(s) made of it", change.parts.size()));
    if (slivers > 0) {
        report(Severity::repaired, "zero-area", sentence("%zu slivers below 0.01 m2 left out after repair", slivers));
    }
}

/// Heights of the points GEOS gives back: their own where it kept them, else along the nearest old edge.
std::vector<float> PolygonRepairer::heights_for(Rings const& part, Rings const& from,
                                                std::vector<float> const& z) const {
    std::vector<float> heights;
    for (Vec2d const p : part.points) {
        double nearest = std::numeric_limits<double>::infinity();
        float height = 0;
        std::uint32_t begin = 0;
        for (std::uint32_t const end : from.ring_ends) {
            for (std::uint32_t i = begin; i < end && nearest > 0; ++i) {
                std::uint32_t const j = i + 1 < end ? i + 1 : begin;
                Vec2d const a = from.points[i], edge = from.points[j] - a;
                double const along = std::clamp(base::dot(p - a, edge) / base::dot(edge, edge), 0.0, 1.0);
                Vec2d const away = p - (a + edge * along);
                if (base::dot(away, away) >= nearest) continue;
                nearest = base::dot(away, away);
                height = static_cast<float>(z[i] + along * (static_cast<double>(z[j]) - z[i]));
            }
            begin = end;
        }
        heights.push_back(height);
    }
    return heights;
}

}  // namespace geo
