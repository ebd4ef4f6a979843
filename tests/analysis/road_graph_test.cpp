#include "analysis/road_graph.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/hash.h"
#include "road_lines.h"

namespace {

using analysis::make_road_graph;
using analysis::RoadGraph;
using base::Vec2d;

TEST(RoadGraph, MeetsAtSharedCornersCrossingsAndEndsOnOthers) {
    // A long road; one across it, one that ends 0.6 m before it, one that starts at its end.
    auto const g = make_road_graph(
        road_lines(
            {{{0, 0}, {1000, 0}}, {{200, -100}, {200, 100}}, {{500, 300}, {500, 0.6}}, {{1000, 0}, {1000, 400}}}),
        {}, 1);
    EXPECT_EQ(g.crossings, 1u);
    EXPECT_EQ(g.snapped, 1u);
    EXPECT_EQ(g.part_metres.size(), 1u);
    EXPECT_EQ(g.junctions, 2u);
    EXPECT_EQ(g.nodes(), 8u);
    EXPECT_EQ(g.edges.size(), 7u);
    EXPECT_NEAR(g.metres(), 1000 + 200 + 299.4 + 400, 1e-9);
}

TEST(RoadGraph, AnEndBeyondTheToleranceIsADeadEnd) {
    auto const roads = road_lines({{{0, 0}, {1000, 0}}, {{500, 300}, {500, 1.5}}});
    EXPECT_EQ(make_road_graph(roads, {}, 1).part_metres.size(), 2u);
    EXPECT_EQ(make_road_graph(roads, {}, 2).part_metres.size(), 1u);
    auto const g = make_road_graph(roads, {}, 1);
    EXPECT_NEAR(g.part_metres[0], 1000, 1e-9);
    EXPECT_NEAR(g.largest_share(), 1000 / 1298.5, 1e-12);
}

TEST(RoadGraph, BridgesMeetOthersOnlyAtSharedCorners) {
    // A bridge over a road; a ramp from the bridge's end down to the road, by shared corners.
    auto const roads =
        road_lines({{{0, 0}, {1000, 0}}, {{500, -300}, {500, 300}}, {{500, 300}, {900, 200}, {1000, 0}}});
    std::vector<std::int8_t> const levels{0, 1, 0};
    auto const g = make_road_graph(roads, levels, 1);
    EXPECT_EQ(g.crossings, 0u);
    EXPECT_EQ(g.apart, 1u);
    EXPECT_EQ(g.part_metres.size(), 1u);
    EXPECT_EQ(g.junctions, 0u);
    // Something under the bridge ends within the tolerance of it, on its own level: still nothing.
    auto const below = make_road_graph(road_lines({{{500, -300}, {500, 300}}, {{0, 0}, {499.5, 0}}}),
                                       std::vector<std::int8_t>{1, 0}, 1);
    EXPECT_EQ(below.part_metres.size(), 2u);
}

TEST(RoadGraph, LinesThatLieOnEachOtherAndThemselvesHangTogether) {
    // An eight that crosses itself, a doubled road, a corner on another road's middle, three through one place.
    EXPECT_EQ(make_road_graph(road_lines({{{0, 0}, {100, 100}, {100, 0}, {0, 100}}}), {}, 1).crossings, 1u);
    auto const doubled = make_road_graph(road_lines({{{0, 0}, {100, 0}}, {{20, 0}, {70, 0}}}), {}, 1);
    EXPECT_EQ(doubled.part_metres.size(), 1u);
    EXPECT_EQ(doubled.nodes(), 4u);
    auto const touch = make_road_graph(road_lines({{{0, 0}, {100, 0}}, {{20, 50}, {50, 0}, {80, 50}}}), {}, 1);
    EXPECT_EQ(touch.part_metres.size(), 1u);
    EXPECT_EQ(touch.junctions, 1u);
    auto const star =
        make_road_graph(road_lines({{{-50, 0}, {50, 0}}, {{0, -50}, {0, 50}}, {{-50, -50}, {50, 50}}}), {}, 1);
    EXPECT_EQ(star.junctions, 1u);
    EXPECT_EQ(star.edges.size(), 6u);
}

TEST(RoadGraph, NothingAndHardlyAnythingAreNoNetwork) {
    EXPECT_EQ(make_road_graph({}, {}, 1).nodes(), 0u);
    EXPECT_EQ(make_road_graph({}, {}, 1).largest_share(), 0);
    EXPECT_EQ(make_road_graph(road_lines({{{3, 3}, {3, 3}}, {{5, 5}}}), {}, 1).edges.size(), 0u);
}

/// Chance lines against every pair looked at: as many crossings, and none of the length lost.
TEST(RoadGraph, FindsEveryCrossingOfChanceLines) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        std::vector<std::vector<Vec2d>> all;
        for (std::uint32_t i = 0; i < 40; ++i) {
            auto const at = [&](std::uint32_t k) { return 1e5 * dice(seed * 1000 + i * 4 + k); };
            all.push_back({{at(0), at(1)}, {at(2), at(3)}});
        }
        std::size_t crossings = 0;
        double metres = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            metres += length(all[i][1] - all[i][0]);
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                auto const side = [&](Vec2d a, Vec2d b, Vec2d p) { return cross(b - a, p - a) > 0; };
                crossings += side(all[i][0], all[i][1], all[j][0]) != side(all[i][0], all[i][1], all[j][1]) &&
                             side(all[j][0], all[j][1], all[i][0]) != side(all[j][0], all[j][1], all[i][1]);
            }
        }
        RoadGraph const g = make_road_graph(road_lines(all), {}, 0.01);
        EXPECT_EQ(g.crossings, crossings) << seed;
        EXPECT_EQ(g.nodes(), 80 + crossings) << seed;
        EXPECT_EQ(g.edges.size(), 40 + 2 * crossings) << seed;
        EXPECT_NEAR(g.metres(), metres, 1e-4) << seed;
    }
}

}  // namespace
