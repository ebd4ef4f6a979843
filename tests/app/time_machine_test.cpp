#include "app/time_machine.h"

#include <gtest/gtest.h>

#include <limits>

namespace app::time_machine_test {

constexpr base::UtcMs kNow = 1'000'000'000;
constexpr base::UtcMs kAll = std::numeric_limits<base::UtcMs>::max();

TEST(TimeMachine, FollowsTheClockWhileLive) {
    TimeMachine time = TimeMachine::live(kNow);
    EXPECT_TRUE(time.advance(kNow + 500, 0.5));
    EXPECT_TRUE(time.is_live());
    EXPECT_EQ(time.moment(), (feeds::Moment{kNow + 500, kNow + 500}));
}

TEST(TimeMachine, StandsAtAMomentAndForgetsNothingKnownSince) {
    TimeMachine time = TimeMachine::at(kNow - 5000, base::kNoTime, kNow);
    EXPECT_FALSE(time.advance(kNow + 1000, 1));
    EXPECT_EQ(time.moment(), (feeds::Moment{kNow - 5000, kAll}));
}

TEST(TimeMachine, ShowsWhatWasKnownThen) {
    TimeMachine const time = TimeMachine::at(kNow - 5000, kNow - 4000, kNow);
    EXPECT_EQ(time.moment(), (feeds::Moment{kNow - 5000, kNow - 4000}));
}

TEST(TimeMachine, NeverShowsTheFuture) {
    TimeMachine const time = TimeMachine::at(kNow + 5000, kNow + 5000, kNow);
    EXPECT_EQ(time.moment(), (feeds::Moment{kNow, kNow}));
}

TEST(TimeMachine, PlaysAtItsSpeedAndGoesLiveWhenItCatchesUp) {
    TimeMachine time = TimeMachine::at(kNow - 100'000, base::kNoTime, kNow);
    time.obey(ui::Play{60});
    EXPECT_TRUE(time.plays());
    EXPECT_TRUE(time.advance(kNow + 1000, 1));
    EXPECT_EQ(time.moment().event, kNow - 40'000);
    EXPECT_TRUE(time.advance(kNow + 2000, 1));
    EXPECT_TRUE(time.is_live());
    EXPECT_EQ(time.speed(), 0);
    EXPECT_EQ(time.moment().event, kNow + 2000);
}

TEST(TimeMachine, PausingHoldsTheMoment) {
    TimeMachine time = TimeMachine::live(kNow);
    time.obey(ui::Play{0});
    EXPECT_FALSE(time.is_live());
    EXPECT_FALSE(time.advance(kNow + 9000, 9));
    EXPECT_EQ(time.moment().event, kNow);
}

TEST(TimeMachine, PlayingWhileLiveStaysLive) {
    TimeMachine time = TimeMachine::live(kNow);
    time.obey(ui::Play{60});
    EXPECT_TRUE(time.is_live());
}

TEST(TimeMachine, StopsAtTheEndOfItsRangeOrBeginsAgain) {
    TimeMachine time = TimeMachine::at(kNow - 100'000, base::kNoTime, kNow);
    time.obey(ui::SetRange{kNow - 100'000, kNow - 90'000, false});
    time.obey(ui::Play{60});
    time.advance(kNow, 1);
    EXPECT_EQ(time.moment().event, kNow - 90'000);
    EXPECT_FALSE(time.plays());
    time.obey(ui::Play{1});
    EXPECT_EQ(time.moment().event, kNow - 100'000) << "playing at the end of the range begins it again";

    time.obey(ui::SetRange{kNow - 90'000, kNow - 100'000, true});  // the wrong way round
    time.obey(ui::Play{60});
    time.advance(kNow, 1);
    EXPECT_EQ(time.moment().event, kNow - 100'000);
    EXPECT_TRUE(time.plays());
    time.obey(ui::SetRange{});
    EXPECT_FALSE(time.range_from());
}

TEST(TimeMachine, AClockPutBackDoesNotBreakIt) {
    TimeMachine time = TimeMachine::live(kNow);
    EXPECT_TRUE(time.advance(kNow - 60'000, 0.1));
    EXPECT_EQ(time.moment().event, kNow - 60'000);
}

}  // namespace app::time_machine_test
