#include "base/hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <vector>

namespace {

// Worked out apart from this program, from the published constants of lowbias32; a changed hash changes every window
// and tree of every picture.
TEST(Hash, KnownValues) {
    EXPECT_EQ(base::hash(0), 0u);
    EXPECT_EQ(base::hash(1), 0x688990c0U);
    EXPECT_EQ(base::hash(2), 0xd1132181U);
    EXPECT_EQ(base::hash(12345), 0x912efcf7U);
    EXPECT_EQ(base::hash(0x80000000U), 0xcc4b4124U);
    EXPECT_EQ(base::hash(0xffffffffU), 0x6768824aU);
}

TEST(Hash, SpreadsSmallNumbers) {
    std::vector<bool> seen(1u << 16);
    std::size_t different = 0;
    for (std::uint32_t i = 0; i < 200; ++i) {
        auto const low = base::hash(i) & 0xffffu;
        if (!seen[low]) ++different;
        seen[low] = true;
    }
    EXPECT_GE(different, 195u);
}

TEST(Hash, OneBitInTurnsAboutHalfTheBitsOut) {
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        int turned = 0;
        for (std::uint32_t i = 0; i < 1000; ++i) turned += std::popcount(base::hash(i) ^ base::hash(i ^ (1u << bit)));
        EXPECT_NEAR(turned / 1000.0, 16, 0.6) << "bit " << bit;
    }
}

static_assert(base::hash(0) == 0, "usable at compile time");

}  // namespace
