#include "analysis/ticket_indicators.h"
#include "times.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using twin::DispatchMode;
using twin::Satisfaction;
using twin::Ticket;
using twin::TicketStatus;

Ticket closed(DispatchMode mode, base::UtcMs after, base::UtcMs limit, Satisfaction how) {
    Ticket t;
    t.status = TicketStatus::closed;
    t.dispatch = mode;
    t.accepted = 100 * kHour;
    t.due = t.accepted + limit;
    t.closed = t.accepted + after;
    t.satisfaction = how;
    return t;
}

Ticket open(DispatchMode mode, base::UtcMs due) {
    Ticket t;
    t.status = TicketStatus::handling;
    t.dispatch = mode;
    t.accepted = 900 * kHour;
    t.due = due;
    return t;
}

analysis::TicketIndicators indicators(std::vector<Ticket> const& tickets) {
    std::vector<Ticket const*> all;
    for (Ticket const& t : tickets) all.push_back(&t);
    return analysis::ticket_indicators(all, kHour1000);
}

void expect_share(analysis::Share const& share, std::uint64_t part, std::uint64_t of) {
    EXPECT_EQ(share.part, part);
    EXPECT_EQ(share.of, of);
}

/// The ten tickets of DOMAIN 3.5.
std::vector<Ticket> ten_tickets() {
    auto const ai = DispatchMode::ai, manual = DispatchMode::manual;
    std::vector<Ticket> t{closed(ai, 10 * kHour, 20 * kHour, Satisfaction::satisfied),
                          closed(ai, 10 * kHour, 20 * kHour, Satisfaction::satisfied),
                          closed(ai, 30 * kHour, 20 * kHour, Satisfaction::dissatisfied),
                          closed(manual, 10 * kHour, 20 * kHour, Satisfaction::basically_satisfied),
                          open(ai, kHour1000 + kHour),
                          open(ai, kHour1000 - kHour),
                          closed(ai, 10 * kHour, 20 * kHour, Satisfaction::unrated),
                          closed(DispatchMode::direct, 10 * kHour, 20 * kHour, Satisfaction::satisfied),
                          open(ai, kHour1000 - kHour),
                          closed(ai, 10 * kHour, 20 * kHour, Satisfaction::satisfied)};
    t[1].returns = 1;
    t[8].status = TicketStatus::cancelled;
    t[9].repeat_of = "T1";
    return t;
}

TEST(TicketIndicators, MatchTheVector) {
    auto const sum = indicators(ten_tickets());
    EXPECT_EQ(sum.accepted, 9u);
    expect_share(sum.closed, 7, 9);
    expect_share(sum.closed_in_time, 6, 8);
    expect_share(sum.overdue, 2, 8);
    expect_share(sum.ai_dispatched, 7, 8);
    expect_share(sum.ai_right, 6, 7);
    expect_share(sum.returned, 1, 8);
    expect_share(sum.satisfied, 5, 6);
    expect_share(sum.rated, 6, 7);
    expect_share(sum.repeated, 1, 9);
    EXPECT_NEAR(*sum.closed.value(), 0.7778, 5e-5);
    EXPECT_NEAR(*sum.ai_right.value(), 0.8571, 5e-5);
    EXPECT_NEAR(*sum.satisfied.value(), 0.8333, 5e-5);
    EXPECT_NEAR(*sum.repeated.value(), 0.1111, 5e-5);
    EXPECT_FALSE(sum.solved.value());  // nobody was visited: no cases is not 0 %
}

TEST(TicketIndicators, GiveMedianAndNinetiethPercentile) {
    auto const sum = indicators(ten_tickets());
    EXPECT_DOUBLE_EQ(*sum.median_hours, 10);
    EXPECT_DOUBLE_EQ(*sum.p90_hours, 18);  // 10 six times and 30: at place 5.4
    EXPECT_FALSE(indicators({}).median_hours);
}

TEST(TicketIndicators, OfNoTicketsAreNoCases) {
    auto const sum = indicators({});
    EXPECT_EQ(sum.accepted, 0u);
    EXPECT_FALSE(sum.closed.value());
    EXPECT_FALSE(sum.overdue.value());
}

TEST(TicketIndicators, JudgeWhatIsOverdue) {
    EXPECT_TRUE(analysis::is_overdue(open(DispatchMode::ai, kHour1000), kHour1000));
    EXPECT_FALSE(analysis::is_overdue(open(DispatchMode::ai, kHour1000 + 1), kHour1000));
    EXPECT_FALSE(analysis::is_overdue(open(DispatchMode::ai, base::kNoTime), kHour1000));
    EXPECT_TRUE(analysis::is_overdue(closed(DispatchMode::ai, kHour + 1, kHour, {}), kHour1000));
    EXPECT_FALSE(analysis::is_overdue(closed(DispatchMode::ai, kHour, kHour, {}), kHour1000));
    Ticket rejected = open(DispatchMode::ai, kHour1000 - 1);
    rejected.status = TicketStatus::rejected;
    EXPECT_FALSE(analysis::is_overdue(rejected, kHour1000));
}

TEST(TicketIndicators, CountAnswersAsClosedOnceTheSourceSaysWhen) {
    Ticket answered = closed(DispatchMode::direct, kHour, 2 * kHour, Satisfaction::unrated);
    answered.status = TicketStatus::answered;
    expect_share(indicators({answered}).closed, 1, 1);
    answered.closed = base::kNoTime;
    expect_share(indicators({answered}).closed, 0, 1);
    Ticket redone = closed(DispatchMode::ai, kHour, 2 * kHour, Satisfaction::dissatisfied);
    redone.status = TicketStatus::redo;
    expect_share(indicators({redone}).closed, 0, 1);
}

TEST(TicketIndicators, CountVisitsThatSolved) {
    Ticket yes = closed(DispatchMode::ai, kHour, 2 * kHour, {}), partly = yes, unasked = yes;
    yes.solved = twin::Solved::yes;
    partly.solved = twin::Solved::partly;
    expect_share(indicators({yes, partly, unasked}).solved, 1, 2);
}

TEST(Share, HasTheWilsonIntervalsOfTheVectors) {
    auto const small = analysis::Share{19, 20}.wilson95(), large = analysis::Share{54641, 55361}.wilson95();
    EXPECT_NEAR(small.low, 0.763869, 1e-6);
    EXPECT_NEAR(small.high, 0.991119, 1e-6);
    EXPECT_NEAR(large.low, 0.986016, 1e-6);
    EXPECT_NEAR(large.high, 0.987905, 1e-6);
    auto const none = analysis::Share{0, 0}.wilson95();
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, 1);
    EXPECT_EQ(analysis::Share(0, 5).wilson95().low, 0);
    EXPECT_EQ(analysis::Share(5, 5).wilson95().high, 1);
}

}  // namespace
