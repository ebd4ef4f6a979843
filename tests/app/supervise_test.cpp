#include "app/supervise.h"

#include <gtest/gtest.h>

namespace {

using app::RestartPolicy;
using Seconds = RestartPolicy::Seconds;

TEST(RestartPolicy, WaitsLongerEachTimeUpToEightSeconds) {
    RestartPolicy policy;
    for (double const wait : {1, 2, 4, 8, 8, 8}) {
        auto const said = policy.died(Seconds(5), true);
        ASSERT_TRUE(said);
        EXPECT_EQ(said->count(), wait);
    }
}

TEST(RestartPolicy, BeginsAgainWithOneSecondAfterALongLife) {
    RestartPolicy policy;
    EXPECT_EQ(policy.died(Seconds(1), true)->count(), 1);
    EXPECT_EQ(policy.died(Seconds(1), true)->count(), 2);
    EXPECT_EQ(policy.died(Seconds(3590), true)->count(), 1);
    // A long wait without a picture is no long life.
    EXPECT_EQ(policy.died(Seconds(300), false)->count(), 2);
}

TEST(RestartPolicy, GivesUpAfterFiveVainLivesInARowHoweverLong) {
    for (double const lived : {0.1, 16.0, 300.0}) {
        RestartPolicy policy;
        for (int i = 0; i < 4; ++i) EXPECT_TRUE(policy.died(Seconds(lived), false)) << lived;
        EXPECT_FALSE(policy.died(Seconds(lived), false)) << lived;
    }
}

TEST(RestartPolicy, DoesNotGiveUpWhereSomethingWasShownNowAndThen) {
    RestartPolicy policy;
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(policy.died(Seconds(0.5), i % 5 == 4));
}

TEST(ChildArguments, GoWithoutSupervisionRightBehindTheCommand) {
    EXPECT_EQ(app::child_arguments({"view", "--supervised", "a.toml", "--wall"}, 7, false),
              (std::vector<std::string>{"view", "--heartbeat", "7", "a.toml", "--wall"}));
    EXPECT_EQ(app::child_arguments({"view", "--resume", "--", "a.toml"}, 7, false),
              (std::vector<std::string>{"view", "--heartbeat", "7", "--resume", "--", "a.toml"}));
}

TEST(ChildArguments, AskForWhatWasShownOnlyWhenStartedAgain) {
    EXPECT_EQ(app::child_arguments({"view", "--supervised", "a.toml"}, 7, true),
              (std::vector<std::string>{"view", "--heartbeat", "7", "--resume", "a.toml"}));
    EXPECT_EQ(app::child_arguments({"view", "--resume", "a.toml"}, 7, true),
              (std::vector<std::string>{"view", "--heartbeat", "7", "--resume", "a.toml"}));
}

TEST(Heartbeat, DoesNothingWithoutADescriptor) {
    app::Heartbeat const none(-1);
    none.alive();
    none.drew();
}

}  // namespace
