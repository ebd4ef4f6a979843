#include "scene/section.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "scene/build.h"
#include "scene/occluders.h"
#include "scene/section_parts.h"
#include "scene/view.h"
#include "tests/scene/districts.h"

namespace {

using base::Vec2d;
using districts::rectangle;
using districts::Ring;
using scene::SectionLine;

constexpr double kNear = 1e-6;

std::vector<std::uint32_t> all_of(twin::District const& district) {
    std::vector<std::uint32_t> ids(district.buildings.size());
    std::iota(ids.begin(), ids.end(), 0U);
    return ids;
}

std::vector<Vec2d> inside(std::vector<Ring> const& holes, Ring const& outer, SectionLine const& line) {
    twin::District district;
    districts::add_building(district, outer, {.holes = holes});
    return scene::inside(district.buildings.footprints, 0, line);
}

/// Square metres of all faces with an id, or of the earth.
double area_of(scene::Section const& section, bool earth) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < section.indices.size(); i += 3) {
        auto const& a = section.vertices[section.indices[i]];
        auto const& b = section.vertices[section.indices[i + 1]];
        auto const& c = section.vertices[section.indices[i + 2]];
        if ((a.id == 0) != earth) continue;
        auto const at = [](shared::CutVertex const& v) { return Vec2d{double{v.place.x}, double{v.place.y}}; };
        sum += std::abs(base::cross(at(b) - at(a), at(c) - at(a))) / 2;
    }
    return sum;
}

void expect_runs(std::vector<Vec2d> const& runs, std::vector<Vec2d> const& wanted) {
    ASSERT_EQ(runs.size(), wanted.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        EXPECT_NEAR(runs[i].x, wanted[i].x, kNear);
        EXPECT_NEAR(runs[i].y, wanted[i].y, kNear);
    }
}

TEST(Section, RunsThroughASquare) {
    expect_runs(inside({}, rectangle(0, 0, 10, 10), {{-5, 5}, {20, 5}}), {{5, 15}});
    // The line ends at 45 degrees in the middle; the plane goes on.
    expect_runs(inside({}, rectangle(0, 0, 10, 10), {{-10, -10}, {5, 5}}),
                {{10 * std::sqrt(2.0), 20 * std::sqrt(2.0)}});
    expect_runs(inside({}, rectangle(0, 0, 10, 10), {{-5, 11}, {20, 11}}), {});
}

TEST(Section, LeavesCourtyardsOut) {
    expect_runs(inside({districts::reversed(rectangle(10, 10, 10, 10))}, rectangle(0, 0, 30, 30), {{-5, 15}, {50, 15}}),
                {{5, 15}, {25, 35}});
}

TEST(Section, RunsTwiceThroughAConcaveFootprint) {
    Ring const u{{0, 0}, {30, 0}, {30, 20}, {20, 20}, {20, 10}, {10, 10}, {10, 20}, {0, 20}};
    expect_runs(inside({}, u, {{0, 15}, {1, 15}}), {{0, 10}, {20, 30}});
    expect_runs(inside({}, u, {{0, 5}, {1, 5}}), {{0, 30}});
    // Along an edge: the line itself belongs to its right side.
    expect_runs(inside({}, u, {{0, 10}, {1, 10}}), {{0, 10}, {20, 30}});
}

TEST(Section, KeepsWhatLiesBeyondTheLineAsTheCameraSeesIt) {
    SectionLine const line{{0, 0}, {100, 0}};
    for (SectionLine const drawn : {line, SectionLine{line.to, line.from}}) {
        EXPECT_GT(scene::seen_from(drawn, scene::orbit({50, 0, 0}, 300, 0, 30)).behind({50, 80}), 0);    // looks north
        EXPECT_LT(scene::seen_from(drawn, scene::orbit({50, 0, 0}, 300, 180, 30)).behind({50, 80}), 0);  // south
        EXPECT_GT(scene::seen_from(drawn, scene::plan({50, 0}, 0, 400)).behind({50, 80}), 0);
    }
    EXPECT_NEAR(line.behind({50, 80}), 80, kNear);
}

TEST(Section, SquareOnLooksFromTheSideThatIsCutAway) {
    SectionLine const line{{0, 0}, {0, 200}};  // keeps the west
    scene::Camera const camera = scene::square_on(line, -10, 90, 2);
    EXPECT_GT(camera.eye.x, 0);
    EXPECT_NEAR(camera.eye.z, 40, kNear);
    EXPECT_NEAR(camera.target.y, 100, kNear);
    EXPECT_GE(camera.ortho_height, 100);  // heights fit, and the line across
    EXPECT_GE(camera.ortho_height * 2, 200);
    EXPECT_EQ(scene::seen_from(line, camera), line);
    // A low strip stands in the lower part, and not further up than it was told.
    scene::Camera const low = scene::square_on({{0, 0}, {0, 1000}}, 0, 20, 2, 0.2);
    EXPECT_NEAR(low.target.z - low.ortho_height / 2, -0.2 * low.ortho_height, kNear);
}

TEST(Section, TellsWhatItCutsBetweenItsEnds) {
    twin::District district;
    districts::add_building(district, rectangle(10, -5, 20, 10), {.height = 12});
    districts::add_building(district, rectangle(50, -15, 30, 30),
                            {.height = 24, .holes = {districts::reversed(rectangle(60, -5, 10, 10))}});
    districts::add_building(district, rectangle(200, -4, 20, 8), {.height = 30});  // beyond the end
    districts::add_building(district, rectangle(10, 40, 20, 10), {.height = 40});  // beside it
    auto const section = scene::cut(district, {{0, 0}, {100, 0}}, all_of(district));
    ASSERT_EQ(section->buildings.size(), 3u);
    EXPECT_EQ(section->building_count(), 2u);
    EXPECT_NEAR(section->buildings[1].from, 50, kNear);
    EXPECT_NEAR(section->buildings[1].to, 60, kNear);
    EXPECT_NEAR(section->buildings[2].top, 24, 1e-4);
    EXPECT_NEAR(section->high, 24, 1e-4);
    // What is filled goes on beyond the ends: 20 x 12, two wings of 10 x 24, and 20 x 30.
    EXPECT_NEAR(area_of(*section, false), 240 + 480 + 600, 0.1);
    EXPECT_LT(section->low, -5);
}

TEST(Section, ATowerIsAsHighAsAllItStandsOn) {
    twin::District district;
    districts::add_building(district, rectangle(10, -10, 40, 20), {.height = 12});
    districts::add_building(district, rectangle(20, -5, 10, 10), {.height = 50});
    district.buildings.base_z.back() = 12;
    auto const section = scene::cut(district, {{0, 0}, {100, 0}}, all_of(district));
    ASSERT_EQ(section->buildings.size(), 2u);
    auto const podium = std::ranges::min_element(section->buildings, {}, &scene::CutBuilding::top);
    auto const tower = std::ranges::max_element(section->buildings, {}, &scene::CutBuilding::top);
    EXPECT_NEAR(tower->top, 62, 1e-4);
    EXPECT_NEAR(section->height(*tower), 62, 1e-4);
    EXPECT_NEAR(section->height(*podium), 12, 1e-4);
}

TEST(Section, FillsOnlyWhatIsDrawn) {
    twin::District district;
    districts::add_building(district, rectangle(10, -5, 20, 10));
    districts::add_building(district, rectangle(50, -5, 20, 10));
    auto const section = scene::cut(district, {{0, 0}, {100, 0}}, std::vector<std::uint32_t>{1});
    ASSERT_EQ(section->buildings.size(), 1u);
    EXPECT_EQ(section->buildings[0].building, 1u);
}

TEST(Section, ReachesUpToAPitchedRoof) {
    twin::District district;
    // The ridge runs along x in the middle: across it the roof rises 4 m over 5 m.
    districts::add_building(district, rectangle(0, 0, 30, 10),
                            {.height = 6, .roof_height = 4, .roof = twin::RoofShape::gabled});
    auto const across = scene::cut(district, {{15, -10}, {15, 30}}, all_of(district));
    ASSERT_EQ(across->buildings.size(), 1u);
    EXPECT_NEAR(across->buildings[0].top, 10, 1e-3);
    EXPECT_NEAR(across->buildings[0].top_at, 15, 1e-3);
    EXPECT_NEAR(area_of(*across, false), 10 * 6 + 10 * 4 / 2.0, 0.05);
    auto const along = scene::cut(district, {{-10, 2.5}, {50, 2.5}}, all_of(district));
    EXPECT_NEAR(area_of(*along, false), 30 * 8, 0.05);  // half way up the slope
}

TEST(Section, DoesNotCountPlantRooms) {
    twin::District district;
    districts::add_building(district, rectangle(0, 0, 40, 30), {.height = 60});  // the picture gives towers one
    auto const section = scene::cut(district, {{-10, 15}, {50, 15}}, all_of(district));
    ASSERT_EQ(section->buildings.size(), 1u);
    EXPECT_NEAR(section->buildings[0].top, 60, 1e-3);
    EXPECT_GT(section->high, 61) << "but it is filled, and must be in the picture";
    double const at = section->buildings[0].top_at;
    for (shared::CutVertex const& v : section->vertices) {
        if (v.id == 0 || v.place.y < 60.5F) continue;
        EXPECT_TRUE(at < double{v.place.x} - 2 || at > double{v.place.x} + 2) << "its height stands on the room";
    }
}

TEST(Section, OnlyLevelAndStraightIsADrawing) {
    twin::District district = districts::grid(1, 20, 0, 50);
    district.extent = {-50, -50, 100, 100};
    scene::View view;
    EXPECT_FALSE(scene::is_drawing(view));
    view.section = scene::cut(district, {{-50, 10}, {100, 10}}, all_of(district));
    EXPECT_FALSE(scene::is_drawing(view));  // in perspective
    view.camera = scene::square_on(view.section->line, view.section->low, view.section->high, 2);
    EXPECT_TRUE(scene::is_drawing(view));
    view.camera.eye.z += 300;  // from above
    EXPECT_FALSE(scene::is_drawing(view));
    view.camera = scene::square_on({{100, 10}, {-50, 10}}, 0, 50, 2);  // from behind
    EXPECT_FALSE(scene::is_drawing(view));
}

TEST(Section, TakesTheHighestPieceOfARoof) {
    std::vector<scene::RoofPiece> const room{{{4, 33}, {6, 33}}};
    auto const roof = scene::roof_over(0, 10, 30, false, room);
    std::vector<Vec2d> const wanted{{0, 30}, {4, 30}, {4, 33}, {6, 33}, {6, 30}, {10, 30}};
    EXPECT_EQ(roof, wanted);
    // Surfaces are all of their roof: below the eaves they win over them.
    auto const own = scene::roof_over(0, 10, 30, true, {{{0, 20}, {10, 25}}});
    EXPECT_EQ(own, (std::vector<Vec2d>{{0, 20}, {10, 25}}));
}

TEST(Section, FollowsTheGroundExactly) {
    twin::District district;
    districts::set_terrain(district, {0, 0, 100, 100}, 10, [](Vec2d p) { return 0.2 * p.x; });
    district.extent = {0, 0, 100, 100};
    auto const section = scene::cut(district, {{5, 37}, {95, 52}}, {});
    ASSERT_GT(section->ground.size(), 10u);
    EXPECT_NEAR(section->ground.front().x, 0, kNear);
    EXPECT_NEAR(section->ground.back().x, section->line.length(), kNear);
    for (Vec2d const p : section->ground) EXPECT_NEAR(p.y, district.terrain.at(section->line.at(p.x)), 1e-4);
    EXPECT_NEAR(section->ground.front().y, 1, 1e-4);
}

TEST(Section, EarthReachesABuildingsFootAndNoFurther) {
    twin::District district;
    district.extent = {0, -50, 100, 50};
    districts::set_terrain(district, {-200, -200, 300, 200}, 10, [](Vec2d p) { return 0.1 * p.x; });
    districts::add_building(district, rectangle(40, -10, 20, 20), {.height = 10});
    auto const section = scene::cut(district, {{0, 0}, {100, 0}}, all_of(district));
    double const foot = district.buildings.base_z[0];
    int corners = 0;
    for (shared::CutVertex const& v : section->vertices) {
        if (v.id != 0 || v.place.x < 40.1F || v.place.x > 59.9F) continue;
        ++corners;
        EXPECT_LE(double{v.place.y}, foot + 1e-4);
    }
    EXPECT_GT(corners, 0);
    auto const under = std::find_if(section->vertices.begin(), section->vertices.end(), [&](auto const& v) {
        return v.id == 0 && std::abs(v.place.x - 40) < 0.01F && std::abs(double{v.place.y} - foot) < 1e-4;
    });
    EXPECT_NE(under, section->vertices.end());
}

TEST(Section, FacesThatOverlapStandApart) {
    twin::District district;
    districts::add_building(district, rectangle(0, -10, 60, 20), {.height = 10});  // a podium
    districts::add_building(district, rectangle(20, -5, 10, 10), {.height = 40});  // its tower
    auto const section = scene::cut(district, {{-10, 0}, {80, 0}}, all_of(district));
    std::optional<float> podium, tower;
    for (shared::CutVertex const& v : section->vertices) {
        if (v.id == scene::make_id(scene::IdKind::building, 0)) podium = v.position.y;
        if (v.id == scene::make_id(scene::IdKind::building, 1)) tower = v.position.y;
    }
    ASSERT_TRUE(podium && tower);
    EXPECT_LT(*tower, *podium);  // nearer to the side one looks from, the south
    EXPECT_LT(*podium, 0);
    EXPECT_GT(*tower, -0.2F);
}

TEST(Section, NothingCutAwayHidesAName) {
    twin::District district = districts::grid(1, 20, 0, 50);  // a tower at 0..20
    district.extent = {-50, -50, 100, 100};
    base::Progress quiet;
    scene::Scene const scene = scene::build(district, {}, quiet);
    scene::Occluders const occluders(scene.city);
    scene::Camera const camera = scene::orbit({10, 60, 0}, 300, 0, 15);  // from the south, over the tower
    EXPECT_TRUE(occluders.hides({10, 60, 2}, camera));
    SectionLine const line = scene::seen_from({{-50, 40}, {100, 40}}, camera);
    EXPECT_FALSE(occluders.hides({10, 60, 2}, camera, &line));
    scene::View view;
    EXPECT_FALSE(scene::cuts_away(view, {10, 10}));
    view.section = scene::cut(district, line, {});
    EXPECT_TRUE(scene::cuts_away(view, {10, 10}));
    EXPECT_FALSE(scene::cuts_away(view, {10, 60}));
}

}  // namespace
