#include "analysis/season.h"

#include <gtest/gtest.h>

#include "analysis/cases.h"

namespace {

using analysis::Season;

std::int32_t day(char const* date) { return analysis::china_day(*base::parse_time(date)); }

TEST(Season, KnowsWhichDayADayIsLike) {
    auto const calendar = analysis::WorkCalendar::parse("date,kind\n2026-10-01,holiday\n2026-10-10,workday\n", "h.csv");
    EXPECT_EQ(Season::like(day("2026-09-28"), *calendar), 0);
    EXPECT_EQ(Season::like(day("2026-10-02"), *calendar), 4);
    EXPECT_EQ(Season::like(day("2026-10-03"), *calendar), 5);
    EXPECT_EQ(Season::like(day("2026-10-04"), *calendar), 6);
    EXPECT_EQ(Season::like(day("2026-10-01"), *calendar), 6) << "a holiday is a Sunday";
    EXPECT_EQ(Season::like(day("2026-10-10"), *calendar), 0) << "a shifted workday is a workday";
}

TEST(Season, DaysAreChinas) {
    std::int32_t const d = analysis::china_day(*base::parse_time("2026-03-01T00:00:00+08:00"));
    EXPECT_EQ(analysis::china_day(*base::parse_time("2026-02-28T23:59:59+08:00")), d - 1);
    EXPECT_EQ(analysis::china_midnight(d), *base::parse_time("2026-03-01"));
    EXPECT_EQ(analysis::china_day(-9LL * 3600 * 1000), -1);
}

TEST(Season, LearnsWeekendsAndTrustsFewCasesLittle) {
    analysis::WorkCalendar const calendar;
    std::int32_t const monday = day("2026-03-02");
    std::vector<double> many, few;
    for (int i = 0; i < 56; ++i) {
        many.push_back(i % 7 < 5 ? 100 : 30);
        few.push_back(i == 5 ? 1 : 0);
    }
    Season const sure(many, monday, calendar), unsure(few, monday, calendar);
    EXPECT_NEAR(sure.factor(monday), 1.25, 0.01);
    EXPECT_NEAR(sure.factor(monday + 6), 0.375, 0.01);
    EXPECT_NEAR(unsure.factor(monday + 5), 1, 0.2);
    EXPECT_NEAR(unsure.factor(monday), 1, 0.05);
    EXPECT_EQ(Season({}, monday, calendar).factor(monday), 1);
}

TEST(Season, ExpectsByTheDaysBefore) {
    // 10 on workdays, 5 at weekends; the window is a Saturday.
    std::vector<double> counts, factors;
    for (int i = 0; i < 62; ++i) {
        bool const weekend = i % 7 >= 5;
        counts.push_back(weekend ? 5 : 10);
        factors.push_back(weekend ? 0.6 : 1.2);
    }
    counts[60] = 50;
    ASSERT_EQ(61 % 7, 5);
    auto const e = analysis::expectation(counts, factors, 1, 56, 2);
    EXPECT_NEAR(e.expected(), 5, 0.01) << "the two days before do not count";
    EXPECT_NEAR(e.today, 0.6, 1e-12);
    auto const week = analysis::expectation(counts, factors, 7, 28, 2);
    EXPECT_NEAR(week.expected(), 60, 0.1);
    EXPECT_EQ(analysis::expectation(counts, factors, 61, 56, 2).exposure, 0);
    EXPECT_EQ(analysis::expectation({}, {}, 1, 56, 2).expected(), 0);
}

}  // namespace
