#include "analysis/scan_statistic.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <random>

namespace {

using analysis::ScanCase;
using analysis::ScanRules;
using base::Vec2d;

/// DOMAIN's table of zones and days, each zone alone within its reach.
std::vector<Vec2d> const kZones{{0, 0}, {5000, 0}, {10000, 0}, {15000, 0}};
std::vector<ScanCase> table() {
    constexpr int kCounts[4][5] = {{1, 0, 2, 1, 6}, {2, 1, 1, 2, 1}, {0, 2, 1, 1, 1}, {1, 1, 0, 2, 2}};
    std::vector<ScanCase> out;
    for (std::uint32_t zone = 0; zone < 4; ++zone)
        for (int day = 0; day < 5; ++day)
            for (int n = 0; n < kCounts[zone][day]; ++n) out.push_back({zone, day});
    return out;
}

/// So many cases over 100 days in 10 by 10 zones, 250 m apart, some of them busier; and `more` in one corner on the
/// last three days.
std::vector<Vec2d> grid() {
    std::vector<Vec2d> out;
    for (int i = 0; i < 100; ++i) out.push_back({i % 10 * 250.0, i / 10 * 250.0});
    return out;
}
std::vector<ScanCase> noise(unsigned seed, int count, int more) {
    std::mt19937 chance(seed);
    std::vector<ScanCase> out;
    for (int i = 0; i < count; ++i) {
        auto const a = static_cast<std::uint32_t>(chance() % 100), b = static_cast<std::uint32_t>(chance() % 100);
        out.push_back({std::min(a, b), static_cast<std::int32_t>(chance() % 100)});
    }
    constexpr std::uint32_t kCorner[] = {88, 89, 98, 99};
    for (int i = 0; i < more; ++i) out.push_back({kCorner[i % 4], 97 + i % 3});
    return out;
}

TEST(Scan, MatchesTheVectorsOfTheRatio) {
    EXPECT_NEAR(analysis::scan_llr(12, 4, 100), 5.526346289, 1e-9);
    EXPECT_NEAR(analysis::scan_llr(6, 25.0 / 7, 28), 0.809121771, 1e-9);
    EXPECT_EQ(analysis::scan_llr(10, 10, 50), 0);
    EXPECT_NEAR(analysis::scan_llr(5, 1, 5), 8.047189562, 1e-9);
    EXPECT_EQ(analysis::scan_llr(3, 4, 50), 0);
}

TEST(Scan, FindsTheZoneAndTheDayOfTheTable) {
    auto const found = analysis::scan(kZones, table(), 4, {.longest = 3, .replicas = 99, .stop_after = 0});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].centre, 0U);
    EXPECT_EQ(found[0].days, 1);
    EXPECT_EQ(found[0].cases, 6);
    EXPECT_NEAR(found[0].expected, 25.0 / 7, 1e-12);
    EXPECT_NEAR(found[0].llr, 0.809122, 1e-6);
    EXPECT_EQ(found[0].zones, std::vector<std::uint32_t>{0});
    EXPECT_EQ(found[0].radius, 0);
    EXPECT_GT(found[0].p, 0.05);
}

TEST(Scan, FindsWhatWasPlantedAndHowSureThatIs) {
    auto const found = analysis::scan(grid(), noise(1, 2000, 20), 99, {});
    ASSERT_FALSE(found.empty());
    auto const& c = found[0];
    EXPECT_EQ(c.p, 0.001);
    EXPECT_LT(c.gumbel_p, 1e-6);
    EXPECT_EQ(c.days, 3);
    EXPECT_GE(c.cases, 20);
    for (std::uint32_t const zone : {88U, 89U, 98U, 99U})
        EXPECT_TRUE(std::ranges::find(c.zones, zone) != c.zones.end()) << zone;
    EXPECT_LE(c.radius, 500);
}

TEST(Scan, LeavesMoreEverywhereAndAlwaysBusyPlacesAlone) {
    // A day on which the whole district calls more, and a zone that always does: neither is a place and a time
    // together.
    std::vector<ScanCase> cases = noise(2, 2000, 0);
    std::mt19937 chance(3);
    for (int i = 0; i < 60; ++i)
        cases.push_back({static_cast<std::uint32_t>(std::min(chance() % 100, chance() % 100)), 99});
    for (int i = 0; i < 300; ++i) cases.push_back({55, static_cast<std::int32_t>(chance() % 100)});
    auto const found = analysis::scan(grid(), cases, 99, {});
    EXPECT_TRUE(found.empty() || found[0].p > 0.05);
}

TEST(Scan, IsRarelyWrongWhereNothingHappens) {
    int alarms = 0, finer = 0;
    constexpr int kTimes = 200;
    for (unsigned seed = 0; seed < kTimes; ++seed) {
        auto const found =
            analysis::scan(grid(), noise(100 + seed, 600, 0), 99, {.replicas = 99, .stop_after = 0, .seed = seed});
        alarms += !found.empty() && found[0].p <= 0.05 ? 1 : 0;
        finer += !found.empty() && found[0].gumbel_p <= 0.05 ? 1 : 0;
    }
    // One in twenty, give or take three standard deviations.
    EXPECT_NEAR(alarms, 10, 9.3);
    EXPECT_NEAR(finer, 10, 9.3);
}

TEST(Scan, IsTheSameOnOneCoreAndOnMany) {
    auto const once = [](unsigned threads) {
        tbb::global_control const limit(tbb::global_control::max_allowed_parallelism, threads);
        return analysis::scan(grid(), noise(5, 2000, 7), 99, {.seed = 9});
    };
    auto const one = once(1), many = once(4);
    ASSERT_EQ(one.size(), many.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].llr, many[i].llr);
        EXPECT_EQ(one[i].p, many[i].p);
        EXPECT_EQ(one[i].gumbel_p, many[i].gumbel_p);
        EXPECT_EQ(one[i].zones, many[i].zones);
    }
}

TEST(Scan, StopsEarlyOnlyWhereItIsChance) {
    auto const found = analysis::scan(grid(), noise(6, 2000, 0), 99, {.stop_after = 20});
    auto const all = analysis::scan(grid(), noise(6, 2000, 0), 99, {.stop_after = 0});
    ASSERT_FALSE(all.empty());
    EXPECT_GT(all[0].p, 0.1);
    EXPECT_NEAR(found[0].p, all[0].p, 0.15);
    EXPECT_NE(found[0].p, all[0].p);
}

TEST(Scan, KeepsToItsLimits) {
    auto const cases = noise(1, 2000, 20);
    EXPECT_TRUE(analysis::scan(grid(), {}, 99, {}).empty());
    EXPECT_TRUE(analysis::scan({}, cases, 99, {}).empty());
    for (auto const& c : analysis::scan(grid(), cases, 99, {.reach = 300, .longest = 2, .replicas = 0})) {
        EXPECT_LE(c.radius, 300);
        EXPECT_LE(c.days, 2);
        EXPECT_EQ(c.p, 1);
    }
    // Cases after today are not known yet; those before the history are forgotten.
    EXPECT_TRUE(analysis::scan(grid(), cases, -1, {}).empty());
    EXPECT_TRUE(analysis::scan(grid(), cases, 600, {}).empty());
    // No two clusters share a zone.
    std::vector<int> seen(100);
    for (auto const& c : analysis::scan(grid(), cases, 99, {.replicas = 0, .most_clusters = 10}))
        for (std::uint32_t const zone : c.zones) EXPECT_EQ(seen[zone]++, 0);
}

}  // namespace
