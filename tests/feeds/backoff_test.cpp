#include <gtest/gtest.h>

#include "feeds/transport.h"

namespace {

TEST(Backoff, DoublesFromOneSecondToAMinuteAndTakesAtMostHalfOff) {
    feeds::Backoff backoff(7);
    std::int64_t full = 1000;
    for (int i = 0; i < 12; ++i) {
        std::int64_t const wait = backoff.next_ms();
        EXPECT_LE(wait, full) << i;
        EXPECT_GT(wait, full / 2 - 1) << i;
        full = std::min<std::int64_t>(full * 2, 60000);
    }
}

TEST(Backoff, StartsAgainAfterSuccess) {
    feeds::Backoff backoff(7);
    for (int i = 0; i < 8; ++i) backoff.next_ms();
    backoff.succeeded();
    EXPECT_LE(backoff.next_ms(), 1000);
}

TEST(Backoff, TwoScreensDoNotComeBackTogether) {
    feeds::Backoff a(1), b(2);
    EXPECT_NE(a.next_ms(), b.next_ms());
}

}  // namespace
