#include "analysis/siting.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

using analysis::Criterion;
using analysis::SiteTable;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// DOMAIN 9: five sites, four criteria, the first a cost.
SiteTable vector_table() {
    SiteTable t;
    t.sites = {"A", "B", "C", "D", "E"};
    for (char const* id : {"cost", "b", "c", "d"}) t.criteria.push_back({.id = id, .name = {id, id}, .worth = {}});
    t.criteria[0].less_is_better = true;
    t.values = {250, 16, 12, 5, 200, 16, 8, 3, 300, 32, 16, 4, 275, 32, 8, 4, 225, 16, 16, 2};
    return t;
}

std::vector<bool> all_of(SiteTable const& t) { return std::vector<bool>(t.sites.size(), true); }
std::vector<double> const kEven{1, 1, 1, 1};

TEST(Siting, BothMethodsAgreeWithTheVector) {
    SiteTable const t = vector_table();
    auto const r = analysis::rank(t, all_of(t), kEven);
    ASSERT_TRUE(r);
    double const closeness[] = {.534277, .308368, .691632, .534737, .401046};
    double const weighted[] = {.5, .333333, .666667, .479167, .4375};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(r->closeness[i], closeness[i], 1e-6);
        EXPECT_NEAR(r->weighted[i], weighted[i], 1e-6);
        double sum = 0;
        for (std::size_t c = 0; c < 4; ++c) sum += r->contribution[i * 4 + c];
        EXPECT_NEAR(sum, r->weighted[i], 1e-12) << "bars add up";
    }
    EXPECT_EQ(r->weights, (std::vector<double>{.25, .25, .25, .25}));
    EXPECT_EQ(r->weighted_rank, (std::vector<std::uint32_t>{2, 5, 1, 3, 4}));
    EXPECT_EQ(r->closeness_rank, (std::vector<std::uint32_t>{3, 5, 1, 2, 4})) << "the second place differs";
    EXPECT_EQ(analysis::order(r->closeness), (std::vector<std::uint32_t>{2, 3, 0, 4, 1}));
}

TEST(Siting, RanksOnlyWhatIsInAndNamesWhatLacksData) {
    SiteTable t = vector_table();
    t.values[3 * 4 + 2] = kNone;
    auto const r = analysis::rank(t, {true, true, false, true, true}, kEven);
    ASSERT_TRUE(r);
    EXPECT_EQ(r->sites, (std::vector<std::uint32_t>{0, 1, 4}));
    ASSERT_EQ(r->unknown.size(), 1u);
    EXPECT_EQ(r->unknown[0].site, 3u);
    EXPECT_EQ(r->unknown[0].criterion, 2u);
    EXPECT_NEAR(r->contribution[0 * 4 + 1], 0.25, 1e-12) << "all have 16: all are worth 1";
    auto const none = analysis::rank(t, std::vector<bool>(5, false), kEven);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->sites.empty());
    EXPECT_NE(analysis::why_first(*none, t).en.find("no site"), std::string::npos);
    auto const alone = analysis::rank(t, {true, false, false, false, false}, kEven);
    EXPECT_EQ(alone->weighted[0], 1);
    EXPECT_EQ(alone->closeness[0], 1);
}

TEST(Siting, EqualScoresShareTheBetterRank) {
    SiteTable t;
    t.sites = {"a", "b", "c", "d"};
    t.criteria = {{.id = "x", .name = {}, .worth = {}}};
    t.values = {1, 5, 5, 3};
    auto const r = analysis::rank(t, all_of(t), std::vector<double>{7});
    EXPECT_EQ(r->weighted_rank, (std::vector<std::uint32_t>{4, 1, 1, 3}));
    EXPECT_EQ(analysis::order(r->weighted), (std::vector<std::uint32_t>{1, 2, 3, 0}));
}

TEST(Siting, ValueFunctionsAreStraightBetweenTheirPointsAndLevelBeyond) {
    SiteTable t;
    t.sites = {"a", "b", "c", "d", "e"};
    // Slope in percent: to 8 good, from 25 on useless.
    t.criteria = {{.id = "slope", .name = {}, .less_is_better = true, .worth = {{8, 1}, {25, 0}}}};
    t.values = {2, 8, 16.5, 25, 60};
    auto const r = analysis::rank(t, all_of(t), std::vector<double>{1});
    ASSERT_TRUE(r);
    double const expected[] = {1, 1, 0.5, 0, 0};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(r->weighted[i], expected[i], 1e-12);
        EXPECT_NEAR(r->closeness[i], expected[i], 1e-12);
    }
    auto const few = analysis::rank(t, {false, true, true, false, false}, std::vector<double>{1});
    EXPECT_NEAR(few->weighted[1], 0.5, 1e-12) << "worth does not move when sites go";
}

TEST(Siting, ContradictingJudgementsRankNothing) {
    SiteTable const t = vector_table();
    auto const judged = analysis::ahp(4, std::vector<double>{2, 4, 8, 2, 4, 0.2});
    auto const refused = analysis::rank(t, all_of(t), *judged);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("\"d\" over \"c\""), std::string::npos) << refused.error().message;
    auto const good = analysis::ahp(4, std::vector<double>{2, 3, 5, 2, 4, 3});
    ASSERT_TRUE(analysis::rank(t, all_of(t), *good));
    EXPECT_NEAR(analysis::rank(t, all_of(t), *good)->weights[0], .472862, 1e-6);
}

TEST(Siting, RefusesWhatDoesNotFitTogether) {
    SiteTable t = vector_table();
    auto const error = [&](std::vector<double> const& w) { return analysis::rank(t, all_of(t), w).error().message; };
    EXPECT_NE(error({1, 1, 1}).find("one weight"), std::string::npos);
    EXPECT_NE(error({1, 1, -1, 1}).find("negative"), std::string::npos);
    EXPECT_NE(error({1, 1, kNone, 1}).find("no number"), std::string::npos);
    EXPECT_NE(error({0, 0, 0, 0}).find("all weights are 0"), std::string::npos);
    t.criteria[1].worth = {{5, 1}, {5, 0}};
    EXPECT_NE(error(kEven).find("'b' should rise"), std::string::npos);
    t.criteria[1].worth = {{5, 1.5}};
    EXPECT_NE(error(kEven).find("'b' should rise"), std::string::npos);
    t.criteria[1].worth = {};
    t.values.pop_back();
    EXPECT_NE(error(kEven).find("not one value"), std::string::npos);
}

TEST(Siting, SaysWhyTheFirstIsFirst) {
    SiteTable t = vector_table();
    auto const r = analysis::rank(t, all_of(t), kEven);
    auto const why = analysis::why_first(*r, t);
    // C before A by (0 - .125) + .25 + .125 - .083333.
    EXPECT_NE(why.en.find("C is first at 0.667, 0.167 before A"), std::string::npos) << why.en;
    EXPECT_NE(why.en.find("leads most in b (+0.25)"), std::string::npos) << why.en;
    EXPECT_NE(why.en.find("trails most in cost (-0.125)"), std::string::npos) << why.en;
    EXPECT_NE(why.zh.find("C 居首，得分 0.667，比第二名 A 高 0.167"), std::string::npos) << why.zh;
}

TEST(Exclusions, GiveEveryReasonOfEachSite) {
    analysis::Constraints c;
    c.bounds = {{.id = "width",
                 .name = {"最小宽度", "Least width"},
                 .unit = "m",
                 .least = 20,
                 .most = {},
                 .values = {20, 12.34, kNone, 30}},
                {.id = "red",
                 .name = {"生态保护红线内占比", "Share within the red line"},
                 .unit = "%",
                 .least = {},
                 .most = 0,
                 .values = {0, 3, 0, 0}}};
    c.permitted = {
        {.id = "use", .name = {"用地性质", "Land use"}, .words = {"R2", "A3"}, .values = {"A3", "R2", "", "G1"}}};
    auto const out = analysis::exclusions(c, 4);
    ASSERT_TRUE(out);
    EXPECT_TRUE((*out)[0].empty());
    ASSERT_EQ((*out)[1].size(), 2u);
    EXPECT_EQ(analysis::describe((*out)[1][0], c).en, "Least width 12.34 m is below 20 m");
    EXPECT_EQ(analysis::describe((*out)[1][0], c).zh, "最小宽度 12.34 m，低于 20 m");
    EXPECT_EQ(analysis::describe((*out)[1][1], c).en, "Share within the red line 3% is above 0%");
    ASSERT_EQ((*out)[2].size(), 2u);
    EXPECT_EQ(analysis::describe((*out)[2][0], c).zh, "最小宽度：无数据");
    EXPECT_EQ(analysis::describe((*out)[2][1], c).en, "Land use: no data");
    ASSERT_EQ((*out)[3].size(), 1u);
    EXPECT_EQ(analysis::describe((*out)[3][0], c).en, "Land use is \"G1\"; permitted: R2, A3");
    EXPECT_EQ(analysis::describe((*out)[3][0], c).zh, "用地性质为“G1”，允许：R2、A3");
}

TEST(Exclusions, NeedOneValuePerSite) {
    analysis::Constraints c;
    c.bounds = {{.id = "width", .name = {}, .unit = "", .least = 1, .most = {}, .values = {1}}};
    EXPECT_NE(analysis::exclusions(c, 2).error().message.find("'width' has 1 values for 2 sites"), std::string::npos);
    c.bounds.clear();
    c.permitted = {{.id = "use", .name = {}, .words = {}, .values = {}}};
    EXPECT_NE(analysis::exclusions(c, 2).error().message.find("'use' has 0 values"), std::string::npos);
}

}  // namespace
