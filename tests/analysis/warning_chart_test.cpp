#include "analysis/warning_chart.h"
#include "times.h"

#include <gtest/gtest.h>

namespace {

using analysis::Alert;
using analysis::AlertKind;
using analysis::Case;

/// Two cases a day in community 0 for a year, one a day in community 1, and eight more there today.
class WarningChart : public ::testing::Test {
protected:
    void SetUp() override {
        for (int ago = 364; ago >= 0; --ago)
            for (int i = 0; i < 3; ++i) add(ago, i < 2 ? 0 : 1);
        for (int i = 0; i < 8; ++i) add(0, 1);
    }
    void add(int ago, std::int32_t area) {
        Case c;
        c.id = std::to_string(cases_.cases.size());
        c.class_code = "0102";
        c.called = now_ - ago * kDay - 1000;
        c.area = area;
        c.at = base::Vec2d{area * 1000.0 + 100, 100};
        cases_.cases.push_back(c);
    }
    analysis::AlertDays days(Alert const& alert) const {
        return analysis::alert_days(alert, cases_, calendar_, rules_, now_);
    }

    base::UtcMs now_ = *base::parse_time("2026-10-28T20:00:00+08:00");
    analysis::Cases cases_;
    analysis::WorkCalendar calendar_;
    analysis::WarningRules rules_;
};

TEST_F(WarningChart, CountsTheDaysOfACommunityAgainstItsOwnPast) {
    auto const chart = days({.kind = AlertKind::series, .class_code = "0102", .area = 1});
    ASSERT_EQ(chart.counts.size(), 28U);
    EXPECT_EQ(chart.counts.front(), 1);
    EXPECT_EQ(chart.counts.back(), 9);
    EXPECT_EQ(chart.first_day + 27, analysis::china_day(now_));
    for (std::size_t i = 0; i < 28; ++i) {
        EXPECT_NEAR(chart.usual[i], 1, 1e-9);
        // P(Y >= 3 | 1) = 0.080, P(Y >= 4 | 1) = 0.019.
        EXPECT_EQ(chart.most[i], 3);
    }
}

TEST_F(WarningChart, CountsWhereTheAlertDoes) {
    EXPECT_EQ(days({.kind = AlertKind::series, .class_code = "0102"}).counts.back(), 11);
    EXPECT_EQ(days({.kind = AlertKind::series, .class_code = "0501"}).counts.back(), 0);
    Alert scan{.kind = AlertKind::scan, .class_code = "0102"};
    scan.centre = {1125, 125};
    scan.radius = rules_.scan_cell / 2;
    EXPECT_EQ(days(scan).counts.back(), 9);
    scan.radius = 1000 + rules_.scan_cell / 2;
    EXPECT_EQ(days(scan).counts.back(), 11);
    EXPECT_EQ(days({.kind = AlertKind::rule, .class_code = "0102", .place = "c2,2"}).counts.back(), 2);
}

TEST_F(WarningChart, NothingBeforeMakesNothingUsual) {
    cases_.cases.clear();
    add(0, 0);
    auto const chart = days({.kind = AlertKind::series, .class_code = "0102", .area = 0});
    EXPECT_EQ(chart.counts.back(), 1);
    EXPECT_EQ(chart.most.back(), 0);
    EXPECT_EQ(chart.usual.back(), 0);
}

}  // namespace
