#include "analysis/hull.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using base::Vec2d;

TEST(ConvexHull, LeavesOutWhatIsInsideOrNoPlace) {
    std::vector<Vec2d> const points{{50, 50}, {100, 100}, {0, 0},    {0, 100},         {100, 0},
                                    {50, 0},  {0, 0},     {100, 50}, {std::nan(""), 0}};
    EXPECT_EQ(analysis::convex_hull(points), (std::vector<Vec2d>{{0, 0}, {100, 0}, {100, 100}, {0, 100}}));
    EXPECT_EQ(analysis::convex_hull(std::vector<Vec2d>{{0, 0}, {2, 2}, {1, 1}}).size(), 2U);
}

TEST(BufferedHull, HasRoundCorners) {
    std::vector<Vec2d> const square{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {50, 50}, {50, 0}};
    EXPECT_EQ(analysis::buffered_hull(square, 0).size(), 4U);
    auto const round = analysis::buffered_hull(square, 30);
    double area = 0;
    for (std::size_t i = 0; i < round.size(); ++i) area += base::cross(round[i], round[(i + 1) % round.size()]) / 2;
    double const exact = 100 * 100 + 4 * 100 * 30 + std::numbers::pi * 30 * 30;
    EXPECT_GT(area, 0.99 * exact);
    EXPECT_LE(area, exact);
    // One point, and two.
    EXPECT_EQ(analysis::buffered_hull(std::vector<Vec2d>{{5, 5}}, 30).size(), 16U);
    for (Vec2d const p : analysis::buffered_hull(std::vector<Vec2d>{{0, 0}, {40, 0}}, 10)) {
        double const x = std::max({-p.x, p.x - 40, 0.0});
        EXPECT_NEAR(std::hypot(x, p.y), 10, 1e-9);
    }
    EXPECT_TRUE(analysis::buffered_hull({}, 30).empty());
    EXPECT_TRUE(analysis::buffered_hull(std::vector<Vec2d>{{std::nan(""), 0}}, 30).empty());
}

}  // namespace
