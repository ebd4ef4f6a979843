// Answers that come bit by bit, from both sides, and routes that judge for themselves who may ask.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "feeds/http_client.h"
#include "feeds/http_server.h"
#include "tests/feeds/transports/http_client.h"

namespace {

using feeds::HttpReply;
using feeds::HttpRequest;
using feeds::HttpServer;
using feeds::HttpSetup;
using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// One route "/stream" that says "1\n", "2\n" ... up to `last`, and then nothing more for as long as it is asked.
std::unique_ptr<HttpServer> serve(int last, bool ends, std::string secret = {}) {
    HttpSetup setup;
    setup.secret = std::move(secret);
    auto const answer = [last, ends](HttpRequest const&) {
        HttpReply reply{.type = "text/plain"};
        reply.stream = [last, ends, n = 0](std::string& more) mutable {
            if (n < last) {
                more = std::to_string(++n) + "\n";
            } else {
                std::this_thread::sleep_for(10ms);
            }
            return n < last || !ends;
        };
        return reply;
    };
    setup.routes.push_back({.method = "GET", .path = "/stream", .answer = answer});
    auto started = HttpServer::start(std::move(setup));
    EXPECT_TRUE(started) << started.error().message;
    return *std::move(started);
}

TEST(HttpStream, ComesInPartsAndEnds) {
    auto const server = serve(3, true);
    std::string got;
    auto const take = [&](std::string_view part) {
        got += part;
        return true;
    };
    auto const answer = feeds::HttpClient({}).call({.url = server->url() + "/stream", .take = take}, {});
    EXPECT_EQ(answer.status, 200) << answer.problem;
    EXPECT_EQ(got, "1\n2\n3\n");
    EXPECT_EQ(answer.body, "");
}

TEST(HttpStream, SilenceEndsIt) {
    auto const server = serve(1, false);
    std::string got;
    auto const take = [&](std::string_view part) {
        got += part;
        return true;
    };
    auto const answer =
        feeds::HttpClient({}).call({.url = server->url() + "/stream", .take = take, .longest_s = 0, .silent_s = 1}, {});
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.problem, "nothing came for 1 s");
    EXPECT_EQ(got, "1\n");
}

TEST(HttpStream, EndsWhenEnoughIsSaid) {
    auto const server = serve(1, false);
    auto const answer = feeds::HttpClient({}).call(
        {.url = server->url() + "/stream", .take = [](std::string_view) { return false; }}, {});
    EXPECT_EQ(answer.status, 0);
    EXPECT_NE(answer.problem, "");
}

TEST(HttpStream, ARefusalIsNoPartOfTheStream) {
    auto const server = serve(1, false, "secret");
    bool came = false;
    auto const take = [&](std::string_view) { return came = true; };
    auto const answer = feeds::HttpClient({}).call({.url = server->url() + "/stream", .take = take}, {});
    EXPECT_EQ(answer.status, 401);
    EXPECT_FALSE(came);
    EXPECT_NE(answer.body.find("secret"), std::string::npos);
}

TEST(HttpStream, HoldsUpTheServersEndOnlyBriefly) {
    auto server = serve(1, false);
    std::atomic<bool> came = false;
    std::jthread const reader([url = server->url(), &came](std::stop_token const& stop) {
        auto const take = [&](std::string_view) { return came = true; };
        feeds::HttpClient({}).call({.url = url + "/stream", .take = take, .longest_s = 0, .silent_s = 30}, stop);
    });
    for (int i = 0; i < 500 && !came; ++i) std::this_thread::sleep_for(10ms);
    ASSERT_TRUE(came);
    auto const begun = Steady::now();
    server.reset();
    EXPECT_LT(Steady::now() - begun, 10s);  // and not for ever
}

TEST(HttpRoute, JudgesForItselfWhoMayAsk) {
    HttpSetup setup;
    setup.secret = "secret";
    auto const answer = [](HttpRequest const& request) { return HttpReply{.body = request.from}; };
    setup.routes.push_back(
        {.method = "GET", .path = "/open", .answer = answer, .admits = [](HttpRequest const&) { return true; }});
    setup.routes.push_back(
        {.method = "POST", .path = "/some", .answer = answer, .admits = [](HttpRequest const& request) {
             return request.headers.contains("x-friend");
         }});
    setup.routes.push_back({.method = "GET", .path = "/secret", .answer = answer});
    auto const started = HttpServer::start(std::move(setup));
    ASSERT_TRUE(started);
    std::string const url = (*started)->url();
    EXPECT_EQ(feeds_test::ask({.url = url + "/open"}).body, "127.0.0.1");
    EXPECT_EQ(feeds_test::ask({.url = url + "/secret"}).status, 401);
    EXPECT_EQ(feeds_test::ask({.method = "POST", .url = url + "/some", .body = "x"}).status, 401);
    EXPECT_EQ(
        feeds_test::ask({.method = "POST", .url = url + "/some", .body = "x", .headers = {"X-Friend: yes"}}).status,
        200);
}

TEST(NamesThisMachine, OnlyByNamesThatAreAlwaysIts) {
    for (char const* own : {"127.0.0.1", "localhost:80", "[::1]:8735"})
        EXPECT_TRUE(feeds::names_this_machine(own)) << own;
    for (char const* other : {"", "example.com", "127.0.0.1.example.com", "10.0.0.5:80"}) {
        EXPECT_FALSE(feeds::names_this_machine(other)) << other;
    }
}

}  // namespace
