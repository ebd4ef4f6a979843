#include "app/facts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/glossary.h"
#include "geo/crs.h"

namespace facts_test {

constexpr base::UtcMs kNow = 1793000000000;  // 2026-10-26 15:33:20 in China, a Monday
constexpr base::UtcMs kHour = app::kHourMs, kDay = app::kDayMs;
constexpr geo::LonLat kMiddle{114.03, 22.61};

twin::District district() {
    twin::District out;
    out.frame = *geo::local_frame_at(kMiddle);
    out.extent = {-2000, -2000, 2000, 2000};
    return out;
}

twin::Ticket ticket(std::string id, base::UtcMs called) {
    twin::Ticket t;
    t.id = std::move(id);
    t.status = twin::TicketStatus::handling;
    t.kind = twin::TicketKind::complaint;
    t.title = "占道经营";
    t.class_path = "城市管理>市容环境>占道经营";
    t.department = "城市管理局";
    t.called = t.accepted = called;
    t.due = called + 10 * kDay;
    t.where = {kMiddle, twin::PlaceLevel::door, "星河路1号", "", "", "4499", "449901001"};
    return t;
}

twin::CityEvent event(std::string id, std::string camera) {
    twin::CityEvent e;
    e.id = std::move(id);
    e.type = "garbage_exposed";
    e.camera = std::move(camera);
    e.phase = twin::EventPhase::start;
    return e;
}

twin::PopulationCell people(std::string id, std::string level, double count) {
    twin::PopulationCell cell;
    cell.id = std::move(id);
    cell.level = std::move(level);
    cell.measure = "resident";
    cell.count = count;
    cell.where.at = kMiddle;
    return cell;
}

class Facts : public testing::Test {
protected:
    void tell(twin::Record record, base::UtcMs time = kNow - kHour) {
        twin::Report report;
        report.record = std::move(record);
        report.event_time = report.known_time = report.version = time;
        state.apply(report);
    }
    ui::Facts build(base::UtcMs now = kNow) {
        app::FactsInput input{state, notes, health, {now, now}, true, now};
        input.quarantined = quarantined;
        input.acknowledged = acknowledged;
        input.history = history.tickets.empty() ? nullptr : &history;
        return builder.build(input);
    }
    std::string repeat_of(std::string const& id) {
        for (ui::TicketRow const& row : build().hotline.tickets)
            if (row.ticket.id == id) return row.ticket.repeat_of;
        return "no such ticket";
    }
    ui::Kpi kpi(std::string const& id) {
        for (ui::Kpi const& one : build().kpis)
            if (one.id == id) return one;
        ADD_FAILURE() << "no indicator " << id;
        return {};
    }

    twin::LiveState state;
    std::vector<app::FeedNote> notes{{"hotline", "Hotline", 0xff, kNow - kHour, false, false}};
    std::vector<feeds::FeedHealth> health;
    std::vector<feeds::Journal::Quarantined> quarantined;
    std::vector<app::Matter> acknowledged;
    app::HourCounts history;
    twin::District place = district();
    app::FactsBuilder builder{place, *app::read_ticket_clock({})};
};

TEST_F(Facts, AConfidentialTicketIsCountedAndNowhere) {
    for (int i = 0; i < 4; ++i) {
        twin::Ticket secret = ticket("s" + std::to_string(i), kNow - kDay);
        secret.secret = true;
        tell(secret);
    }
    auto const facts = build();
    ASSERT_EQ(facts.hotline.tickets.size(), 4U);
    ui::TicketRow const& row = facts.hotline.tickets[0];
    EXPECT_EQ(row.ticket.title, "");
    EXPECT_EQ(row.ticket.where.address, "");
    EXPECT_FALSE(row.ticket.where.at);
    EXPECT_EQ(row.ticket.where.community, "449901001");
    EXPECT_FALSE(row.at);
    EXPECT_FALSE(row.building);
    ASSERT_EQ(facts.hotline.units.size(), 1U);
    EXPECT_EQ(facts.hotline.units[0].count, 4U);
    EXPECT_TRUE(facts.hotline.repeated.empty());
}

TEST_F(Facts, RepeatsOfAConfidentialTicketAreNotTold) {
    twin::Ticket secret = ticket("secret", kNow - kDay), open = ticket("open", kNow - kDay),
                 other = ticket("other", kNow - kDay);
    secret.repeat_of = "other";
    open.repeat_of = "secret";
    tell(open);
    tell(secret);
    tell(other);
    EXPECT_EQ(repeat_of("open"), "secret");
    secret.secret = true;
    tell(secret, kNow - kHour / 2);
    EXPECT_EQ(repeat_of("secret"), "");
    EXPECT_EQ(repeat_of("open"), "") << "its address would be the confidential caller's";
    other.repeat_of = "open";
    tell(other, kNow - kHour / 2);
    EXPECT_EQ(repeat_of("other"), "open");
}

TEST_F(Facts, WhatWasAcknowledgedStaysSoAsSightingsComeIn) {
    tell(event("first", "c1"), kNow - kHour);
    acknowledged = {app::matter_of(build(kNow - kHour).events.events.at(0))};
    tell(event("second", "c1"), kNow - kHour + 60'000);
    auto events = build(kNow - kHour + 60'000).events.events;
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].id, "second");
    EXPECT_TRUE(events[0].acknowledged);
    tell(event("next day", "c1"), kNow + kDay);
    tell(event("elsewhere", "c2"), kNow - kHour);
    std::map<std::string, bool> seen;
    for (ui::EventRow const& row : build(kNow + kDay).events.events) seen[row.id] = row.acknowledged;
    EXPECT_EQ(seen, (std::map<std::string, bool>{{"second", true}, {"next day", false}, {"elsewhere", false}}));
}

TEST_F(Facts, ATicketIsAcknowledgedByItsNumber) {
    tell(ticket("a", kNow - kDay));
    tell(ticket("b", kNow - kDay));
    acknowledged = {app::matter_of(build(kNow - kHour).hotline.tickets.at(0), kNow - kHour)};
    for (ui::TicketRow const& row : build().hotline.tickets)
        EXPECT_EQ(row.acknowledged, "ticket " + row.ticket.id == acknowledged[0].key) << row.ticket.id;
}

TEST_F(Facts, TheMostUrgentComesFirst) {
    twin::Ticket late = ticket("late", kNow - 20 * kDay), soon = ticket("soon", kNow - 9 * kDay),
                 done = ticket("done", kNow - kHour);
    done.status = twin::TicketStatus::closed;
    done.closed = kNow - kHour / 2;
    for (auto const& one : {ticket("fresh", kNow - kHour), done, soon, late}) tell(one);
    auto const facts = build();
    std::vector<std::string> order;
    for (auto const& row : facts.hotline.tickets) order.push_back(row.ticket.id);
    EXPECT_EQ(order, (std::vector<std::string>{"late", "soon", "fresh", "done"}));
    EXPECT_EQ(facts.hotline.tickets[0].urgent, ui::Urgent::red);
    EXPECT_TRUE(facts.hotline.tickets[1].nearly_due);
    EXPECT_EQ(facts.hotline.tickets[3].urgent, ui::Urgent::none);
    EXPECT_EQ(facts.hotline.open, 3U);
    EXPECT_EQ(facts.hotline.overdue, 1U);
    EXPECT_EQ(facts.hotline.nearly_due, 1U);
    EXPECT_FALSE(facts.hotline.limits_for_reference);
}

TEST_F(Facts, ATicketThatOnlyWaitsForItsVisitIsNotOpen) {
    twin::Ticket late = ticket("late", kNow - 20 * kDay);
    late.status = twin::TicketStatus::visit;
    tell(late);
    EXPECT_EQ(build().hotline.open, 1U) << "nobody has said that it is closed";
    late.closed = kNow - kHour;
    tell(late, kNow - 10);
    auto const hotline = build().hotline;
    EXPECT_EQ(hotline.open, 0U);
    EXPECT_EQ(hotline.overdue, 0U);
    EXPECT_EQ(hotline.tickets[0].urgent, ui::Urgent::none);
}

TEST_F(Facts, OverdueIsWhatIsOpenPastItsLimitEverywhere) {
    twin::Ticket late = ticket("late", kNow - 20 * kDay);
    tell(late);
    EXPECT_TRUE(build().hotline.tickets[0].overdue);
    ASSERT_EQ(build().hotline.units.size(), 1U);
    EXPECT_EQ(build().hotline.units[0].overdue, 1U);
    late.status = twin::TicketStatus::closed;
    late.closed = kNow - kHour;
    tell(late, kNow - 10);
    EXPECT_FALSE(build().hotline.tickets[0].overdue) << "closed late is not overdue";
    EXPECT_EQ(build().hotline.units[0].overdue, 0U);
}

TEST_F(Facts, PlacesHaveNamesAndNoCodes) {
    twin::Ticket one = ticket("one", kNow - kDay);
    one.where = {};
    one.where.community = "449901999";
    tell(one);
    EXPECT_EQ(build().hotline.tickets[0].place.zh, "");
    one.where.community = "望岭社区";
    tell(one, kNow - kHour / 2);
    EXPECT_EQ(build().hotline.tickets[0].place.zh, "望岭社区");
    one.where.address = "望岭街 27 号";
    tell(one, kNow - kHour / 3);
    EXPECT_EQ(build().hotline.tickets[0].place.zh, "望岭街 27 号");
    one.secret = true;
    tell(one, kNow - kHour / 4);
    EXPECT_EQ(build().hotline.tickets[0].place.zh, "");
}

TEST(Glossary, SaysTheFeedsWordsInEnglish) {
    auto const file = std::filesystem::temp_directory_path() / ("borough-words-" + std::to_string(::getpid()) + ".csv");
    std::ofstream(file) << "# words\ncode,zh,en\n1,占道经营,\"Trading, on the road\"\n2,城市管理,City\n";
    auto const words = app::read_glossary(file.string());
    ASSERT_TRUE(words) << words.error().message;
    EXPECT_EQ((*words)->in_english("占道经营"), "Trading, on the road");
    EXPECT_EQ((*words)->in_english("城市管理>市容环境>占道经营"), "Trading, on the road");
    EXPECT_EQ((*words)->in_english("停水"), "停水");
    std::ofstream(file) << "a,b\n";
    EXPECT_FALSE(app::read_glossary(file.string()));
    std::filesystem::remove(file);
    EXPECT_FALSE(app::read_glossary(file.string()));
    EXPECT_FALSE(*app::read_glossary(""));
}

TEST_F(Facts, TimePassesWithoutAnyNews) {
    tell(ticket("one", kNow - 10 * kDay + kHour));
    EXPECT_FALSE(build().hotline.tickets[0].overdue);
    EXPECT_TRUE(build(kNow + 2 * kHour).hotline.tickets[0].overdue);
}

TEST_F(Facts, NewsOfATicketAreSeenTheNextTime) {
    tell(ticket("one", kNow - kDay));
    EXPECT_TRUE(build().hotline.tickets[0].open);
    twin::Ticket closed = ticket("one", kNow - kDay);
    closed.status = twin::TicketStatus::closed;
    closed.closed = kNow - 10;
    tell(closed, kNow - 10);
    tell(ticket("two", kNow - kDay));
    auto const facts = build();
    ASSERT_EQ(facts.hotline.tickets.size(), 2U);
    EXPECT_EQ(facts.hotline.tickets[0].ticket.id, "two");
    EXPECT_FALSE(facts.hotline.tickets[1].open);
}

TEST_F(Facts, ThreeOfOneClassAtOnePlaceAreNamed) {
    for (int i = 0; i < 3; ++i) tell(ticket("t" + std::to_string(i), kNow - i * kDay));
    twin::Ticket elsewhere = ticket("x", kNow - kDay);
    elsewhere.where.address = "星河路2号";
    tell(elsewhere);
    auto const facts = build();
    ASSERT_EQ(facts.hotline.repeated.size(), 1U);
    EXPECT_EQ(facts.hotline.repeated[0].key, "星河路1号 · 占道经营");
    EXPECT_EQ(facts.hotline.repeated[0].count, 3U);
    EXPECT_TRUE(facts.hotline.repeated[0].at);
    EXPECT_EQ(facts.hotline.categories[0].key, "城市管理");
    EXPECT_EQ(facts.hotline.categories[0].count, 4U);
    EXPECT_LT(facts.hotline.categories[0].solved, 0);  // nobody was visited
}

TEST_F(Facts, ComparesWithTheSameDayAWeekAgoUntilTheSameTime) {
    tell(ticket("today", kNow - kHour));
    tell(ticket("then", kNow - 7 * kDay - kHour));
    tell(ticket("later then", kNow - 7 * kDay + kHour));
    auto const hotline = build().hotline;
    EXPECT_EQ(hotline.today, 1U);
    EXPECT_EQ(hotline.same_day_last_week, 1U);
    ASSERT_EQ(hotline.by_hour.values.size(), 24U);
    EXPECT_EQ(hotline.by_hour.values[22], 1);
    ASSERT_EQ(hotline.by_hour.before.size(), 24U);
    EXPECT_EQ(hotline.by_hour.before[22], 1);
    ASSERT_EQ(hotline.by_day.values.size(), 30U);
    EXPECT_EQ(hotline.by_day.values[22], 2);
    EXPECT_TRUE(hotline.by_day.before.empty());  // 37 days ago nobody knows
}

TEST_F(Facts, TheJournalKnowsWhatTheStateHasForgotten) {
    history.from = app::hour_of(kNow - 60 * kDay);
    history.tickets.assign(24 * 60, 2);
    history.events.assign(24 * 60, 5);
    auto const facts = build();
    ASSERT_EQ(facts.hotline.by_day.before.size(), 30U);
    EXPECT_EQ(facts.hotline.by_day.before[0], 48);
    EXPECT_EQ(facts.events.by_hour.before[0], 5);
    EXPECT_EQ(kpi("events.today").before, 78);
    ui::TimeFacts time;
    builder.show_span(time, kNow - 90 * kDay, kNow);
    EXPECT_EQ(time.span_from, kNow - 90 * kDay);
    EXPECT_TRUE(std::isnan(time.tickets.values.front()));  // before the journal
    EXPECT_FALSE(std::isnan(time.tickets.values.back()));
}

TEST_F(Facts, NoDataIsNotNothing) {
    notes.clear();
    auto const facts = build();
    EXPECT_FALSE(facts.hotline.freshness.any);
    for (ui::Kpi const& one : facts.kpis) {
        EXPECT_FALSE(one.known) << one.id;
        EXPECT_FALSE(one.why.zh.empty() || one.why.en.empty()) << one.id;
    }
}

TEST_F(Facts, SilenceSaysNothingOfWhatGoesOn) {
    notes = {{"hotline", "Hotline", twin::kind_bit<twin::Ticket>, kNow - kHour, true, false},
             {"video", "Video", twin::kind_bit<twin::CityEvent>, kNow - 6 * kHour, true, true},
             {"iot", "Sensors", twin::kind_bit<twin::Device>, base::kNoTime, true, true}};
    tell(event("seen", "c1"), kNow - 6 * kHour);
    tell(ticket("then", kNow - 8 * kDay));
    tell(ticket("today", kNow - kHour));
    EXPECT_FALSE(kpi("events.open").known);
    EXPECT_EQ(kpi("events.open").why.en, "the feed is silent");
    EXPECT_FALSE(kpi("devices.alarm").known) << "it has never said anything";
    EXPECT_EQ(kpi("devices.alarm").why.en, "waiting for data");
    // What was last known stays, but is compared with nothing: a week before now is not a week before it.
    EXPECT_TRUE(kpi("hotline.open").known);
    EXPECT_EQ(kpi("hotline.open").value, 2);
    EXPECT_FALSE(kpi("hotline.open").before);
    EXPECT_FALSE(build().hotline.same_day_last_week);
    notes[0].stale = notes[1].stale = notes[1].down = false;
    EXPECT_EQ(kpi("hotline.open").before, 1);
    EXPECT_TRUE(kpi("events.open").known);
}

TEST_F(Facts, SharesTellWhatTheyAreSharesOf) {
    EXPECT_FALSE(kpi("hotline.on_time").known);  // no case is not 0 %
    twin::Ticket good = ticket("good", kNow - 2 * kDay), late = ticket("late", kNow - 2 * kDay);
    good.status = late.status = twin::TicketStatus::closed;
    good.closed = kNow - kDay;
    late.due = kNow - kDay;
    late.closed = kNow - kDay + kHour;
    for (auto const& one : {good, late, ticket("open", kNow - kDay)}) tell(one);
    ui::Kpi const on_time = kpi("hotline.on_time");
    EXPECT_TRUE(on_time.known);
    EXPECT_EQ(on_time.value, 50);
    EXPECT_EQ(on_time.numerator, 1);
    EXPECT_EQ(on_time.denominator, 2);
    EXPECT_EQ(on_time.target, 95);
    EXPECT_TRUE(on_time.target_for_reference);
    EXPECT_FALSE(kpi("hotline.overdue_rate").more_is_better);
    EXPECT_NEAR(kpi("hotline.closed").value, 66.67, 0.01);
}

TEST_F(Facts, PrecisionIsKnownOnlyWhereMistakesAreTold) {
    twin::CityEvent filed = event("filed", "c1"), voided = event("voided", "c2");
    filed.workflow = "FILED";
    tell(filed);
    EXPECT_FALSE(kpi("events.precision").known);
    voided.workflow = "VOID";
    tell(voided);
    EXPECT_EQ(kpi("events.precision").value, 50);
    auto const types = build().events.types;
    ASSERT_EQ(types.size(), 1U);
    EXPECT_EQ(types[0].name.zh, "暴露垃圾");
    EXPECT_EQ(types[0].confirmed, 1U);
    EXPECT_EQ(types[0].rejected, 1U);
}

TEST_F(Facts, AnEventIsWhereItsCameraLooks) {
    twin::Camera camera;
    camera.id = "c1";
    camera.where.at = kMiddle;
    camera.pose = twin::CameraPose{90, -30, 60, 6, 80};
    camera.status = twin::DeviceStatus::online;
    tell(camera);
    tell(event("seen", "c1"));
    twin::CityEvent over = event("over", "");
    over.phase = twin::EventPhase::end;
    over.level = 3;
    tell(over);
    acknowledged = {{"event c1 " + event("", "").type, kNow - kHour, kNow - kHour}};
    auto const events = build().events;
    ASSERT_EQ(events.events.size(), 2U);
    EXPECT_EQ(events.events[0].id, "seen");  // open, though less severe
    EXPECT_TRUE(events.events[0].acknowledged);
    ASSERT_TRUE(events.events[0].at);
    EXPECT_GT(events.events[0].at->x, 5);
    EXPECT_NEAR(events.events[0].at->y, 0, 1);
    EXPECT_FALSE(events.events[1].open);
    EXPECT_FALSE(events.events[1].at);
    ASSERT_EQ(events.cameras.size(), 1U);
    EXPECT_EQ(events.cameras[0].events, 1U);
    EXPECT_EQ(events.online, 1U);
    EXPECT_EQ(kpi("cameras.online").value, 100);
}

TEST_F(Facts, SumsOfPeopleAreOfWhatIsShown) {
    tell(people("a", "grid250", 200));
    tell(people("b", "grid250", 100));
    tell(people("c", "grid250", 2));
    auto const facts = build();
    ASSERT_EQ(facts.people.district.size(), 1U);
    auto const& total = facts.people.district[0];
    EXPECT_EQ(total.people, 300);
    EXPECT_EQ(total.places, 3U);
    EXPECT_EQ(total.hidden, 1U);
    EXPECT_NEAR(total.area_km2, 3 * 0.0625, 1e-9);
    auto const view = builder.people_in(base::Extent{-100, -100, 100, 100});
    ASSERT_EQ(view.size(), 1U);
    EXPECT_EQ(view[0].people, 300);
    EXPECT_NEAR(view[0].area_km2, 0.04, 1e-9);
    EXPECT_LT(builder.people_in(base::Extent{500, 500, 600, 600})[0].people, 0);  // nothing there to show
    EXPECT_TRUE(builder.people_in(std::vector<std::uint32_t>{1}).empty());
}

TEST_F(Facts, EachFeedHasItsOwnNewestMistake) {
    health.resize(2);
    health[0].id = "hotline";
    health[1].id = "video";
    health[1].number = 1;
    quarantined = {{0, kNow - 5, "bad", "newest", 1, 1, ""},
                   {1, kNow - 6, "bad", "other", 1, 1, ""},
                   {0, kNow - 7, "bad", "older", 1, 1, ""}};
    auto const feeds = build().feeds;
    ASSERT_EQ(feeds.size(), 2U);
    EXPECT_EQ(feeds[0].last_bad, "newest");
    EXPECT_EQ(feeds[1].last_bad, "other");
    EXPECT_TRUE(feeds[0].counted);
    health.clear();
    EXPECT_FALSE(build().feeds[0].counted);
}

TEST(Happenings, BinsNobodyKnowsAreNotEmpty) {
    app::Happenings happenings;
    happenings.times = {10 * kHour + 1, 10 * kHour + 2, 12 * kHour};
    happenings.whole_from = 9 * kHour;
    EXPECT_EQ(happenings.count(10 * kHour, 11 * kHour), 2);
    EXPECT_EQ(happenings.count(9 * kHour, 10 * kHour), 0);
    EXPECT_LT(happenings.count(8 * kHour, 10 * kHour), 0);
    auto const series = happenings.series(8 * kHour, 14 * kHour, kHour, 12 * kHour, 0);
    EXPECT_TRUE(std::isnan(series.values[0]));
    EXPECT_EQ(series.values[2], 2);
    EXPECT_EQ(series.values[4], 1);
    EXPECT_TRUE(std::isnan(series.values[5]));  // yet to come
}

TEST(Happenings, AReplayKnowsWhatIsAhead) {
    app::Happenings happenings;
    happenings.times = {10 * kHour + 1, 10 * kHour + 2};
    happenings.whole_from = 9 * kHour;
    happenings.hours_from = 9 * kHour;
    happenings.hours = {0, 3, 4, 5};  // 9 to 13 h
    auto series = happenings.series(9 * kHour, 16 * kHour, kHour, 10 * kHour + 30 * 60'000, 0);
    happenings.add_ahead(series, 10 * kHour + 30 * 60'000, 14 * kHour);
    EXPECT_EQ(series.values[1], 2) << "as far as it is played";
    EXPECT_EQ(series.values[2], 4);
    EXPECT_EQ(series.values[3], 5);
    EXPECT_EQ(series.values[4], 0) << "since the newest report nothing came";
    EXPECT_TRUE(std::isnan(series.values[6])) << "nobody knows after now";
    happenings.hours.clear();
    series = happenings.series(9 * kHour, 14 * kHour, kHour, 10 * kHour, 0);
    happenings.add_ahead(series, 10 * kHour, 14 * kHour);
    EXPECT_TRUE(std::isnan(series.values[2])) << "the journal cannot be read";
}

TEST(Happenings, StepsAreThoseOfCalendars) {
    EXPECT_EQ(app::nice_step(0, 4 * kHour, 240), 60'000);
    EXPECT_EQ(app::nice_step(0, kDay, 240), 15 * 60'000);
    EXPECT_EQ(app::nice_step(0, 365 * kDay, 240), 2 * kDay);
    EXPECT_EQ(app::midnight_of(1793000000000) % kDay, 16 * kHour);
}

}  // namespace facts_test
