#include "analysis/visibility.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using base::Vec2d;
using base::Vec3d;

void add_block(twin::District& d, double x0, double y0, double x1, double y1, float base, float height) {
    auto& b = d.buildings;
    for (Vec2d const p : {Vec2d{x0, y0}, Vec2d{x1, y0}, Vec2d{x1, y1}, Vec2d{x0, y1}}) b.footprints.points.push_back(p);
    b.footprints.ring_begin.push_back(static_cast<std::uint32_t>(b.footprints.points.size()));
    b.footprints.polygon_begin.push_back(static_cast<std::uint32_t>(b.footprints.ring_begin.size() - 1));
    b.footprints.row.push_back(static_cast<std::uint32_t>(b.footprints.row.size()));
    b.base_z.push_back(base);
    b.height.push_back(height);
    b.roof_height.push_back(0);
}

/// A wall 20 m high, 40 to 60 m north of the origin, from 100 m west to 100 m east; and a kiosk in the south.
twin::District street() {
    twin::District d;
    add_block(d, -100, 40, 100, 60, 0, 20);
    add_block(d, -4, -34, 4, -30, 0, 3);
    return d;
}

twin::CameraPose pose(float heading, float pitch = -20, float wide = 60, float height = 6, float reach = 80) {
    return {heading, pitch, wide, height, reach};
}

double reach_towards(analysis::Sight const& sight, Vec2d from, twin::CameraPose const& p) {
    auto const fan = sight.footprint(from, p);
    return base::length(fan[1 + (fan.size() - 1) / 2] - from);
}

TEST(Sight, KnowsRoofsAndGround) {
    analysis::Sight const sight(street());
    EXPECT_EQ(sight.ground({0, 50}), 0);
    EXPECT_EQ(sight.roof_or_ground({0, 50}), 20);
    EXPECT_EQ(sight.roof_or_ground({0, 30}), 0);
    EXPECT_EQ(sight.roof_or_ground({0, -32}), 3);
    EXPECT_EQ(sight.roof_or_ground({9000, 0}), 0);
}

TEST(Sight, LeavesYardsOpen) {
    twin::District d;
    add_block(d, 0, 0, 60, 60, 0, 20);
    auto& f = d.buildings.footprints;
    for (Vec2d const p : {Vec2d{20, 20}, Vec2d{20, 40}, Vec2d{40, 40}, Vec2d{40, 20}}) f.points.push_back(p);
    f.ring_begin.push_back(static_cast<std::uint32_t>(f.points.size()));
    f.polygon_begin.back() = 2;
    analysis::Sight const sight(d);
    EXPECT_EQ(sight.roof_or_ground({30, 30}), 0);
    EXPECT_EQ(sight.roof_or_ground({10, 30}), 20);
    EXPECT_EQ(sight.roof_or_ground({50, 50}), 20);
}

TEST(Sight, IsStoppedByAWallAndNotByWhatLiesBelow) {
    analysis::Sight const sight(street());
    EXPECT_FALSE(sight.clear({0, 0, 6}, {0, 100, 6}));
    EXPECT_TRUE(sight.clear({0, 0, 30}, {0, 100, 30}));
    EXPECT_TRUE(sight.clear({0, 0, 6}, {0, 40, 10})) << "the wall itself is seen";
    EXPECT_TRUE(sight.clear({0, 0, 6}, {0, -80, 1})) << "over the kiosk";
    EXPECT_FALSE(sight.clear({0, -20, 1.6}, {0, -50, 1.6}));
    EXPECT_TRUE(sight.clear({0, 39.5, 6}, {0, 0, 0})) << "from a pole at the wall";
}

TEST(Sight, FansOutToTheReachInTheOpen) {
    analysis::Sight const sight(street());
    auto const fan = sight.footprint({300, 0}, pose(90, -20, 60, 6, 80));
    ASSERT_EQ(fan.size(), 32u);
    EXPECT_EQ(fan[0], (Vec2d{300, 0}));
    // Pitch -20 and half a picture of 18 degrees: the upper edge meets the ground beyond the reach.
    for (std::size_t i = 1; i < fan.size(); ++i) {
        EXPECT_NEAR(base::length(fan[i] - fan[0]), 80, 1e-9);
        double const heading = std::atan2(fan[i].x - 300, fan[i].y) * 180 / std::numbers::pi;
        EXPECT_NEAR(heading, 60 + 2 * static_cast<double>(i - 1), 1e-9);
    }
}

TEST(Sight, FansEndAtWalls) {
    analysis::Sight const sight(street());
    double const straight = reach_towards(sight, {0, 0}, pose(0));
    EXPECT_GE(straight, 37);
    EXPECT_LE(straight, 40);
    auto const fan = sight.footprint({0, 0}, pose(0, -20, 90, 6, 200));
    for (std::size_t i = 1; i < fan.size(); ++i) EXPECT_LE(fan[i].y, 40.0);
    EXPECT_EQ(reach_towards(sight, {0, 0}, pose(180)), 80) << "the kiosk is lower than the camera";
    EXPECT_LE(reach_towards(sight, {0, 0}, pose(180, -20, 60, 2.5F)), 30);
    EXPECT_EQ(reach_towards(sight, {30, 39}, pose(180)), 80) << "a pole in the wall's cell";
}

TEST(Sight, FansEndAtTheUpperEdgeOfThePicture) {
    analysis::Sight const sight(street());
    // 9:16 of 60 degrees wide is 18.0 degrees up from the middle: 12 degrees below level at a pitch of -30.
    double const edge =
        6 / std::tan((30 - std::atan(std::tan(std::numbers::pi / 6) * 9 / 16) * 180 / std::numbers::pi) *
                     std::numbers::pi / 180);
    double const seen = reach_towards(sight, {300, 0}, pose(90, -30));
    EXPECT_LE(seen, edge + 1e-9);
    EXPECT_GE(seen, edge - 1);
}

TEST(Sight, FansEndBehindABrow) {
    twin::District d;
    // Level until x = 50, then falling steeply: from 6 m up the slope is out of sight.
    d.terrain = {.origin = {0, -500}, .spacing = 50, .width = 5, .height = 21, .z = {}};
    for (int j = 0; j < 21; ++j)
        for (float const z : {0.F, 0.F, -30.F, -60.F, -90.F}) d.terrain.z.push_back(z);
    analysis::Sight const sight(d);
    double const seen = reach_towards(sight, {0, 0}, pose(90, -5, 60, 6, 150));
    EXPECT_GE(seen, 49);
    EXPECT_LE(seen, 52);
    EXPECT_EQ(reach_towards(sight, {0, 0}, pose(90, -5, 60, 60, 150)), 150);
    EXPECT_FALSE(sight.clear({0, 0, 6}, {100, 0, -29}));
}

TEST(Sight, OfACameraThatLooksDownIsARing) {
    analysis::Sight const sight(street());
    auto const fan = sight.footprint({300, 0}, pose(0, -90, 60, 30, 80));
    for (std::size_t i = 1; i < fan.size(); ++i)
        EXPECT_NEAR(base::length(fan[i] - fan[0]), 30 * std::tan(std::numbers::pi / 6), 1e-6);
    EXPECT_NEAR(base::length(fan[1] - fan.back()), 0, 1e-9);
}

TEST(Sight, AimsAtTheGroundOrTheWallBeforeIt) {
    analysis::Sight const sight(street());
    Vec3d const ground = sight.aim({300, 0}, pose(90, -45));
    EXPECT_NEAR(ground.x, 306, 1e-6);
    EXPECT_NEAR(ground.y, 0, 1e-6);
    EXPECT_NEAR(ground.z, 0, 1e-9);
    Vec3d const wall = sight.aim({0, 0}, pose(0, -2));
    EXPECT_GE(wall.y, 38);
    EXPECT_LE(wall.y, 40);
    EXPECT_NEAR(wall.z, 6 - wall.y * std::tan(2 * std::numbers::pi / 180), 1e-6);
    Vec3d const beyond = sight.aim({300, 0}, pose(90, 10));
    EXPECT_NEAR(beyond.x, 380, 1e-6);
    EXPECT_EQ(beyond.z, 0);
}

TEST(Sight, WorksWithNoBuildings) {
    twin::District const bare;
    analysis::Sight const sight(bare);
    EXPECT_EQ(sight.roof_or_ground({0, 0}), 0);
    EXPECT_TRUE(sight.clear({0, 0, 2}, {50, 0, 2}));
    EXPECT_NEAR(reach_towards(sight, {0, 0}, pose(0)), 80, 1e-9);
}

}  // namespace
