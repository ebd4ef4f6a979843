#include "app/live_layers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "geo/crs.h"

namespace live_layers_test {

constexpr base::UtcMs kNow = 1793000000000;
constexpr base::UtcMs kHour = 3600 * 1000;

twin::District district() {
    twin::District out;
    out.frame = *geo::local_frame_at({114.03, 22.61});
    out.extent = {-2000, -2000, 2000, 2000};
    return out;
}

twin::Report ticket(std::string id, bool secret, base::UtcMs called) {
    twin::Ticket t;
    t.id = std::move(id);
    t.status = twin::TicketStatus::handling;
    t.kind = twin::TicketKind::complaint;
    t.secret = secret;
    t.called = t.accepted = called;
    t.where.at = geo::LonLat{114.03, 22.61};
    t.where.level = twin::PlaceLevel::door;
    twin::Report report;
    report.record = t;
    report.event_time = report.known_time = report.version = called;
    return report;
}

struct Composed {
    twin::LiveState state;
    std::vector<app::FeedNote> feeds{{"hotline", "Hotline", twin::kind_bit<twin::Ticket>, kNow - kHour, false, false}};

    app::LivePicture picture(app::LiveChoice const& choice, bool chinese = false) const {
        twin::District const place = district();
        app::LiveLayers const layers(place, *app::read_ticket_clock({}), chinese);
        return layers.compose({state, feeds, {kNow, kNow}, true}, choice, scene::Style::day);
    }
};

app::LiveChoice tickets() { return *app::parse_live(std::vector<std::string>{"tickets"}); }

float highest(scene::Heat const& heat) {
    return heat.value.empty() ? 0 : *std::max_element(heat.value.begin(), heat.value.end());
}

TEST(LiveLayers, AConfidentialTicketIsNeitherPinNorBumpNorColumn) {
    Composed composed;
    composed.state.apply(ticket("secret", true, kNow - kHour));
    auto const choice = *app::parse_live(std::vector<std::string>{"tickets", "tickets.heat", "tickets.columns"});
    auto const hidden = composed.picture(choice);
    EXPECT_TRUE(hidden.input.pins.empty());
    EXPECT_TRUE(hidden.input.columns.empty());
    EXPECT_EQ(highest(hidden.input.heat), 0);
    composed.state.apply(ticket("open", false, kNow - kHour));
    auto const shown = composed.picture(choice);
    EXPECT_EQ(shown.input.pins.size(), 1U);
    EXPECT_EQ(shown.input.columns.size(), 1U);
    EXPECT_GT(highest(shown.input.heat), 0);
}

TEST(LiveLayers, HeatIsOfThirtyDays) {
    Composed composed;
    composed.state.apply(ticket("old", false, kNow - 31 * 24 * kHour));
    EXPECT_EQ(highest(composed.picture(*app::parse_live(std::vector<std::string>{"tickets.heat"})).input.heat), 0);
}

TEST(LiveLayers, HeatCoversAsMuchAsThePersonSet) {
    Composed const composed;
    auto choice = *app::parse_live(std::vector<std::string>{"tickets.heat"});
    auto const cover = [&] { return composed.picture(choice).input.heat.colours.back() >> 24; };
    std::uint32_t const whole = cover();
    choice.heat_opacity = 0.25F;
    EXPECT_EQ(cover(), whole / 4);
    choice.heat_opacity = 0;
    EXPECT_EQ(cover(), 0U);
}

TEST(LiveLayers, TicketsWithoutALimitAreTimedByTheTableAndItIsSaidSo) {
    Composed composed;
    composed.state.apply(ticket("old", false, kNow - 31 * 24 * kHour));
    auto const picture = composed.picture(tickets());
    ASSERT_EQ(picture.input.pins.size(), 1U);
    EXPECT_TRUE(picture.input.pins[0].overdue);
    EXPECT_EQ(picture.input.pins[0].level, scene::Level::red);
    EXPECT_NE(picture.input.layers[0].title.find("for reference"), std::string::npos);
}

TEST(LiveLayers, AStatusNobodyKnowsIsGrey) {
    Composed composed;
    twin::Report report = ticket("odd", false, kNow - kHour);
    std::get<twin::Ticket>(report.record).status = twin::TicketStatus::other;
    composed.state.apply(report);
    auto const picture = composed.picture(tickets());
    ASSERT_EQ(picture.input.pins.size(), 1U);
    EXPECT_EQ(picture.input.pins[0].level, scene::Level::none);
}

TEST(LiveLayers, ATicketThatOnlyWaitsForItsVisitHasNoPin) {
    Composed composed;
    twin::Report report = ticket("late", false, kNow - 31 * 24 * kHour);
    auto& late = std::get<twin::Ticket>(report.record);
    late.status = twin::TicketStatus::visit;
    composed.state.apply(report);
    EXPECT_EQ(composed.picture(tickets()).input.pins.size(), 1U) << "nobody has said that it is closed";
    late.closed = kNow - kHour;
    report.version = kNow - kHour;
    composed.state.apply(report);
    EXPECT_TRUE(composed.picture(tickets()).input.pins.empty());
}

TEST(LiveLayers, NoDataIsNotNoEvents) {
    Composed composed;
    composed.feeds.clear();
    auto const none = composed.picture(tickets()).input.layers[0];
    EXPECT_EQ(none.freshness, "no data");
    EXPECT_TRUE(none.stale);
}

TEST(LiveLayers, AStaleFeedIsNamedBesideAFreshOne) {
    Composed composed;
    composed.feeds.push_back({"other", "Other desk", twin::kind_bit<twin::Ticket>, kNow - 50 * kHour, true, false});
    auto const layer = composed.picture(tickets()).input.layers[0];
    EXPECT_FALSE(layer.stale);
    EXPECT_NE(layer.freshness.find("Other desk: stale"), std::string::npos) << layer.freshness;
}

TEST(LiveLayers, BuildingsHaveOneColourAtATime) {
    auto const two = app::parse_live(std::vector<std::string>{"population", "population.elderly"});
    ASSERT_FALSE(two);
    EXPECT_NE(two.error().message.find("one of them"), std::string::npos);
    EXPECT_TRUE(app::parse_live(std::vector<std::string>{"population.elderly"})->population_elderly);
    EXPECT_TRUE(app::parse_live(std::vector<std::string>{"population.children"})->population_children);
}

TEST(LiveLayers, TicketsWithoutACommunityAreCountedInTheLegend) {
    Composed composed;
    composed.state.apply(ticket("old", false, kNow - 31 * 24 * kHour));
    composed.state.apply(ticket("secret", true, kNow - kHour));
    twin::Report street = ticket("street", false, kNow - kHour);
    auto& where = std::get<twin::Ticket>(street.record).where;
    where.level = twin::PlaceLevel::street;
    where.street = "S";
    composed.state.apply(street);
    auto const choice = *app::parse_live(std::vector<std::string>{"tickets.areas"});
    auto const layer = composed.picture(choice).input.layers[0];
    EXPECT_EQ(layer.classes.back().text, "2 without an area");
    EXPECT_EQ(layer.classes[0].text, "1 – 9") << "a tenth belongs to the next";
}

TEST(LiveLayers, SharesOfAgeColourCellsAndNeverSmallCounts) {
    Composed composed;
    auto const cell = [&](char const* id, std::array<double, 3> by_age) {
        twin::PopulationCell people{.id = id, .level = "grid250", .measure = "night"};
        people.where.at = geo::LonLat{114.03, 22.61};
        people.by_age = by_age;
        people.count = by_age[0] + by_age[1] + by_age[2];
        twin::Report report;
        report.record = people;
        report.event_time = report.known_time = report.version = kNow - kHour;
        composed.state.apply(report);
    };
    auto const elderly = *app::parse_live(std::vector<std::string>{"population.elderly"});
    cell("few", {50, 100, 4});
    EXPECT_TRUE(composed.picture(elderly).input.areas.empty());
    cell("many", {50, 100, 50});
    auto const picture = composed.picture(elderly);
    ASSERT_EQ(picture.input.areas.size(), 1U);
    auto const& classes = picture.input.layers[0].classes;
    EXPECT_EQ(picture.input.areas[0].colour & 0xffffff, classes[4].colour) << "a quarter: 20 to 30 %";
}

TEST(LiveLayers, WordsThatAreNoLayersAreRefusedWithASuggestion) {
    auto const wrong = app::parse_live(std::vector<std::string>{"ticket"});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("did you mean 'tickets'"), std::string::npos) << wrong.error().message;
    EXPECT_FALSE(app::parse_live(std::vector<std::string>{"none"})->any());
}

}  // namespace live_layers_test
