#include "scene/section.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "base/parallel.h"
#include "scene/parts.h"
#include "scene/section_parts.h"
#include "scene/view.h"

namespace scene {
namespace {

using base::Vec2d;
using base::Vec3d;

constexpr double kMillimetre = 1e-3;
constexpr double kLift =
    0.02;  // metres that faces stand before the plane, so that what is cut never shows through them

/// One stretch of a building in the plane.
struct CutStretch {
    CutBuilding what;
    std::vector<Vec2d> roof;   ///< metres along and high; two points at one place where it steps
    std::uint32_t before = 0;  ///< of the stretches that overlap this one, how many faces it stands before
};

/// Where a triangle meets the plane: metres along and high; false where it does not, or stands upright in it.
bool meets(SectionLine const& line, Vec2d along, std::array<Vec3d, 3> const& t, RoofPiece& out) {
    std::array<double, 3> behind;
    for (std::size_t i = 0; i < 3; ++i) behind[i] = base::cross(along, Vec2d{t[i].x, t[i].y} - line.from);
    std::array<Vec2d, 2> ends;
    std::size_t found = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        std::size_t const j = (i + 1) % 3;
        if ((behind[i] > 0) == (behind[j] > 0)) continue;
        Vec3d const at = t[i] + (t[j] - t[i]) * (behind[i] / (behind[i] - behind[j]));
        ends[found++] = {dot(along, Vec2d{at.x, at.y} - line.from), at.z};
    }
    if (found != 2) return false;
    if (ends[0].x > ends[1].x) std::swap(ends[0], ends[1]);
    out = {ends[0], ends[1]};
    return ends[1].x - ends[0].x > kMillimetre;
}

/// Surfaces from the source that the plane meets, by building.
std::vector<std::pair<std::uint32_t, RoofPiece>> met_surfaces(twin::BuildingSurfaces const& s,
                                                              SectionLine const& line) {
    std::vector<std::pair<std::uint32_t, RoofPiece>> out;
    Vec2d const along = line.along();
    for (std::size_t t = 0; t < s.building.size(); ++t) {
        RoofPiece piece;
        std::array<Vec3d, 3> const corners{s.points[s.triangles[t * 3]], s.points[s.triangles[t * 3 + 1]],
                                           s.points[s.triangles[t * 3 + 2]]};
        if (meets(line, along, corners, piece)) out.emplace_back(s.building[t], piece);
    }
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    return out;
}

std::vector<RoofPiece> own_roof(twin::Buildings const& buildings, std::uint32_t building, SectionLine const& line) {
    Solids const solids = solids_of(buildings, building);
    std::vector<RoofPiece> out;
    Vec2d const along = line.along();
    auto const corner = [&](std::size_t i) {
        shared::vec3 const p = solids.vertices[solids.indices[i]].position;
        return Vec3d{double{p.x}, double{p.y}, double{p.z}};
    };
    for (std::size_t i = 0; i + 2 < solids.indices.size(); i += 3) {
        RoofPiece piece;
        if (meets(line, along, {corner(i), corner(i + 1), corner(i + 2)}, piece)) out.push_back(piece);
    }
    return out;
}

/// The middle of the highest piece, where its height is written. What rises above `most` is a plant room, which the
/// source knows nothing of.
void find_top(CutStretch& stretch, double most) {
    double width = 0;
    for (std::size_t k = 0; k + 1 < stretch.roof.size(); ++k) {
        Vec2d const u = stretch.roof[k], v = stretch.roof[k + 1];
        double const top = std::max(u.y, v.y);
        bool const wider = top > stretch.what.top - kMillimetre && v.x - u.x > width + kMillimetre;
        if (top > most + kMillimetre || (top <= stretch.what.top + kMillimetre && !wider)) continue;
        width = v.x - u.x;
        stretch.what.top = std::max(top, stretch.what.top);
        stretch.what.top_at = std::abs(u.y - v.y) < kMillimetre ? (u.x + v.x) / 2 : u.y > v.y ? u.x : v.x;
    }
}

std::vector<CutStretch> stretches_of(twin::District const& district, SectionLine const& line,
                                     std::span<std::uint32_t const> drawn) {
    twin::Buildings const& b = district.buildings;
    Vec2d const along = line.along();
    std::vector<std::uint8_t> crossed(drawn.size());
    base::parallel_for(drawn.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (drawn[i] >= b.size()) continue;
            bool left = false, right = false;
            for (Vec2d const p : b.footprints.outer(drawn[i]))
                (base::cross(along, p - line.from) > 0 ? left : right) = true;
            crossed[i] = left && right;
        }
    });
    auto const surfaces = met_surfaces(district.surfaces, line);
    std::vector<CutStretch> out;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (!crossed[i]) continue;
        std::uint32_t const building = drawn[i];
        double const foot = b.base_z[building], eaves = foot + double{b.height[building]};
        auto const own = std::equal_range(surfaces.begin(), surfaces.end(), std::pair{building, RoofPiece{}},
                                          [](auto const& x, auto const& y) { return x.first < y.first; });
        std::vector<RoofPiece> pieces;
        for (auto at = own.first; at != own.second; ++at) pieces.push_back(at->second);
        bool const as_surfaces = !pieces.empty();
        if (!as_surfaces) pieces = own_roof(b, building, line);
        for (Vec2d const run : inside(b.footprints, building, line)) {
            CutStretch stretch{{building, run.x, run.y, foot, foot, run.x},
                               roof_over(run.x, run.y, eaves, as_surfaces, pieces)};
            bool const may_rise = as_surfaces || has_pitched_roof(b, building);
            find_top(stretch, may_rise ? std::numeric_limits<double>::infinity() : eaves);
            out.push_back(std::move(stretch));
        }
    }
    std::sort(out.begin(), out.end(), [](CutStretch const& x, CutStretch const& y) {
        return x.what.from != y.what.from ? x.what.from < y.what.from : x.what.building < y.what.building;
    });
    return out;
}

/// Two faces in one plane would fight for each pixel: of those that overlap, each stands a little before the last.
void part_overlapping(std::vector<CutStretch>& stretches) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        double const from = stretches[i].what.from;
        std::erase_if(open, [&](std::size_t j) { return stretches[j].what.to <= from; });
        std::set<std::uint32_t> taken;
        for (std::size_t const j : open) taken.insert(stretches[j].before);
        while (taken.contains(stretches[i].before)) ++stretches[i].before;
        open.push_back(i);
    }
}

/// Writes faces bounded by uprights, a foot and a top.
class FaceWriter {
public:
    FaceWriter(Section& section) : section_(section), along_(section.line.along()) {}

    /// From a to b along, each with its foot and top; `start` and `end` are of the whole the piece belongs to.
    struct Piece {
        double a, b, foot_a, foot_b, top_a, top_b, start, end;
    };
    void add(Piece const& p, double before, std::uint32_t id, double storey) {
        auto const first = static_cast<std::uint32_t>(section_.vertices.size());
        Vec2d const ahead = Vec2d{along_.y, -along_.x} * before;  // to the right, where one looks from
        for (int i = 0; i < 4; ++i) {
            bool const end = i % 2 == 1, top = i >= 2;
            double const s = end ? p.b : p.a, low = end ? p.foot_b : p.foot_a, high = end ? p.top_b : p.top_a;
            double const z = top ? high : low;
            Vec2d const at = section_.line.from + along_ * s + ahead;
            auto const f = [](double v) { return static_cast<float>(v); };
            section_.vertices.push_back({{f(at.x), f(at.y), f(z)},
                                         {f(s), f(z)},
                                         {f(s - p.start), f(p.end - s), f(z - low), f(high - z)},
                                         id,
                                         f(storey)});
        }
        for (std::uint32_t const k : {0u, 1u, 3u, 0u, 3u, 2u}) section_.indices.push_back(first + k);
    }

private:
    Section& section_;
    Vec2d along_;
};

void add_buildings(twin::Buildings const& b, std::vector<CutStretch> const& stretches, FaceWriter& faces) {
    for (CutStretch const& s : stretches) {
        double const storey = double{b.height[s.what.building]} / std::max<int>(b.storeys[s.what.building], 1);
        for (std::size_t k = 0; k + 1 < s.roof.size(); ++k) {
            Vec2d const u = s.roof[k], v = s.roof[k + 1];
            if (v.x - u.x < kMillimetre) continue;
            faces.add({u.x, v.x, s.what.foot, s.what.foot, u.y, v.y, s.what.from, s.what.to}, kLift * (2 + s.before),
                      make_id(IdKind::building, s.what.building), storey);
        }
    }
}

/// The earth reaches up to the ground, and under a building to its foot.
void add_earth(std::vector<Vec2d> ground, std::vector<CutStretch> const& stretches, double low, double depth,
               FaceWriter& faces) {
    std::vector<double> cuts;
    for (CutStretch const& s : stretches) cuts.insert(cuts.end(), {s.what.from, s.what.to});
    ground = with_points(std::move(ground), std::move(cuts));
    double const start = ground.front().x, end = ground.back().x;
    std::size_t next = 0;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i + 1 < ground.size(); ++i) {
        Vec2d u = ground[i], v = ground[i + 1];
        if (v.x - u.x < 1e-9) continue;
        double const middle = (u.x + v.x) / 2;
        while (next < stretches.size() && stretches[next].what.from < middle) open.push_back(next++);
        std::erase_if(open, [&](std::size_t j) { return stretches[j].what.to < middle; });
        double foot = std::numeric_limits<double>::infinity();
        for (std::size_t const j : open) foot = std::min(foot, stretches[j].what.foot);
        if (!open.empty()) u.y = v.y = foot;
        faces.add({u.x, v.x, std::min(low, u.y - depth), std::min(low, v.y - depth), u.y, v.y, start, end}, kLift, 0,
                  0);
    }
}

}  // namespace

bool cuts_away(View const& view, Vec2d place) { return view.section && view.section->line.behind(place) < 0; }

SectionLine seen_from(SectionLine line, Camera const& camera) {
    Vec3d const ahead = camera.target - camera.eye;
    Vec2d const along = line.to - line.from;
    double const level = std::hypot(ahead.x, ahead.y);
    bool const down = level < 1e-6 * length(ahead);
    Vec2d const up{camera.up.x, camera.up.y};
    double behind = base::cross(along, down ? up : Vec2d{ahead.x, ahead.y});
    // Near by it is the eye's own side that counts: one may look along the line or past its end.
    if (!down && camera.ortho_height <= 0) behind = -base::cross(along, Vec2d{camera.eye.x, camera.eye.y} - line.from);
    if (behind < 0) std::swap(line.from, line.to);
    return line;
}

Camera square_on(SectionLine const& line, double low, double high, double aspect, double most_below) {
    constexpr double kRoom = 1.15;
    Vec2d const along = line.along(), middle = line.at(line.length() / 2);
    double const away = std::max(line.length(), 1000.0);
    Camera camera;
    camera.ortho_height = kRoom * std::max(line.length() / std::max(aspect, 0.1), high - low);
    // A long section is a low strip: it stands in the lower part of the picture, and what lies behind rises above it.
    double const below = std::min(most_below * camera.ortho_height, (camera.ortho_height - (high - low)) / 2);
    camera.target = {middle.x, middle.y, low - below + camera.ortho_height / 2};
    camera.eye = camera.target + Vec3d{along.y, -along.x, 0} * away;
    return camera;
}

bool is_drawing(View const& view) {
    if (!view.section || view.camera.ortho_height <= 0) return false;
    constexpr double kStraight = 0.999;  // within 2.5 degrees
    Vec3d const ahead = view.camera.target - view.camera.eye;
    Vec2d const along = view.section->line.along();
    return base::cross(along, Vec2d{ahead.x, ahead.y}) > kStraight * length(ahead);
}

double Section::height(CutBuilding const& one) const {
    double foot = one.foot;
    for (CutBuilding const& other : buildings)
        if (other.from <= one.top_at && other.to >= one.top_at) foot = std::min(foot, other.foot);
    return one.top - foot;
}

std::size_t Section::building_count() const {
    std::set<std::uint32_t> all;
    for (CutBuilding const& one : buildings) all.insert(one.building);
    return all.size();
}

std::vector<Vec2d> inside(geo::Polygons const& polygons, std::size_t polygon, SectionLine const& line) {
    Vec2d const along = line.along();
    std::vector<double> at;
    for (std::uint32_t r = polygons.polygon_begin[polygon]; r < polygons.polygon_begin[polygon + 1]; ++r) {
        auto const ring = polygons.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Vec2d const a = ring[i] - line.from, b = ring[i + 1 < ring.size() ? i + 1 : 0] - line.from;
            double const da = base::cross(along, a), db = base::cross(along, b);
            // A corner on the line belongs to the right side: each ring then crosses it an even number of times.
            if ((da > 0) == (db > 0)) continue;
            at.push_back(dot(along, a + (b - a) * (da / (da - db))));
        }
    }
    std::sort(at.begin(), at.end());
    std::vector<Vec2d> out;
    for (std::size_t i = 0; i + 1 < at.size(); i += 2) {
        if (at[i + 1] - at[i] < kMillimetre) continue;
        out.push_back({at[i], at[i + 1]});
    }
    return out;
}

std::shared_ptr<Section const> cut(twin::District const& district, SectionLine const& line,
                                   std::span<std::uint32_t const> buildings) {
    auto section = std::make_shared<Section>();
    section->line = line;
    std::vector<CutStretch> stretches = stretches_of(district, line, buildings);
    part_overlapping(stretches);
    FaceWriter faces(*section);
    add_buildings(district.buildings, stretches, faces);
    section->building_index_count = static_cast<std::uint32_t>(section->indices.size());

    double const whole = line.length();
    std::vector<Vec2d> const land = land_along(district, line);
    for (Vec2d const p : with_points(land, {0, whole})) {
        if (p.x >= -1e-9 && p.x <= whole + 1e-9) section->ground.push_back(p);
    }
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    for (Vec2d const p : section->ground) {
        lowest = std::min(lowest, p.y);
        highest = std::max(highest, p.y);
    }
    for (CutStretch const& s : stretches) {
        if (s.what.to <= 0 || s.what.from >= whole) continue;
        section->buildings.push_back(s.what);
        lowest = std::min(lowest, s.what.foot);
        for (Vec2d const p : s.roof) highest = std::max(highest, p.y);
    }
    // As thick as a drawing of this length wants it; it stands for the earth, not for what is known of it.
    double const depth = std::clamp(0.04 * whole, 6.0, 24.0);
    section->low = lowest - depth;
    section->high = highest;
    add_earth(land, stretches, section->low, depth, faces);
    return section;
}

}  // namespace scene
