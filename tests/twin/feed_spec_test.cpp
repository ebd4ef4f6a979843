#include "twin/feed_spec.h"

#include <gtest/gtest.h>

#include "twin/district_file.h"

namespace {

std::int64_t ms(std::string_view text) {
    auto const read = twin::parse_duration(text);
    return read ? *read : -1;
}

/// The message for a district file with this feed in it; empty: it is fine.
std::string refusal(std::string const& feed) {
    auto const file = twin::parse_district_file("[[feeds]]\n" + feed, "/data/d.toml");
    return file ? "" : file.error().message;
}

TEST(FeedSpec, DurationsAreNumbersWithAUnit) {
    EXPECT_EQ(ms("30 min"), 1800000);
    EXPECT_EQ(ms("2h"), 7200000);
    EXPECT_EQ(ms("1.5 h"), 5400000);
    EXPECT_EQ(ms("400 days"), 34560000000);
    EXPECT_EQ(ms("500 ms"), 500);
    EXPECT_EQ(ms("30 分钟"), 1800000);
    for (char const* wrong : {"", "30", "min", "30 parsecs", "-5 s", "1e99 h"}) EXPECT_EQ(ms(wrong), -1) << wrong;
}

TEST(FeedSpec, IsReadFromTheDistrictFile) {
    auto const file = twin::parse_district_file(R"(
[[feeds]]
id = "hotline"
name = { zh = "热线", en = "Hotline" }
url = "file:feeds/tickets.ndjson"
coordinates = "gcj02"
expected_per_hour = 7.5
stale_after = "2 h"
[[feeds]]
id = "cameras"
url = "mqtts://broker:8883/city/+/events?qos=1"
mapping = "maps/ours.toml"
pressure = "oldest"
user = "screen"
secret = "file:secrets/mqtt"
ca_file = "/etc/ca.pem"
poll = "5 s"
[live]
keep = "400 days"
keep_mib = 2048
)",
                                                "/data/d.toml");
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->live.feeds.size(), 2U);
    twin::FeedSpec const& hotline = file->live.feeds[0];
    EXPECT_EQ(hotline.url, "file:/data/feeds/tickets.ndjson");
    EXPECT_EQ(hotline.name.zh, "热线");
    EXPECT_EQ(hotline.mapping, "canonical");
    EXPECT_EQ(hotline.stale_after_ms, 7200000);
    EXPECT_DOUBLE_EQ(hotline.expected_per_hour, 7.5);
    EXPECT_EQ(hotline.pressure, twin::Pressure::keep);
    twin::FeedSpec const& cameras = file->live.feeds[1];
    EXPECT_EQ(cameras.mapping, "/data/maps/ours.toml");
    EXPECT_EQ(cameras.secret, "file:/data/secrets/mqtt");
    EXPECT_EQ(cameras.ca_file, "/etc/ca.pem");
    EXPECT_EQ(cameras.pressure, twin::Pressure::oldest);
    EXPECT_EQ(cameras.poll_ms, 5000);
    EXPECT_EQ(file->live.journal, "/data/live/journal.db");
    EXPECT_EQ(file->live.keep_ms, 34560000000);
    EXPECT_EQ(file->live.keep_bytes, 2048ULL << 20);
}

TEST(FeedSpec, ADistrictWithoutFeedsHasNoJournal) {
    auto const file = twin::parse_district_file("", "/data/d.toml");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->live.journal, "");
}

TEST(FeedSpec, DisclosureAndMergeWindowsAreTheDistricts) {
    constexpr std::int64_t kMinute = 60 * 1000;
    auto const file = twin::parse_district_file(R"([live.disclosure]
least_in_building = 15
least_for_shares = 50
[live.merge]
otherwise = 20
parking_motor = 45
crowd = 5
)",
                                                "/data/d.toml");
    ASSERT_TRUE(file) << file.error().message;
    twin::LiveSpec const& live = file->live;
    EXPECT_EQ(live.disclosure.least_in_building, 15);
    EXPECT_EQ(live.disclosure.least_in_cell, 5) << "what is not said stays";
    EXPECT_EQ(live.disclosure.least_for_shares, 50);
    EXPECT_EQ(live.merge.otherwise_ms, 20 * kMinute);
    EXPECT_EQ(live.merge.ms_by_type.at("parking_motor"), 45 * kMinute);
    EXPECT_EQ(live.merge.ms_by_type.at("crowd"), 5 * kMinute);
    EXPECT_EQ(live.merge.ms_by_type.at("banner"), 20 * kMinute);
    EXPECT_EQ(live.merge.ms_by_type.at("garbage_exposed"), 360 * kMinute) << "usual where it is not named";
}

TEST(FeedSpec, RulesThatAreNoneAreRefused) {
    auto const said = [](std::string const& text) {
        auto const file = twin::parse_district_file(text, "/data/d.toml");
        return file ? std::string() : file.error().message;
    };
    for (char const* rule : {"least_in_building = 2", "least_in_building = 1001", "least_in_building = 10.5",
                             "least_in_building = \"off\""}) {
        std::string const text = said("[live.disclosure]\n" + std::string(rule));
        EXPECT_NE(text.find("d.toml:2:"), std::string::npos) << text;
        EXPECT_NE(text.find("'least_in_building' in [live.disclosure] must be a whole number from 3 to 1000"),
                  std::string::npos)
            << text;
    }
    EXPECT_NE(said("[live.disclosure]\nleast_in_cell = 0").find("from 3 to"), std::string::npos);
    EXPECT_NE(said("[live.disclosure]\nleast_for_shares = 9").find("from 10 to"), std::string::npos);
    EXPECT_NE(said("[live.disclosure]\nleast_in_house = 9").find("least_in_"), std::string::npos);
    EXPECT_NE(said("[live.merge]\notherwise = 0").find("from 1 to 1440"), std::string::npos);
    EXPECT_NE(said("[live.merge]\ncrowd = 1441").find("from 1 to 1440"), std::string::npos);
    EXPECT_NE(said("[live.merge]\ncrowds = 5").find("did you mean 'crowd'"), std::string::npos);
}

TEST(FeedSpec, RefusesSecretsInTheFile) {
    for (char const* url : {"mqtt://me:hush@broker/t", "https://host/list?a=1&token=hush",
                            "postgresql://host/db?password=hush", "postgresql:host=a password=hush"}) {
        std::string const said = refusal("id = \"a\"\nurl = \"" + std::string(url) + "\"");
        EXPECT_NE(said.find("password or token"), std::string::npos) << url << said;
        EXPECT_EQ(said.find("hush"), std::string::npos) << said;
    }
    std::string const said = refusal("id = \"a\"\nurl = \"stdin:\"\nsecret = \"hush\"");
    EXPECT_NE(said.find("env:NAME"), std::string::npos) << said;
    EXPECT_EQ(said.find("hush"), std::string::npos) << said;
    EXPECT_EQ(refusal("id = \"a\"\nurl = \"mqtt://me@broker/t\"\nsecret = \"env:MQTT\""), "");
}

TEST(FeedSpec, SaysWhatIsWrong) {
    EXPECT_NE(refusal("url = \"stdin:\"").find("'id'"), std::string::npos);
    EXPECT_NE(refusal("id = \"a b\"\nurl = \"stdin:\"").find("'id'"), std::string::npos);
    EXPECT_NE(refusal("id = \"a\"").find("'url'"), std::string::npos);
    EXPECT_NE(refusal("id = \"a\"\nurl = \"mqt://b/t\"").find("did you mean 'mqtt'"), std::string::npos);
    EXPECT_NE(refusal("id = \"a\"\nurl = \"stdin:\"\nstale = \"1 h\"").find("stale_after"), std::string::npos);
    EXPECT_NE(refusal("id = \"a\"\nurl = \"stdin:\"\nstale_after = \"soon\"").find("length of time"),
              std::string::npos);
    EXPECT_NE(refusal("id = \"a\"\nurl = \"stdin:\"\n[[feeds]]\nid = \"a\"\nurl = \"stdin:\"").find("two feeds"),
              std::string::npos);
}

}  // namespace
