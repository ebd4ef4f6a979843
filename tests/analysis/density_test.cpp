#include "analysis/density.h"

#include <gtest/gtest.h>

namespace {

TEST(Density, MatchesTheVectors) {
    std::vector<analysis::WeightedPoint> const points{
        {{0, 0}}, {{100, 0}}, {{0, 100}}, {{100, 100}}, {{500, 500}}};
    EXPECT_NEAR(analysis::density_at({50, 50}, points, 200), 73.111802, 1e-6);
    EXPECT_NEAR(analysis::density_at({0, 0}, points, 200), 56.698948, 1e-6);
    EXPECT_NEAR(analysis::density_at({500, 500}, points, 200), 23.873241, 1e-6);
    EXPECT_EQ(analysis::density_at({250, 250}, points, 200), 0);
}

}  // namespace
