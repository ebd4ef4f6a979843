#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

#include "geo/polygons.h"
#include "scene/parts.h"
#include "tests/scene/districts.h"

namespace {

using base::Vec2d;
using base::Vec3d;
using districts::BuildingSpec;
using districts::Ring;
using twin::RoofShape;

enum Kind : std::uint32_t { kRoof = 0, kWall = 1, kPlant = 2 };

struct Triangle {
    Vec3d a, b, c;
    Vec3d normal() const { return normalised(cross(b - a, c - a)); }
    double area() const { return length(cross(b - a, c - a)) / 2; }
    /// Seen from above; positive where it faces up.
    double area_from_above() const { return cross(b - a, c - a).z / 2; }
};

struct Built {
    twin::District district;
    scene::Solids solids;

    std::vector<Triangle> of(std::uint32_t kind) const {
        std::vector<Triangle> triangles;
        auto const at = [&](std::size_t i) {
            shared::vec3 const p = solids.vertices[solids.indices[i]].position;
            return Vec3d{p.x, p.y, p.z};
        };
        for (std::size_t i = 0; i + 2 < solids.indices.size(); i += 3) {
            if (solids.vertices[solids.indices[i]].kind == kind) triangles.push_back({at(i), at(i + 1), at(i + 2)});
        }
        return triangles;
    }
};

Built build(std::vector<std::pair<Ring, BuildingSpec>> const& buildings) {
    Built out;
    for (auto const& [ring, spec] : buildings) districts::add_building(out.district, ring, spec);
    scene::City city;
    scene::build_city(out.district, {}, city);
    scene::build_solids(out.district, city, out.solids);
    return out;
}

double top(std::vector<Triangle> const& triangles) {
    double z = -1e300;
    for (Triangle const& t : triangles) z = std::max({z, t.a.z, t.b.z, t.c.z});
    return z;
}
double bottom(std::vector<Triangle> const& triangles) {
    double z = 1e300;
    for (Triangle const& t : triangles) z = std::min({z, t.a.z, t.b.z, t.c.z});
    return z;
}
double area(std::vector<Triangle> const& triangles) {
    double sum = 0;
    for (Triangle const& t : triangles) sum += t.area();
    return sum;
}
double area_from_above(std::vector<Triangle> const& triangles) {
    double sum = 0;
    for (Triangle const& t : triangles) sum += t.area_from_above();
    return sum;
}

struct ShapeCase {
    RoofShape shape;
    double gable_area;  ///< of walls above the eaves, on 20 x 10 m with a rise of 4 m
};
/// For test output: its bytes would differ from run to run.
void PrintTo(ShapeCase const& c, std::ostream* out) { *out << c.gable_area << " m2 of gables"; }
std::string shape_name(testing::TestParamInfo<ShapeCase> const& info) {
    constexpr char const* names[] = {"flat", "gabled", "hipped", "pyramidal", "skillion"};
    return names[static_cast<int>(info.param.shape)];
}

constexpr double kEaves = 9, kRise = 4;

class PitchedRoof : public testing::TestWithParam<ShapeCase> {
protected:
    BuildingSpec spec(std::vector<Ring> holes = {}) const {
        return {.height = kEaves, .roof_height = kRise, .roof = GetParam().shape, .holes = std::move(holes)};
    }
};

TEST_P(PitchedRoof, RisesFromTheEavesToTheRidge) {
    for (double const turn : {0.0, 33.0, 90.0}) {
        Built const built = build({{districts::turned(districts::rectangle(5, 5, 20, 10), {5, 5}, turn), spec()}});
        EXPECT_NEAR(bottom(built.of(kRoof)), kEaves, 1e-3) << turn;
        EXPECT_NEAR(top(built.of(kRoof)), kEaves + kRise, 1e-3) << turn;
    }
}

TEST_P(PitchedRoof, CoversItsFootprintOnceAndFacesUp) {
    Ring const ring = districts::turned(districts::rectangle(0, 0, 20, 10), {0, 0}, 21);
    Built const built = build({{ring, spec()}});
    for (Triangle const& t : built.of(kRoof)) EXPECT_GT(t.area_from_above(), 0);
    EXPECT_NEAR(area_from_above(built.of(kRoof)), 200, 0.01);
}

TEST_P(PitchedRoof, CoversAnLShapeOnce) {
    Ring const ring{{0, 0}, {24, 0}, {24, 8}, {9, 8}, {9, 20}, {0, 20}};
    Built const built = build({{ring, spec()}});
    for (Triangle const& t : built.of(kRoof)) EXPECT_GT(t.area_from_above(), 0);
    EXPECT_NEAR(area_from_above(built.of(kRoof)), 24 * 8 + 9 * 12, 0.02);
    EXPECT_LE(top(built.of(kRoof)), kEaves + kRise + 1e-3);
}

TEST_P(PitchedRoof, LeavesTheCourtyardOpen) {
    Ring const hole = districts::reversed(districts::rectangle(8, 4, 6, 3));
    Built const built = build({{districts::rectangle(0, 0, 20, 12), spec({hole})}});
    EXPECT_NEAR(area_from_above(built.of(kRoof)), 240 - 18, 0.02);
    // The courtyard's walls go up to the roof, so there is wall over the eaves of the hole for every shape.
    EXPECT_GT(area(built.of(kWall)), 0.5);
}

TEST_P(PitchedRoof, WallsFillUpToTheRoof) {
    Built const built = build({{districts::rectangle(0, 0, 20, 10), spec()}});
    EXPECT_NEAR(area(built.of(kWall)), GetParam().gable_area, 0.01);
    for (Triangle const& t : built.of(kWall)) {
        EXPECT_NEAR(t.normal().z, 0, 1e-6);
        Vec3d const middle = (t.a + t.b + t.c) * (1.0 / 3);
        EXPECT_GT(dot(t.normal(), middle - Vec3d{10, 5, middle.z}), 0) << "a gable faces inwards";
    }
}

/// A point on a fine lattice, so that corners that should meet compare equal.
using Snapped = std::tuple<long, long, long>;
Snapped snapped(Vec3d p) { return {std::lround(p.x * 500), std::lround(p.y * 500), std::lround(p.z * 500)}; }

TEST_P(PitchedRoof, HasNoGapBetweenRoofAndWalls) {
    Built const built = build({{districts::turned(districts::rectangle(0, 0, 20, 10), {0, 0}, 12), spec()}});
    // Along each edge of roof and gables two triangles meet in opposite directions, but at the eaves, where the walls
    // of the prism below go on.
    std::map<std::pair<Snapped, Snapped>, int> edges;
    for (std::uint32_t const kind : {kRoof, kWall}) {
        for (Triangle const& t : built.of(kind)) {
            for (auto const& [p, q] : {std::pair{t.a, t.b}, {t.b, t.c}, {t.c, t.a}}) {
                ++edges[{snapped(p), snapped(q)}];
                --edges[{snapped(q), snapped(p)}];
            }
        }
    }
    long const eaves = std::lround(kEaves * 500);
    for (auto const& [edge, count] : edges) {
        bool const at_eaves = std::get<2>(edge.first) == eaves && std::get<2>(edge.second) == eaves;
        if (at_eaves) continue;
        EXPECT_EQ(count, 0) << "open between z " << std::get<2>(edge.first) << " and " << std::get<2>(edge.second)
                            << " (of 500 a metre)";
    }
    EXPECT_GT(edges.size(), 8u);
}

INSTANTIATE_TEST_SUITE_P(Roofs, PitchedRoof,
                         testing::Values(ShapeCase{RoofShape::gabled, 2 * 10 * kRise / 2},
                                         ShapeCase{RoofShape::hipped, 0}, ShapeCase{RoofShape::pyramidal, 0},
                                         ShapeCase{RoofShape::skillion, 20 * kRise + 2 * 10 * kRise / 2}),
                         shape_name);

TEST(Roofs, TheRidgeOfAGableRunsAlongTheLongerSide) {
    for (bool const east_west : {true, false}) {
        Ring const ring = east_west ? districts::rectangle(0, 0, 20, 10) : districts::rectangle(0, 0, 10, 20);
        Built const built = build({{ring, {.height = 9, .roof_height = 4, .roof = RoofShape::gabled}}});
        base::Extent ridge;
        for (Triangle const& t : built.of(kRoof)) {
            for (Vec3d const p : {t.a, t.b, t.c}) {
                if (p.z > 12.999) ridge.add(Vec2d{p.x, p.y});
            }
        }
        EXPECT_NEAR(east_west ? ridge.width() : ridge.height(), 20, 1e-3);
        EXPECT_NEAR(east_west ? ridge.height() : ridge.width(), 0, 1e-3);
    }
}

TEST(Roofs, HipsRunAtFortyFiveDegrees) {
    Built const built =
        build({{districts::rectangle(0, 0, 20, 10), {.height = 9, .roof_height = 4, .roof = RoofShape::hipped}}});
    base::Extent ridge;
    for (Triangle const& t : built.of(kRoof)) {
        for (Vec3d const p : {t.a, t.b, t.c}) {
            if (p.z > 12.999) ridge.add(Vec2d{p.x, p.y});
        }
    }
    EXPECT_NEAR(ridge.min_x, 5, 1e-3);
    EXPECT_NEAR(ridge.max_x, 15, 1e-3);
}

TEST(Roofs, APyramidPeaksInTheMiddle) {
    Built const built =
        build({{districts::rectangle(0, 0, 16, 16), {.height = 9, .roof_height = 4, .roof = RoofShape::pyramidal}}});
    for (Triangle const& t : built.of(kRoof)) {
        for (Vec3d const p : {t.a, t.b, t.c}) {
            if (p.z < 12.9) continue;
            EXPECT_LT(std::hypot(p.x - 8, p.y - 8), 1e-3);
        }
    }
}

TEST(Roofs, FlatAndLowRoofsAreNoSolids) {
    Built const built =
        build({{districts::rectangle(0, 0, 20, 10), {.height = 9}},
               {districts::rectangle(30, 0, 20, 10), {.height = 9, .roof_height = 0.05, .roof = RoofShape::gabled}}});
    EXPECT_TRUE(built.solids.vertices.empty());
}

TEST(Roofs, RecordsPointAtTheCitysOrder) {
    // The last footprint comes first along the curve, so twin order and city order differ.
    BuildingSpec const gabled{.height = 9, .roof_height = 4, .roof = RoofShape::gabled};
    Built const built =
        build({{districts::rectangle(900, 900, 20, 10), {.height = 9}}, {districts::rectangle(0, 0, 20, 10), gabled}});
    scene::City city;
    scene::build_city(built.district, {}, city);
    ASSERT_FALSE(built.solids.vertices.empty());
    for (shared::SolidVertex const& v : built.solids.vertices) EXPECT_EQ(city.building_id.at(v.building), 1u);
}

// ---- plant rooms

TEST(PlantRoom, StandsOnATowerInsideItsRoof) {
    Ring const ring = districts::turned(districts::rectangle(0, 0, 30, 22), {0, 0}, 17);
    Built const built = build({{ring, {.height = 60}}});
    auto const room = built.of(kPlant);
    ASSERT_FALSE(room.empty());
    EXPECT_NEAR(bottom(room), 60, 1e-3);
    EXPECT_GT(top(room), 62.9);
    EXPECT_LT(top(room), 66);
    for (Triangle const& t : room) {
        for (Vec3d const p : {t.a, t.b, t.c}) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                Vec2d const from = ring[i], edge = ring[(i + 1) % ring.size()] - from;
                EXPECT_GT(cross(edge, Vec2d{p.x, p.y} - from) / length(edge), 1) << "closer than a metre to the edge";
            }
        }
    }
}

TEST(PlantRoom, IsForTowersWithRoomyRoofsOnly) {
    Built const built = build(
        {{districts::rectangle(0, 0, 30, 22), {.height = 20}}, {districts::rectangle(50, 0, 10, 10), {.height = 60}}});
    EXPECT_TRUE(built.of(kPlant).empty());
}

TEST(PlantRoom, IsLeftAwayWhereTheRoofHasNoMiddle) {
    Ring const ring{{0, 0}, {60, 0}, {60, 10}, {10, 10}, {10, 60}, {0, 60}};
    EXPECT_TRUE(build({{ring, {.height = 60}}}).of(kPlant).empty());
}

TEST(PlantRoom, DoesNotFloatOverACourtyard) {
    Ring const hole = districts::reversed(districts::rectangle(10, 10, 20, 20));
    EXPECT_TRUE(build({{districts::rectangle(0, 0, 40, 40), {.height = 60, .holes = {hole}}}}).of(kPlant).empty());
}

// ---- surfaces from the source

TEST(Surfaces, AreDrawnAsTheyCame) {
    twin::District district = districts::grid(2, 20, 10, 9);
    district.surfaces.points = {{0, 0, 0}, {20, 0, 0}, {20, 0, 15}, {0, 0, 15}, {0, 20, 15}};
    district.surfaces.triangles = {0, 1, 2, 0, 2, 3, 3, 2, 4};
    district.surfaces.building = {3, 3, 3};
    district.surfaces.kind = {geo::SurfaceKind::wall, geo::SurfaceKind::wall, geo::SurfaceKind::roof};
    scene::City city;
    scene::build_city(district, {}, city);
    Built built;
    scene::build_solids(district, city, built.solids);
    EXPECT_EQ(built.of(kWall).size(), 2u);
    EXPECT_EQ(built.of(kRoof).size(), 1u);
    EXPECT_NEAR(area(built.of(kWall)), 300, 1e-3);
    for (shared::SolidVertex const& v : built.solids.vertices) EXPECT_EQ(city.building_id.at(v.building), 3u);
}

// ---- normals

TEST(PackNormal, ComesBackThroughTheShadersFormula) {
    for (int i = 0; i < 1000; ++i) {
        double const z = -1 + 2 * (i + 0.5) / 1000, r = std::sqrt(1 - z * z), a = i * 2.399963;
        Vec3d const n{r * std::cos(a), r * std::sin(a), z};
        std::uint32_t const packed = scene::pack_normal(n);
        // normal_of in shaders/common.glsl.
        auto const part = [](std::uint32_t bits) { return std::max(static_cast<std::int16_t>(bits) / 32767.0, -1.0); };
        double const x = part(packed & 0xffff), y = part(packed >> 16);
        Vec3d back{x, y, 1 - std::abs(x) - std::abs(y)};
        if (back.z < 0) {
            back.x = (1 - std::abs(y)) * (x >= 0 ? 1 : -1);
            back.y = (1 - std::abs(x)) * (y >= 0 ? 1 : -1);
        }
        EXPECT_GT(dot(normalised(back), n), 0.9999999) << n.x << " " << n.y << " " << n.z;
    }
}

}  // namespace
