#include "base/time.h"

#include <gtest/gtest.h>

namespace {

constexpr std::int64_t kHour = 3600 * 1000;
constexpr std::int64_t k20260621 = 1782000000000;  // 2026-06-21T00:00:00Z

std::int64_t parsed(std::string_view text) {
    auto const time = base::parse_time(text);
    return time ? *time : -1;
}

TEST(Time, ReadsZones) {
    EXPECT_EQ(parsed("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parsed("2026-06-21T00:00Z"), k20260621);
    EXPECT_EQ(parsed("2026-06-21T16:30+08:00"), k20260621 + 8 * kHour + kHour / 2);
    EXPECT_EQ(parsed("2026-06-21T16:30+0800"), k20260621 + 8 * kHour + kHour / 2);
    EXPECT_EQ(parsed("2026-06-21T16:30+08"), k20260621 + 8 * kHour + kHour / 2);
    EXPECT_EQ(parsed("2026-06-20T19:00-05:30"), k20260621 + kHour / 2);
}

TEST(Time, WithoutAZoneItIsChinas) {
    EXPECT_EQ(parsed("2026-06-21 16:30"), parsed("2026-06-21T16:30+08:00"));
    EXPECT_EQ(parsed("2026-06-21"), k20260621 - 8 * kHour);
}

TEST(Time, ReadsSecondsAndFractions) {
    EXPECT_EQ(parsed("1970-01-01T00:00:01.5Z"), 1500);
    EXPECT_EQ(parsed("1970-01-01T00:00:01.0427Z"), 1042);
}

TEST(Time, KnowsTheCalendar) {
    EXPECT_EQ(parsed("2024-02-29T00:00Z") + 24 * kHour, parsed("2024-03-01T00:00Z"));
    EXPECT_FALSE(base::parse_time("2026-02-29T00:00Z"));
    EXPECT_FALSE(base::parse_time("2026-13-01"));
}

TEST(Time, RefusesWhatIsNoTime) {
    for (char const* text : {"", "noon", "2026-06-21T", "2026-06-21T25:00", "2026-06-21T16:60", "2026-06-21T16:30+",
                             "2026-6-21", "2026-06-21T16:30Zx", "2026-06-21T16:30:00.Z", "20260621"}) {
        EXPECT_FALSE(base::parse_time(text)) << text;
    }
    EXPECT_EQ(base::parse_time("noon").error().kind, base::ErrorKind::usage);
}

TEST(Time, WritesWhatItReads) {
    EXPECT_EQ(base::format_time(0), "1970-01-01T08:00:00+08:00");
    EXPECT_EQ(base::format_time(-1), "1970-01-01T07:59:59.999+08:00");
    EXPECT_EQ(parsed(base::format_time(k20260621 + 12345)), k20260621 + 12345);
}

}  // namespace
