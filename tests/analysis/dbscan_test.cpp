#include "analysis/dbscan.h"

#include <gtest/gtest.h>

#include <cmath>

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

}  // namespace
