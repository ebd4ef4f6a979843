#include "analysis/ahp.h"

#include <gtest/gtest.h>

#include <numeric>

namespace {

struct JudgedRow {
    std::vector<double> upper, weights;
    double lambda, cr;
};

std::size_t criteria_of(JudgedRow const& row) {
    std::size_t n = 1;
    while (n * (n - 1) / 2 < row.upper.size()) ++n;
    return n;
}

TEST(Ahp, AgreesWithTheVectors) {
    for (JudgedRow const& row :
         {JudgedRow{{3, 5, 3}, {.636986, .258285, .104729}, 3.038511, .033199},
          JudgedRow{{2, 6, 3}, {.6, .3, .1}, 3, 0},
          JudgedRow{{2, 0.2, 3}, {.240225, .373217, .386558}, 4.429062, 1.231950},
          JudgedRow{{2, 3, 5, 2, 4, 3}, {.472862, .284378, .169901, .072859}, 4.051110, .018929},
          JudgedRow{
              {2, 3, 4, 5, 2, 3, 4, 2, 3, 2}, {.418539, .262518, .159923, .097254, .061767}, 5.068080, .015196}}) {
        auto const out = analysis::ahp(criteria_of(row), row.upper);
        ASSERT_TRUE(out);
        for (std::size_t i = 0; i < row.weights.size(); ++i) EXPECT_NEAR(out->weights[i], row.weights[i], 1e-6);
        EXPECT_NEAR(out->lambda, row.lambda, 1e-6);
        EXPECT_NEAR(out->cr, row.cr, 1e-6);
        EXPECT_EQ(out->consistent, row.cr <= 0.1);
        EXPECT_GE(out->cr, 0);
    }
    EXPECT_NEAR(analysis::ahp(5, std::vector<double>{3, .25, 5, 2, 4, 1. / 3, 3, .5, 6, .2})->cr, .781085, 1e-6);
}

TEST(Ahp, GeometricMeansDifferALittle) {
    auto const out = analysis::ahp(4, std::vector<double>{2, 3, 5, 2, 4, 3});
    double const expected[] = {.472343, .285425, .169715, .072517};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(out->geometric[i], expected[i], 1e-6);
}

TEST(Ahp, OneAndTwoCriteriaCannotContradict) {
    EXPECT_EQ(analysis::ahp(1, {})->weights, std::vector<double>{1});
    auto const two = analysis::ahp(2, std::vector<double>{4});
    EXPECT_NEAR(two->weights[0], 0.8, 1e-12);
    EXPECT_EQ(two->cr, 0);
    EXPECT_FALSE(two->worst);
}

TEST(Ahp, NamesTheJudgementThatFitsLeast) {
    // Weights of 8, 4, 2, 1 in every pair but the last: the fourth far over the third.
    std::vector<double> const upper{2, 4, 8, 2, 4, 0.2};
    auto const out = analysis::ahp(4, upper);
    ASSERT_TRUE(out->worst);
    EXPECT_FALSE(out->consistent);
    EXPECT_EQ(out->worst->first, 3u);
    EXPECT_EQ(out->worst->second, 2u);
    EXPECT_NEAR(out->worst->given, 5, 1e-12);
    EXPECT_NEAR(out->worst->fitting, out->weights[3] / out->weights[2], 1e-12);
    double const off = out->worst->given / out->worst->fitting;
    std::size_t next = 0;
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = i + 1; j < 4; ++j, ++next) {
            double const ratio = upper[next] * out->weights[j] / out->weights[i];
            EXPECT_LE(std::max(ratio, 1 / ratio), off + 1e-9);
        }
    std::vector<twin::Name> const names{{"甲", "A"}, {"乙", "B"}, {"丙", "C"}, {"丁", "D"}};
    auto const why = analysis::why_blocked(*out, names);
    EXPECT_NE(why.zh.find("“丁”对“丙”给了 5"), std::string::npos) << why.zh;
    EXPECT_NE(why.en.find("\"D\" over \"C\" was given 5"), std::string::npos) << why.en;
    EXPECT_NE(why.en.find("0.2"), std::string::npos) << why.en;
    EXPECT_TRUE(analysis::why_blocked(*analysis::ahp(3, std::vector<double>{3, 5, 3}), names).en.empty());
}

TEST(Ahp, OfThreeEqualContradictionsTheFirstIsNamed) {
    auto const out = analysis::ahp(3, std::vector<double>{2, 0.2, 3});
    ASSERT_TRUE(out->worst);
    EXPECT_EQ(out->worst->first, 0u);
    EXPECT_EQ(out->worst->second, 1u);
}

TEST(Ahp, ConsistentJudgementsHaveNoWorst) { EXPECT_FALSE(analysis::ahp(3, std::vector<double>{2, 6, 3})->worst); }

TEST(Ahp, RefusesWhatIsNoSetOfJudgements) {
    EXPECT_NE(analysis::ahp(0, {}).error().message.find("0 criteria"), std::string::npos);
    EXPECT_FALSE(analysis::ahp(11, std::vector<double>(55, 1.0)));
    EXPECT_TRUE(analysis::ahp(10, std::vector<double>(45, 1.0)));
    EXPECT_NE(analysis::ahp(3, std::vector<double>{1, 2}).error().message.find("there should be 3"), std::string::npos);
    for (double const bad : {0.0, -3.0, 10.0, 0.1, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_NE(analysis::ahp(3, std::vector<double>{1, bad, 2}).error().message.find("judgement 2"),
                  std::string::npos);
}

}  // namespace
