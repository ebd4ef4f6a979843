#include <gtest/gtest.h>

#include "feeds/mapping.h"

namespace {

/// 2020-05-17 15:53:47 in China.
constexpr base::UtcMs kAfternoon = 1589702027000;

base::UtcMs read(std::string_view text) {
    auto const time = feeds::parse_feed_time(text);
    return time ? *time : base::kNoTime;
}

TEST(FeedTime, ReadsWhatFeedsSend) {
    for (char const* text :
         {"2020-05-17T15:53:47+08:00", "2020-05-17T07:53:47Z", "2020-05-17 15:53:47", "2020-05-17T15:53:47.000+08:00",
          "2020-05-17T 15:53:47.000+08:00", "2020/05/17 15:53:47", "20200517155347", "20200517155347000", "1589702027",
          "1589702027000", "1589702027.0", " 2020-05-17T15:53:47 ", "2020-05-17T07:53:47Z/2020-05-17T08:00:00Z",
          "2020-05-17 15:53:47 +08:00", "2020-05-17T15:53:47", "1.589702027e9"}) {
        EXPECT_EQ(read(text), kAfternoon) << text;
    }
    EXPECT_EQ(read("1589702027123"), kAfternoon + 123);
    EXPECT_EQ(read("20200517155347123"), kAfternoon + 123);
    EXPECT_EQ(read("20200517"), read("2020-05-17"));
    EXPECT_EQ(read("0"), 0);
}

TEST(FeedTime, RefusesWhatIsNone) {
    for (char const* text : {"", " ", "soon", "2020-13-01", "2020-05-32T00:00:00Z", "20200517255347", "1e99", "nan",
                             "--", "2020-05-17T15:53:47+99:00", "15/05/2020", "99999999999999999999"}) {
        EXPECT_FALSE(feeds::parse_feed_time(text)) << text;
    }
}

}  // namespace
