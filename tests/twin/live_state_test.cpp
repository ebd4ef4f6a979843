#include "twin/live_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <sstream>
#include <tuple>

namespace {

using twin::Applied;
using twin::LiveState;
using twin::Report;
using twin::TicketStatus;

constexpr std::int64_t kMinute = 60 * 1000;

Report report(twin::Record record, base::UtcMs when, base::UtcMs version = base::kNoTime, std::uint64_t content = 1) {
    Report r;
    r.record = std::move(record);
    r.event_time = when;
    r.known_time = when + 5;
    r.version = version == base::kNoTime ? when : version;
    r.content = content;
    return r;
}

Report ticket(std::string id, TicketStatus status, base::UtcMs when, std::uint64_t content = 1) {
    twin::Ticket t;
    t.id = std::move(id);
    t.status = status;
    return report(t, when, when, content);
}

Report event(std::string id, std::string camera, std::string type, base::UtcMs when,
             twin::EventPhase phase = twin::EventPhase::pulse, float confidence = -1) {
    twin::CityEvent e;
    e.id = std::move(id);
    e.camera = std::move(camera);
    e.type = std::move(type);
    e.phase = phase;
    e.confidence = confidence;
    return report(e, when, when, static_cast<std::uint64_t>(when) * 7 + 1);
}

Report pose(std::string id, base::UtcMs when) {
    twin::DronePose p;
    p.id = std::move(id);
    p.height = static_cast<double>(when);
    return report(p, when);
}

Report withdrawal(std::string id, std::uint8_t kind, base::UtcMs when) {
    return report(twin::Withdrawal{std::move(id), kind}, when);
}

/// Appended: GCC 12 takes "t" + to_string(i) for an overlapping copy.
std::string numbered(char const* word, std::int64_t number) { return std::string(word).append(std::to_string(number)); }

/// All that can be asked of a state, as text.
std::string shown(LiveState const& state, base::UtcMs now) {
    std::ostringstream out;
    for (auto const* t : state.tickets())
        out << t->ticket.id << ' ' << static_cast<int>(t->ticket.status) << ' ' << t->told.feed << ' '
            << t->told.version << ' ' << t->told.known_time << '\n';
    for (auto const* c : state.cameras())
        out << c->record.id << ' ' << c->record.name << ' ' << static_cast<int>(c->record.status) << ' '
            << (c->record.pose ? c->record.pose->heading : -1.0F) << ' ' << c->told.known_time << '\n';
    for (auto const* d : state.devices())
        out << d->record.id << ' ' << d->record.value.value_or(-1) << ' ' << d->told.known_time << '\n';
    for (auto const* p : state.population())
        out << p->record.id << ' ' << p->record.count << ' ' << p->told.known_time << '\n';
    for (auto const* i : state.indicators())
        out << i->record.id << ' ' << i->record.value << ' ' << i->told.known_time << '\n';
    for (auto const& [id, track] : state.drone_tracks()) {
        out << id;
        for (auto const* p : track) out << ' ' << p->event_time << '/' << p->known_time;
        out << '\n';
    }
    for (auto const& e : state.episodes(now))
        out << e.last->camera << ' ' << e.last->type << ' ' << e.last->id << ' ' << e.first_seen << ' ' << e.last_seen
            << ' ' << e.ended << ' ' << e.sightings << ' ' << e.best_confidence << '\n';
    out << state.unknown_steps() << ' ' << state.size() << ' ' << state.heard(0).kinds << ' '
        << state.heard(0).last_known << ' ' << state.heard(0).last_event;
    return out.str();
}

std::string shown(std::vector<Report> const& reports, base::UtcMs now) {
    LiveState state;
    for (Report const& r : reports) state.apply(r);
    return shown(state, now);
}

/// Reports about few things at few times, so that ties, repeats and withdrawals in between are common.
std::vector<Report> many_reports() {
    std::mt19937 random(7);
    auto const below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<Report> reports;
    for (int i = 0; i < 1500; ++i) {
        std::string const id = numbered("id", below(40));
        base::UtcMs const when = below(60) * 11 * kMinute;
        Report r;
        switch (below(8)) {
            case 0:
            case 1: r = ticket(id, static_cast<TicketStatus>(below(15)), when); break;
            case 2:
            case 3:
                r = event(id, numbered("cam", below(3)), below(2) ? "parking_motor" : "garbage_exposed", when,
                          static_cast<twin::EventPhase>(below(3)), static_cast<float>(below(100)) / 100);
                break;
            case 4: {
                twin::Camera camera{.id = id};
                if (below(2)) camera.name = std::to_string(below(5));
                if (below(2)) camera.status = static_cast<twin::DeviceStatus>(below(5));
                if (below(3) == 0) camera.pose = twin::CameraPose{.heading = static_cast<float>(below(360))};
                r = report(camera, when);
                break;
            }
            case 5: r = report(twin::Device{.id = id, .value = static_cast<double>(below(9))}, when); break;
            case 6: r = pose(id, when / 40); break;
            default: r = withdrawal(id, static_cast<std::uint8_t>(below(9)), when); break;
        }
        r.sequence = static_cast<std::uint64_t>(below(2));
        r.content = static_cast<std::uint64_t>(i / 2 * 2 == i ? i : below(3));
        r.feed = static_cast<std::uint16_t>(below(2));
        reports.push_back(r);
        if (below(10) == 0) reports.push_back(r);
    }
    return reports;
}

TEST(LiveState, IsTheSameForEveryOrderOfArrival) {
    std::vector<Report> reports = many_reports();
    base::UtcMs const now = 60 * 11 * kMinute;
    std::string const expected = shown(reports, now);
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        std::shuffle(reports.begin(), reports.end(), random);
        ASSERT_EQ(shown(reports, now), expected) << "round " << round;
    }
}

TEST(LiveState, TakesNoNoticeOfRepeats) {
    std::vector<Report> reports = many_reports();
    std::string const once = shown(reports, 660 * kMinute);
    std::vector<Report> const again = reports;
    reports.insert(reports.end(), again.begin(), again.end());
    EXPECT_EQ(shown(reports, 660 * kMinute), once);
}

TEST(LiveState, TheNewestEditionWinsThenTheSequenceThenTheContent) {
    LiveState state;
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::handling, 20, 5)), Applied::fresh);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::handling, 20, 5)), Applied::duplicate);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::dispatched, 10, 9)), Applied::older);
    EXPECT_EQ(state.tickets().at(0)->ticket.status, TicketStatus::handling);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::replied, 20, 4)), Applied::older);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::visit, 20, 6)), Applied::fresh);
    Report later = ticket("t", TicketStatus::closed, 20, 1);
    later.sequence = 1;
    EXPECT_EQ(state.apply(later), Applied::fresh);
    EXPECT_EQ(state.tickets().at(0)->ticket.status, TicketStatus::closed);
    EXPECT_EQ(state.size(), 1U);
}

TEST(LiveState, AWithdrawalRemovesUntilANewerEditionComes) {
    LiveState state;
    state.apply(ticket("t", TicketStatus::fresh, 10));
    state.apply(withdrawal("t", 0, 20));
    EXPECT_EQ(state.tickets().size(), 0U);
    EXPECT_EQ(state.size(), 0U);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::accepted, 15)), Applied::older);
    EXPECT_EQ(state.tickets().size(), 0U);
    EXPECT_EQ(state.apply(ticket("t", TicketStatus::accepted, 30)), Applied::fresh);
    EXPECT_EQ(state.tickets().size(), 1U);
}

TEST(LiveState, AWithdrawalOfTheSameVersionBeatsTheRecord) {
    for (bool withdrawal_first : {false, true}) {
        LiveState state;
        if (withdrawal_first) state.apply(withdrawal("t", 0, 10));
        state.apply(ticket("t", TicketStatus::fresh, 10, ~0ULL));
        if (!withdrawal_first) state.apply(withdrawal("t", 0, 10));
        EXPECT_EQ(state.tickets().size(), 0U);
    }
}

TEST(LiveState, CountsStepsThatTheFlowDoesNotKnow) {
    LiveState state;
    state.apply(ticket("t", TicketStatus::fresh, 10));
    state.apply(ticket("t", TicketStatus::handling, 40));
    EXPECT_EQ(state.unknown_steps(), 1U);
    state.apply(ticket("t", TicketStatus::dispatched, 30));  // accepted is still missing before it
    EXPECT_EQ(state.unknown_steps(), 1U);
    state.apply(ticket("t", TicketStatus::accepted, 20));
    EXPECT_EQ(state.unknown_steps(), 0U);
    state.apply(ticket("t", TicketStatus::closed, 50));
    EXPECT_EQ(state.unknown_steps(), 1U);
    EXPECT_EQ(state.tickets().at(0)->ticket.status, TicketStatus::closed);
}

TEST(Episodes, MergeRepeatsOfOneCameraAndTypeWithinTheWindow) {
    LiveState state;
    state.apply(event("a", "cam", "parking_motor", 0, twin::EventPhase::pulse, 0.5F));
    state.apply(event("b", "cam", "parking_motor", 30 * kMinute, twin::EventPhase::pulse, 0.9F));
    state.apply(event("c", "cam", "parking_motor", 60 * kMinute + 1, twin::EventPhase::pulse, 0.7F));
    state.apply(event("d", "cam", "garbage_exposed", 5 * kMinute));
    state.apply(event("e", "other", "parking_motor", 5 * kMinute));
    auto const episodes = state.episodes(61 * kMinute);
    ASSERT_EQ(episodes.size(), 4U);
    EXPECT_EQ(episodes[0].last->type, "garbage_exposed");
    EXPECT_EQ(episodes[1].sightings, 2U);
    EXPECT_EQ(episodes[1].last->id, "b");
    EXPECT_EQ(episodes[1].first_seen, 0);
    EXPECT_EQ(episodes[1].last_seen, 30 * kMinute);
    EXPECT_FLOAT_EQ(episodes[1].best_confidence, 0.9F);
    EXPECT_EQ(episodes[1].ended, 60 * kMinute + 1) << "the next one has begun";
    EXPECT_EQ(episodes[2].sightings, 1U);
    EXPECT_EQ(episodes[2].ended, base::kNoTime);
    EXPECT_EQ(episodes[3].last->camera, "other");
}

TEST(Episodes, CloseByTheSourceOrAfterTwoSilentWindows) {
    LiveState state;
    state.apply(event("a", "cam", "parking_motor", 0, twin::EventPhase::start));
    EXPECT_EQ(state.episodes(60 * kMinute - 1)[0].ended, base::kNoTime);
    EXPECT_EQ(state.episodes(60 * kMinute)[0].ended, 60 * kMinute);
    state.apply(event("a", "cam", "parking_motor", 10 * kMinute, twin::EventPhase::end));
    auto const closed = state.episodes(60 * kMinute);
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].ended, 10 * kMinute);
    EXPECT_EQ(closed[0].sightings, 1U) << "start and end of one id are one sighting";
    state.apply(event("b", "cam", "parking_motor", 11 * kMinute));
    EXPECT_EQ(state.episodes(12 * kMinute).size(), 2U) << "what comes after the end is new";
}

TEST(Episodes, KnowWhenEachStepWasFirstTold) {
    std::vector<Report> reports;
    auto const told = [&](std::string id, base::UtcMs when, std::string workflow) {
        Report report = event(std::move(id), "c", "garbage_exposed", when);
        std::get<twin::CityEvent>(report.record).workflow = std::move(workflow);
        reports.push_back(std::move(report));
    };
    // Editions of one id, and a further sighting.
    told("a", 1000, "");
    told("a", 2000, "FILED");
    told("a", 3000, "DISPATCHED");
    told("a", 4000, "FILED");
    told("b", 5000, "DISPATCHED");
    told("b", 6000, "CLOSED");
    std::vector<twin::EventStep> const expected{{"FILED", 2000}, {"DISPATCHED", 3000}, {"CLOSED", 6000}};
    for (int i = 0; i < 6; ++i, std::ranges::rotate(reports, reports.begin() + 1)) {
        LiveState state;
        for (Report const& report : reports) state.apply(report);
        auto const episodes = state.episodes(7000);
        ASSERT_EQ(episodes.size(), 1U);
        ASSERT_TRUE(episodes[0].steps);
        EXPECT_EQ(*episodes[0].steps, expected) << "whatever order they come in";
    }
}

TEST(Episodes, EventsWithoutACameraAreNeverMerged) {
    LiveState state;
    state.apply(event("a", "", "road_damage", 0));
    state.apply(event("b", "", "road_damage", 1));
    EXPECT_EQ(state.episodes(2).size(), 2U);
}

TEST(Episodes, WhatHappensAfterTheMomentIsNotThere) {
    LiveState state;
    state.apply(event("a", "cam", "parking_motor", 10));
    EXPECT_EQ(state.episodes(9).size(), 0U);
    EXPECT_EQ(state.episodes(10).size(), 1U);
}

std::string shown_episodes(LiveState const& state, base::UtcMs now) {
    std::ostringstream out;
    for (auto const& e : state.episodes(now))
        out << e.last->camera << ' ' << e.last->type << ' ' << e.last->id << ' ' << e.told.known_time << ' '
            << e.first_seen << ' ' << e.last_seen << ' ' << e.ended << ' ' << e.sightings << '\n';
    return out.str();
}

/// Events of few cameras, most in the order of time, with late ones, new editions, withdrawals and forgetting between.
std::vector<std::function<void(LiveState&)>> busy_hours() {
    std::mt19937 random(23);
    auto const below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<std::function<void(LiveState&)>> steps;
    for (int i = 0; i < 500; ++i) {
        base::UtcMs const when = (below(5) == 0 ? below(500) : i) * 7 * kMinute;
        std::string const id = numbered("e", below(8) == 0 ? below(static_cast<unsigned>(i) + 1) : i);
        Report r = event(id, below(6) == 0 ? "" : numbered("cam", below(3)), below(3) ? "parking_motor" : "other", when,
                         static_cast<twin::EventPhase>(below(3)));
        if (below(20) == 0) r = withdrawal(id, 1, when);
        r.content = static_cast<std::uint64_t>(i);
        r.known_time = when + below(100);
        if (below(60) == 0)
            steps.emplace_back([until = (i - 200) * 7 * kMinute](LiveState& s) { s.forget_before(until); });
        steps.emplace_back([r](LiveState& s) { s.apply(r); });
    }
    return steps;
}

TEST(Episodes, AreTheSameWhateverWasAskedBefore) {
    auto const steps = busy_hours();
    LiveState asked;
    std::vector<std::pair<LiveState, std::string>> snapshots;
    std::mt19937 random(5);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i](asked);
        base::UtcMs const now = static_cast<base::UtcMs>(random() % 520) * 7 * kMinute;
        std::string const shown = shown_episodes(asked, now);
        shown_episodes(asked, 520 * 7 * kMinute);
        if (i % 10 != 0) continue;
        LiveState fresh;
        for (std::size_t k = 0; k <= i; ++k) steps[k](fresh);
        ASSERT_EQ(shown, shown_episodes(fresh, now)) << "step " << i;
        snapshots.emplace_back(asked, shown_episodes(fresh, 300 * 7 * kMinute));
    }
    for (auto const& [snapshot, shown] : snapshots) ASSERT_EQ(shown_episodes(snapshot, 300 * 7 * kMinute), shown);
}

TEST(Episodes, ThatAreOverAreMergedOnce) {
    LiveState state;
    state.apply(event("a", "cam", "parking_motor", 0));
    state.apply(event("b", "cam", "parking_motor", 200 * kMinute));
    state.apply(event("c", "cam", "parking_motor", 400 * kMinute));
    auto const before = state.episodes(400 * kMinute);
    LiveState const copy = state;
    state.apply(event("d", "cam", "parking_motor", 410 * kMinute));
    auto const after = state.episodes(410 * kMinute);
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(&before[0], &after[0]);
    EXPECT_EQ(&before[1], &copy.episodes(401 * kMinute)[1]);
    EXPECT_EQ(after[2].sightings, 2U);
    EXPECT_EQ(before[2].sightings, 1U) << "who has asked keeps the answer";
}

TEST(LiveState, ForgetsWhatIsOverButNoOpenTicket) {
    LiveState state;
    state.apply(ticket("open", TicketStatus::handling, 0));
    state.apply(ticket("done", TicketStatus::closed, 0));
    state.apply(event("old", "cam", "parking_motor", 0));
    state.apply(event("long-a", "cam2", "parking_motor", 0));
    state.apply(event("long-b", "cam2", "parking_motor", 25 * kMinute));
    state.apply(pose("drone", 0));
    state.apply(withdrawal("camera", 2, 0));
    state.forget_before(10 * kMinute);
    ASSERT_EQ(state.episodes(26 * kMinute).size(), 1U) << "one that never ends must not grow for ever";
    EXPECT_EQ(state.episodes(26 * kMinute)[0].sightings, 1U);
    state.forget_before(61 * kMinute);
    EXPECT_EQ(state.episodes(62 * kMinute).size(), 0U);
    EXPECT_EQ(state.drone_tracks().size(), 0U);
    EXPECT_EQ(state.tickets().size(), 2U);
    state.forget_tickets_before(1);
    ASSERT_EQ(state.tickets().size(), 1U);
    EXPECT_EQ(state.tickets()[0]->ticket.id, "open");
}

TEST(LiveState, ForgottenTicketsTakeTheirUnknownStepsWithThemOnce) {
    LiveState state;
    for (char const* const id : {"a", "b", "withdrawn", "stays"}) {
        state.apply(ticket(id, TicketStatus::fresh, 0));
        state.apply(ticket(id, TicketStatus::closed, 1));
    }
    state.apply(ticket("stays", TicketStatus::closed, 100, 2));
    state.apply(withdrawal("withdrawn", 0, 2));
    ASSERT_EQ(state.unknown_steps(), 4U);
    state.forget_before(50);
    EXPECT_EQ(state.unknown_steps(), 3U);
    state.forget_tickets_before(50);
    EXPECT_EQ(state.unknown_steps(), 1U);
    EXPECT_EQ(state.tickets().size(), 1U);
}

TEST(LiveState, EachMeasureOfAPlaceIsAThingOfItsOwn) {
    auto const people = [](std::string measure, double count, base::UtcMs when) {
        return report(twin::PopulationCell{.id = "B1", .measure = std::move(measure), .count = count}, when);
    };
    LiveState state;
    state.apply(people("resident", 100, 10));
    EXPECT_EQ(state.apply(people("day", 70, 5)), Applied::fresh);
    EXPECT_EQ(state.apply(people("resident", 90, 9)), Applied::older);
    ASSERT_EQ(state.population().size(), 2U);
    for (auto const* cell : state.population()) EXPECT_EQ(cell->record.id, "B1");
    state.apply(withdrawal("B1/day", 5, 20));
    ASSERT_EQ(state.population().size(), 1U);
    EXPECT_EQ(state.population()[0]->record.count, 100);
}

Report from_feed(std::uint16_t feed, Report r) {
    r.feed = feed;
    return r;
}

TEST(LiveState, WhatIsSaidTwiceIsKnownFromTheFirstTime) {
    twin::PopulationCell cell{.id = "B1", .level = "building", .measure = "resident", .count = 70};
    std::vector<Report> const said{ticket("T", TicketStatus::fresh, 10),
                                   report(cell, 10),
                                   report(twin::IndicatorValue{.id = "i", .value = 1}, 10),
                                   report(twin::Camera{.id = "c", .name = "Gate"}, 10),
                                   report(twin::Device{.id = "d", .value = 1}, 10),
                                   event("e", "c", "crowd", 10)};
    LiveState late_first;
    for (base::UtcMs const delay : {1000, 5}) {
        for (Report r : said) {
            r.known_time = r.event_time + delay;
            late_first.apply(r);
        }
    }
    EXPECT_EQ(late_first.tickets()[0]->told.known_time, 15);
    EXPECT_EQ(late_first.population()[0]->told.known_time, 15);
    EXPECT_EQ(late_first.indicators()[0]->told.known_time, 15);
    EXPECT_EQ(late_first.cameras()[0]->told.known_time, 15);
    EXPECT_EQ(late_first.devices()[0]->told.known_time, 15);
    EXPECT_EQ(late_first.episodes(20)[0].told.known_time, 15);
}

TEST(LiveState, WhatADeviceIsAndWhatItMeasuresMayComeFromTwoFeeds) {
    twin::Device list{.id = "d", .type = "water_level", .name = "Pump", .unit = "m"};
    list.where.at = geo::LonLat{114, 22};
    twin::Device const level{.id = "d", .status = twin::DeviceStatus::alarm, .value = 2.5};
    for (bool list_first : {true, false}) {
        LiveState state;
        if (list_first) state.apply(from_feed(0, report(list, 20)));
        EXPECT_EQ(state.apply(from_feed(1, report(level, 30))), Applied::fresh);
        if (!list_first) state.apply(from_feed(0, report(list, 20)));
        ASSERT_EQ(state.devices().size(), 1U);
        twin::Device const& device = state.devices()[0]->record;
        EXPECT_EQ(device.type, "water_level");
        EXPECT_EQ(device.value, 2.5);
        EXPECT_EQ(device.status, twin::DeviceStatus::alarm);
        EXPECT_TRUE(device.where.at);
        auto const& entry = *state.devices()[0];
        EXPECT_EQ(std::tuple(entry.told.feed, entry.told.event_time, entry.told.known_time), std::tuple(1, 30, 35));
        ASSERT_EQ(entry.others.size(), 1U);
        EXPECT_EQ(std::tuple(entry.others[0].feed, entry.others[0].event_time), std::tuple(0, 20));
        EXPECT_EQ(state.apply(from_feed(1, report(level, 30))), Applied::duplicate);
        EXPECT_EQ(state.apply(from_feed(1, report(twin::Device{.id = "d", .value = 1}, 25))), Applied::older);
        state.apply(from_feed(0, withdrawal("d", 3, 40)));
        ASSERT_EQ(state.devices().size(), 1U);
        EXPECT_EQ(state.devices()[0]->record.type, "") << "the feed that said so has withdrawn it";
        EXPECT_EQ(state.devices()[0]->record.value, 2.5);
        state.apply(from_feed(1, withdrawal("d", 3, 40)));
        EXPECT_EQ(state.devices().size(), 0U);
    }
}

TEST(LiveState, ATrackIsTheLastTenMinutesInTheOrderOfTime) {
    LiveState state;
    for (base::UtcMs when : {20 * kMinute, 9 * kMinute, 10 * kMinute, 15 * kMinute}) state.apply(pose("d", when));
    auto const tracks = state.drone_tracks();
    ASSERT_EQ(tracks.at("d").size(), 3U);
    EXPECT_EQ(tracks.at("d")[0]->event_time, 10 * kMinute);
    EXPECT_EQ(tracks.at("d")[2]->event_time, 20 * kMinute);
}

TEST(LiveState, ACopyDoesNotChangeWhenTheOriginalDoes) {
    LiveState state;
    for (int i = 0; i < 2000; ++i) state.apply(ticket(numbered("t", i), TicketStatus::fresh, 10));
    LiveState const before = state;
    std::string const shown_before = shown(before, 100);
    for (int i = 0; i < 3000; ++i) state.apply(ticket(numbered("t", i), TicketStatus::accepted, 20));
    EXPECT_EQ(shown(before, 100), shown_before);
    EXPECT_EQ(before.tickets().size(), 2000U);
    EXPECT_EQ(state.tickets().size(), 3000U);
    auto const tickets = state.tickets();
    EXPECT_TRUE(std::is_sorted(tickets.begin(), tickets.end(),
                               [](auto const* a, auto const* b) { return a->ticket.id < b->ticket.id; }));
}

TEST(LiveState, HearsHeartbeatsAndRepeats) {
    LiveState state;
    EXPECT_EQ(state.heard(3).last_known, base::kNoTime);
    Report beat = report(twin::Heartbeat{}, 50);
    beat.feed = 3;
    state.apply(beat);
    EXPECT_EQ(state.heard(3).last_known, 55);
    EXPECT_EQ(state.heard(3).kinds, 1U << 8);
    state.note(3, {1U, 90, 10});
    EXPECT_EQ(state.heard(3).last_known, 90);
    EXPECT_EQ(state.heard(3).last_event, 50);
    EXPECT_EQ(state.size(), 0U);
}

TEST(Records, ATicketThatOnlyWaitsForItsVisitIsNotOpen) {
    twin::Ticket ticket{.status = TicketStatus::visit};
    EXPECT_TRUE(twin::is_open(ticket)) << "nobody has said that it is closed";
    ticket.closed = 10;
    EXPECT_FALSE(twin::is_open(ticket));
    EXPECT_TRUE(twin::is_closed(ticket));
    ticket.status = TicketStatus::redo;  // the visit went badly
    EXPECT_TRUE(twin::is_open(ticket));
    EXPECT_FALSE(twin::is_closed(ticket));
    ticket = {.status = TicketStatus::answered};
    EXPECT_FALSE(twin::is_open(ticket));
    EXPECT_FALSE(twin::is_closed(ticket)) << "not before the source says when";
    EXPECT_FALSE(twin::is_open({.status = TicketStatus::cancelled}));
    EXPECT_FALSE(twin::is_closed({.status = TicketStatus::cancelled}));
    EXPECT_TRUE(twin::is_closed({.status = TicketStatus::archived}));
    EXPECT_TRUE(twin::is_open({.status = TicketStatus::other}));
}

TEST(Records, TheFlowOfTickets) {
    using enum TicketStatus;
    EXPECT_TRUE(twin::is_known_step(dispatched, returned));
    EXPECT_TRUE(twin::is_known_step(visit, redo));
    EXPECT_TRUE(twin::is_known_step(suspended, cancelled));
    EXPECT_FALSE(twin::is_known_step(closed, cancelled));
    EXPECT_FALSE(twin::is_known_step(dispatched, closed));
    EXPECT_TRUE(twin::is_known_step(handling, handling));
    EXPECT_TRUE(twin::is_known_step(closed, other));
    EXPECT_FALSE(twin::is_finished(visit));
    EXPECT_FALSE(twin::is_finished(other));
    EXPECT_TRUE(twin::is_finished(answered));
    EXPECT_TRUE(twin::is_finished(archived));
    EXPECT_EQ(twin::kind_name(twin::Record(twin::DronePose{})), "drone");
    EXPECT_EQ(twin::key_of(twin::Record(twin::Withdrawal{"x", 0})), "x");
    EXPECT_EQ(twin::key_of(twin::Record(twin::PopulationCell{.id = "B1"})), "B1");
}

TEST(LiveState, APartOfItKnowsNothingOfTheRest) {
    LiveState state;
    state.apply(ticket("a", TicketStatus::handling, kMinute));
    state.apply(ticket("b", TicketStatus::handling, kMinute));
    state.apply(event("1", "c1", "garbage_exposed", kMinute));
    state.apply(event("2", "c2", "garbage_exposed", kMinute));
    LiveState part = state;
    part.keep_only([](twin::Record const& record) {
        auto const* const one = std::get_if<twin::Ticket>(&record);
        auto const* const seen = std::get_if<twin::CityEvent>(&record);
        return (one && one->id == "b") || (seen && seen->id == "2");
    });
    ASSERT_EQ(part.tickets().size(), 1u);
    EXPECT_EQ(part.tickets().front()->ticket.id, "b");
    twin::Episodes const episodes = part.episodes(2 * kMinute);
    ASSERT_EQ(episodes.size(), 1u);
    EXPECT_EQ(episodes[0].last->camera, "c2");
    EXPECT_EQ(state.size(), 4u) << "the whole is as it was";
    EXPECT_EQ(part.heard(0).kinds, state.heard(0).kinds);
}

}  // namespace
