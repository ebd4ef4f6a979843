#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <type_traits>

namespace {

base::Result<int> half(int n) {
    if (n % 2 != 0) return base::Error{std::to_string(n) + " is odd"};
    return n / 2;
}

TEST(Result, HoldsAValue) {
    auto const result = half(8);
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, 4);
    EXPECT_EQ(result.value(), 4);
}

TEST(Result, OrTheReasonThereIsNone) {
    auto const result = half(7);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "7 is odd");
    EXPECT_EQ(result.error().kind, base::ErrorKind::failed);
}

TEST(Result, AnErrorKeepsItsKindThroughOtherResults) {
    auto const inner = [] { return base::Result<int>(base::Error{"no GPU", base::ErrorKind::no_device}); };
    auto const outer = [&]() -> base::Result<std::string> {
        if (auto r = inner(); !r) return r.error();
        return std::string("drawn");
    };
    EXPECT_EQ(outer().error().kind, base::ErrorKind::no_device);
}

TEST(Result, GivesUpAMoveOnlyValue) {
    base::Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    ASSERT_TRUE(result);
    std::unique_ptr<int> const taken = std::move(*result);
    EXPECT_EQ(*taken, 5);
    EXPECT_EQ(*result, nullptr);
}

TEST(Result, ReachesIntoTheValue) {
    base::Result<std::string> result = std::string("borough");
    EXPECT_EQ(result->size(), 7u);
    result->push_back('!');
    EXPECT_EQ(*result, "borough!");
}

TEST(Result, StatusHasNoValueButDone) {
    base::Status const good = base::done;
    base::Status const bad = base::Error{"full disk"};
    EXPECT_TRUE(good);
    EXPECT_FALSE(bad);
}

// `if (result == 3)` or `int n = result;` would hide a forgotten check.
static_assert(!std::is_convertible_v<base::Result<int>, bool>);
static_assert(!std::is_convertible_v<base::Result<int>, int>);

}  // namespace
