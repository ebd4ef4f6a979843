#include "analysis/work_calendar.h"

#include <gtest/gtest.h>

#include "analysis/data.h"
#include "times.h"

namespace {

using analysis::WorkCalendar;
using analysis::WorkUnit;

std::string due(WorkCalendar const& calendar, char const* from, int amount, WorkUnit unit,
                std::vector<analysis::TimeSpan> const& suspended = {}) {
    return base::format_time(calendar.due(at(from), amount, unit, suspended)).substr(0, 16);
}

/// DOMAIN 3.4's illustration: a week off, and one Saturday to make up for it.
WorkCalendar with_october() {
    return WorkCalendar::parse(
               "date,kind\n2026-10-01,holiday\n2026-10-02,holiday\n2026-10-03,holiday\n2026-10-04,holiday\n"
               "2026-10-05,holiday\n2026-10-06,holiday\n2026-10-07,holiday\n2026-10-10,workday\n",
               "october.csv")
        .value();
}

TEST(WorkCalendar, MatchesTheVectorsInWorkingMinutes) {
    WorkCalendar const calendar;
    auto const after = [&](char const* from, int minutes) {
        return due(calendar, from, minutes, WorkUnit::work_minutes);
    };
    EXPECT_EQ(after("2026-03-06T16:30", 240), "2026-03-09T11:00");  // a Friday
    EXPECT_EQ(after("2026-03-06T12:30", 120), "2026-03-06T16:30");
    EXPECT_EQ(after("2026-03-07T10:00", 120), "2026-03-09T10:30");
    EXPECT_EQ(after("2026-03-09T17:59", 60), "2026-03-10T09:29");
    EXPECT_EQ(after("2026-03-09T08:30", 420), "2026-03-09T18:00");
    EXPECT_EQ(after("2026-03-09T08:30", 421), "2026-03-10T08:31");
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 7, WorkUnit::work_hours), "2026-03-09T18:00");
}

TEST(WorkCalendar, MatchesTheVectorsAcrossHolidays) {
    WorkCalendar const calendar = with_october();
    EXPECT_EQ(due(calendar, "2026-09-30T17:00", 240, WorkUnit::work_minutes), "2026-10-08T11:30");
    EXPECT_EQ(due(calendar, "2026-09-30T17:00", 5, WorkUnit::workdays), "2026-10-13T18:00");
}

TEST(WorkCalendar, KnowsWorkdaysByChinasMidnight) {
    WorkCalendar const calendar = with_october();
    EXPECT_TRUE(calendar.is_workday(at("2026-09-30T00:00")));
    EXPECT_FALSE(calendar.is_workday(at("2026-10-01T00:00")));
    EXPECT_TRUE(calendar.is_workday(at("2026-10-10T23:59")));
    EXPECT_FALSE(calendar.is_workday(at("2026-10-11T00:00")));
    EXPECT_TRUE(calendar.is_workday(at("1969-12-31T12:00")));  // a Wednesday, before day 0
}

TEST(WorkCalendar, CountsNothingForNoWork) {
    WorkCalendar const calendar;
    EXPECT_EQ(calendar.due(at("2026-03-07T10:00"), 0, WorkUnit::work_minutes), at("2026-03-07T10:00"));
    EXPECT_EQ(calendar.due(base::kNoTime, 5, WorkUnit::workdays), base::kNoTime);
}

TEST(WorkCalendar, RunsByTheClockWhereAsked) {
    WorkCalendar const calendar;
    EXPECT_EQ(due(calendar, "2026-03-06T23:50", 30, WorkUnit::minutes), "2026-03-07T00:20");
    EXPECT_EQ(due(calendar, "2026-03-06T16:30", 2, WorkUnit::natural_days), "2026-03-08T16:30");
}

TEST(WorkCalendar, LeavesSuspendedTimeOut) {
    WorkCalendar const calendar;
    std::vector<analysis::TimeSpan> const hour{{at("2026-03-09T09:00"), at("2026-03-09T10:00")}};
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 60, WorkUnit::work_minutes, hour), "2026-03-09T10:30");
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 30, WorkUnit::work_minutes, hour), "2026-03-09T09:00");
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 60, WorkUnit::minutes, hour), "2026-03-09T10:30");
    // Overlapping ones count once, those over the night only where work would have been done, in any order.
    std::vector<analysis::TimeSpan> const nights{{at("2026-03-09T17:00"), at("2026-03-10T09:00")},
                                                 {at("2026-03-09T09:00"), at("2026-03-09T10:00")},
                                                 {at("2026-03-09T16:00"), at("2026-03-09T17:30")}};
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 420, WorkUnit::work_minutes, nights), "2026-03-10T12:00");
    // 210 working minutes are lost before the limit: 60, 120 and 30.
    EXPECT_EQ(due(calendar, "2026-03-09T08:30", 1, WorkUnit::workdays, nights), "2026-03-11T12:00");
    // A suspension that began before and one that follows the limit.
    std::vector<analysis::TimeSpan> const around{{at("2026-03-08T00:00"), at("2026-03-09T09:00")},
                                                 {at("2026-03-11T00:00"), at("2026-03-12T00:00")}};
    EXPECT_EQ(due(calendar, "2026-03-09T08:00", 1, WorkUnit::workdays, around), "2026-03-12T09:00");
}

TEST(WorkCalendar, CountsWorkingMinutesBetween) {
    WorkCalendar const calendar;
    EXPECT_EQ(calendar.work_minutes(at("2026-03-06T16:30"), at("2026-03-09T11:00")), 240);
    EXPECT_EQ(calendar.work_minutes(at("2026-03-09T11:00"), at("2026-03-06T16:30")), -240);
    EXPECT_EQ(calendar.work_minutes(at("2026-03-07T00:00"), at("2026-03-09T00:00")), 0);
    EXPECT_EQ(calendar.work_minutes(at("2026-03-09T00:00"), at("2026-03-10T00:00")), 420);
    EXPECT_EQ(calendar.work_minutes(at("2026-03-09T09:00:30"), at("2026-03-09T09:01:29")), 0);
}

TEST(WorkCalendar, AndItsInverseAgree) {
    WorkCalendar const calendar = with_october();
    base::UtcMs from = at("2026-09-28T03:17");
    for (int minutes = 1; minutes < 4000; minutes += 37, from += 3'711'000) {
        base::UtcMs const end = calendar.due(from, minutes, WorkUnit::work_minutes);
        EXPECT_EQ(calendar.work_minutes(from, end), minutes) << base::format_time(from);
    }
}

TEST(WorkCalendar, SaysWhatIsWrongWithAFile) {
    auto const fault = [](char const* csv) { return WorkCalendar::parse(csv, "h.csv").error().message; };
    EXPECT_EQ(fault("date,kind\n2026-10-01,off\n"), "h.csv, line 2: kind is \"off\"; it is \"holiday\" or \"workday\"");
    EXPECT_EQ(fault("date,kind\n\n2026-02-30,holiday\n"),
              "h.csv, line 3: \"2026-02-30\" is not a date like 2026-10-01");
    EXPECT_EQ(fault("date,kind\n2026-10-01,holiday\n2026-10-01,workday\n"),
              "h.csv, line 3: 2026-10-01 stands here twice");
    EXPECT_EQ(fault("day,kind\n"), "h.csv, line 1: the header is \"day,kind\"; it should be \"date,kind\"");
    EXPECT_EQ(fault("date,kind\n2026-10-01\n"), "h.csv, line 2: 1 fields; there should be 2");
    EXPECT_EQ(fault(""), "h.csv: no header line \"date,kind\"");
    EXPECT_TRUE(
        WorkCalendar::parse("\xEF\xBB\xBF"
                            "date,kind\r\n# National Day\r\n2026-10-01 , holiday\r\n",
                            "h.csv"));
}

TEST(WorkCalendar, CarriesATableForTheDemonstration) {
    auto const calendar = WorkCalendar::parse(analysis::demo_holidays(), "demo");
    ASSERT_TRUE(calendar) << calendar.error().message;
    EXPECT_FALSE(calendar->is_workday(at("2026-10-01T12:00")));
    EXPECT_TRUE(calendar->is_workday(at("2026-10-10T12:00")));
}

}  // namespace
