#include "analysis/dbscan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using base::Vec2d;

std::vector<Vec2d> const kTen{{0, 0},     {10, 0},    {0, 10},    {10, 10}, {100, 100},
                              {105, 100}, {100, 105}, {300, 300}, {20, 5},  {104, 96}};

TEST(Dbscan, MatchesTheVectors) {
    EXPECT_EQ(analysis::dbscan(kTen, 15, 4), (std::vector<int>{0, 0, 0, 0, 1, 1, 1, -1, 0, 1}));
    EXPECT_EQ(analysis::dbscan(kTen, 10, 3), (std::vector<int>{0, 0, 0, 0, 1, 1, 1, -1, -1, 1}));
}

TEST(Dbscan, CountsThePointItselfAndTheVeryEdge) {
    std::vector<Vec2d> const two{{0, 0}, {10, 0}};
    EXPECT_EQ(analysis::dbscan(two, 10, 2), (std::vector<int>{0, 0}));
    EXPECT_EQ(analysis::dbscan(two, 9.999, 2), (std::vector<int>{-1, -1}));
    EXPECT_EQ(analysis::dbscan(two, 9.999, 1), (std::vector<int>{0, 1}));
}

TEST(Dbscan, GivesABorderPointToTheFirstCluster) {
    // The last point is within reach of one core point of each of two clusters, and no core itself.
    std::vector<Vec2d> const points{{20, 0},  {28, 0},  {28, 1},   {28, -1}, {-28, 0},
                                    {-20, 0}, {-28, 1}, {-28, -1}, {0, 0}};
    auto const clusters = analysis::dbscan(points, 20, 4);
    EXPECT_EQ(clusters[0], 0);
    EXPECT_EQ(clusters[4], 1);
    EXPECT_EQ(clusters[8], 0);
}

TEST(Dbscan, BearsWhatIsNoPlaceAndNoReach) {
    std::vector<Vec2d> points = kTen;
    points.push_back({std::nan(""), 0});
    EXPECT_EQ(analysis::dbscan(points, 15, 4).back(), -1);
    EXPECT_EQ(analysis::dbscan(kTen, 0, 1), std::vector<int>(10, -1));
    EXPECT_TRUE(analysis::dbscan({}, 15, 4).empty());
}

TEST(Outline, IsAHullWithRoundCorners) {
    std::vector<Vec2d> const square{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {50, 50}, {50, 0}};
    EXPECT_EQ(analysis::outline(square, 0).size(), 4U);
    auto const round = analysis::outline(square, 30);
    double area = 0;
    for (std::size_t i = 0; i < round.size(); ++i) area += base::cross(round[i], round[(i + 1) % round.size()]) / 2;
    double const exact = 100 * 100 + 4 * 100 * 30 + std::numbers::pi * 30 * 30;
    EXPECT_GT(area, 0.99 * exact);
    EXPECT_LE(area, exact);
    // One point, and two.
    EXPECT_EQ(analysis::outline(std::vector<Vec2d>{{5, 5}}, 30).size(), 16U);
    for (Vec2d const p : analysis::outline(std::vector<Vec2d>{{0, 0}, {40, 0}}, 10)) {
        double const x = std::max({-p.x, p.x - 40, 0.0});
        EXPECT_NEAR(std::hypot(x, p.y), 10, 1e-9);
    }
    EXPECT_TRUE(analysis::outline({}, 30).empty());
}

}  // namespace
