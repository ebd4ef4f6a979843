// Roofs and ground along a section's line, as exactly as they are drawn.
#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/parts.h"
#include "scene/section_parts.h"

namespace scene {
namespace {

using base::Vec2d;

constexpr double kStep = 1e-6;  // metres: places nearer than this are one

void sort_places(std::vector<double>& places) {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end(), [](double a, double b) { return b - a < kStep; }),
                 places.end());
}

double height_on(RoofPiece const& piece, double at) {
    double const share = (at - piece.from.x) / (piece.to.x - piece.from.x);
    return piece.from.y + (piece.to.y - piece.from.y) * share;
}

/// Places where the line crosses the edges of the grid's triangles: rows, columns and the diagonals between them.
std::vector<double> grid_places(geo::HeightGrid const& grid, SectionLine const& line, double from, double to) {
    std::vector<double> places{from, to};
    Vec2d const along = line.along(), start = line.from - grid.origin;
    auto const add = [&](double at_start, double slope) {
        if (std::abs(slope) < 1e-9) return;
        double const a = (at_start + slope * from) / grid.spacing, b = (at_start + slope * to) / grid.spacing;
        for (double k = std::ceil(std::min(a, b)); k <= std::max(a, b); ++k)
            places.push_back((k * grid.spacing - at_start) / slope);
    };
    add(start.x, along.x);
    add(start.y, along.y);
    add(start.x - start.y, along.x - along.y);
    sort_places(places);
    return places;
}

}  // namespace

std::pair<double, double> shares_within(base::Extent const& box, Vec2d from, Vec2d way, double least, double most) {
    auto const narrow = [&](double start, double slope, double low, double high) {
        if (std::abs(slope) < 1e-12) {
            if (start < low || start > high) most = least;
            return;
        }
        double const a = (low - start) / slope, b = (high - start) / slope;
        least = std::max(least, std::min(a, b));
        most = std::min(most, std::max(a, b));
    };
    narrow(from.x, way.x, box.min_x, box.max_x);
    narrow(from.y, way.y, box.min_y, box.max_y);
    return {least, most};
}

std::vector<Vec2d> roof_over(double from, double to, double eaves, bool whole_roof,
                             std::vector<RoofPiece> const& pieces) {
    std::vector<double> places{from, to};
    for (RoofPiece const& piece : pieces) {
        for (double const at : {piece.from.x, piece.to.x}) {
            if (at > from && at < to) places.push_back(at);
        }
    }
    sort_places(places);
    std::vector<Vec2d> out;
    auto const add = [&](Vec2d p) {
        bool const known = !out.empty() && std::abs(out.back().x - p.x) < kStep && std::abs(out.back().y - p.y) < 1e-3;
        if (!known) out.push_back(p);
    };
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        double const a = places[i], b = places[i + 1], middle = (a + b) / 2;
        RoofPiece const* best = nullptr;
        for (RoofPiece const& piece : pieces) {
            if (piece.from.x > middle || piece.to.x < middle) continue;
            if (!best || height_on(piece, middle) > height_on(*best, middle)) best = &piece;
        }
        bool const lid = !best || (!whole_roof && height_on(*best, middle) < eaves);
        add({a, lid ? eaves : height_on(*best, a)});
        add({b, lid ? eaves : height_on(*best, b)});
    }
    return out;
}

std::vector<Vec2d> with_points(std::vector<Vec2d> polyline, std::vector<double> places) {
    if (polyline.size() < 2) return polyline;
    sort_places(places);
    std::vector<Vec2d> out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < polyline.size(); ++i) {
        while (i > 0 && next < places.size() && places[next] < polyline[i].x - kStep) {
            double const at = places[next++];
            if (at <= polyline[i - 1].x + kStep) continue;
            out.push_back({at, height_on({polyline[i - 1], polyline[i]}, at)});
        }
        out.push_back(polyline[i]);
    }
    return out;
}

std::vector<Vec2d> land_along(twin::District const& district, SectionLine const& line) {
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    Land const land(district);
    base::Extent const& all = land.box();
    Vec2d const half{all.width() / 2, all.height() / 2}, centre = all.centre();
    double const wide = kLandReach * half.x, deep = kLandReach * half.y;
    auto const [from, to] = shares_within({centre.x - wide, centre.y - deep, centre.x + wide, centre.y + deep},
                                          line.from, line.along(), -kEndless, kEndless);
    if (from >= to) return {};
    std::vector<double> places{from, to, 0, line.length()};
    auto [in, out] = shares_within(all, line.from, line.along(), -kEndless, kEndless);
    if (in >= out) {
        in = out = dot(line.along(), centre - line.from);
    } else if (!district.terrain.empty()) {
        auto const exact = grid_places(district.terrain, line, in, out);
        places.insert(places.end(), exact.begin(), exact.end());
    }
    // Outside the land levels off along curves: short pieces near the district, longer ones far away.
    double const size = std::max(all.width(), all.height());
    for (double step = size / 64, way = 0; way < to - from; way += step, step *= 1.2) {
        for (double const at : {in - way, out + way}) {
            if (at > from && at < to && (at < in || at > out)) places.push_back(at);
        }
    }
    sort_places(places);
    std::vector<Vec2d> points;
    for (double const at : places) points.push_back({at, land.height(line.at(at))});
    return points;
}

}  // namespace scene
