#include "feeds/url.h"

#include <gtest/gtest.h>

namespace {

using feeds::parse_url;

feeds::Url parsed(std::string const& text) {
    auto const url = parse_url(text);
    EXPECT_TRUE(url) << text << ": " << url.error().message;
    return url ? *url : feeds::Url{};
}

TEST(Url, HasParts) {
    auto const url = parsed("PostgreSQL://reader%40x@db.example:5433/city?table=public.tickets&order=seq&note=a%20b");
    EXPECT_EQ(url.scheme, "postgresql");
    EXPECT_EQ(url.user, "reader@x");
    EXPECT_EQ(url.host, "db.example");
    EXPECT_EQ(url.port, 5433);
    EXPECT_EQ(url.path, "/city");
    EXPECT_EQ(url.option("table"), "public.tickets");
    EXPECT_EQ(url.option("note"), "a b");
    EXPECT_EQ(url.option("nothing", "else"), "else");
    EXPECT_EQ(url.place(), "postgresql://db.example:5433");
}

TEST(Url, LeavesFilesAsTheyAre) {
    EXPECT_EQ(parsed("file:feeds/工单 100%.ndjson").path, "feeds/工单 100%.ndjson");
    EXPECT_EQ(parsed("file:///srv/a.ndjson?format=lines").path, "/srv/a.ndjson");
    EXPECT_EQ(parsed("file:/srv/a%2.ndjson").path, "/srv/a%2.ndjson");
    EXPECT_EQ(parsed("stdin:").path, "");
}

TEST(Url, KeepsTheWildcardsOfTopics) {
    EXPECT_EQ(parsed("mqtt://[::1]:1884/district/+/tickets/#").path, "/district/+/tickets/#");
    EXPECT_EQ(parsed("mqtt://[::1]:1884/x").host, "::1");
    EXPECT_EQ(parsed("mqtt://[::1]:1884/x").place(), "mqtt://[::1]:1884");
    EXPECT_EQ(parsed("mqtt://h/v1.1/Datastreams(42)/Observations").path, "/v1.1/Datastreams(42)/Observations");
}

TEST(Url, RefusesWhatCannotBe) {
    EXPECT_FALSE(parse_url("tickets.ndjson"));
    EXPECT_FALSE(parse_url("mqtt://h:0/x"));
    EXPECT_FALSE(parse_url("mqtt://h:99999/x"));
    EXPECT_FALSE(parse_url("mqtt://h:port/x"));
    EXPECT_FALSE(parse_url("mqtt://[::1/x"));
    auto const secret = parse_url("mqtt://me:hunter2@h/x");
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.error().message.find("hunter2"), std::string::npos);
    auto const number = parsed("kafka://h/t?wait=x").number("wait", 1, 0, 10);
    ASSERT_FALSE(number);
    EXPECT_NE(number.error().message.find("'wait' is 'x'"), std::string::npos);
}

}  // namespace
