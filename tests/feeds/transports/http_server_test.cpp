#include "feeds/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "feeds/http_auth.h"
#include "tests/feeds/transports/collecting_sink.h"
#include "tests/feeds/transports/http_client.h"
#include "tests/feeds/transports/transports.h"

namespace {

using feeds::HttpReply;
using feeds::HttpRequest;
using feeds::HttpServer;
using feeds::HttpSetup;
using feeds_test::ask;
using feeds_test::CollectingSink;
using feeds_test::RawConnection;
using feeds_test::Reply;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

feeds::Clock fixed_clock() {
    return [] { return base::UtcMs{1770000000000}; };
}

std::unique_ptr<HttpServer> serve(HttpSetup setup) {
    auto started = HttpServer::start(std::move(setup));
    EXPECT_TRUE(started) << started.error().message;
    return *std::move(started);
}

HttpSetup ingest_into(CollectingSink& sink, std::string secret = {}) {
    HttpSetup setup;
    setup.routes.push_back(feeds::ingest_route(
        [&sink, secret](std::string const& feed) {
            return feed == "tickets" ? feeds::IngestTarget{&sink, secret} : feeds::IngestTarget{};
        },
        fixed_clock()));
    return setup;
}

TEST(HttpAuth, SignsAsRfc4231Says) {
    EXPECT_EQ(feeds::hmac_sha256("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_TRUE(feeds::signature_is("sha256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
                                    "what do ya want for nothing?", "Jefe"));
    EXPECT_FALSE(feeds::signature_is("5bdcc146", "what do ya want for nothing?", "Jefe"));
}

TEST(HttpServer, AnswersRoutesAndSaysWhatIsNotThere) {
    HttpSetup setup;
    setup.routes.push_back({.method = "GET",
                            .path = "/state",
                            .answer =
                                [](HttpRequest const& request) {
                                    return HttpReply{
                                        .type = "text/plain", .body = request.query.at("layer"), .headers = {}};
                                },
                            .secret = {}});
    setup.routes.push_back({.method = "GET",
                            .path = "/part/*",
                            .answer =
                                [](HttpRequest const& request) {
                                    return HttpReply{.type = "text/plain", .body = request.rest, .headers = {}};
                                },
                            .secret = {}});
    auto const server = serve(std::move(setup));
    Reply const state = ask({.url = server->url() + "/state?layer=%E7%83%AD%E7%BA%BF"});
    EXPECT_EQ(state.status, 200);
    EXPECT_EQ(state.body, "热线");
    EXPECT_EQ(state.headers.at("content-type"), "text/plain");
    EXPECT_EQ(ask({.url = server->url() + "/part/a/b"}).body, "a/b");
    EXPECT_EQ(ask({.method = "HEAD", .url = server->url() + "/state?layer=x"}).status, 200);
    EXPECT_EQ(ask({.url = server->url() + "/states"}).status, 404);
    EXPECT_EQ(ask({.method = "POST", .url = server->url() + "/state", .body = "x"}).status, 405);
    EXPECT_EQ(ask({.url = server->url() + "/state"}).status, 500) << "the handler threw";
    EXPECT_EQ(ask({.url = server->url() + "/state?layer=x"}).status, 200) << "and the server goes on";
}

TEST(HttpServer, SaysAPortIsTaken) {
    auto const first = serve({});
    auto const second = HttpServer::start({.port = first->port(), .secret = {}, .routes = {}});
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find(std::to_string(first->port())), std::string::npos);
}

TEST(HttpServer, ListensBeyondThisMachineOnlyWithASecret) {
    EXPECT_FALSE(HttpServer::start({.host = "0.0.0.0", .secret = {}, .routes = {}}));
    EXPECT_TRUE(HttpServer::start({.host = "0.0.0.0", .secret = "s", .routes = {}}));
    for (char const* const local : {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
        EXPECT_TRUE(feeds::listens_locally(local)) << local;
    for (char const* const beyond : {"127.evil.example", "::", "0.0.0.0", "127.0.0.1:80", ""})
        EXPECT_FALSE(feeds::listens_locally(beyond)) << beyond;
}

TEST(HttpServer, TakesMessagesIn) {
    CollectingSink sink;
    auto const server = serve(ingest_into(sink));
    std::string const url = server->url() + "/ingest/tickets";
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = "{\"id\":\"热1\"}"}).status, 202);
    EXPECT_EQ(ask({.method = "POST", .url = server->url() + "/ingest/nothing", .body = "{}"}).status, 404);
    EXPECT_EQ(ask({.url = url}).status, 405);
    ASSERT_EQ(sink.count(), 1U);
    EXPECT_EQ(sink.arrivals()[0].body, "{\"id\":\"热1\"}");
    EXPECT_EQ(sink.arrivals()[0].topic, "/ingest/tickets");
    EXPECT_EQ(sink.arrivals()[0].received, 1770000000000);
    sink.refuse(true);
    Reply const full = ask({.method = "POST", .url = url, .body = "{}"});
    EXPECT_EQ(full.status, 503);
    EXPECT_EQ(full.headers.at("retry-after"), "5");
    EXPECT_EQ(sink.count(), 1U);
}

TEST(HttpServer, TakesMessagesOnlyWithTheSecretOrASignature) {
    CollectingSink sink;
    auto const server = serve(ingest_into(sink, "correct horse"));
    std::string const url = server->url() + "/ingest/tickets";
    auto const status = [&](std::vector<std::string> headers) {
        return ask({.method = "POST", .url = url, .body = "{}", .headers = std::move(headers)}).status;
    };
    EXPECT_EQ(status({}), 401);
    EXPECT_EQ(status({"Authorization: Bearer correct hors"}), 401);
    EXPECT_EQ(status({"Authorization: Basic correct horse"}), 401);
    EXPECT_EQ(status({"X-Signature: " + feeds::hmac_sha256("correct horse", "{ }")}), 401) << "of another body";
    EXPECT_EQ(sink.count(), 0U);
    EXPECT_EQ(status({"Authorization: Bearer correct horse"}), 202);
    EXPECT_EQ(status({"X-Signature: sha256=" + feeds::hmac_sha256("correct horse", "{}")}), 202);
    EXPECT_EQ(sink.count(), 2U);
}

TEST(HttpServer, AFeedWithoutASecretOfItsOwnHasTheServers) {
    CollectingSink sink;
    HttpSetup setup = ingest_into(sink);
    setup.secret = "token";
    auto const server = serve(std::move(setup));
    std::string const url = server->url() + "/ingest/tickets";
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = "{}"}).status, 401);
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = "{}", .headers = {"Authorization: Bearer token"}}).status,
              202);
    EXPECT_EQ(ask({.url = server->url() + "/anything"}).status, 401) << "who does not know it learns nothing";
}

TEST(HttpServer, WithoutASecretAnswersNoWebPageAndNoForeignName) {
    CollectingSink sink;
    auto const server = serve(ingest_into(sink));
    std::string const url = server->url() + "/ingest/tickets";
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = "{}", .headers = {"Origin: http://evil.example"}}).status,
              403);
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = "{}", .headers = {"Host: evil.example"}}).status, 403);
    auto const status = [&](std::string const& host) {
        return ask({.method = "POST", .url = url, .body = "{}", .headers = {"Host: " + host}}).status;
    };
    for (char const* const ours : {"localhost:1", "LocalHost", "127.0.0.1", "127.8.9.10:80", "[::1]", "[::1]:8080"})
        EXPECT_EQ(status(ours), 202) << ours;
    for (char const* const foreign :
         {"127.evil.example", "127.0.0.1.evil.example:80", "127.0.0.1:80.evil.example", "[::1].evil.example", "[::1",
          "[::2]", "128.0.0.1", "localhost.evil.example", "127."})
        EXPECT_EQ(status(foreign), 403) << foreign;
    EXPECT_EQ(sink.count(), 6U);
}

TEST(HttpServer, RefusesBodiesThatAreTooLongHoweverTheyAreSent) {
    CollectingSink sink;
    HttpSetup setup = ingest_into(sink);
    setup.longest_body = 1000;
    auto const server = serve(std::move(setup));
    std::string const url = server->url() + "/ingest/tickets";
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = std::string(1000, 'x')}).status, 202);
    EXPECT_EQ(ask({.method = "POST", .url = url, .body = std::string(1001, 'x')}).status, 413);
    EXPECT_EQ(
        ask({.method = "POST", .url = url, .body = std::string(7000, 'x'), .headers = {"Transfer-Encoding: chunked"}})
            .status,
        413)
        << "no header says how long it is";
    EXPECT_EQ(sink.count(), 1U);
}

TEST(HttpServer, ClientsThatStallHoldUpNobodyForLong) {
    CollectingSink sink;
    HttpSetup setup = ingest_into(sink);
    setup.workers = 2;
    setup.stall_s = 1;
    setup.longest_s = 3600;
    auto const server = serve(std::move(setup));
    std::vector<std::unique_ptr<RawConnection>> stalled;
    for (int i = 0; i < 4; ++i) {
        stalled.push_back(std::make_unique<RawConnection>(server->port()));
        stalled.back()->send("POST /ingest/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
    }
    EXPECT_EQ(ask({.method = "POST", .url = server->url() + "/ingest/tickets", .body = "{}"}).status, 202);
    EXPECT_EQ(sink.count(), 1U) << "half a message is none";
}

TEST(HttpServer, ClientsThatTrickleAreDroppedInTheEnd) {
    CollectingSink sink;
    HttpSetup setup = ingest_into(sink);
    setup.workers = 1;
    setup.longest_s = 1;
    auto const server = serve(std::move(setup));
    RawConnection slow(server->port());
    slow.send("POST /ingest/tickets HTTP/1.1\r\nHost: localhost\r\n");
    auto const begin = Steady::now();
    std::jthread const trickle([&](std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            slow.send("X-More: and more\r\n");
            std::this_thread::sleep_for(milliseconds(100));
        }
    });
    std::this_thread::sleep_for(milliseconds(200));
    EXPECT_EQ(ask({.method = "POST", .url = server->url() + "/ingest/tickets", .body = "{}"}).status, 202);
    EXPECT_GT(Steady::now() - begin, milliseconds(900)) << "the one thread was taken until then";
}

TEST(HttpServer, StopsWhateverClientsDo) {
    CollectingSink sink;
    HttpSetup setup = ingest_into(sink);
    setup.stall_s = setup.longest_s = 3600;
    auto server = serve(std::move(setup));
    RawConnection const silent(server->port());
    RawConnection half(server->port());
    half.send("POST /ingest/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_TRUE(feeds_test::ends([&] { server.reset(); }));
}

TEST(HttpServer, FiveThousandMessagesFromFourSenders) {
    CollectingSink sink;
    auto const server = serve(ingest_into(sink));
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> senders;
        for (int s = 0; s < 4; ++s) {
            senders.emplace_back([&] {
                for (int i = 0; i < 1250; ++i) {
                    Reply const reply = ask({.method = "POST", .url = server->url() + "/ingest/tickets", .body = "{}"});
                    if (reply.status == 202) ++taken;
                }
            });
        }
    }
    EXPECT_EQ(taken, 5000);
    EXPECT_EQ(sink.count(), 5000U);
}

TEST(HttpPush, ListensForOneFeedAndTriesAgainWhereThePortIsTaken) {
    CollectingSink sink;
    auto holder = serve({});
    int const port = holder->port();
    auto setup = feeds_test::setup_for(sink, "push://127.0.0.1:" + std::to_string(port));
    setup.secret = "s3cret";
    auto const transport = feeds_test::open(setup);
    ASSERT_TRUE(feeds_test::wait_for_state(*transport, feeds::Link::State::down));
    EXPECT_NE(transport->link().reason.find("cannot listen"), std::string::npos);
    holder.reset();
    ASSERT_TRUE(feeds_test::wait_for_state(*transport, feeds::Link::State::up));
    std::string const url = "http://127.0.0.1:" + std::to_string(port) + "/ingest/";
    auto const post = [&](std::string const& feed, std::string const& secret) {
        return ask({.method = "POST", .url = url + feed, .body = "{}", .headers = {"Authorization: Bearer " + secret}})
            .status;
    };
    EXPECT_EQ(post("tickets", "s3cret"), 202);
    EXPECT_EQ(post("tickets", "guess"), 401);
    EXPECT_EQ(post("events", "s3cret"), 404);
    EXPECT_EQ(sink.count(), 1U);
    setup.secret.clear();
    setup.spec.url = "push://0.0.0.0:1";
    EXPECT_FALSE(feeds::open_transport(setup));
}

}  // namespace
