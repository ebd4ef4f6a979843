// A chart's lines stand at numbers that one can read.
#include "ui/axis.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

TEST(Axis, EndsAtRoundNumbersAndNotBeyondAWhole) {
    ui::Axis const axis = ui::axis_of(71.4, 100, 4);
    EXPECT_DOUBLE_EQ(axis.low, 70);
    EXPECT_DOUBLE_EQ(axis.high, 100);
    EXPECT_DOUBLE_EQ(axis.step, 10);
    EXPECT_EQ(axis.decimals, 0);
}

TEST(Axis, NeedsNoMoreDecimalsThanItsStep) {
    ui::Axis const axis = ui::axis_of(94.61, 95.38, 4);
    EXPECT_DOUBLE_EQ(axis.step, 0.2);
    EXPECT_EQ(axis.decimals, 1);
    EXPECT_EQ(ui::axis_of(1.5, 2.3, 4).decimals, 2) << "steps of 0.25";
}

TEST(Axis, NeverFallsBelowZeroByItself) {
    EXPECT_EQ(ui::axis_of(0, 223, 4).low, 0);
    EXPECT_EQ(ui::axis_of(3, 5, 4).low, 3);
    EXPECT_LT(ui::axis_of(-2, 5, 4).low, 0);
}

TEST(Axis, HoldsAllThereIsWhateverItsSize) {
    for (double const size : {1e-4, 0.03, 1.0, 7.0, 99.0, 12345.0, 3.4e9}) {
        for (double const from : {0.0, 0.5, 0.99, 1.0, -3.0}) {
            ui::Axis const axis = ui::axis_of(from * size, size, 4);
            EXPECT_LE(axis.low, (from + 1e-6) * size);
            EXPECT_GE(axis.high, (1 - 1e-6) * size);
            EXPECT_GT(axis.step, 0);
            EXPECT_LE(std::round((axis.high - axis.low) / axis.step), 4);
        }
    }
}

}  // namespace
