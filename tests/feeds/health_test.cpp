#include "feeds/health.h"

#include <gtest/gtest.h>

#include "feeds/health_counter.h"

namespace {

using feeds::FeedState;
using feeds::HealthCounter;
using feeds::judge;
using State = feeds::Link::State;

constexpr std::int64_t kMinute = 60 * 1000;
constexpr base::UtcMs kNow = 1772409600000;

twin::FeedSpec spec(double expected = 0) {
    twin::FeedSpec spec;
    spec.expected_per_hour = expected;
    spec.stale_after_ms = 30 * kMinute;
    return spec;
}

twin::Report ticket_at(std::optional<geo::LonLat> at, base::UtcMs event = kNow) {
    twin::Ticket ticket;
    ticket.id = "T";
    ticket.where.at = at;
    return {.record = ticket, .event_time = event};
}

base::Extent district() {
    base::Extent extent;
    extent.add(base::Vec2d{114.0, 22.6});
    extent.add(base::Vec2d{114.1, 22.7});
    return extent;
}

TEST(Health, IsLiveUntilItHasBeenSilentForTooLong) {
    EXPECT_EQ(judge(spec(), State::up, kNow - 30 * kMinute, 1, kNow), FeedState::live);
    EXPECT_EQ(judge(spec(), State::up, kNow - 30 * kMinute - 1, 1, kNow), FeedState::stale);
    EXPECT_EQ(judge(spec(), State::up, base::kNoTime, 0, kNow), FeedState::stale) << "never heard";
    EXPECT_EQ(judge(spec(), State::up, kNow + 90 * kMinute, 1, kNow), FeedState::live) << "the clock was put back";
}

TEST(Health, WithoutAConnectionItIsDownHoweverFreshTheData) {
    EXPECT_EQ(judge(spec(), State::down, kNow, 100, kNow), FeedState::down);
    EXPECT_EQ(judge(spec(), State::connecting, kNow, 100, kNow), FeedState::down);
    EXPECT_EQ(judge(spec(), State::ended, kNow, 100, kNow), FeedState::live) << "a file read to its end";
}

TEST(Health, IsQuietWhereMuchLessComesThanChanceAllows) {
    EXPECT_EQ(judge(spec(100), State::up, kNow, 49, kNow), FeedState::quiet);
    EXPECT_EQ(judge(spec(100), State::up, kNow, 51, kNow), FeedState::live);
    EXPECT_EQ(judge(spec(4), State::up, kNow, 0, kNow), FeedState::live) << "none in an hour happens to 4 an hour";
    EXPECT_EQ(judge(spec(0), State::up, kNow, 0, kNow), FeedState::live) << "nothing is expected";
}

TEST(Health, CountsTheLastHourAndTheMedianLag) {
    HealthCounter counter({}, {});
    for (int i = 0; i < 120; ++i) {
        base::UtcMs const known = kNow + i * kMinute;
        counter.saw(ticket_at({}, known - (i < 118 ? 9999 : 1000 * i)), known);
    }
    base::UtcMs const end = kNow + 119 * kMinute;
    feeds::FeedHealth health;
    counter.fill(health, kNow, end);
    EXPECT_DOUBLE_EQ(health.per_hour, 60);
    EXPECT_EQ(health.lag_ms, 119 * 1000) << "of the last minute";
    EXPECT_EQ(health.last_good, end);
    EXPECT_EQ(health.last_event, kNow + 119 * kMinute - 119 * 1000);
    counter.fill(health, kNow, end + 59 * kMinute);
    EXPECT_DOUBLE_EQ(health.per_hour, 1);
}

TEST(Health, TheTimeBeforeItBeganCountsAsExpected) {
    HealthCounter counter({}, {});
    feeds::FeedHealth health;
    health.expected_per_hour = 600;
    EXPECT_DOUBLE_EQ(counter.fill(health, kNow, kNow), 590);
    EXPECT_DOUBLE_EQ(health.per_hour, 0);
    for (int i = 0; i < 5; ++i) counter.saw(ticket_at({}), kNow);
    EXPECT_DOUBLE_EQ(counter.fill(health, kNow, kNow + kMinute), 585);
    EXPECT_DOUBLE_EQ(health.per_hour, 150);
}

TEST(Health, FourInFiveOffTheDistrictLooksShifted) {
    HealthCounter counter(district(), {});
    feeds::FeedHealth health;
    auto const see = [&](int count, double lon) {
        for (int i = 0; i < count; ++i) counter.saw(ticket_at(geo::LonLat{lon, 22.65}), kNow);
        counter.fill(health, kNow, kNow);
        return health.probably_shifted;
    };
    EXPECT_FALSE(see(99, 114.2)) << "too few to say";
    EXPECT_TRUE(see(1, 114.2));
    EXPECT_TRUE(see(25, 114.05));
    EXPECT_FALSE(see(1, 114.05)) << "100 of 126";
    EXPECT_EQ(health.off_district, 100U);
    EXPECT_FALSE(see(200, 114.05)) << "put right";
}

TEST(Health, ReportsWithoutAnyPlaceAreUnplaced) {
    HealthCounter counter(district(), {});
    counter.saw(ticket_at({}), kNow);
    twin::Report by_area = ticket_at({});
    std::get<twin::Ticket>(by_area.record).where.community = "440309001001";
    counter.saw(by_area, kNow);
    twin::CityEvent event;
    event.camera = "C1";
    counter.saw({.record = event, .event_time = kNow}, kNow);
    feeds::FeedHealth health;
    counter.fill(health, kNow, kNow);
    EXPECT_EQ(health.unplaced, 1U);
    EXPECT_EQ(health.off_district, 0U);
}

}  // namespace
