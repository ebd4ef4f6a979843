#include "analysis/plane.h"
#include "plots.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using analysis::Plot;
using base::Vec2d;

Plot with_hole(Plot plot, Plot const& hole) {
    plot.push_back(hole[0]);
    return plot;
}
Plot reversed(Plot plot) {
    for (auto& ring : plot) std::ranges::reverse(ring);
    return plot;
}

TEST(Plane, AreasTakeHolesOutHoweverRingsAreWound) {
    Plot const ring = with_hole(box_plot(0, 0, 10, 10), box_plot(2, 2, 4, 4));
    EXPECT_NEAR(analysis::area_of(ring), 96, 1e-9);
    EXPECT_NEAR(analysis::area_of(reversed(ring)), 96, 1e-9);
    EXPECT_TRUE(analysis::contains(ring, {1, 1}));
    EXPECT_FALSE(analysis::contains(ring, {3, 3}));
    EXPECT_FALSE(analysis::contains(ring, {11, 1}));
}

TEST(Plane, CommonAreaIsExactForAnyShapes) {
    EXPECT_NEAR(analysis::common_area(box_plot(0, 0, 10, 10), box_plot(5, 5, 15, 15)), 25, 1e-9);
    EXPECT_EQ(analysis::common_area(box_plot(0, 0, 10, 10), box_plot(20, 5, 35, 15)), 0);
    EXPECT_NEAR(analysis::common_area(box_plot(0, 0, 10, 10), box_plot(2, 2, 3, 3)), 1, 1e-9);
    Plot const ring = with_hole(box_plot(0, 0, 10, 10), box_plot(2, 2, 8, 8));
    EXPECT_NEAR(analysis::common_area(ring, box_plot(1, 1, 9, 9)), 64 - 36, 1e-9);
    EXPECT_NEAR(analysis::common_area(reversed(ring), box_plot(1, 1, 9, 9)), 64 - 36, 1e-9);
    EXPECT_NEAR(analysis::common_area(ring, ring), 64, 1e-9);
    // A comb and its own shift by half a tooth, 500 km from the origin.
    Plot comb{{{5e5, 0}}};
    for (int i = 0; i < 20; ++i)
        for (Vec2d const p : {Vec2d{i * 4., 5}, {i * 4. + 2, 5}, {i * 4. + 2, 1}, {i * 4. + 4, 1}})
            comb[0].push_back({p.x + 5e5, p.y});
    comb[0].push_back({5e5 + 80, 0});
    Plot shifted = comb;
    for (auto& p : shifted[0]) p.x += 1;
    // Teeth of 2 x 4 share 1 x 4 each, 20 of them; the bar of 80 x 1 shares 79.
    EXPECT_NEAR(analysis::common_area(comb, shifted), 20 * 4 + 79, 1e-6);
}

TEST(Plane, LeastWidthIsThatOfTheNarrowestStrip) {
    EXPECT_NEAR(analysis::least_width(box_plot(0, 0, 40, 12)), 12, 1e-9);
    Plot turned = box_plot(0, 0, 40, 12);
    for (auto& p : turned[0]) p = {p.x * 0.8 - p.y * 0.6, p.x * 0.6 + p.y * 0.8};
    EXPECT_NEAR(analysis::least_width(turned), 12, 1e-9);
    EXPECT_NEAR(analysis::least_width({{{0, 0}, {10, 0}, {5, 10}}}), 10 * 10 / std::hypot(5, 10), 1e-9);
    EXPECT_EQ(analysis::least_width({{{0, 0}, {10, 0}}}), 0);
    EXPECT_EQ(analysis::least_width({}), 0);
}

TEST(Plane, DistancesAreThoseOfOutlines) {
    EXPECT_NEAR(analysis::outline_distance(box_plot(0, 0, 10, 10), box_plot(13, 14, 20, 20)), 5, 1e-12);
    EXPECT_NEAR(analysis::outline_distance(box_plot(0, 0, 10, 10), box_plot(3, 2, 7, 7)), 2, 1e-12) << "inside";
    EXPECT_EQ(analysis::outline_distance(box_plot(0, 0, 10, 10), box_plot(5, 5, 20, 20)), 0);
    EXPECT_NEAR(analysis::distance({{0, 0}, {10, 0}}, {{4, 3}, {6, 1}}), 1, 1e-12);
    EXPECT_EQ(analysis::distance({{0, 0}, {10, 0}}, {{4, 3}, {6, -1}}), 0);
    EXPECT_NEAR(analysis::distance(Vec2d{13, 4}, {{0, 0}, {10, 0}}), 5, 1e-12);
    EXPECT_NEAR(analysis::distance(Vec2d{3, 4}, {{0, 0}, {0, 0}}), 5, 1e-12);
}

TEST(Plane, TheMiddleLiesInside) {
    Vec2d const m = analysis::middle_of(box_plot(10, 10, 20, 40));
    EXPECT_NEAR(m.x, 15, 1e-9);
    EXPECT_NEAR(m.y, 25, 1e-9);
    Plot const horseshoe{{{0, 0}, {30, 0}, {30, 30}, {25, 30}, {25, 5}, {5, 5}, {5, 30}, {0, 30}}};
    EXPECT_TRUE(analysis::contains(horseshoe, analysis::middle_of(horseshoe)));
}

}  // namespace
