#include "scene/path_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

using base::Vec2d;
constexpr double kQuarter = std::numbers::pi / 2;

TEST(Path, IsWalkedByLength) {
    scene::Path const path({{0, 0}, {30, 0}, {30, 40}});
    EXPECT_EQ(path.length(), 70);
    EXPECT_EQ(path.at(15), (Vec2d{15, 0}));
    EXPECT_EQ(path.at(50), (Vec2d{30, 20}));
    EXPECT_EQ(path.at(-5), (Vec2d{0, 0}));
    EXPECT_EQ(path.at(100), (Vec2d{30, 40}));
}

TEST(PathText, StandsInTheMiddleOfAStraightLine) {
    scene::Path const path({{100, 50}, {300, 50}});
    auto const text = scene::place_along(path, 0, 200, std::vector{20.0, 20.0}, 20, true);
    ASSERT_EQ(text.letters.size(), 2U);
    EXPECT_NEAR(text.letters[0].centre.x, 190, 1e-9);
    EXPECT_NEAR(text.letters[1].centre.x, 210, 1e-9);
    EXPECT_NEAR(text.letters[0].angle, 0, 1e-9);
    EXPECT_FALSE(text.stacked);
}

TEST(PathText, ReadsFromTheLeftWhicheverWayTheLineRuns) {
    scene::Path const path({{300, 90}, {100, 50}});
    auto const text = scene::place_along(path, 0, path.length(), std::vector{20.0, 20.0}, 20, true);
    ASSERT_EQ(text.letters.size(), 2U);
    EXPECT_LT(text.letters[0].centre.x, text.letters[1].centre.x);
    EXPECT_NEAR(text.letters[0].angle, std::atan2(40, 200), 1e-9);
}

TEST(PathText, StacksChineseOnSteepLines) {
    scene::Path const path({{50, 300}, {50, 100}});
    auto const chinese = scene::place_along(path, 0, 200, std::vector{20.0, 20.0}, 20, true);
    ASSERT_EQ(chinese.letters.size(), 2U);
    EXPECT_TRUE(chinese.stacked);
    EXPECT_NEAR(chinese.letters[0].angle, 0, 1e-9);
    EXPECT_LT(chinese.letters[0].centre.y, chinese.letters[1].centre.y);
    auto const latin = scene::place_along(path, 0, 200, std::vector{20.0, 20.0}, 20, false);
    ASSERT_EQ(latin.letters.size(), 2U);
    EXPECT_NEAR(std::abs(latin.letters[0].angle), kQuarter, 1e-9);
}

TEST(PathText, LeavesOutWhatBendsOrIsShort) {
    scene::Path const corner({{0, 0}, {30, 0}, {30, 30}});
    EXPECT_TRUE(scene::place_along(corner, 0, 60, std::vector(5, 10.0), 10, false).letters.empty());
    EXPECT_TRUE(scene::place_along(corner, 0, 60, std::vector(7, 10.0), 10, false).letters.empty());
    EXPECT_FALSE(scene::place_along(corner, 0, 60, std::vector(2, 10.0), 10, false).letters.empty());
}

TEST(CutTo, KeepsThePiecesInside) {
    base::Extent const frame{0, 0, 100, 100};
    // In, out at the right, back in, and one that only passes by.
    auto const pieces = scene::cut_to(std::vector<Vec2d>{{50, 20}, {150, 20}, {150, 60}, {50, 60}, {50, 80}}, frame);
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0], (std::vector<Vec2d>{{50, 20}, {100, 20}}));
    EXPECT_EQ(pieces[1], (std::vector<Vec2d>{{100, 60}, {50, 60}, {50, 80}}));
    EXPECT_TRUE(scene::cut_to(std::vector<Vec2d>{{-10, 10}, {10, -30}}, frame).empty());
    EXPECT_EQ(scene::cut_to(std::vector<Vec2d>{{-50, 50}, {150, 50}}, frame).size(), 1U);
}

}  // namespace
