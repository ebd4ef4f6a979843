// What is not a prism: pitched roofs over the footprint's oriented box, plant rooms on towers, surfaces from the
// source.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "base/parallel.h"
#include "geo/polygons.h"
#include "geo/triangulate.h"
#include "scene/parts.h"

namespace scene {
namespace {

using base::Vec2d;
using base::Vec3d;

enum SolidKind : std::uint32_t { kRoof = 0, kWall = 1, kPlant = 2 };

/// 0 at the eaves, 1 at the ridge.
double rise(twin::RoofShape shape, Oriented const& box, Vec2d p) {
    Vec2d const q = box.local(p);
    double const s = (q.x - box.min_s) / std::max(box.length(), 1e-6);
    double const t = (q.y - box.min_t) / std::max(box.width(), 1e-6);
    double const across = 1 - std::abs(2 * t - 1);
    double const run = std::min(0.5, 0.5 * box.width() / std::max(box.length(), 1e-6));
    double const along = std::clamp(std::min(s, 1 - s) / run, 0.0, 1.0);
    switch (shape) {
        case twin::RoofShape::flat: return 0;
        case twin::RoofShape::skillion: return t;
        case twin::RoofShape::gabled: return across;
        case twin::RoofShape::hipped: return std::min(across, along);
        case twin::RoofShape::pyramidal: return std::min(across, 1 - std::abs(2 * s - 1));
    }
    return 0;
}

class SolidBuilder {
public:
    explicit SolidBuilder(Solids& solids) : solids_(solids) {}

    void triangle(Vec3d a, Vec3d b, Vec3d c, std::uint32_t record, std::uint32_t kind) {
        face(std::array{a, b, c}, record, kind);
    }
    /// A flat convex face. Its vertices are shared by its triangles.
    void face(std::span<Vec3d const> corners, std::uint32_t record, std::uint32_t kind) {
        Vec3d normal{};
        for (std::size_t i = 2; i < corners.size(); ++i)
            normal = normal + cross(corners[i - 1] - corners[0], corners[i] - corners[0]);
        if (length(normal) < 1e-9) return;
        std::uint32_t const packed = pack_normal(normalised(normal));
        auto const first = static_cast<std::uint32_t>(solids_.vertices.size());
        for (Vec3d const p : corners) {
            solids_.vertices.push_back(
                {{static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(p.z)}, packed, record, kind});
        }
        for (std::uint32_t i = 2; i < corners.size(); ++i) {
            if (length(cross(corners[i - 1] - corners[0], corners[i] - corners[0])) < 1e-9) continue;
            for (std::uint32_t const k : {0u, i - 1, i}) solids_.indices.push_back(first + k);
        }
    }
    void quad(Vec3d a, Vec3d b, Vec3d c, Vec3d d, std::uint32_t record, std::uint32_t kind) {
        face(std::array{a, b, c, d}, record, kind);
    }

private:
    Solids& solids_;
};

/// A convex piece of a roof, in plan: a triangle that at most five lines have cut.
struct RoofPart {
    std::array<Vec2d, 10> corners;
    std::size_t count = 0;

    void add(Vec2d p) {
        if (count < corners.size()) corners[count++] = p;
    }
};

/// Cuts a convex piece by the line where `along` passes `at`; keeps the two sides in `low` and `high`.
void split_part(RoofPart const& piece, Vec2d origin, Vec2d axis, double at, RoofPart& low, RoofPart& high) {
    low.count = high.count = 0;
    for (std::size_t i = 0; i < piece.count; ++i) {
        Vec2d const a = piece.corners[i], b = piece.corners[i + 1 < piece.count ? i + 1 : 0];
        double const da = dot(a - origin, axis) - at, db = dot(b - origin, axis) - at;
        if (da <= 0) low.add(a);
        if (da >= 0) high.add(a);
        if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
            Vec2d const cut = a + (b - a) * (da / (da - db));
            low.add(cut);
            high.add(cut);
        }
    }
}

/// A line along which the roof bends.
struct Crease {
    Vec2d axis;
    double at;
};

std::vector<Crease> creases(twin::RoofShape shape, Oriented const& box) {
    double const mid_t = (box.min_t + box.max_t) / 2;
    double const half = box.width() / 2;
    switch (shape) {
        case twin::RoofShape::gabled: return {{box.across, mid_t}};
        case twin::RoofShape::hipped: {
            // Hips run at 45 degrees from the corners of the box; the planes meet where s - min_s equals the way
            // across.
            Vec2d const plus = box.along + box.across, minus = box.along - box.across;
            return {{box.across, mid_t},
                    {plus, box.min_s + half + mid_t},
                    {minus, box.min_s + half - mid_t},
                    {plus, box.max_s - half + mid_t},
                    {minus, box.max_s - half - mid_t}};
        }
        case twin::RoofShape::pyramidal: {
            Vec2d const centre{(box.min_s + box.max_s) / 2, mid_t};
            double const ratio = box.length() / std::max(box.width(), 1e-6);
            Vec2d const plus = box.along + box.across * ratio, minus = box.along - box.across * ratio;
            return {{plus, centre.x + centre.y * ratio}, {minus, centre.x - centre.y * ratio}};
        }
        default: return {};
    }
}

/// A pitched roof over an oriented box.
struct PitchedRoof {
    twin::RoofShape shape;
    Oriented box;
    double eaves, height;  ///< metres; `height` from the eaves to the ridge
    std::vector<Crease> bends;

    Vec3d raised(Vec2d p) const { return {p.x, p.y, eaves + height * rise(shape, box, p)}; }
};

/// The flat pieces of a triangle in plan, cut where the roof bends.
void cut_at_bends(PitchedRoof const& roof, std::vector<RoofPart>& pieces, std::vector<RoofPart>& spare) {
    RoofPart low, high;
    for (Crease const& bend : roof.bends) {
        spare.clear();
        for (RoofPart const& piece : pieces) {
            split_part(piece, roof.box.origin, bend.axis, bend.at, low, high);
            if (low.count > 2) spare.push_back(low);
            if (high.count > 2) spare.push_back(high);
        }
        pieces.swap(spare);
    }
}

/// Walls go on up to the roof: gables and the high side of a lean-to.
void add_gable(PitchedRoof const& roof, Vec2d from, Vec2d to, std::uint32_t record, SolidBuilder& out) {
    std::vector<Vec2d> edge{from, to};
    for (Crease const& bend : roof.bends) {
        for (std::size_t k = 0; k + 1 < edge.size(); ++k) {
            double const a = dot(edge[k] - roof.box.origin, bend.axis) - bend.at,
                         c = dot(edge[k + 1] - roof.box.origin, bend.axis) - bend.at;
            if (a * c >= -1e-9) continue;
            Vec2d const bend_at = edge[k] + (edge[k + 1] - edge[k]) * (a / (a - c));
            edge.insert(edge.begin() + static_cast<std::ptrdiff_t>(++k), bend_at);
        }
    }
    for (std::size_t k = 0; k + 1 < edge.size(); ++k) {
        Vec3d const a{edge[k].x, edge[k].y, roof.eaves}, c{edge[k + 1].x, edge[k + 1].y, roof.eaves};
        out.quad(a, c, roof.raised(edge[k + 1]), roof.raised(edge[k]), record, kWall);
    }
}

void add_pitched_roof(twin::Buildings const& b, std::size_t building, std::uint32_t record,
                      geo::Triangulator& triangulator, SolidBuilder& out) {
    auto const ring = b.footprints.outer(building);
    Oriented const box = oriented_box(ring);
    twin::RoofShape const shape = b.roof[building];
    PitchedRoof const roof{shape, box, double(b.base_z[building]) + b.height[building], b.roof_height[building],
                           creases(shape, box)};
    std::vector<Vec2d> points(ring.begin(), ring.end());
    std::vector<std::uint32_t> ends{static_cast<std::uint32_t>(points.size())};
    for (std::uint32_t r = b.footprints.polygon_begin[building] + 1; r < b.footprints.polygon_begin[building + 1];
         ++r) {
        auto const hole = b.footprints.ring(r);
        points.insert(points.end(), hole.begin(), hole.end());
        ends.push_back(static_cast<std::uint32_t>(points.size()));
    }
    std::vector<std::uint32_t> triangles;
    triangulator.run(points, ends, triangles);
    std::vector<RoofPart> pieces, spare;
    for (std::size_t t = 0; t + 2 < triangles.size(); t += 3) {
        pieces.assign(1, {{points[triangles[t]], points[triangles[t + 1]], points[triangles[t + 2]]}, 3});
        cut_at_bends(roof, pieces, spare);
        for (RoofPart const& piece : pieces) {
            std::array<Vec3d, 10> face;
            std::transform(piece.corners.begin(), piece.corners.begin() + static_cast<std::ptrdiff_t>(piece.count),
                           face.begin(), [&](Vec2d p) { return roof.raised(p); });
            out.face(std::span(face).first(piece.count), record, kRoof);
        }
    }
    for (std::size_t r = 0, begin = 0; r < ends.size(); begin = ends[r++]) {
        for (std::size_t i = begin; i < ends[r]; ++i)
            add_gable(roof, points[i], points[i + 1 < ends[r] ? i + 1 : begin], record, out);
    }
}

/// The box on a tower's roof that houses lifts and plant: set in from the edge, inside the roof or left away.
void add_plant_room(twin::Buildings const& b, std::size_t building, std::uint32_t record, SolidBuilder& out) {
    // Over a courtyard it would float.
    if (b.footprints.polygon_begin[building + 1] - b.footprints.polygon_begin[building] > 1) return;
    auto const ring = b.footprints.outer(building);
    Oriented const box = oriented_box(ring);
    std::uint32_t const h = base::hash(static_cast<std::uint32_t>(building) ^ 0x6b43a9b5U);
    double const size_s = box.length() * (0.28 + 0.16 * (h & 255) / 255.0),
                 size_t_ = box.width() * (0.32 + 0.16 * (h >> 8 & 255) / 255.0);
    double const centre_s = (box.min_s + box.max_s) / 2 + box.length() * 0.10 * ((h >> 16 & 255) / 255.0 - 0.5);
    double const centre_t = (box.min_t + box.max_t) / 2;
    std::array<Vec2d, 4> corners;
    constexpr double signs[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (std::size_t i = 0; i < 4; ++i) {
        corners[i] = box.origin + box.along * (centre_s + signs[i][0] * size_s / 2) +
                     box.across * (centre_t + signs[i][1] * size_t_ / 2);
    }
    // Inside by even-odd rule; the room is small and the roof large, so its corners decide.
    auto const inside = [&](Vec2d p) {
        bool in = false;
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
                p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
                in = !in;
        }
        return in;
    };
    if (!std::all_of(corners.begin(), corners.end(), inside)) return;
    double const foot = double(b.base_z[building]) + b.height[building], top = foot + 3.0 + 2.5 * (h >> 24) / 255.0;
    auto const at = [&](std::size_t i, double z) { return Vec3d{corners[i % 4].x, corners[i % 4].y, z}; };
    bool const counter_clockwise = geo::signed_area(corners) > 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (counter_clockwise)
            out.quad(at(i, foot), at(i + 1, foot), at(i + 1, top), at(i, top), record, kPlant);
        else
            out.quad(at(i + 1, foot), at(i, foot), at(i, top), at(i + 1, top), record, kPlant);
    }
    out.quad(at(0, top), at(1, top), at(2, top), at(3, top), record, kPlant);
}

}  // namespace

Oriented oriented_box(std::span<Vec2d const> ring) {
    Oriented box;
    double longest = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Vec2d const edge = ring[(i + 1) % ring.size()] - ring[i];
        if (dot(edge, edge) > longest) {
            longest = dot(edge, edge);
            box.along = edge;
        }
    }
    if (longest > 0) box.along = box.along * (1 / std::sqrt(longest));
    box.origin = ring.front();
    box.across = {-box.along.y, box.along.x};
    for (Vec2d const p : ring) {
        Vec2d const q = box.local(p);
        box.min_s = std::min(box.min_s, q.x);
        box.max_s = std::max(box.max_s, q.x);
        box.min_t = std::min(box.min_t, q.y);
        box.max_t = std::max(box.max_t, q.y);
    }
    // The ridge runs along the longer side.
    if (box.width() > box.length()) {
        std::swap(box.along, box.across);
        box.across = box.across * -1.0;
        std::swap(box.min_s, box.min_t);
        std::swap(box.max_s, box.max_t);
        double const low = -box.max_t;
        box.max_t = -box.min_t;
        box.min_t = low;
    }
    return box;
}

std::uint32_t pack_normal(Vec3d n) {
    double const sum = std::abs(n.x) + std::abs(n.y) + std::abs(n.z);
    double u = n.x / sum, v = n.y / sum;
    if (n.z < 0) {
        double const folded = (1 - std::abs(v)) * (u >= 0 ? 1 : -1);
        v = (1 - std::abs(u)) * (v >= 0 ? 1 : -1);
        u = folded;
    }
    auto const pack = [](double c) {
        return static_cast<std::uint32_t>(
            static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(c * 32767))));
    };
    return pack(u) | pack(v) << 16;
}

bool has_pitched_roof(twin::Buildings const& b, std::size_t building) {
    return b.roof[building] != twin::RoofShape::flat && b.roof_height[building] > 0.1f;
}

namespace {

/// Triangles of `surfaces` by building: those of building b are order[first[b]] to order[first[b + 1] - 1].
struct ByBuilding {
    std::vector<std::uint32_t> first, order;

    ByBuilding(std::vector<std::uint32_t> const& building, std::size_t count)
        : first(count + 1), order(building.size()) {
        for (std::uint32_t const b : building) ++first[b + 1];
        std::partial_sum(first.begin(), first.end(), first.begin());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (std::uint32_t t = 0; t < building.size(); ++t) order[next[building[t]]++] = t;
    }
};

/// What a building has of its own on its walls.
void add_roof(twin::Buildings const& b, std::size_t building, std::uint32_t record, geo::Triangulator& triangulator,
              SolidBuilder& out) {
    constexpr float kTower = 28;                    // metres
    constexpr double kRoomyRoof = 180;              // square metres
    constexpr std::size_t kManyBuildings = 150000;  // nobody sees a million plant rooms
    if (has_pitched_roof(b, building)) {
        add_pitched_roof(b, building, record, triangulator, out);
    } else if (b.size() <= kManyBuildings && b.height[building] > kTower &&
               geo::signed_area(b.footprints.outer(building)) > kRoomyRoof) {
        add_plant_room(b, building, record, out);
    }
}

/// One tile's solids. Returned on their own so that tiles can be built side by side.
Solids solids_of_tile(twin::District const& district, City const& city, shared::Tile& tile,
                      ByBuilding const& surfaces) {
    twin::Buildings const& b = district.buildings;
    twin::BuildingSurfaces const& s = district.surfaces;
    Solids solids;
    SolidBuilder out(solids);
    geo::Triangulator triangulator;
    for (std::uint32_t record = tile.first_building; record < tile.first_building + tile.building_count; ++record) {
        std::size_t const building = city.building_id[record];
        if (surfaces.first[building + 1] > surfaces.first[building]) {
            for (std::uint32_t i = surfaces.first[building]; i < surfaces.first[building + 1]; ++i) {
                std::size_t const t = surfaces.order[i];
                std::uint32_t const kind = s.kind[t] == geo::SurfaceKind::roof ? kRoof : kWall;
                out.triangle(s.points[s.triangles[t * 3]], s.points[s.triangles[t * 3 + 1]],
                             s.points[s.triangles[t * 3 + 2]], record, kind);
            }
        } else {
            add_roof(b, building, record, triangulator, out);
        }
        for (shared::Level& level : tile.level) {
            if (record - tile.first_building < level.buildings)
                level.solid_indices = static_cast<std::uint32_t>(solids.indices.size());
        }
    }
    return solids;
}

}  // namespace

Solids solids_of(twin::Buildings const& buildings, std::size_t building) {
    Solids solids;
    SolidBuilder out(solids);
    geo::Triangulator triangulator;
    add_roof(buildings, building, 0, triangulator, out);
    return solids;
}

void build_solids(twin::District const& district, City& city, Solids& solids) {
    ByBuilding const surfaces(district.surfaces.building, district.buildings.size());
    std::vector<Solids> pieces(city.tiles.size());
    base::parallel_for(pieces.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) pieces[i] = solids_of_tile(district, city, city.tiles[i], surfaces);
    });
    std::size_t vertices = 0, indices = 0;
    for (Solids const& piece : pieces) {
        vertices += piece.vertices.size();
        indices += piece.indices.size();
    }
    solids.vertices.reserve(vertices);
    solids.indices.reserve(indices);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto const first_vertex = static_cast<std::uint32_t>(solids.vertices.size());
        city.tiles[i].first_solid_index = static_cast<std::uint32_t>(solids.indices.size());
        city.tiles[i].solid_index_count = static_cast<std::uint32_t>(pieces[i].indices.size());
        for (std::uint32_t const index : pieces[i].indices) solids.indices.push_back(first_vertex + index);
        solids.vertices.insert(solids.vertices.end(), pieces[i].vertices.begin(), pieces[i].vertices.end());
        for (shared::SolidVertex const& v : pieces[i].vertices)
            city.tiles[i].box_max.z = std::max(city.tiles[i].box_max.z, v.position.z);
        pieces[i] = {};
    }
}

}  // namespace scene
