#include "analysis/view_loss.h"
#include "plots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using namespace analysis;

/// 80 to 100 m east of the origin, 40 m wide.
Prism wall(double top) { return {{{{80, -20}, {100, -20}, {100, 20}, {80, 20}}}, top}; }

ViewLoss seen(double eye, SunScheme const& scheme, std::vector<Prism> const& standing = {},
              std::vector<Landmark> const& marks = {}, double reach = 300, geo::HeightGrid const* terrain = nullptr) {
    std::vector<Viewpoint> const from{{{"公园", "Park"}, {0, 0}, eye, reach}};
    auto const out = view_losses({from, marks, standing, scheme, terrain});
    EXPECT_EQ(out.size(), 1u);
    return out.front();
}

TEST(ViewLoss, ALowRoofHidesGroundBySimilarTriangles) {
    // From 30 m up, a roof at 10 m at distance d hides ground as far as d 30 / 20. Seen from the eye the box and all
    // before it covers 2400 square metres, so 1.5^2 - 1 times that is hidden.
    ViewLoss const loss = seen(30, {{wall(10)}, {}});
    EXPECT_NEAR(loss.ground_lost, 2400 * 1.25, 60);
    EXPECT_NEAR(total_area(loss.hidden), loss.ground_lost, 100);
    ASSERT_FALSE(loss.hidden.empty());
    base::Extent const box = extent_of(loss.hidden.front());
    EXPECT_NEAR(box.min_x, 80, 3);
    EXPECT_NEAR(box.max_x, 150, 3);
    EXPECT_NEAR(box.max_y, 30, 1);
    EXPECT_EQ(loss.ground_gained, 0);
}

TEST(ViewLoss, AWallAboveTheEyeHidesAllBehindIt) {
    ViewLoss const loss = seen(1.6, {{wall(10)}, {}});
    double const sector = std::atan2(20, 80) * 300 * 300;
    EXPECT_NEAR(loss.ground_lost, sector - 2400, 0.02 * sector);
    // The ground that is built upon counts neither before nor after.
    EXPECT_NEAR(loss.ground_before, std::numbers::pi * 300 * 300 - 800, 500);
    EXPECT_GT(loss.sky_before, 0.9999);
    EXPECT_LT(loss.sky_after, loss.sky_before);
}

TEST(ViewLoss, WhatWasHiddenBeforeIsNotLost) {
    Prism const before{{{{40, -20}, {60, -20}, {60, 20}, {40, 20}}}, 50};
    ViewLoss const loss = seen(1.6, {{wall(10)}, {}}, {before});
    EXPECT_EQ(loss.ground_lost, 0);
    EXPECT_TRUE(loss.kept());
    // The house before goes: the ground behind it comes into view as far as the new wall.
    ViewLoss const cleared = seen(1.6, {{wall(10)}, {0}}, {before});
    EXPECT_GT(cleared.ground_gained, 1000);
    EXPECT_EQ(cleared.ground_lost, 0);
}

TEST(ViewLoss, AMastIsHiddenAsFarAsTheLineOverTheWallReaches) {
    // Over a wall of 10 m at 80 m an eye at 1.6 m sees what stands higher than 22.6 m at 200 m: the upper 5 of 12 parts
    // of a mast of 40 m.
    std::vector<Landmark> const marks{{{"塔", "Tower"}, {200, 0}, 40}};
    ViewLoss const loss = seen(1.6, {{wall(10)}, {}}, {}, marks);
    ASSERT_EQ(loss.landmarks.size(), 1u);
    EXPECT_DOUBLE_EQ(loss.landmarks[0].before, 1);
    EXPECT_NEAR(loss.landmarks[0].after, 5.0 / 12, 1e-9);
    EXPECT_NEAR(loss.landmarks[0].distance, 200, 1e-9);
    EXPECT_FALSE(loss.kept());
    // A wall beside the line hides nothing of it.
    Prism const beside{{{{80, 30}, {100, 30}, {100, 60}, {80, 60}}}, 90};
    EXPECT_DOUBLE_EQ(seen(1.6, {{beside}, {}}, {}, marks).landmarks[0].after, 1);
}

TEST(ViewLoss, AHouseIsALandmarkByItsWidth) {
    // 40 m wide, 30 m high, 200 m away; a tower before its southern half.
    Prism const house{{{{190, -20}, {210, -20}, {210, 20}, {190, 20}}}, 30};
    Prism const tower{{{{95, -30}, {100, -30}, {100, 0}, {95, 0}}}, 100};
    ViewLoss const loss = seen(1.6, {{tower}, {}}, {house}, {{{"馆", "Hall"}, {200, 0}, 0}});
    EXPECT_DOUBLE_EQ(loss.landmarks[0].before, 1);
    // Of nine columns the four southern ones; the middle one runs along the tower's edge.
    EXPECT_NEAR(loss.landmarks[0].after, 5.0 / 9, 1.0 / 9 + 1e-9);
    ViewLoss const gone = seen(1.6, {{}, {0}}, {house}, {{{"馆", "Hall"}, {200, 0}, 0}});
    EXPECT_EQ(gone.landmarks[0].after, 0);
}

TEST(ViewLoss, SkyInARoundCourtAsHighAsItsRadiusIsHalf) {
    Prism court;
    court.top = 21.6;
    court.outline.resize(2);
    for (int i = 0; i < 360; ++i) {
        double const turn = i * std::numbers::pi / 180;
        court.outline[0].push_back({30 * std::cos(turn), 30 * std::sin(turn)});
        court.outline[1].push_back({20 * std::cos(turn), 20 * std::sin(turn)});
    }
    EXPECT_NEAR(seen(1.6, {{court}, {}}).sky_after, 0.5, 0.001);
}

TEST(ViewLoss, RisingGroundHidesToo) {
    geo::HeightGrid ridge{{-400, -400}, 100, 9, 9, {}, "x"};
    for (int row = 0; row < 9; ++row)
        for (int column = 0; column < 9; ++column) ridge.z.push_back(column == 5 ? 60.0F : 0.0F);
    ViewLoss const open = seen(1.6, {}), behind = seen(1.6, {}, {}, {}, 300, &ridge);
    EXPECT_LT(behind.ground_before, 0.9 * open.ground_before);
    // What the ridge hides already, no wall behind it can.
    Prism const back{{{{250, -20}, {260, -20}, {260, 20}, {250, 20}}}, 20};
    EXPECT_EQ(seen(1.6, {{back}, {}}, {}, {}, 300, &ridge).ground_lost, 0);
}

TEST(ViewLoss, SaysWhereThereIsNoViewpointLeft) {
    SunScheme const around{{{{{{-5, -5}, {5, -5}, {5, 5}, {-5, 5}}}, 9}}, {}};
    EXPECT_FALSE(seen(1.6, around).known());
    // On a roof the house one stands on hides nothing, and eyes are above it.
    std::vector<Viewpoint> const from{{{"楼顶", "Roof"}, {0, 0}, {}, 300}};
    std::vector<Prism> const own{{{{{-5, -5}, {5, -5}, {5, 5}, {-5, 5}}}, 28.4}};
    auto const roof = view_losses({from, {}, own, SunScheme{{wall(10)}, {}}, nullptr});
    EXPECT_NEAR(roof[0].eye.z, 30, 1e-9);
    EXPECT_NEAR(roof[0].ground_lost, 3000, 60);
}

}  // namespace
