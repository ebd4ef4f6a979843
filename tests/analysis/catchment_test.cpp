#include "analysis/catchment.h"

#include <gtest/gtest.h>

#include <numbers>

#include "plots.h"
#include "road_lines.h"

namespace {

using namespace analysis;

TEST(Catchment, IsLandBesideTheRoadsThatAreReached) {
    RoadReach const ways({road_lines({{{-2000, 0}, {2000, 0}}}), {}, {}, {}});
    std::vector<WeightedPoint> const people{{{300, 0}, 5}, {{-700, 0}, 7}, {{0, 1500}, 100}};
    auto const found = catchments(ways, {0, 0}, std::vector<double>{5, 10}, people);
    ASSERT_EQ(found.size(), 2u);
    // 800 m of road with 50 m each side and a rounded end at both; then 400 m more at each end.
    EXPECT_NEAR(total_area(found[0].band), 800 * 100 + std::numbers::pi * 50 * 50, 800);
    EXPECT_NEAR(total_area(found[1].band), 800 * 100, 800);
    EXPECT_EQ(found[0].people, 5);
    EXPECT_EQ(found[1].people, 12);
    bool inside = false;
    for (Plot const& plot : found[0].band) inside = inside || contains(plot, {380, 20});
    EXPECT_TRUE(inside);
    EXPECT_TRUE(catchments(ways, {0, 1500}, std::vector<double>{5}, people).empty()) << "no road near";
}

TEST(Catchment, IsRingsWithoutRoads) {
    auto const found = catchments(RoadReach(RoadLines{}), {0, 0}, std::vector<double>{6.5, 13}, {});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NEAR(total_area(found[0].band), std::numbers::pi * 400 * 400, 1000);
    EXPECT_NEAR(total_area(found[1].band), std::numbers::pi * (800 * 800 - 400 * 400), 3000);
}

}  // namespace
