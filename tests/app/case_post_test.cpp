// What is posted of the log of cases, against a real HTTP server and a real mosquitto.
#include "app/case_post.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/case_book.h"
#include "feeds/audit_log.h"
#include "feeds/http_auth.h"
#include "feeds/http_server.h"
#include "tests/feeds/transports/transports.h"
#include "tests/support/mosquitto.h"
#include "tests/support/server_process.h"

namespace case_post_test {

namespace fs = std::filesystem;
using feeds_test::wait_until;
using std::chrono::milliseconds, std::chrono::seconds;

constexpr base::UtcMs kNow = 1792000000000;
constexpr app::PostPace kQuick{milliseconds(100), milliseconds(50), milliseconds(200), milliseconds(500)};

/// A log, and the other side.
class Post : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder_);
        setenv("POST_TEST_TOKEN", "tok", 1);
        setenv("POST_TEST_KEY", "key", 1);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void log(std::string const& target) const {
        auto const opened = feeds::AuditLog::open(folder_);
        ASSERT_TRUE(opened) << opened.error().message;
        ASSERT_TRUE(opened->append(app::to_audit(
            {kNow, "li", "", ui::CaseAction::close, {"ticket " + target, kNow, kNow}, target, {}, "已办"})));
    }

    std::unique_ptr<app::CasePost> post(std::string const& url) const {
        twin::SupervisionSpec spec;
        spec.post = url;
        if (url.starts_with("http")) spec.secret = "env:POST_TEST_TOKEN", spec.sign = "env:POST_TEST_KEY";
        return std::make_unique<app::CasePost>(
            folder_, spec, [] {}, kQuick);
    }

    /// Answers by `status_`, and keeps what it took.
    void serve(int port = 0) {
        feeds::HttpSetup setup;
        setup.port = port;
        setup.secret = "tok";
        feeds::HttpRoute route{"POST", "/hook", {}, {}, {}};
        route.answer = [this](feeds::HttpRequest const& request) {
            std::lock_guard const lock(mutex_);
            auto const signature = request.headers.find("x-signature");
            signed_ = signed_ && signature != request.headers.end() &&
                      feeds::signature_is(signature->second, request.body, "key");
            ++asked_;
            bool const refuses = !refused_.empty() && request.body.find(refused_) != std::string::npos;
            feeds::HttpReply reply;
            reply.status = refuses ? 422 : status_;
            if (reply.status == 302) reply.headers.emplace_back("Location", "/elsewhere");
            if (reply.status == 200) bodies_.push_back(request.body);
            return reply;
        };
        setup.routes.push_back(std::move(route));
        setup.routes.push_back({"GET", "/elsewhere", [](auto const&) { return feeds::HttpReply{}; }, {}, {}});
        auto started = feeds::HttpServer::start(std::move(setup));
        ASSERT_TRUE(started) << started.error().message;
        server_ = *std::move(started);
    }
    std::string url() const { return server_->url() + "/hook"; }
    void answer(int status) {
        std::lock_guard const lock(mutex_);
        status_ = status;
    }
    std::vector<std::string> targets() const {
        std::lock_guard const lock(mutex_);
        std::vector<std::string> out;
        for (std::string const& body : bodies_) out.push_back(nlohmann::json::parse(body).value("target", ""));
        return out;
    }
    bool asked(int times) const {
        return wait_until([&] { return std::lock_guard(mutex_), asked_ >= times; }, seconds(20));
    }
    bool arrive(std::size_t count) const {
        return wait_until([&] { return targets().size() >= count; }, seconds(30));
    }
    static bool fails(app::CasePost& post, app::CasePost::News& news) {
        return wait_until([&] { return news = post.take(), !news.problem.empty(); }, seconds(30));
    }

    fs::path const folder_ = fs::path(testing::TempDir()) / ("borough_post_" + std::to_string(getpid()));
    mutable std::mutex mutex_;
    std::vector<std::string> bodies_;
    std::string refused_;
    int status_ = 200, asked_ = 0;
    bool signed_ = true;
    std::unique_ptr<feeds::HttpServer> server_;
};

using Targets = std::vector<std::string>;

TEST_F(Post, SendsWhatIsLoggedFromNowOnSignedAndInOrder) {
    log("old");
    serve();
    auto const posting = post(url());
    log("T1");
    log("T2");
    posting->look();
    ASSERT_TRUE(arrive(2));
    EXPECT_EQ(targets(), (Targets{"ticket T1", "ticket T2"})) << "nothing older than the address";
    EXPECT_TRUE(signed_);
    auto const told = nlohmann::json::parse(bodies_[0]);
    EXPECT_EQ(told["sequence"], 2);
    EXPECT_EQ(told["action"], "case.close");
    EXPECT_EQ(told["user"], "li");
    EXPECT_EQ(told["detail"]["note"], "已办");
}

TEST_F(Post, WaitsForAServerThatIsAwayAlsoOverARestart) {
    std::string const to = "http://127.0.0.1:" + std::to_string(test_support::free_port()) + "/hook";
    auto posting = post(to);
    log("T1");
    posting->look();
    posting.reset();  // at once: an end waits for nobody
    log("T2");
    posting = post(to);
    app::CasePost::News news;
    ASSERT_TRUE(fails(*posting, news));
    EXPECT_EQ(news.waiting, 2U);
    posting.reset();
    serve(std::stoi(to.substr(17)));
    posting = post(to);
    ASSERT_TRUE(arrive(2));
    EXPECT_EQ(targets(), (Targets{"ticket T1", "ticket T2"}));
    EXPECT_TRUE(wait_until([&] { return news = posting->take(), news.waiting == 0 && news.problem.empty(); }));
}

TEST_F(Post, TriesAgainWhatMayPassAndFollowsNobodyElsewhere) {
    serve();
    auto const posting = post(url());
    for (int const status : {302, 500}) {
        answer(status);
        int const before = asked_;
        log("T" + std::to_string(status));
        posting->look();
        ASSERT_TRUE(asked(before + 1)) << status;
        app::CasePost::News news;
        ASSERT_TRUE(fails(*posting, news));
        EXPECT_NE(news.problem.find("status " + std::to_string(status)), std::string::npos) << news.problem;
        answer(200);
        ASSERT_TRUE(wait_until([&] { return posting->take().waiting == 0; }, seconds(20)));
    }
    EXPECT_EQ(targets(), (Targets{"ticket T302", "ticket T500"}));
}

TEST_F(Post, WhatIsRefusedForGoodIsLoggedAndHoldsNobodyUp) {
    serve();
    refused_ = "ticket T1";
    auto const posting = post(url());
    log("T1");
    log("T2");
    posting->look();
    ASSERT_TRUE(arrive(1));
    EXPECT_EQ(targets(), (Targets{"ticket T2"}));
    feeds::AuditEntry last;
    // It is logged once its answer has been read, and what follows may be with the server by then.
    ASSERT_TRUE(wait_until([&] {
        auto const history = feeds::read_audit(folder_);
        if (history) last = history->entries.back();
        return last.action == "post.refused";
    }));
    EXPECT_EQ(last.target, "ticket T1");
    EXPECT_NE(last.detail.find("status 422"), std::string::npos) << last.detail;
    std::vector<twin::Name> lines;
    ASSERT_TRUE(wait_until([&] {
        for (twin::Name& line : posting->take().lines) lines.push_back(std::move(line));
        return !lines.empty();
    }));
    EXPECT_NE(lines[0].en.find("refused for good"), std::string::npos);
}

TEST_F(Post, OneOfTwoProgramsPosts) {
    serve();
    auto const one = post(url()), other = post(url());
    log("T1");
    one->look();
    other->look();
    ASSERT_TRUE(arrive(1));
    std::this_thread::sleep_for(5 * kQuick.look);  // either looks
    EXPECT_EQ(targets().size(), 1U);
}

TEST_F(Post, ReachesATopicAndWaitsForItsBroker) {
    if (!test_support::Mosquitto::installed()) GTEST_SKIP() << "mosquitto is not installed";
    auto broker = test_support::Mosquitto::start();
    ASSERT_TRUE(broker) << broker.error().message;
    feeds_test::CollectingSink sink;
    auto const listening = feeds_test::open(feeds_test::setup_for(sink, (*broker)->url("cases")));
    ASSERT_TRUE(feeds_test::wait_for_state(*listening, feeds::Link::State::up));
    auto const posting = post((*broker)->url("cases"));
    log("T1");
    posting->look();
    ASSERT_TRUE(sink.wait_for(1, 20));
    EXPECT_NE(sink.bodies()[0].find("\"target\":\"ticket T1\""), std::string::npos);
    (*broker)->stop();
    log("T2");
    posting->look();
    app::CasePost::News news;
    ASSERT_TRUE(fails(*posting, news));
    EXPECT_EQ(news.waiting, 1U);
    ASSERT_TRUE((*broker)->resume());
    ASSERT_TRUE(wait_until(
        [&] {
            auto const all = sink.bodies();
            return !all.empty() && all.back().find("ticket T2") != std::string::npos;
        },
        seconds(40)));
}

TEST(PostsToFeed, KnowsTheAddressesOfFeeds) {
    std::vector<twin::FeedSpec> feeds(2);
    feeds[0].id = "hotline";
    feeds[0].url = "http://hotline.gov.cn/tickets?since=1";
    feeds[1].id = "video";
    feeds[1].url = "mqtt://broker:1883/district/+/events/#";
    EXPECT_EQ(app::posts_to_feed("http://hotline.gov.cn:80/tickets", feeds), "hotline");
    EXPECT_EQ(app::posts_to_feed("http://hotline.gov.cn/cases", feeds), "");
    EXPECT_EQ(app::posts_to_feed("http://other.gov.cn/tickets", feeds), "");
    EXPECT_EQ(app::posts_to_feed("mqtt://broker/district/longhua/events/done", feeds), "video");
    EXPECT_EQ(app::posts_to_feed("mqtt://broker/district/longhua/cases", feeds), "");
    EXPECT_EQ(app::posts_to_feed("mqtt://broker/district/a/b/events", feeds), "") << "+ is one level";
}

}  // namespace case_post_test
