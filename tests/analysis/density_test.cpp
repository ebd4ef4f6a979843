#include "analysis/density.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using analysis::WeightedPoint;

std::vector<WeightedPoint> const kFive{{{0, 0}}, {{100, 0}}, {{0, 100}}, {{100, 100}}, {{500, 500}}};

/// The one cell of a grid whose centre is there.
double density_at(base::Vec2d place, std::span<WeightedPoint const> points, double radius) {
    auto const grid = analysis::density(points, {place.x - 1, place.y - 1, place.x + 1, place.y + 1}, 2, radius);
    EXPECT_EQ(grid.value.size(), 1u);
    return static_cast<double>(grid.value.at(0));
}

TEST(Density, MatchesTheVectors) {
    EXPECT_NEAR(density_at({50, 50}, kFive, 200), 73.111802, 1e-5);
    EXPECT_NEAR(density_at({0, 0}, kFive, 200), 56.698948, 1e-5);
    EXPECT_NEAR(density_at({500, 500}, kFive, 200), 23.873241, 1e-5);
    EXPECT_EQ(density_at({250, 250}, kFive, 200), 0);
}

TEST(Density, TakesAWeightForSoManyPoints) {
    std::vector<WeightedPoint> const heavy{{{0, 0}, 2}, {{100, 0}, 3}};
    std::vector<WeightedPoint> const many{{{0, 0}}, {{0, 0}}, {{100, 0}}, {{100, 0}}, {{100, 0}}};
    EXPECT_NEAR(density_at({30, 0}, heavy, 200), density_at({30, 0}, many, 200), 1e-5);
}

TEST(Density, OnAGridIsWhatItIsAtTheCentresOfItsCells) {
    std::mt19937 chance(7);
    auto const between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(chance() >> 5) / (1 << 27);
    };
    std::vector<WeightedPoint> points;
    for (int i = 0; i < 300; ++i) points.push_back({{between(-300, 700), between(-200, 500)}, between(0, 3)});
    base::Extent const extent{-100, -50, 405, 310};
    auto const grid = analysis::density(points, extent, 20, 90);
    ASSERT_EQ(grid.width, 26u);  // 505 m, the last cell reaches beyond
    ASSERT_EQ(grid.height, 18u);
    ASSERT_EQ(grid.value.size(), 26u * 18u);
    EXPECT_EQ(grid.origin_x, -100);
    EXPECT_EQ(grid.origin_y, -50);
    for (std::uint32_t j = 0; j < grid.height; ++j) {
        for (std::uint32_t i = 0; i < grid.width; ++i) {
            base::Vec2d const centre{-100 + 20 * (i + 0.5), -50 + 20 * (j + 0.5)};
            double const there = density_at(centre, points, 90);
            EXPECT_NEAR(static_cast<double>(grid.value[j * grid.width + i]), there, 1e-6 * there + 1e-9);
        }
    }
}

TEST(Density, OnAGridKeepsTheNumberOfPoints) {
    // Far from the edges the integral over the ground is the number of points.
    std::vector<WeightedPoint> const points{{{0, 0}}, {{33, -21}}, {{-45, 12}, 2}};
    auto const grid = analysis::density(points, {-400, -400, 400, 400}, 5, 150);
    double people = 0;
    for (float const v : grid.value) people += static_cast<double>(v) * 25e-6;
    EXPECT_NEAR(people, 4, 0.001);
}

TEST(Density, OfNothingIsNothing) {
    EXPECT_TRUE(analysis::density(kFive, {}, 10, 100).value.empty());
    for (float const v : analysis::density({}, {0, 0, 50, 50}, 10, 100).value) EXPECT_EQ(v, 0);
}

}  // namespace
