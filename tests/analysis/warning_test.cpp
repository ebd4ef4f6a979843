#include "analysis/warning.h"
#include "times.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace {

using analysis::Alert;
using analysis::AlertKind;
using analysis::AlertLevel;
using analysis::Case;
using analysis::Cases;
using base::Vec2d;

/// Two communities side by side, 1 km each; a year of noise of two classes in them; and what a test adds.
class Warning : public ::testing::Test {
protected:
    void SetUp() override {
        for (int i = 0; i < 2; ++i) {
            double const x = i * 1000.0;
            areas_.push_back({"44030900100" + std::to_string(i),
                              {i == 0 ? "东社区" : "西社区", i == 0 ? "East" : ""},
                              {{{x, 0}, {x + 1000, 0}, {x + 1000, 1000}, {x, 1000}}}});
        }
        cases_.class_names = {{"0102", "垃圾清运"}, {"0501", "水质"}};
        std::mt19937 chance(11);
        for (int i = 0; i < 1500; ++i)
            add("0102", static_cast<int>(chance() % 365), at(chance() % 2000, chance() % 1000));
        for (int i = 0; i < 100; ++i)
            add("0501", static_cast<int>(chance() % 365), at(chance() % 2000, chance() % 1000));
    }

    static Vec2d at(unsigned long x, unsigned long y) { return {static_cast<double>(x), static_cast<double>(y)}; }

    /// `ago`: days before today.
    void add(std::string const& code, int ago, Vec2d where, std::optional<twin::BuildingId> building = {}) {
        cases_.cases.push_back({.id = "T-" + std::to_string(cases_.cases.size()),
                                .class_code = code,
                                .called = now_ - ago * kDay - 1000,
                                .area = where.x < 1000 ? 0 : 1,
                                .at = where,
                                .building = building});
    }

    std::vector<Alert> warn() {
        std::ranges::stable_sort(cases_.cases, {}, &Case::called);
        return analysis::warn(cases_, areas_, calendar_, rules_, now_);
    }
    static Alert const* of(std::vector<Alert> const& alerts, AlertKind kind, std::string const& code) {
        auto const found =
            std::ranges::find_if(alerts, [&](Alert const& a) { return a.kind == kind && a.class_code == code; });
        return found == alerts.end() ? nullptr : &*found;
    }

    base::UtcMs now_ = *base::parse_time("2026-10-28T20:00:00+08:00");
    std::vector<twin::Locator::Area> areas_;
    Cases cases_;
    analysis::WorkCalendar calendar_;
    analysis::WarningRules rules_;
};

TEST_F(Warning, IsSilentWhereNothingHappens) {
    for (Alert const& a : warn()) EXPECT_EQ(a.kind, AlertKind::rule) << a.why.en;
    cases_.cases.clear();
    EXPECT_TRUE(warn().empty());
}

TEST_F(Warning, SaysThatAPlaceHadThreeInThirtyDays) {
    cases_.cases.clear();
    add("0102", 29, {500, 500}, twin::BuildingId{7});
    add("0102", 10, {510, 500}, twin::BuildingId{7});
    EXPECT_TRUE(warn().empty());
    add("0102", 1, {505, 505}, twin::BuildingId{7});
    cases_.cases.back().repeats = 2;
    auto alerts = warn();
    ASSERT_EQ(alerts.size(), 1U);
    Alert const& a = alerts[0];
    EXPECT_EQ(a.kind, AlertKind::rule);
    EXPECT_EQ(a.level, AlertLevel::blue);
    EXPECT_EQ(a.count, 3);
    EXPECT_EQ(a.repeats, 2);
    EXPECT_EQ(a.evidence, (std::vector<std::string>{"T-0", "T-1", "T-2"}));
    EXPECT_EQ(a.area, 0);
    EXPECT_EQ(a.place, "b7");
    EXPECT_EQ(a.id, "rule:0102:b7:2026-09-29");
    EXPECT_NEAR(a.centre.x, 505, 1e-9);
    EXPECT_FALSE(a.outline.empty());
    EXPECT_EQ(a.why.zh, "垃圾清运：东社区同一楼栋 30 天内 3 件诉求（另有重复来电 2 件），达到 3 次规则。");
    EXPECT_EQ(a.why.en,
              "0102: 3 tickets at one building in East within 30 days (and 2 repeated calls): the rule says 3.");
    // A day later the first of them is too old; without a building it is squares of the ground.
    now_ += kDay;
    EXPECT_TRUE(warn().empty());
}

TEST_F(Warning, TakesASquareOfTheGroundForAPlaceWithoutABuilding) {
    cases_.cases.clear();
    for (int i = 0; i < 3; ++i) add("0102", i, {1210.0 + i, 310});
    auto const alerts = warn();
    ASSERT_FALSE(of(alerts, AlertKind::rule, "0102") == nullptr);
    EXPECT_EQ(of(alerts, AlertKind::rule, "0102")->place, "c24,6");
    for (Case& c : cases_.cases) c.at.reset();
    EXPECT_EQ(of(warn(), AlertKind::rule, "0102"), nullptr) << "a community is no place";
}

TEST_F(Warning, SeesAnOutbreakOfARareClassOnItsSecondDay) {
    for (int i = 0; i < 2; ++i) add("0501", 1, {400.0 + 60 * i, 400});
    for (int i = 0; i < 4; ++i) add("0501", 0, {400.0 + 60 * i, 450});
    auto const alerts = warn();
    Alert const* series = of(alerts, AlertKind::series, "0501");
    ASSERT_NE(series, nullptr);
    EXPECT_EQ(series->area, 0);
    EXPECT_GE(series->count, 4);
    EXPECT_LT(series->expected, 1.5);
    EXPECT_LE(series->adjusted_p, 1.0 / 30);
    EXPECT_GE(series->level, AlertLevel::yellow);
    EXPECT_EQ(static_cast<int>(series->evidence.size()), series->count);
    EXPECT_NE(series->why.zh.find("水质：东社区"), std::string::npos);
    EXPECT_NE(series->why.zh.find("按以往应约"), std::string::npos);
    EXPECT_NE(series->why.en.find("would be usual"), std::string::npos);
    Alert const* scan = of(alerts, AlertKind::scan, "0501");
    ASSERT_NE(scan, nullptr);
    EXPECT_LE(base::length(scan->centre - Vec2d{490, 425}), 400);
    EXPECT_GE(scan->count, 6);
    EXPECT_LE(scan->days, 3);
    EXPECT_LE(scan->adjusted_p, 0.01);
    EXPECT_GE(scan->level, AlertLevel::orange);
    EXPECT_NE(scan->why.zh.find("米范围内"), std::string::npos);
    // The most urgent come first.
    for (std::size_t i = 1; i < alerts.size(); ++i) EXPECT_GE(alerts[i - 1].level, alerts[i].level);
}

TEST_F(Warning, KnowsNothingOfTheFuture) {
    for (int i = 0; i < 9; ++i) add("0501", -1, {400.0 + 60 * i, 450});
    EXPECT_EQ(of(warn(), AlertKind::series, "0501"), nullptr);
    EXPECT_EQ(of(warn(), AlertKind::scan, "0501"), nullptr);
    now_ += kDay;
    EXPECT_NE(of(warn(), AlertKind::series, "0501"), nullptr);
}

TEST_F(Warning, DoesNotTakeAWorkdayAfterQuietWeekendsForAnOutbreak) {
    // 20 a workday, 4 on Saturday and Sunday, in one community; the day of `now_` is a Wednesday.
    cases_.cases.clear();
    for (int ago = 0; ago < 120; ++ago) {
        int const weekday = ((2 - ago) % 7 + 7) % 7;
        for (int i = 0; i < (weekday < 5 ? 20 : 4); ++i) add("0102", ago, {10.0 + 40 * i, 100.0 + ago});
    }
    EXPECT_EQ(of(warn(), AlertKind::series, "0102"), nullptr);
    // As many on a Sunday as on a workday are one.
    now_ -= 3 * kDay;
    for (int i = 0; i < 16; ++i) add("0102", 0, {10.0 + 40 * i, 300.0});
    EXPECT_NE(of(warn(), AlertKind::series, "0102"), nullptr);
}

TEST_F(Warning, IsTheSameTwice) {
    for (int i = 0; i < 6; ++i) add("0501", 0, {400.0 + 60 * i, 450});
    auto const a = warn(), b = warn();
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].id, b[i].id);
        EXPECT_EQ(a[i].p, b[i].p);
    }
}

TEST(WarningLevel, FollowsTheTable) {
    analysis::WarningRules const rules{.safety_classes = {"03"}};
    auto const level = [&](AlertKind kind, int n, double z, double p, char const* code = "0102") {
        return analysis::level_of({.kind = kind, .class_code = code, .count = n, .z = z, .adjusted_p = p}, rules);
    };
    EXPECT_EQ(level(AlertKind::rule, 4, 0, 1), AlertLevel::blue);
    EXPECT_EQ(level(AlertKind::series, 3, 2.9, 0.03), AlertLevel::blue);
    EXPECT_EQ(level(AlertKind::series, 3, 3, 0.03), AlertLevel::yellow);
    EXPECT_EQ(level(AlertKind::series, 4, 9, 0.03), AlertLevel::yellow);
    EXPECT_EQ(level(AlertKind::series, 5, 4, 0.03), AlertLevel::orange);
    EXPECT_EQ(level(AlertKind::scan, 4, 0, 0.01), AlertLevel::orange);
    EXPECT_EQ(level(AlertKind::scan, 9, 0, 0.001), AlertLevel::orange);
    EXPECT_EQ(level(AlertKind::scan, 10, 0, 0.002), AlertLevel::red);
    EXPECT_EQ(level(AlertKind::series, 10, 3, 0.03), AlertLevel::yellow);
    EXPECT_EQ(level(AlertKind::series, 10, 3, 0.03, "0302"), AlertLevel::red);
}

}  // namespace
