#include "app/stats.h"

#include <gtest/gtest.h>

#include <thread>

namespace {

TEST(Stopwatch, AddsUpStagesInTheOrderTheyBegan) {
    app::Stopwatch watch;
    watch.stage("read");
    std::this_thread::sleep_for(std::chrono::milliseconds(4));
    watch.stage("draw");
    {
        app::StageScope const scope(watch, "encode");
        EXPECT_EQ(watch.current(), "encode");
    }
    EXPECT_EQ(watch.current(), "draw");
    watch.stage("read");
    std::this_thread::sleep_for(std::chrono::milliseconds(4));
    auto const stages = watch.stages();
    ASSERT_EQ(stages.size(), 4U);
    EXPECT_EQ(stages[0].name, "start");
    EXPECT_EQ(stages[1].name, "read");
    EXPECT_EQ(stages[2].name, "draw");
    EXPECT_EQ(stages[3].name, "encode");
    EXPECT_GE(stages[1].ms, 8);
    double sum = 0;
    for (auto const& stage : stages) sum += stage.ms;
    EXPECT_NEAR(sum, watch.total_ms(), 1);
}

TEST(Stopwatch, AsksWhetherToGoOn) {
    bool stop = false;
    app::Stopwatch const watch([&] { return stop; });
    EXPECT_FALSE(watch.cancelled());
    stop = true;
    EXPECT_TRUE(watch.cancelled());
    EXPECT_FALSE(app::Stopwatch{}.cancelled());
}

TEST(PeakMemory, IsPlausible) {
    EXPECT_GT(app::peak_memory(), 1U << 20);
    EXPECT_LT(app::peak_memory(), std::uint64_t{1} << 36);
}

}  // namespace
