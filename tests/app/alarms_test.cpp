// Which matters interrupt the wall, in what order and in what company; that none is lost and none comes twice.
#include "app/alarms.h"

#include <gtest/gtest.h>

#include "app/wall_facts.h"
#include "app/warning_alarms.h"

namespace app::alarms_test {

constexpr base::UtcMs kNow = 1'793'462'400'000;
constexpr base::UtcMs kMinute = 60'000;

Incident incident(std::string key, base::UtcMs since, ui::Urgent urgent = ui::Urgent::red, double x = 0) {
    Incident i;
    i.key = key;
    i.since = i.last = since;
    i.type = "fire_smoke";
    i.subject = {.kind = ui::SubjectKind::event, .index = 0, .id = key, .at = base::Vec3d{x, 0, 0}};
    i.urgent = urgent;
    return i;
}

ui::EventRow event(std::string id, ui::Urgent urgent) {
    ui::EventRow row;
    row.id = std::move(id);
    row.camera = "cam-1";
    row.type = "fire_smoke";
    row.urgent = urgent;
    row.first = row.last = kNow;
    return row;
}

ui::TicketRow ticket(std::string id, twin::Urgency urgency, bool overdue) {
    ui::TicketRow row;
    row.ticket.id = std::move(id);
    row.ticket.urgency = urgency;
    row.ticket.called = kNow - 60 * kMinute;
    row.overdue = overdue;
    return row;
}

std::vector<std::string> order(AlarmQueue& queue) {
    std::vector<std::string> keys;
    while (auto const group = queue.take()) keys.push_back(group->first().key);
    return keys;
}

TEST(Alarms, AreTheDistrictsLevelAndTicketsThatCannotWait) {
    ui::Facts facts;
    facts.time.event = kNow;
    facts.events.events = {event("red", ui::Urgent::red), event("orange", ui::Urgent::orange),
                           event("blue", ui::Urgent::blue)};
    facts.hotline.tickets = {
        ticket("critical", twin::Urgency::critical, false), ticket("urgent", twin::Urgency::urgent, false),
        ticket("late", twin::Urgency::normal, true), ticket("urgent and late", twin::Urgency::urgent, true)};
    auto const ids = [&](twin::WallSpec::Alarms from) {
        std::vector<std::string> all;
        for (Incident const& i : incidents_of(facts, from)) all.push_back(i.subject.id);
        return all;
    };
    EXPECT_EQ(ids(twin::WallSpec::Alarms::red), (std::vector<std::string>{"red", "critical", "urgent and late"}));
    EXPECT_EQ(ids(twin::WallSpec::Alarms::orange),
              (std::vector<std::string>{"red", "orange", "critical", "urgent and late"}));
    EXPECT_TRUE(ids(twin::WallSpec::Alarms::off).empty());
}

TEST(Alarms, SightingsOfOneMatterAreOneIncidentWhateverTheirIds) {
    ui::EventRow row = event("V-1-0", ui::Urgent::red);
    ui::Facts facts;
    facts.events.events = {row};
    AlarmQueue queue;
    queue.update(incidents_of(facts, twin::WallSpec::Alarms::red), kNow);
    ASSERT_TRUE(queue.take());
    facts.events.events[0].id = "V-1-1";
    facts.events.events[0].last = kNow + 5 * kMinute;
    queue.update(incidents_of(facts, twin::WallSpec::Alarms::red), kNow + 5 * kMinute);
    EXPECT_FALSE(queue.take());
    // The same camera sees the same kind of thing again hours after it was over: another matter.
    facts.events.events.push_back(event("V-9-0", ui::Urgent::red));
    facts.events.events[1].first = facts.events.events[1].last = kNow + 300 * kMinute;
    facts.events.events[0].open = false;
    queue.update(incidents_of(facts, twin::WallSpec::Alarms::red), kNow + 300 * kMinute);
    auto const again = queue.take();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->first().subject.id, "V-9-0");
}

TEST(Alarms, ComeMostSevereFirstThenOldest) {
    AlarmQueue queue;
    queue.update({incident("young", kNow - 1 * kMinute, ui::Urgent::red, 0),
                  incident("mild", kNow - 9 * kMinute, ui::Urgent::orange, 1000),
                  incident("old", kNow - 5 * kMinute, ui::Urgent::red, 2000)},
                 kNow);
    EXPECT_EQ(order(queue), (std::vector<std::string>{"old", "young", "mild"}));
}

TEST(Alarms, OfOneKindWithin150MetresAreOneGroup) {
    AlarmQueue queue;
    std::vector<Incident> all{incident("a", kNow), incident("b", kNow, ui::Urgent::red, 150),
                              incident("c", kNow, ui::Urgent::red, 151), incident("d", kNow)};
    all[3].type = "ponding";
    Incident lost = incident("e", kNow), lost_too = incident("f", kNow);
    lost.subject.at.reset();
    lost_too.subject.at.reset();
    all.push_back(lost);
    all.push_back(lost_too);
    queue.update(all, kNow);
    EXPECT_EQ(queue.waiting(), 4U);
    EXPECT_EQ(queue.waiting_incidents(), 6U);
    auto const first = queue.take();
    ASSERT_TRUE(first);
    ASSERT_EQ(first->incidents.size(), 2U);
    EXPECT_EQ(first->incidents[1].key, "b");
}

TEST(Alarms, AFloodOf200AtSixPlacesIsSixGroups) {
    AlarmQueue queue;
    std::vector<Incident> all;
    for (int i = 0; i < 200; ++i)
        all.push_back(incident("e" + std::to_string(i), kNow + i * 300, ui::Urgent::red, (i % 6) * 1000.0 + i * 0.5));
    queue.update(all, kNow + kMinute);
    EXPECT_EQ(queue.waiting(), 6U);
    std::size_t shown = 0;
    while (auto const group = queue.take()) shown += group->incidents.size();
    EXPECT_EQ(shown, 200U);
    EXPECT_EQ(queue.counts.shown, 200U);
}

TEST(Alarms, AreShownOnceAlsoAfterARestart) {
    AlarmQueue before;
    before.update({incident("a", kNow)}, kNow);
    ASSERT_TRUE(before.take());
    AlarmQueue after(before.memory());
    after.update({incident("a", kNow), incident("b", kNow - 120 * kMinute, ui::Urgent::red, 900)}, kNow + kMinute);
    // What came to be an alarm while the program was down is shown, however long ago it began.
    EXPECT_EQ(order(after), std::vector<std::string>{"b"});
    EXPECT_EQ(after.memory().seen.size(), 2U);
}

TEST(Alarms, ThatWaitedWhenTheProgramDiedAreShownAfterwards) {
    AlarmQueue before;
    before.update({incident("a", kNow)}, kNow);
    AlarmQueue after(before.memory());
    after.update({incident("a", kNow)}, kNow + kMinute);
    EXPECT_EQ(order(after), std::vector<std::string>{"a"});
}

TEST(Alarms, TheBacklogOfTheVeryFirstLookIsListedNotFlownTo) {
    AlarmQueue queue;
    queue.update({incident("old", kNow - 31 * kMinute), incident("new", kNow - 29 * kMinute, ui::Urgent::red, 900)},
                 kNow);
    EXPECT_EQ(order(queue), std::vector<std::string>{"new"});
    EXPECT_EQ(queue.counts.listed, 1U);
}

TEST(Alarms, AreAcknowledgedWithTheirTickets) {
    ui::Facts facts;
    facts.time.event = kNow;
    facts.hotline.tickets = {ticket("critical", twin::Urgency::critical, false)};
    EXPECT_FALSE(incidents_of(facts, twin::WallSpec::Alarms::red).at(0).acknowledged);
    facts.hotline.tickets[0].acknowledged = true;
    EXPECT_TRUE(incidents_of(facts, twin::WallSpec::Alarms::red).at(0).acknowledged);
}

TEST(Alarms, HaveWordsInBothLanguages) {
    ui::Facts facts;
    facts.time.event = kNow;
    facts.events.events = {event("E", ui::Urgent::red)};
    facts.events.events[0].type_name = {"烟火", "Fire or smoke"};
    facts.hotline.tickets = {ticket("T", twin::Urgency::critical, false)};
    facts.hotline.tickets[0].ticket.secret = true;
    auto const incidents = incidents_of(facts, twin::WallSpec::Alarms::red);
    twin::District const place;
    app::AlarmWords const seen = app::alarm_words(incidents.at(0), facts, place);
    EXPECT_EQ(seen.title.zh + seen.title.en, "烟火Fire or smoke");
    EXPECT_EQ(seen.detail.zh, "cam-1");
    app::AlarmWords const told = app::alarm_words(incidents.at(1), facts, place);
    EXPECT_EQ(told.title.zh + told.title.en, "热线工单Hotline ticket");
    EXPECT_EQ(told.detail.en, "confidential, place not shown");
    facts = {};
    EXPECT_EQ(app::alarm_words(incidents.at(0), facts, place).title.en, "E");
}

TEST(Alarms, LeaveTheQueueWhenAcknowledgedOrTakenBack) {
    AlarmQueue queue;
    queue.update({incident("a", kNow), incident("b", kNow, ui::Urgent::red, 900)}, kNow);
    Incident acknowledged = incident("a", kNow);
    acknowledged.acknowledged = true;
    queue.update({acknowledged}, kNow + 1000);
    EXPECT_EQ(queue.waiting(), 0U);
    EXPECT_EQ(queue.counts.acknowledged, 1U);
    EXPECT_EQ(queue.counts.withdrawn, 1U);
    // Acknowledged is for ever; what the source took back and then told again is news.
    queue.update({incident("a", kNow), incident("b", kNow, ui::Urgent::red, 900)}, kNow + 2000);
    EXPECT_EQ(order(queue), std::vector<std::string>{"b"});
}

TEST(Alarms, ThatEndWhileTheyWaitAreShownAllTheSame) {
    AlarmQueue queue;
    queue.update({}, kNow);
    Incident over = incident("a", kNow + 1000);
    over.open = false;
    Incident long_over = incident("b", kNow - 60 * kMinute, ui::Urgent::red, 900);
    long_over.open = false;
    queue.update({over, long_over}, kNow + 5000);
    EXPECT_EQ(order(queue), std::vector<std::string>{"a"});
}

TEST(Alarms, OfASourceThatIsLateAreListedWhereTheyAreOld) {
    AlarmQueue queue;
    queue.update({incident("seen", kNow)}, kNow);
    EXPECT_EQ(order(queue), std::vector<std::string>{"seen"});
    std::vector<Incident> const late{incident("old", kNow - 40 * kMinute), incident("new", kNow - 5 * kMinute),
                                     incident("seen", kNow)};
    queue.list_old(late, kNow - 30 * kMinute);
    queue.list_old(late, kNow - 30 * kMinute);
    EXPECT_EQ(queue.counts.listed, 1U);
    queue.update(late, kNow + 1000);
    EXPECT_EQ(order(queue), std::vector<std::string>{"new"});
    EXPECT_EQ(queue.counts.met, 3U);
}

TEST(Alarms, ThatWaitAreNamedInTheOrderOfTheirTurns) {
    AlarmQueue queue;
    queue.update(
        {incident("orange", kNow, ui::Urgent::orange, 900), incident("late", kNow + 2000),
         incident("near it", kNow + 3000, ui::Urgent::red, 10), incident("first", kNow, ui::Urgent::red, -900)},
        kNow);
    auto const names = [&](std::size_t most) {
        std::vector<std::string> keys;
        for (Incident const& each : queue.next(most)) keys.push_back(each.key);
        return keys;
    };
    EXPECT_EQ(names(9), (std::vector<std::string>{"first", "late", "near it", "orange"}));
    EXPECT_EQ(names(2), (std::vector<std::string>{"first", "late"}));
    ASSERT_TRUE(queue.take());
    EXPECT_EQ(names(1), std::vector<std::string>{"late"});
}

TEST(Alarms, MemoryDoesNotGrowForEver) {
    AlarmQueue queue;
    queue.update({incident("a", kNow)}, kNow);
    ASSERT_TRUE(queue.take());
    queue.update({}, kNow + 8LL * 24 * 60 * kMinute);
    EXPECT_TRUE(queue.memory().seen.empty());
}

TEST(WarningAlarms, AreAcknowledgedByAVerdictOrByHand) {
    ui::WarningFacts facts;
    facts.moment = kNow;
    ui::WarningRow& row = facts.rows.emplace_back();
    row.urgent = ui::Urgent::red;
    row.at = base::Vec3d{10, 20, 0};
    row.kept.raised = row.urgent_since = kNow - 60 * kMinute;
    auto const one = [&](std::vector<Matter> const& acknowledged) {
        auto const all = warning_incidents(facts, twin::WallSpec::Alarms::orange, acknowledged);
        EXPECT_EQ(all.size(), 1u);
        return all.at(0);
    };
    Incident const fresh = one({});
    EXPECT_FALSE(fresh.acknowledged);
    Matter const seen{fresh.key, fresh.since, fresh.last};
    EXPECT_FALSE(one({{"warning of something else", fresh.since, fresh.last}}).acknowledged);
    EXPECT_TRUE(one({seen}).acknowledged);
    facts.moment += 60 * kMinute;  // it goes on
    EXPECT_TRUE(one({seen}).acknowledged);
    row.urgent_since = kNow + 24 * 60 * kMinute;  // it has become worse
    facts.moment = row.urgent_since + kMinute;
    EXPECT_FALSE(one({seen}).acknowledged);
    row.kept.raised = row.urgent_since;  // it came back
    EXPECT_FALSE(one({seen}).acknowledged);
    row.kept.verdict = analysis::Verdict::confirmed;
    EXPECT_TRUE(one({}).acknowledged);
}

/// Each run of a day dates what the night before did not know as found by itself.
TEST(WarningAlarms, OfTodayAreShownOnceHoweverOftenTheyAreWorkedOut) {
    ui::WarningFacts facts;
    ui::WarningRow& row = facts.rows.emplace_back();
    row.urgent = ui::Urgent::red;
    row.at = base::Vec3d{10, 20, 0};
    base::UtcMs const noon = analysis::china_midnight(analysis::china_day(kNow)) + 12 * 60 * kMinute;
    auto const at = [&](base::UtcMs moment, base::UtcMs raised) {
        facts.moment = moment;
        row.kept.raised = row.urgent_since = raised;
        return warning_incidents(facts, twin::WallSpec::Alarms::red, {});
    };
    AlarmQueue queue({{}, noon - kMinute});
    queue.update(at(noon, noon), noon);
    auto const group = queue.take();
    ASSERT_TRUE(group);
    EXPECT_EQ(alarm_since(group->first()), noon) << "as what is said of it";
    std::vector<Matter> const acknowledged{{group->first().key, group->first().since, group->first().last}};
    auto const is_known = [&] {
        return warning_incidents(facts, twin::WallSpec::Alarms::red, acknowledged).at(0).acknowledged;
    };
    queue.update(at(noon + 10 * kMinute, noon + 10 * kMinute), noon + 10 * kMinute);
    EXPECT_EQ(queue.waiting(), 0u);
    EXPECT_TRUE(is_known()) << "who acknowledged it ten minutes ago is not asked again";
    base::UtcMs const night = noon + 12 * 60 * kMinute - 1, after = night + 10 * kMinute;
    queue.update(at(night - kMinute, night - kMinute), night - kMinute);
    queue.update(at(after, night), after);
    EXPECT_TRUE(is_known());
    EXPECT_EQ(queue.waiting(), 0u);
    EXPECT_EQ(queue.counts.met, 1u);
}

TEST(WarningAlarms, ThatRoseBeforeTheFirstLookAreShownWhereverTheyBegan) {
    ui::WarningFacts facts;
    facts.moment = kNow;
    ui::WarningRow& row = facts.rows.emplace_back();
    row.urgent = ui::Urgent::red;
    row.at = base::Vec3d{10, 20, 0};
    row.kept.raised = kNow - 3LL * 24 * 60 * kMinute;
    row.urgent_since = kNow - 10 * kMinute;
    AlarmQueue risen, old;
    risen.update(warning_incidents(facts, twin::WallSpec::Alarms::red, {}), kNow);
    EXPECT_EQ(risen.waiting(), 1u);
    ui::Alarm alarm;
    ASSERT_TRUE(describe_warning(risen.take()->first(), facts, ui::Language::en, alarm));
    EXPECT_NE(alarm.source.find("first raised"), std::string::npos) << alarm.source;
    row.urgent_since = row.kept.raised;
    old.update(warning_incidents(facts, twin::WallSpec::Alarms::red, {}), kNow);
    EXPECT_EQ(old.waiting(), 0u);
}

}  // namespace app::alarms_test
