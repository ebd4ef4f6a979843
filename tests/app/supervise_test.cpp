#include "app/supervise.h"

#include <gtest/gtest.h>

namespace {

using app::RestartPolicy;
using Seconds = RestartPolicy::Seconds;

TEST(RestartPolicy, WaitsLongerEachTimeUpToEightSeconds) {
    RestartPolicy policy;
    double now = 0;
    for (double const wait : {1, 2, 4, 8, 8, 8}) {
        now += 5;
        auto const said = policy.died(Seconds(now), Seconds(5), true);
        ASSERT_TRUE(said);
        EXPECT_EQ(said->count(), wait);
    }
}

TEST(RestartPolicy, BeginsAgainWithOneSecondAfterALongLife) {
    RestartPolicy policy;
    EXPECT_EQ(policy.died(Seconds(1), Seconds(1), true)->count(), 1);
    EXPECT_EQ(policy.died(Seconds(3), Seconds(1), true)->count(), 2);
    EXPECT_EQ(policy.died(Seconds(3600), Seconds(3590), true)->count(), 1);
    // A long wait without a picture is no long life.
    EXPECT_EQ(policy.died(Seconds(3900), Seconds(300), false)->count(), 2);
}

TEST(RestartPolicy, GivesUpAfterFiveVainLivesInAMinute) {
    RestartPolicy policy;
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(policy.died(Seconds(10 * i), Seconds(1), false));
    EXPECT_FALSE(policy.died(Seconds(40), Seconds(1), false));
}

TEST(RestartPolicy, DoesNotGiveUpOverALongTimeOrOnceSomethingWasShown) {
    RestartPolicy slowly;
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(slowly.died(Seconds(16 * i), Seconds(1), false));
    RestartPolicy shown;
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(shown.died(Seconds(i), Seconds(0.5), i % 5 == 4));
}

TEST(ChildArguments, GoWithoutSupervisionRightBehindTheCommand) {
    EXPECT_EQ(app::child_arguments({"view", "--supervised", "a.toml", "--wall"}, 7),
              (std::vector<std::string>{"view", "--heartbeat", "7", "--resume", "a.toml", "--wall"}));
    EXPECT_EQ(app::child_arguments({"view", "--resume", "--", "a.toml"}, 7),
              (std::vector<std::string>{"view", "--heartbeat", "7", "--resume", "--", "a.toml"}));
}

TEST(Heartbeat, DoesNothingWithoutADescriptor) {
    app::Heartbeat const none(-1);
    none.alive();
    none.drew();
}

}  // namespace
