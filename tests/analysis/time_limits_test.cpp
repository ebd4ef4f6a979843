#include "analysis/time_limits.h"

#include <gtest/gtest.h>

#include "analysis/data.h"
#include "times.h"

namespace {

constexpr char const* kTable =
    "class_prefix,kind,urgency,stage,value,unit,warn_ratio\n"
    ",,,handle,5,workday,0.8\n"
    ",consultation,,handle,2,workday,0.8\n"
    ",,critical,handle,4,work_hour,0.5\n"
    "01,,,handle,3,workday,0.8\n"
    "0102,,,handle,30,work_min,0.8\n"
    ",,,sign,1,workday,0.8\n";

twin::Ticket ticket_of(char const* code, twin::TicketKind kind, twin::Urgency urgency = twin::Urgency::normal) {
    twin::Ticket t;
    t.class_code = code;
    t.kind = kind;
    t.urgency = urgency;
    return t;
}

TEST(TimeLimits, ChooseTheLongestClassThenTheRowThatAsksForMore) {
    auto const limits = analysis::parse_time_limits(kTable, "sla.csv").value();
    ASSERT_EQ(limits.size(), 6u);
    auto const handle = [&](twin::Ticket const& t) {
        return static_cast<int>(analysis::find_limit(limits, t, "handle") - limits.data());
    };
    using twin::TicketKind;
    EXPECT_EQ(handle(ticket_of("0301", TicketKind::complaint)), 0);
    EXPECT_EQ(handle(ticket_of("0301", TicketKind::consultation)), 1);
    EXPECT_EQ(handle(ticket_of("0301", TicketKind::consultation, twin::Urgency::critical)), 2);
    EXPECT_EQ(handle(ticket_of("0101", TicketKind::consultation, twin::Urgency::critical)), 3);
    EXPECT_EQ(handle(ticket_of("010203", TicketKind::complaint)), 4);
    EXPECT_EQ(analysis::find_limit(limits, ticket_of("0301", TicketKind::complaint), "sign")->value, 1);
    EXPECT_EQ(analysis::find_limit({}, ticket_of("0301", TicketKind::complaint), "sign"), nullptr);
}

TEST(TimeLimits, GiveWayToTheTicketsOwn) {
    auto const limits = analysis::parse_time_limits(kTable, "sla.csv").value();
    analysis::WorkCalendar const calendar;
    twin::Ticket t = ticket_of("0301", twin::TicketKind::complaint);
    EXPECT_EQ(analysis::due_of(t, limits, calendar), base::kNoTime);
    t.accepted = at("2026-03-06T16:30");
    EXPECT_EQ(analysis::due_of(t, limits, calendar), at("2026-03-13T18:00"));
    EXPECT_EQ(analysis::due_of(t, {}, calendar), base::kNoTime);
    t.due = at("2026-03-08T00:00");
    EXPECT_EQ(analysis::due_of(t, limits, calendar), at("2026-03-08T00:00"));
}

TEST(TimeLimits, WarnWhenMostOfTheTimeIsOver) {
    analysis::WorkCalendar const calendar;
    EXPECT_EQ(analysis::warn_from(at("2026-03-09T08:30"), at("2026-03-09T18:00"), 0.8, calendar),
              at("2026-03-09T16:36"));
    // All of it outside working hours: by the clock.
    EXPECT_EQ(analysis::warn_from(at("2026-03-07T10:00"), at("2026-03-07T20:00"), 0.8, calendar),
              at("2026-03-07T18:00"));
    EXPECT_EQ(analysis::warn_from(at("2026-03-07T10:00"), base::kNoTime, 0.8, calendar), base::kNoTime);
}

TEST(TimeLimits, SayWhatIsWrongWithAFile) {
    auto const fault = [](std::string const& row) {
        return analysis::parse_time_limits("class_prefix,kind,urgency,stage,value,unit,warn_ratio\n" + row, "sla.csv")
            .error()
            .message;
    };
    EXPECT_EQ(fault("01,gossip,,handle,5,workday,0.8"), "sla.csv, line 2: \"gossip\" is not a kind of ticket");
    EXPECT_EQ(fault("01,,soon,handle,5,workday,0.8"), "sla.csv, line 2: \"soon\" is not an urgency");
    EXPECT_EQ(fault("01,,,muse,5,workday,0.8"),
              "sla.csv, line 2: \"muse\" is not a stage; it is \"sign\" or \"handle\"");
    EXPECT_EQ(fault("01,,,handle,-1,workday,0.8"), "sla.csv, line 2: \"-1\" is not a whole number above 0");
    EXPECT_EQ(fault("01,,,handle,2.5,workday,0.8"), "sla.csv, line 2: \"2.5\" is not a whole number above 0");
    EXPECT_EQ(fault("01,,,handle,2,moon,0.8"),
              "sla.csv, line 2: \"moon\" is not a unit; it is min, work_min, work_hour, workday or natural_day");
    EXPECT_EQ(fault("01,,,handle,2,workday,nan"), "sla.csv, line 2: \"nan\" is not a ratio above 0 and up to 1");
}

TEST(TimeLimits, CarryATableForTheDemonstration) {
    auto const limits = analysis::parse_time_limits(analysis::demo_time_limits(), "demo");
    ASSERT_TRUE(limits) << limits.error().message;
    for (char const* const stage : {"sign", "handle"})
        EXPECT_NE(analysis::find_limit(*limits, ticket_of("9999", twin::TicketKind::other), stage), nullptr) << stage;
}

}  // namespace
