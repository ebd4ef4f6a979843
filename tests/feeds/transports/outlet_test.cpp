#include "feeds/outlet.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "feeds/http_server.h"
#include "tests/feeds/transports/transports.h"

namespace {

namespace fs = std::filesystem;
using feeds_test::CollectingSink;

std::unique_ptr<feeds::Outlet> open_outlet(feeds::OutletSetup setup) {
    auto opened = feeds::open_outlet(std::move(setup));
    EXPECT_TRUE(opened) << opened.error().message;
    return *std::move(opened);
}

TEST(Outlet, AppendsLinesToAFile) {
    fs::path const file = fs::path(testing::TempDir()) / ("borough_outlet_" + std::to_string(getpid()) + ".ndjson");
    for (char const* const body : {"{\"a\":1}", "{\"b\":\n2}"}) {
        auto const outlet = open_outlet({.url = "file:" + file.string()});
        ASSERT_TRUE(outlet->publish("topic", body));
        ASSERT_TRUE(outlet->finish());
    }
    std::ifstream stream(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "{\"a\":1}\n{\"b\": 2}\n");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    fs::remove(file);
}

TEST(Outlet, PostsToAFeedOfAServer) {
    CollectingSink sink;
    feeds::HttpSetup setup;
    setup.routes.push_back(feeds::ingest_route(
        [&](std::string const& feed) {
            return feed == "tickets" ? feeds::IngestTarget{&sink, "s3cret"} : feeds::IngestTarget{};
        },
        [] { return base::UtcMs{5}; }));
    auto const server = feeds::HttpServer::start(std::move(setup));
    ASSERT_TRUE(server);
    auto const outlet = open_outlet({.url = server.value()->url() + "/ingest", .secret = "s3cret"});
    ASSERT_TRUE(outlet->publish("tickets", "{\"a\":1}"));
    ASSERT_TRUE(outlet->finish());
    EXPECT_EQ(sink.bodies(), (std::vector<std::string>{"{\"a\":1}"}));
    auto const lost = outlet->publish("nothing", "{}");
    ASSERT_FALSE(lost);
    EXPECT_NE(lost.error().message.find("status 404"), std::string::npos) << lost.error().message;
    auto const wrong = open_outlet({.url = server.value()->url() + "/ingest", .secret = "guess"});
    EXPECT_FALSE(wrong->publish("tickets", "{}"));
    EXPECT_EQ(sink.count(), 1U);
}

TEST(Outlet, SaysWhereItCanPlayTo) {
    auto const opened = feeds::open_outlet({.url = "ftp://h/x"});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("ftp: is nothing to play to; there are file:, http:"), std::string::npos);
}

}  // namespace
