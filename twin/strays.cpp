#include "twin/strays.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "geo/crs.h"
#include "twin/keep.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kDegree = 111'320;    // metres along a meridian
constexpr double kFarAway = 200'000;   // metres from the middle: no district reaches that far
constexpr double kTooFar = 2'000'000;  // metres: beyond this no projected system holds

bool finite(base::Vec2d p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// Keeps the polygons, lines and points for which `near` holds, and returns the rows of the others.
template <class Near>
std::vector<std::uint32_t> keep_near(geo::VectorLayer& layer, Near near) {
    std::vector<std::uint32_t> far_rows;
    auto const judge = [&](std::vector<std::uint32_t> const& rows, auto const& points_of) {
        std::vector<std::uint8_t> keep(rows.size());
        for (std::size_t i = 0; i < keep.size(); ++i) {
            std::span<base::Vec2d const> const points = points_of(i);
            keep[i] = std::all_of(points.begin(), points.end(), near) ? 1 : 0;
            if (!keep[i]) far_rows.push_back(rows[i]);
        }
        return keep;
    };
    geo::Polygons& g = layer.polygons;
    auto const outer = [&](std::size_t p) {
        return g.polygon_begin[p] < g.polygon_begin[p + 1] ? g.outer(p) : std::span<base::Vec2d const>{};
    };
    keep_polygons(g, judge(g.row, outer));
    keep_lines(layer.lines, judge(layer.lines.row, [&](std::size_t i) { return layer.lines.line(i); }));
    keep_points(layer.points,
                judge(layer.points.row, [&](std::size_t i) { return std::span(&layer.points.points[i], 1); }));
    return far_rows;
}

void report_rows(base::Findings& findings, geo::VectorLayer const& layer, std::vector<std::uint32_t> const& rows,
                 char const* code, std::string const& reason) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        findings.add({base::Severity::skipped, layer.source, layer.layer, layer.feature_id[rows[i]], code,
                      i < base::Findings::kExamples ? reason : std::string{}});
    }
}

base::Extent reach_around(base::Vec2d middle, double metres, bool degrees) {
    double const y = degrees ? metres / kDegree : metres;
    double const x = degrees ? y / std::max(0.05, std::cos(middle.y * std::numbers::pi / 180)) : metres;
    return {middle.x - x, middle.y - y, middle.x + x, middle.y + y};
}

/// How many of the first points of polygons, lines and points lie outside.
std::size_t count_outside(geo::VectorLayer const& layer, base::Extent const& reach) {
    std::size_t count = 0;
    auto const look = [&](std::span<base::Vec2d const> points) {
        count += !points.empty() && finite(points[0]) && !reach.contains(points[0]);
    };
    for (std::size_t i = 0; i < layer.polygons.size(); ++i) look(layer.polygons.outer(i));
    for (std::size_t i = 0; i < layer.lines.size(); ++i) look(layer.lines.line(i));
    for (base::Vec2d const& p : layer.points.points) look({&p, 1});
    return count;
}

base::Extent box_of_finite(std::span<base::Vec2d const> points) {
    base::Extent box;
    // Comparisons leave NaN out by themselves, and without a branch this loop is as fast as memory; infinities are rare
    // enough to be looked for afterwards.
    for (base::Vec2d p : points) {
        box.min_x = p.x < box.min_x ? p.x : box.min_x;
        box.min_y = p.y < box.min_y ? p.y : box.min_y;
        box.max_x = p.x > box.max_x ? p.x : box.max_x;
        box.max_y = p.y > box.max_y ? p.y : box.max_y;
    }
    if (finite({box.min_x, box.min_y}) && finite({box.max_x, box.max_y})) return box;
    box = {};
    for (base::Vec2d p : points) {
        if (finite(p)) box.add(p);
    }
    return box;
}

}  // namespace

base::Extent finite_extent(geo::VectorLayer const& layer) {
    constexpr std::size_t kGrain = 1 << 18;
    base::Extent all;
    for (auto const* points : {&layer.polygons.points, &layer.lines.points, &layer.points.points}) {
        std::vector<base::Extent> pieces(points->size() / kGrain + 1);
        base::parallel_for(points->size(), kGrain, [&](std::size_t begin, std::size_t end) {
            pieces[begin / kGrain] = box_of_finite({points->data() + begin, end - begin});
        });
        for (base::Extent const& piece : pieces) all.add(piece);
    }
    return all;
}

std::optional<base::Vec2d> median(geo::VectorLayer const& layer) {
    std::vector<double> xs, ys;
    auto const add = [&](base::Vec2d p) {
        if (!finite(p)) return;
        xs.push_back(p.x);
        ys.push_back(p.y);
    };
    std::size_t const step = 1 + (layer.polygons.size() + layer.lines.size() + layer.points.size()) / 8192;
    for (std::size_t i = 0; i < layer.polygons.size(); i += step) {
        if (!layer.polygons.outer(i).empty()) add(layer.polygons.outer(i).front());
    }
    for (std::size_t i = 0; i < layer.lines.size(); i += step) {
        if (!layer.lines.line(i).empty()) add(layer.lines.line(i).front());
    }
    for (std::size_t i = 0; i < layer.points.size(); i += step) add(layer.points.points[i]);
    if (xs.empty()) return {};
    auto const middle = static_cast<std::ptrdiff_t>(xs.size() / 2);
    std::nth_element(xs.begin(), xs.begin() + middle, xs.end());
    std::nth_element(ys.begin(), ys.begin() + middle, ys.end());
    return base::Vec2d{xs[static_cast<std::size_t>(middle)], ys[static_cast<std::size_t>(middle)]};
}

base::Extent drop_far_away(geo::VectorLayer& layer, base::Findings& findings) {
    base::Extent const extent = finite_extent(layer);
    auto const middle = median(layer);
    if (!middle) return extent;
    bool const degrees = !layer.crs.empty() && geo::is_geographic(layer.crs);
    auto const holds = [&](base::Extent const& r) {
        return r.contains({extent.min_x, extent.min_y}) && r.contains({extent.max_x, extent.max_y});
    };
    double metres = kFarAway;
    base::Extent reach = reach_around(*middle, metres, degrees);
    if (holds(reach)) return extent;
    // Strays are few. Where much lies that far, or one thing is that large, it is a wide map and no district.
    std::size_t const all = layer.polygons.size() + layer.lines.size() + layer.points.size();
    if (std::size_t const outside = count_outside(layer, reach); outside == 0 || outside * 10 > all * 3) {
        findings.add({base::Severity::warning, layer.source, layer.layer, -1, "too-wide",
                      "it reaches more than 200 km from its middle, which is no district; it may look small or bent"});
        metres = kTooFar;
        reach = reach_around(*middle, metres, degrees);
        if (holds(reach)) return extent;
    }
    // Coordinates that are no numbers are for the repairer to count.
    auto const far_rows = keep_near(layer, [&](base::Vec2d p) { return !finite(p) || reach.contains(p); });
    report_rows(findings, layer, far_rows, "far-away",
                "more than " + figure(metres / 1000, 0) + " km from the middle of the layer");
    return finite_extent(layer);
}

void drop_not_finite(geo::VectorLayer& layer, base::Findings& findings) {
    bool all = true;
    for (auto const* points : {&layer.lines.points, &layer.points.points})
        all = all && std::all_of(points->begin(), points->end(), finite);
    if (all) return;
    geo::Polygons polygons = std::move(layer.polygons);
    layer.polygons = {};
    auto const rows = keep_near(layer, finite);
    layer.polygons = std::move(polygons);
    report_rows(findings, layer, rows, "not-finite", "a coordinate of it is no number");
}

}  // namespace twin
