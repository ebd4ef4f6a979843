#include "analysis/ears.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

std::vector<double> const kSeries{4, 6, 5, 7, 3, 5, 6, 5, 4, 6, 5, 12, 14, 6};

TEST(Ears, C1IsSpoiltByTheOutbreaksFirstDay) {
    auto const first = analysis::ears_c1(kSeries, 11), second = analysis::ears_c1(kSeries, 12);
    EXPECT_NEAR(first->mean, 4.857143, 1e-6);
    EXPECT_NEAR(first->sd, 1.069045, 1e-6);
    EXPECT_NEAR(first->z, 6.681531, 1e-6);
    EXPECT_TRUE(first->alarm);
    EXPECT_NEAR(second->mean, 6.142857, 1e-6);
    EXPECT_NEAR(second->sd, 2.672612, 1e-6);
    EXPECT_NEAR(second->z, 2.939874, 1e-6);
    EXPECT_FALSE(second->alarm);
}

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

TEST(Ears, C3AddsThreeDaysUp) {
    auto const c3 = analysis::ears_c3(kSeries, 13);
    double const sum = (5.422177 - 1) + (6.584329 - 1) + (1.069045 - 1);
    EXPECT_NEAR(c3->z, sum, 1e-5);
    EXPECT_TRUE(c3->alarm);
    EXPECT_FALSE(analysis::ears_c3(kSeries, 10));
}

TEST(Ears, ABaselineOfEqualCountsHasTheLeastSd) {
    std::vector<double> counts(9, 0);
    counts.push_back(2);
    EXPECT_DOUBLE_EQ(analysis::ears_c2(counts, 9)->z, 4);
    EXPECT_DOUBLE_EQ(analysis::ears_c2(counts, 9, {.least_sd = 1})->z, 2);
    EXPECT_TRUE(std::isfinite(analysis::ears_c2(counts, 9, {.least_sd = 0})->z));
}

TEST(Charts, MatchTheVectors) {
    std::span<double const> const all(kSeries);
    auto const usual = analysis::baseline_of(all.first(11));
    EXPECT_NEAR(usual.mean, 5.090909, 1e-6);
    EXPECT_NEAR(usual.sd, 1.136182, 1e-6);
    EXPECT_NEAR(analysis::ewma_limit(usual, 0.3, 3), 6.522785, 1e-6);
    EXPECT_NEAR(analysis::ewma(all.first(12), 0.3), 7.1684, 5e-5);
    EXPECT_NEAR(analysis::ewma(all.first(13), 0.3), 9.2179, 5e-5);
    EXPECT_NEAR(analysis::ewma(all, 0.3), 8.2525, 5e-5);
    EXPECT_NEAR(analysis::cusum(all.first(12), usual, 0.5), 6.3410, 5e-5);
    EXPECT_NEAR(analysis::cusum(all.first(13), usual, 0.5), 14.6820, 5e-5);
    EXPECT_NEAR(analysis::cusum(all, usual, 0.5), 15.0230, 5e-5);
    EXPECT_NEAR(4 * usual.sd, 4.544727, 1e-6);
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
