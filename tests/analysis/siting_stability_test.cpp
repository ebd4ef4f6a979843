#include "analysis/siting_stability.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "analysis/site_order.h"
#include "base/hash.h"

namespace {

using analysis::SiteTable;

SiteTable site_table(std::size_t sites, std::vector<double> values) {
    SiteTable t;
    std::size_t const criteria = values.size() / sites;
    for (std::size_t i = 0; i < sites; ++i) t.sites.push_back(std::to_string(i));
    for (std::size_t c = 0; c < criteria; ++c) t.criteria.push_back({.id = std::to_string(c), .name = {}, .worth = {}});
    t.values = std::move(values);
    return t;
}

analysis::Ranking ranked(SiteTable const& t, std::vector<double> const& weights) {
    return *analysis::rank(t, std::vector<bool>(t.sites.size(), true), weights);
}

SiteTable many(std::size_t sites, std::size_t criteria) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < sites * criteria; ++i) values.push_back(base::hash(i) / 4294967295.0);
    return site_table(sites, values);
}

TEST(SiteOrder, IsThatOfAStableSort) {
    std::vector<double> scores;
    for (std::uint32_t i = 0; i < 3000; ++i) scores.push_back((base::hash(i) % 700) / 699.0);
    for (int i = 0; i < 20; ++i) scores.push_back(0.5 + i * 1e-15);  // apart by less than the keys tell
    std::vector<std::uint32_t> expected(scores.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::ranges::stable_sort(expected, std::ranges::greater{}, [&](std::uint32_t i) { return scores[i]; });
    analysis::SiteOrder order;
    EXPECT_TRUE(std::ranges::equal(order.sort(scores), expected));
    EXPECT_TRUE(order.sort({}).empty());
}

TEST(Stability, TippingPointsAreWhereTheLeaderChanges) {
    // Site 0 is worth (1, 0, .5), site 1 (0, 1, 1), site 2 (.5, .5, 0).
    SiteTable const t = site_table(3, {2, 0, 1, 0, 2, 2, 1, 1, 0});
    std::vector<double> const weights{.6, .3, .1};
    auto const r = ranked(t, weights);
    EXPECT_EQ(analysis::order(r.weighted).front(), 0u);
    auto const s = analysis::stability(r, {.runs = 10});
    ASSERT_EQ(s.tipping.size(), 3u);
    ASSERT_TRUE(s.tipping[0].down);
    EXPECT_FALSE(s.tipping[0].up);
    // .6 (1 + d) + .05 = .3 + .1
    EXPECT_NEAR(s.tipping[0].down->by, .35 / .6 - 1, 1e-12);
    EXPECT_EQ(s.tipping[0].down->row, 1u);
    ASSERT_TRUE(s.tipping[1].up);
    EXPECT_NEAR(s.tipping[1].up->by, .25 / .3, 1e-12);
    for (auto const& point : s.tipping)
        for (auto const& change : {point.up, point.down}) {
            if (!change) continue;
            for (double const beyond : {0.999, 1.001}) {
                auto changed = weights;
                changed[point.criterion] *= 1 + change->by * beyond;
                EXPECT_EQ(analysis::order(ranked(t, changed).weighted).front(), beyond < 1 ? 0 : change->row);
            }
        }
}

TEST(Stability, OneWeightAtATimeRanksAnew) {
    SiteTable const t = many(60, 5);
    std::vector<double> const weights{.3, .25, .2, .15, .1};
    auto const r = ranked(t, weights);
    auto const s = analysis::stability(r, {.change = 0.5, .runs = 1, .top = 5});
    ASSERT_EQ(s.changes.size(), 10u);
    auto const top = [](std::vector<double> const& scores) {
        auto rows = analysis::order(scores);
        rows.resize(5);
        return std::vector<std::uint32_t>(rows);
    };
    for (auto const& change : s.changes) {
        auto changed = weights;
        changed[change.criterion] *= 1 + change.by;
        auto const again = ranked(t, changed);
        EXPECT_EQ(change.weighted_first, analysis::order(again.weighted).front());
        EXPECT_EQ(change.closeness_first, analysis::order(again.closeness).front());
        int both = 0;
        for (auto const row : top(again.closeness)) both += static_cast<int>(std::ranges::count(top(r.closeness), row));
        EXPECT_NEAR(change.closeness_kept, both / 5.0, 1e-12);
    }
    EXPECT_EQ(s.changes[0].by, 0.5);
    EXPECT_EQ(s.changes[1].by, -0.5);
}

TEST(Stability, WhoDominatesAlwaysStaysFirst) {
    SiteTable const t = site_table(3, {9, 9, 9, 5, 1, 3, 1, 5, 4});
    auto const s = analysis::stability(ranked(t, {1, 2, 3}), {.change = 0.9, .runs = 300, .top = 1});
    EXPECT_EQ(s.weighted_first_stays, 1);
    EXPECT_EQ(s.closeness_first_stays, 1);
    EXPECT_EQ(s.weighted[0].best, 1u);
    EXPECT_EQ(s.weighted[0].worst, 1u);
    EXPECT_EQ(s.weighted[0].mean, 1);
    EXPECT_EQ(s.weighted[1].first, 0);
    EXPECT_GE(s.weighted[1].best, 2u);
    for (auto const& point : s.tipping) EXPECT_FALSE(point.up || point.down);
}

TEST(Stability, ATossUpIsFirstHalfOfTheTime) {
    SiteTable const t = site_table(2, {1, 0, 0, 1});
    auto const s = analysis::stability(ranked(t, {1, 1}), {.runs = 4000, .seed = 3});
    EXPECT_NEAR(s.weighted[0].first, 0.5, 0.03);
    EXPECT_NEAR(s.weighted[0].first + s.weighted[1].first, 1, 1e-12);
    EXPECT_NEAR(s.weighted[0].mean, 2 - s.weighted[0].first, 1e-12);
    EXPECT_NEAR(s.closeness[0].first, 0.5, 0.03);
}

TEST(Stability, IsTheSameForTheSameSeed) {
    SiteTable const t = many(200, 6);
    auto const r = ranked(t, {6, 5, 4, 3, 2, 1});
    auto const means = [&](std::uint64_t seed) {
        std::vector<double> out;
        for (auto const& spread : analysis::stability(r, {.runs = 200, .seed = seed}).weighted)
            out.push_back(spread.mean);
        return out;
    };
    EXPECT_EQ(means(1), means(1));
    EXPECT_NE(means(1), means(2));
}

TEST(Stability, OfNothingIsNothing) {
    SiteTable const t = site_table(2, {1, 0, 0, 1});
    auto const r = analysis::rank(t, {false, false}, std::vector<double>{1, 1});
    EXPECT_TRUE(analysis::stability(*r).weighted.empty());
}

}  // namespace
