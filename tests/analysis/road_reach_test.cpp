#include "analysis/road_reach.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using analysis::Basis;
using analysis::RoadReach;
using base::Vec2d;

geo::Lines lines(std::vector<std::vector<Vec2d>> const& all) {
    geo::Lines out;
    for (auto const& line : all) {
        out.points.insert(out.points.end(), line.begin(), line.end());
        out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        out.row.push_back(static_cast<std::uint32_t>(out.row.size()));
    }
    return out;
}

/// A U: down from (0, 800) to (0, 0), along to (400, 0), and up to (400, 800); joined within 0.5 m.
geo::Lines horseshoe() { return lines({{{0, 800}, {0, 0}}, {{0.3, 0}, {400, 0}}, {{400, 0}, {400, 800}}}); }

TEST(RoadReach, GoesAroundAlongTheRoads) {
    RoadReach const net(horseshoe(), {});
    std::vector<Vec2d> const places{{0, 800}, {-80, 400}, {0, 100}}, shop{{400, 800}};
    auto const to = net.nearest(places, shop);
    EXPECT_NEAR(to[0].minutes, (800 + 399.7 + 800) / 80, 1e-9);
    EXPECT_EQ(to[0].basis, Basis::road);
    EXPECT_NEAR(to[1].minutes, (80 + 400 + 399.7 + 800) / 80, 1e-9) << "80 m to the road first";
    EXPECT_NEAR(to[2].minutes, (100 + 399.7 + 800) / 80, 1e-9);
}

TEST(RoadReach, StaysOnOneEdgeWhereBothAreOnIt) {
    RoadReach const net(horseshoe(), {});
    auto const to = net.nearest(std::vector<Vec2d>{{0, 300}}, std::vector<Vec2d>{{10, 380}, {400, 0}});
    EXPECT_NEAR(to[0].minutes, (80 + 10) / 80.0, 1e-9);
    auto const sum =
        net.within(std::vector<Vec2d>{{0, 300}}, std::vector<analysis::WeightedPoint>{{{10, 380}, 7}}, 1.2);
    EXPECT_EQ(sum[0].sum, 7);
}

TEST(RoadReach, TakesTheFasterRoadAndNoClosedOne) {
    // Two ways from (0, 0) to (100, 0): straight and slow, or round about and fast.
    auto const roads = lines({{{0, 0}, {100, 0}}, {{0, 0}, {0, 100}, {100, 100}, {100, 0}}});
    std::vector<Vec2d> const from{{0, 0}}, to{{100, 0}};
    EXPECT_NEAR(RoadReach(roads, std::vector<double>{50, 300}).nearest(from, to)[0].minutes, 1, 1e-9);
    EXPECT_NEAR(RoadReach(roads, std::vector<double>{200, 300}).nearest(from, to)[0].minutes, 0.5, 1e-9);
    EXPECT_NEAR(RoadReach(roads, std::vector<double>{-1, 300}).nearest(from, to)[0].minutes, 1, 1e-9);
}

TEST(RoadReach, WithoutRoadsItIsAStraightLineWithItsDetour) {
    RoadReach const net({}, {});
    auto const to = net.nearest(std::vector<Vec2d>{{0, 0}}, std::vector<Vec2d>{{300, 400}});
    EXPECT_NEAR(to[0].minutes, 500 * 1.3 / 80, 1e-12);
    EXPECT_EQ(to[0].basis, Basis::straight);
    std::vector<analysis::WeightedPoint> const people{{{0, 900}, 5}, {{0, 930}, 7}};
    auto const sum = net.within(std::vector<Vec2d>{{0, 0}}, people, 15);  // 923 m
    EXPECT_EQ(sum[0].sum, 5);
    EXPECT_EQ(sum[0].basis, Basis::straight);
    EXPECT_TRUE(std::isinf(net.nearest(std::vector<Vec2d>{{0, 0}}, {})[0].minutes));
    EXPECT_EQ(analysis::describe(Basis::straight).zh, "直线距离 × 1.3");
    EXPECT_EQ(analysis::describe(Basis::road).en, "along roads");
}

TEST(RoadReach, SaysWhereItHadToGoStraight) {
    RoadReach const net(lines({{{0, 0}, {100, 0}}, {{5000, 0}, {5100, 0}}}), {});
    auto const to = net.nearest(std::vector<Vec2d>{{0, 0}, {0, 2000}, {5000, 0}}, std::vector<Vec2d>{{100, 0}});
    EXPECT_EQ(to[0].basis, Basis::road);
    EXPECT_EQ(to[1].basis, Basis::straight) << "no road near";
    EXPECT_NEAR(to[1].minutes, std::hypot(100, 2000) * 1.3 / 80, 1e-9);
    EXPECT_EQ(to[2].basis, Basis::straight) << "no road leads there";
    // A shop off all roads, nearer than the one on a road.
    auto const off = net.nearest(std::vector<Vec2d>{{100, 0}}, std::vector<Vec2d>{{5100, 0}, {100, 400}});
    EXPECT_EQ(off[0].basis, Basis::straight);
    EXPECT_NEAR(off[0].minutes, 400 * 1.3 / 80, 1e-9);
}

TEST(RoadReach, AddsUpWhatLiesWithinMinutesOnce) {
    // A grid of streets of 100 m, somebody on each corner: within 5 minutes (400 m) along streets lie 41 corners.
    std::vector<std::vector<Vec2d>> all;
    std::vector<analysis::WeightedPoint> people;
    for (int i = 0; i <= 20; ++i) {
        std::vector<Vec2d> across, up;
        for (int j = 0; j <= 20; ++j) {
            across.push_back({j * 100., i * 100.});
            up.push_back({i * 100., j * 100.});
            people.push_back({{j * 100., i * 100.}, 1});
        }
        all.push_back(across);
        all.push_back(up);
    }
    RoadReach const net(lines(all), {});
    std::vector<Vec2d> const places(200, Vec2d{1000, 1000});
    for (auto const& reached : net.within(places, people, 5.0001)) {
        EXPECT_EQ(reached.sum, 41);
        EXPECT_EQ(reached.basis, Basis::road);
    }
    EXPECT_EQ(net.within(places, people, 1)[0].sum, 1);
    people.push_back({{1000, 2990}, 9});  // off all roads, 990 m away: 16.09 minutes
    EXPECT_EQ(net.within(std::vector<Vec2d>{{1000, 2000}}, people, 16.05)[0].sum,
              net.within(std::vector<Vec2d>{{1000, 2000}}, people, 16.12)[0].sum - 9);
}

}  // namespace
