#include "analysis/road_reach.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/hash.h"
#include "road_lines.h"

namespace {

using analysis::Basis;
using analysis::Lost;
using analysis::RoadLines;
using analysis::RoadReach;
using base::Vec2d;

RoadLines lines(std::vector<std::vector<Vec2d>> const& all, std::vector<double> pace = {}) {
    return {road_lines(all), std::move(pace), {}, {}};
}

/// A U: down from (0, 800) to (0, 0), along to (400, 0), and up to (400, 800); joined within 0.5 m.
RoadLines horseshoe() { return lines({{{0, 800}, {0, 0}}, {{0.3, 0}, {400, 0}}, {{400, 0}, {400, 800}}}); }

TEST(RoadReach, GoesAroundAlongTheRoads) {
    RoadReach const net(horseshoe());
    std::vector<Vec2d> const places{{0, 800}, {-80, 400}, {0, 100}}, shop{{400, 800}};
    auto const to = net.nearest(places, shop);
    EXPECT_NEAR(to[0].minutes, (800 + 399.7 + 800) / 80, 1e-9);
    EXPECT_EQ(net.basis(), Basis::road);
    EXPECT_NEAR(to[1].minutes, (80 + 400 + 399.7 + 800) / 80, 1e-9) << "80 m to the road first";
    EXPECT_NEAR(to[2].minutes, (100 + 399.7 + 800) / 80, 1e-9);
}

TEST(RoadReach, StaysOnOneEdgeWhereBothAreOnIt) {
    RoadReach const net(horseshoe());
    auto const to = net.nearest(std::vector<Vec2d>{{0, 300}}, std::vector<Vec2d>{{10, 380}, {400, 0}});
    EXPECT_NEAR(to[0].minutes, (80 + 10) / 80.0, 1e-9);
    auto const sum =
        net.within(std::vector<Vec2d>{{0, 300}}, std::vector<analysis::WeightedPoint>{{{10, 380}, 7}}, 1.2);
    EXPECT_EQ(sum[0].sum, 7);
}

TEST(RoadReach, TakesTheFasterRoadAndNoClosedOne) {
    // Two ways from (0, 0) to (100, 0): straight and slow, or round about and fast.
    std::vector<std::vector<Vec2d>> const roads{{{0, 0}, {100, 0}}, {{0, 0}, {0, 100}, {100, 100}, {100, 0}}};
    std::vector<Vec2d> const from{{0, 0}}, to{{100, 0}};
    EXPECT_NEAR(RoadReach(lines(roads, {50, 300})).nearest(from, to)[0].minutes, 1, 1e-9);
    EXPECT_NEAR(RoadReach(lines(roads, {200, 300})).nearest(from, to)[0].minutes, 0.5, 1e-9);
    EXPECT_NEAR(RoadReach(lines(roads, {-1, 300})).nearest(from, to)[0].minutes, 1, 1e-9);
}

TEST(RoadReach, GoesOneWayAroundTheBlock) {
    // A square of one-way streets, as drawn: 100 m with the traffic are 300 m against it.
    RoadLines square = lines({{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}});
    std::vector<Vec2d> const west{{0, 0}}, east{{100, 0}};
    std::vector<analysis::WeightedPoint> const there{{{100, 0}, 1}};
    for (std::int8_t const way : {std::int8_t{1}, std::int8_t{-1}, std::int8_t{0}}) {
        square.one_way = {way};
        RoadReach const net(square);
        EXPECT_NEAR(net.nearest(west, east)[0].minutes, (way < 0 ? 300 : 100) / 80.0, 1e-9) << int{way};
        EXPECT_NEAR(net.nearest(east, west)[0].minutes, (way > 0 ? 300 : 100) / 80.0, 1e-9) << int{way};
        EXPECT_EQ(net.within(west, there, 2)[0].sum, way < 0 ? 0 : 1) << int{way};
        EXPECT_EQ(net.within(west, there, 4)[0].sum, 1) << int{way};
    }
    // From the middle of an edge back to its start: round the block too.
    square.one_way = {1};
    std::vector<Vec2d> const middle{{50, 0}}, behind{{20, 0}};
    EXPECT_NEAR(RoadReach(square).nearest(middle, behind)[0].minutes, 370 / 80.0, 1e-9);
}

TEST(RoadReach, WithoutRoadsItIsAStraightLineWithItsDetour) {
    RoadReach const net(RoadLines{});
    auto const to = net.nearest(std::vector<Vec2d>{{0, 0}}, std::vector<Vec2d>{{300, 400}});
    EXPECT_NEAR(to[0].minutes, 500 * 1.3 / 80, 1e-12);
    EXPECT_EQ(net.basis(), Basis::straight);
    std::vector<analysis::WeightedPoint> const people{{{0, 900}, 5}, {{0, 930}, 7}};
    auto const sum = net.within(std::vector<Vec2d>{{0, 0}}, people, 15);  // 923 m
    EXPECT_EQ(sum[0].sum, 5);
    EXPECT_TRUE(std::isinf(net.nearest(std::vector<Vec2d>{{0, 0}}, {})[0].minutes));
    EXPECT_EQ(analysis::describe(Basis::straight).zh, "直线距离 × 1.3");
    EXPECT_EQ(analysis::describe(Basis::road).en, "along roads");
}

TEST(RoadReach, SaysWhyThereIsNoWayAndGoesNoneStraight) {
    RoadReach const net(lines({{{0, 0}, {500, 0}}, {{5000, 0}, {5100, 0}}}));
    auto const to = net.nearest(std::vector<Vec2d>{{0, 0}, {0, 2000}, {5000, 0}}, std::vector<Vec2d>{{100, 0}});
    EXPECT_EQ(net.basis(), Basis::road);
    EXPECT_NEAR(to[0].minutes, 100 / 80.0, 1e-9);
    EXPECT_EQ(to[0].lost, Lost::no);
    EXPECT_EQ(to[1].lost, Lost::off_roads);
    EXPECT_TRUE(std::isinf(to[1].minutes));
    EXPECT_EQ(to[2].lost, Lost::no_way);
    EXPECT_NEAR(net.to_road({0, 2000}), 2000, 1e-9);
    EXPECT_EQ(analysis::describe(Lost::off_roads, net.mode(), 2000).en, "no road within 300 m (nearest 2000 m)");
    EXPECT_EQ(net.nearest(std::vector<Vec2d>{{0, 0}}, {})[0].lost, Lost::nowhere);
    // A shop off all roads is not gone to as the crow flies, though it lies nearer.
    auto const off = net.nearest(std::vector<Vec2d>{{100, 0}}, std::vector<Vec2d>{{500, 0}, {100, 310}});
    EXPECT_NEAR(off[0].minutes, 400 / 80.0, 1e-9);
    std::vector<analysis::WeightedPoint> const people{{{100, 310}, 5}, {{200, 0}, 7}};
    EXPECT_EQ(net.within(std::vector<Vec2d>{{100, 0}, {0, 2000}}, people, 15)[0].sum, 7);
    EXPECT_EQ(net.within(std::vector<Vec2d>{{100, 0}, {0, 2000}}, people, 15)[1].lost, Lost::off_roads);
}

TEST(RoadReach, ScatteredRoadsAreNoNetworkAndScrapsAreNotStartedFrom) {
    // Three roads apart: no part has half of the length.
    RoadReach const scattered(lines({{{0, 0}, {100, 0}}, {{0, 50}, {100, 50}}, {{0, 90}, {100, 90}}}));
    EXPECT_EQ(scattered.basis(), Basis::straight);
    EXPECT_NE(analysis::describe(scattered.network(), scattered.basis()).en.find("too little"), std::string::npos);
    // A driveway that meets nothing, 5 m long, nearer than the street of 1000 m.
    RoadReach const street(lines({{{0, 0}, {1000, 0}}, {{500, 20}, {505, 20}}}));
    EXPECT_NEAR(street.nearest(std::vector<Vec2d>{{500, 30}}, std::vector<Vec2d>{{900, 0}})[0].minutes, 430 / 80.0,
                1e-9);
    EXPECT_NEAR(street.network().scrap_metres, 5, 1e-9);
}

TEST(RoadReach, GivesTheRoadsWithinLimits) {
    // A cross of four arms of 1000 m: in 5 minutes 400 m of each, in 20 all.
    RoadReach const net(lines({{{-1000, 0}, {1000, 0}}, {{0, -1000}, {0, 1000}}}));
    std::vector<double> const limits{5, 20};
    auto const metres = [](geo::Lines const& roads) {
        double sum = 0;
        for (std::size_t i = 0; i < roads.size(); ++i) sum += length(roads.line(i)[1] - roads.line(i)[0]);
        return sum;
    };
    auto const middle = net.roads_within({0, 0}, limits);
    EXPECT_NEAR(metres(middle[0]), 1600, 1e-6);
    EXPECT_NEAR(metres(middle[1]), 4000, 1e-6);
    // 100 m up one arm: 400 m of it outwards, and 300 m of the others.
    auto const north = net.roads_within({0, 100}, limits);
    EXPECT_NEAR(metres(north[0]), 400 + 100 + 3 * 300, 1e-6);
    // Far out on an arm, nothing else is reached.
    EXPECT_NEAR(metres(net.roads_within({0, 900}, limits)[0]), 500, 1e-6);
    EXPECT_EQ(net.roads_within({700, 700}, limits)[0].size(), 0u) << "no road near";
}

/// Chance grids with some streets missing, some one-way, some slow: every time against all ways tried.
TEST(RoadReach, AgreesWithEveryWayTried) {
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    constexpr std::uint32_t kSide = 5;
    std::size_t reached = 0;
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        std::uint32_t n = seed * 1000;
        auto const dice = [&] { return base::hash(n++) / 4294967295.0; };
        std::vector<Vec2d> corners;
        for (std::uint32_t i = 0; i < kSide * kSide; ++i)
            corners.push_back({i % kSide * 200 + 60 * dice(), i / kSide * 200 + 60 * dice()});
        RoadLines roads;
        std::vector<std::vector<Vec2d>> all;
        std::vector<double> best(corners.size() * corners.size(), kEndless);
        auto const at = [&](std::size_t i, std::size_t j) -> double& { return best[i * corners.size() + j]; };
        for (std::size_t i = 0; i < corners.size(); ++i) at(i, i) = 0;
        for (std::uint32_t i = 0; i < corners.size(); ++i) {
            for (std::uint32_t const j : {i + 1, i + kSide}) {
                if (j >= corners.size() || (j == i + 1 && j % kSide == 0) || dice() < 0.15) continue;
                double const pace = dice() < 0.3 ? 40 : 100;
                auto const way = static_cast<std::int8_t>(dice() < 0.3 ? (dice() < 0.5 ? 1 : -1) : 0);
                all.push_back({corners[i], corners[j]});
                roads.pace.push_back(pace);
                roads.one_way.push_back(way);
                double const minutes = length(corners[j] - corners[i]) / pace;
                if (way >= 0) at(i, j) = minutes;
                if (way <= 0) at(j, i) = minutes;
            }
        }
        for (std::size_t k = 0; k < corners.size(); ++k)  // Floyd 1962
            for (std::size_t i = 0; i < corners.size(); ++i)
                for (std::size_t j = 0; j < corners.size(); ++j) at(i, j) = std::min(at(i, j), at(i, k) + at(k, j));
        roads.lines = road_lines(all);
        analysis::TravelMode mode;
        mode.least_share = mode.scrap = 0;
        RoadReach const net(roads, mode);
        for (std::size_t j = 0; j < corners.size(); ++j) {
            bool const on_road = net.to_road(corners[j]) < 1e-9;
            if (!on_road) continue;
            auto const to = net.nearest(corners, std::vector<Vec2d>{corners[j]});
            for (std::size_t i = 0; i < corners.size(); ++i) {
                if (net.to_road(corners[i]) > 1e-9) continue;
                ++reached;
                if (at(i, j) == kEndless)
                    EXPECT_EQ(to[i].lost, Lost::no_way) << seed << ": " << i << " to " << j;
                else
                    EXPECT_NEAR(to[i].minutes, at(i, j), 1e-9) << seed << ": " << i << " to " << j;
                double const limit = 8.03;
                auto const sum = net.within(std::vector<Vec2d>{corners[i]},
                                            std::vector<analysis::WeightedPoint>{{corners[j], 1}}, limit);
                EXPECT_EQ(sum[0].sum, at(i, j) <= limit ? 1 : 0) << seed << ": " << i << " to " << j;
            }
        }
    }
    EXPECT_GT(reached, 10'000u);
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
    RoadReach const net(lines(all));
    std::vector<Vec2d> const places(200, Vec2d{1000, 1000});
    for (auto const& reached : net.within(places, people, 5.0001)) {
        EXPECT_EQ(reached.sum, 41);
        EXPECT_EQ(reached.lost, Lost::no);
    }
    EXPECT_EQ(net.within(places, people, 1)[0].sum, 1);
}

}  // namespace
