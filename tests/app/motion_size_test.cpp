// The size in motion goes by what frames take, and comes to rest.
#include "app/motion_size.h"

#include <gtest/gtest.h>

namespace {

using app::after;
using app::MotionSize;

/// Frames of a machine that takes `full_ms` for a picture at full size and `fixed_ms` for whatever has no size.
MotionSize settled(MotionSize size, double fixed_ms, double full_ms, int frames = 60) {
    for (int i = 0; i < frames; ++i) size = after(size, fixed_ms + full_ms * size.factor() * size.factor());
    return size;
}

TEST(MotionSize, IsTheLargestThatKeepsTenASecond) {
    EXPECT_EQ(settled({}, 5, 10).factor(), 1.0) << "a fast machine";
    EXPECT_EQ(settled({}, 500, 900).factor(), app::kMotionFactors.front()) << "however slow, no smaller";
    for (double full = 20; full < 700; full *= 1.3) {
        MotionSize const size = settled({}, 20, full);
        double const ms = 20 + full * size.factor() * size.factor();
        EXPECT_LT(ms, 100) << full;
        bool const largest = size.step + 1 == app::kMotionFactors.size();
        EXPECT_TRUE(largest || ms > 40) << full << " could be larger";
    }
}

TEST(MotionSize, ComesToRest) {
    for (double fixed = 5; fixed < 100; fixed *= 1.4) {
        for (double full = 20; full < 2000; full *= 1.3) {
            std::size_t const step = settled({}, fixed, full).step;
            for (int more = 1; more < 20; ++more)
                EXPECT_EQ(settled({}, fixed, full, 60 + more).step, step) << fixed << ' ' << full;
        }
    }
}

TEST(MotionSize, OneSlowFrameMakesNoThumbnail) {
    MotionSize const before = settled({}, 20, 100);
    MotionSize const slow = after(before, 2000);
    EXPECT_GE(slow.step + 1, before.step);
    EXPECT_EQ(settled(slow, 20, 100).step, before.step) << "and it comes back";
}

}  // namespace
