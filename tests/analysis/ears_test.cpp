#include "analysis/ears.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

std::vector<double> const kSeries{4, 6, 5, 7, 3, 5, 6, 5, 4, 6, 5, 12, 14, 6};

TEST(Ears, C2LeavesTwoDaysBetween) {
    EXPECT_NEAR(analysis::ears_c2(kSeries, 11)->z, 5.422177, 1e-6);
    EXPECT_TRUE(analysis::ears_c2(kSeries, 11)->alarm);
    auto const second = analysis::ears_c2(kSeries, 12);
    EXPECT_NEAR(second->mean, 5.142857, 1e-6);
    EXPECT_NEAR(second->sd, 1.345185, 1e-6);
    EXPECT_NEAR(second->z, 6.584329, 1e-6);
    EXPECT_TRUE(second->alarm);
    EXPECT_NEAR(analysis::ears_c2(kSeries, 13)->z, 1.069045, 1e-6);
    EXPECT_FALSE(analysis::ears_c2(kSeries, 13)->alarm);
    EXPECT_FALSE(analysis::ears_c2(kSeries, 8));
    EXPECT_TRUE(analysis::ears_c2(kSeries, 9));
    EXPECT_FALSE(analysis::ears_c2(kSeries, 14));
}

TEST(Ears, ABaselineOfEqualCountsHasTheLeastSd) {
    std::vector<double> counts(9, 0);
    counts.push_back(2);
    EXPECT_DOUBLE_EQ(analysis::ears_c2(counts, 9)->z, 4);
    EXPECT_DOUBLE_EQ(analysis::ears_c2(counts, 9, {.least_sd = 1})->z, 2);
    EXPECT_TRUE(std::isfinite(analysis::ears_c2(counts, 9, {.least_sd = 0})->z));
}

TEST(Tails, MatchTheVectors) {
    EXPECT_NEAR(analysis::poisson_tail(12, 5.1), 6.328147e-3, 1e-9);
    EXPECT_NEAR(analysis::poisson_tail(9, 3.2), 5.714138e-3, 1e-9);
    EXPECT_NEAR(analysis::poisson_tail(5, 0.8), 1.411310e-3, 1e-9);
}

TEST(Tails, HoldFarOutAndAtTheEnds) {
    EXPECT_EQ(analysis::poisson_tail(0, 3), 1);
    EXPECT_EQ(analysis::poisson_tail(3, 0), 0);
    // P(Y >= 40 | 1) is 1/40! e^-1 and a little; the difference from 1 would have been rounding.
    EXPECT_NEAR(analysis::poisson_tail(40, 1) / (std::exp(-1 - std::lgamma(41)) * (1 + 1.0 / 41 + 1.0 / 41 / 42)), 1,
                1e-4);
    EXPECT_NEAR(analysis::poisson_tail(1000, 1000), 0.5, 0.02);
    EXPECT_NEAR(analysis::normal_tail(3.090232), 0.001, 1e-8);
}

TEST(Tails, OfAnUnknownMeanAreHeavierAndAgreeInTheEnd) {
    // 1,000,000 days of 3.2: the mean is as good as known.
    EXPECT_NEAR(analysis::predictive_tail(9, 3.2e4, 1e4, 1), analysis::poisson_tail(9, 3.2), 2e-5);
    EXPECT_NEAR(analysis::predictive_tail(9, 3.2e6, 1e6, 1), analysis::poisson_tail(9, 3.2), 2e-5);
    EXPECT_GT(analysis::predictive_tail(9, 3.2 * 7, 7, 1), 1.5 * analysis::poisson_tail(9, 3.2));
    // Shape 0.5 after 56 empty days: P(Y >= 1) = 1 - (56/57)^0.5.
    EXPECT_NEAR(analysis::predictive_tail(1, 0, 56, 1), 1 - std::sqrt(56.0 / 57), 1e-12);
    EXPECT_EQ(analysis::predictive_tail(3, 5, 0, 1), 1);
    // Two days in one are as likely as one day worth two.
    EXPECT_LT(analysis::predictive_tail(6, 56, 56, 1), analysis::predictive_tail(6, 56, 56, 2));
}

}  // namespace
