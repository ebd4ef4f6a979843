#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "feeds/http_server.h"
#include "feeds/outlet.h"
#include "tests/feeds/transports/transports.h"
#include "tests/support/certificates.h"
#include "tests/support/server_process.h"

namespace {

using feeds::HttpReply;
using feeds::HttpRequest;
using feeds::HttpServer;
using feeds::Link;
using feeds_test::CollectingSink;
using feeds_test::open;
using feeds_test::setup_for;
using feeds_test::wait_for_state;
using feeds_test::wait_until;
using std::chrono::milliseconds;

/// A server with one page, which the test changes.
class Page {
public:
    explicit Page(int port = 0) {
        feeds::HttpSetup setup;
        setup.port = port;
        setup.routes.push_back({.method = "GET",
                                .path = "/page",
                                .answer = [this](HttpRequest const& r) { return answer(r); },
                                .secret = {}});
        auto started = HttpServer::start(std::move(setup));
        EXPECT_TRUE(started) << started.error().message;
        server_ = *std::move(started);
    }

    std::string url() const { return server_->url() + "/page?token=abc"; }
    int port() const { return server_->port(); }
    void show(HttpReply reply) {
        std::lock_guard const lock(mutex_);
        reply_ = std::move(reply);
    }
    std::vector<HttpRequest> asked() const {
        std::lock_guard const lock(mutex_);
        return asked_;
    }
    bool wait_for_requests(std::size_t count) const {
        return wait_until([&] { return asked().size() >= count; });
    }

private:
    HttpReply answer(HttpRequest const& request) {
        std::lock_guard const lock(mutex_);
        asked_.push_back(request);
        for (auto const& [name, value] : reply_.headers) {
            auto const known = request.headers.find("if-none-match");
            if (name == "ETag" && known != request.headers.end() && known->second == value) {
                return {.status = 304, .body = {}, .headers = {}};
            }
        }
        return reply_;
    }

    mutable std::mutex mutex_;
    HttpReply reply_{.body = "{\"a\":1}", .headers = {}};
    std::vector<HttpRequest> asked_;
    std::unique_ptr<HttpServer> server_;
};

TEST(HttpPoll, TakesAnAnswerOnceAndTheNextWhenItHasChanged) {
    Page page;
    page.show({.body = "{\"a\":1}", .headers = {{"ETag", "\"one\""}}});
    CollectingSink sink;
    std::string position;
    {
        auto const transport = open(setup_for(sink, page.url()));
        ASSERT_TRUE(page.wait_for_requests(3));
        EXPECT_EQ(sink.bodies(), (std::vector<std::string>{"{\"a\":1}"}));
        EXPECT_EQ(page.asked()[0].headers.count("if-none-match"), 0U);
        EXPECT_EQ(page.asked()[1].headers.at("if-none-match"), "\"one\"");
        EXPECT_EQ(page.asked()[0].query.at("token"), "abc");
        page.show({.body = "{\"a\":2}", .headers = {{"ETag", "\"two\""}}});
        ASSERT_TRUE(sink.wait_for(2));
        EXPECT_EQ(transport->link().state, Link::State::up);
    }
    std::size_t const before = page.asked().size();
    auto again = setup_for(sink, page.url());
    again.position = sink.last_position();
    auto const transport = open(std::move(again));
    ASSERT_TRUE(page.wait_for_requests(before + 2));
    EXPECT_EQ(page.asked()[before].headers.at("if-none-match"), "\"two\"") << "after a restart";
    EXPECT_EQ(sink.count(), 2U);
}

TEST(HttpPoll, KnowsTheSameAnswerOfAServerThatDoesNotSay) {
    Page page;
    CollectingSink sink;
    auto const transport = open(setup_for(sink, page.url()));
    ASSERT_TRUE(page.wait_for_requests(4));
    EXPECT_EQ(sink.count(), 1U);
}

TEST(HttpPoll, CutsLongAnswersIntoTheirItems) {
    Page page;
    std::string const item = "{\"t\":\"" + std::string(400 * 1024, 'x') + "\"}";
    page.show({.body = "[" + item + "," + item + "," + item + "]", .headers = {}});
    CollectingSink sink;
    auto const transport = open(setup_for(sink, page.url()));
    ASSERT_TRUE(sink.wait_for(3));
    EXPECT_EQ(sink.bodies()[2], item);
}

TEST(HttpPoll, SaysWhyItIsDownAndComesBack) {
    auto page = std::make_unique<Page>();
    int const port = page->port();
    page->show({.status = 401, .body = {}, .headers = {}});
    CollectingSink sink;
    auto const transport = open(setup_for(sink, page->url()));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_EQ(transport->link().reason, "HTTP status 401: the user or the secret is refused");
    page.reset();
    ASSERT_TRUE(wait_until([&] { return transport->link().reason.find("onnect") != std::string::npos; }))
        << transport->link().reason;
    EXPECT_EQ(transport->link().reason.find("abc"), std::string::npos) << "tokens are nobody's business";
    Page const back(port);
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    EXPECT_TRUE(sink.wait_for(1));
}

TEST(HttpPoll, SendsTheSecretAsTokenOrPassword) {
    Page page;
    CollectingSink sink;
    auto setup = setup_for(sink, page.url());
    setup.secret = "s3cret";
    {
        auto const transport = open(setup);
        ASSERT_TRUE(page.wait_for_requests(1));
        EXPECT_EQ(page.asked()[0].headers.at("authorization"), "Bearer s3cret");
    }
    page.show({.status = 401, .body = {}, .headers = {{"WWW-Authenticate", "Basic"}}});
    setup.spec.user = "me";
    std::size_t const before = page.asked().size();
    auto const transport = open(setup);
    ASSERT_TRUE(page.wait_for_requests(before + 2));
    EXPECT_EQ(page.asked()[before + 1].headers.at("authorization"), "Basic bWU6czNjcmV0");
}

TEST(HttpPoll, StopsAtOnceWhileAServerKeepsItWaiting) {
    int const listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr const*>(&address), size), 0);
    ASSERT_EQ(listen(listener, 5), 0);
    ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
    CollectingSink sink;
    auto transport = open(setup_for(sink, "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x"));
    std::this_thread::sleep_for(milliseconds(100));
    EXPECT_EQ(transport->link().state, Link::State::connecting);
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
    close(listener);
}

TEST(HttpPoll, TrustsAServerOfItsAuthorityAlone) {
    if (!test_support::can_make_certificates()) GTEST_SKIP() << "openssl is not installed";
    std::string folder = "/tmp/borough-https-XXXXXX";
    ASSERT_TRUE(mkdtemp(folder.data()));
    auto const made = test_support::make_certificates(folder);
    ASSERT_TRUE(made) << made.error().message;
    std::ofstream(folder + "/page.json") << "{\"over\":\"TLS\"}";
    int const port = test_support::free_port();
    test_support::ServerProcess server;
    server.launch({test_support::find_program("openssl"), "s_server", "-accept", "127.0.0.1:" + std::to_string(port),
                   "-cert", "server.pem", "-key", "server.key", "-WWW", "-quiet"},
                  folder);
    ASSERT_TRUE(test_support::wait_for_port(port));
    CollectingSink sink;
    auto setup = setup_for(sink, "https://127.0.0.1:" + std::to_string(port) + "/page.json");
    {
        auto const transport = open(setup);
        ASSERT_TRUE(wait_for_state(*transport, Link::State::down)) << "an authority the system does not know";
        EXPECT_NE(transport->link().reason.find("certificate"), std::string::npos) << transport->link().reason;
    }
    setup.folder = folder;
    setup.spec.ca_file = "ca.pem";
    auto const transport = open(setup);
    ASSERT_TRUE(sink.wait_for(1)) << transport->link().reason;
    EXPECT_EQ(sink.bodies()[0], "{\"over\":\"TLS\"}");
    std::filesystem::remove_all(folder);
}

TEST(HttpPoll, AnUnreadableCaFileIsAnError) {
    CollectingSink sink;
    auto setup = setup_for(sink, "https://127.0.0.1:1/x");
    setup.spec.ca_file = "no/such.pem";
    auto const opened = feeds::open_transport(std::move(setup));
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("no/such.pem cannot be read"), std::string::npos);
}

}  // namespace
