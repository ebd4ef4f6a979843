// Files that grow, are rotated and truncated, while somebody reads them and while nobody does.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "feeds/stdin.h"
#include "feeds/transport.h"
#include "feeds/url.h"
#include "tests/feeds/transports/transports.h"

namespace {

namespace fs = std::filesystem;
using feeds::Link;
using feeds::Transport;
using feeds_test::CollectingSink;
using feeds_test::wait_for_state;
using Bodies = std::vector<std::string>;
using std::chrono::milliseconds;

class FileTail : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) / ("borough_tail_" + std::to_string(getpid()) +
                                                  testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path path(std::string const& name) const { return folder_ / name; }
    void append(std::string const& name, std::string const& text) const {
        std::ofstream(path(name), std::ios::app | std::ios::binary) << text;
    }

    std::unique_ptr<Transport> open(std::string const& url, CollectingSink& sink, std::string position = {},
                                    bool follow = true) const {
        auto setup = feeds_test::setup_for(sink, url);
        setup.position = std::move(position);
        setup.follow = follow;
        setup.folder = folder_;
        return feeds_test::open(std::move(setup));
    }

    Bodies read_once(std::string const& url, std::string position = {}) const {
        CollectingSink sink;
        auto const transport = open(url, sink, std::move(position), false);
        EXPECT_TRUE(wait_for_state(*transport, Link::State::ended));
        return sink.bodies();
    }

    fs::path folder_;
};

TEST_F(FileTail, ReadsOnceToTheEnd) {
    append("a.ndjson", "{\"a\":1}\n{\"b\":2}\n{\"last\":3}");
    EXPECT_EQ(read_once("file:a.ndjson"), (Bodies{"{\"a\":1}", "{\"b\":2}", "{\"last\":3}"}));
    EXPECT_EQ(read_once("file://" + path("a.ndjson").string()).size(), 3U);
}

TEST_F(FileTail, SaysThatAFileIsNotThere) {
    CollectingSink sink;
    auto const once = open("file:nothing.ndjson", sink, {}, false);
    ASSERT_TRUE(wait_for_state(*once, Link::State::ended));
    EXPECT_EQ(once->link().reason, "nothing.ndjson is not there");
    auto const folder = open("file:.", sink, {}, false);
    ASSERT_TRUE(wait_for_state(*folder, Link::State::ended));
    EXPECT_EQ(folder->link().reason, ". is no file");
    auto const waiting = open("file:nothing.ndjson", sink);
    ASSERT_TRUE(wait_for_state(*waiting, Link::State::down));
    EXPECT_EQ(waiting->link().reason, "nothing.ndjson is not there");
    append("nothing.ndjson", "{}\n");
    EXPECT_TRUE(sink.wait_for(1));
    EXPECT_EQ(waiting->link().state, Link::State::up);
}

TEST_F(FileTail, FollowsAndWaitsForTheEndOfALine) {
    append("a.ndjson", "{\"a\":1}\n{\"b\"");
    CollectingSink sink;
    auto const transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for(1));
    std::this_thread::sleep_for(milliseconds(450));
    EXPECT_EQ(sink.count(), 1U) << "half a line is no message yet";
    append("a.ndjson", ":2}\n");
    ASSERT_TRUE(sink.wait_for(2));
    EXPECT_EQ(sink.bodies()[1], "{\"b\":2}");
    EXPECT_EQ(sink.arrivals()[1].received, 5);
}

TEST_F(FileTail, GoesOnAfterARestartWhereItWas) {
    append("a.ndjson", "{\"a\":1}\n{\"b\":2}\n{\"c\"");
    CollectingSink first;
    {
        auto const transport = open("file:a.ndjson", first);
        ASSERT_TRUE(first.wait_for(2));
    }
    append("a.ndjson", ":3}\n{\"d\":4}\n");
    EXPECT_EQ(read_once("file:a.ndjson", first.last_position()), (Bodies{"{\"c\":3}", "{\"d\":4}"}));
    EXPECT_EQ(read_once("file:a.ndjson", first.arrivals()[0].position).size(), 3U);
}

TEST_F(FileTail, SurvivesRotationByRenaming) {
    append("a.ndjson", "1\n2\n");
    CollectingSink sink;
    auto const transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for(2));
    append("a.ndjson", "3\n");
    fs::rename(path("a.ndjson"), path("a.ndjson.1"));
    append("a.ndjson.1", "4\n5");  // who had it open writes on for a while, and never ends the last line
    append("a.ndjson", "6\n");
    ASSERT_TRUE(sink.wait_for(6));
    EXPECT_EQ(sink.bodies(), (Bodies{"1", "2", "3", "4", "5", "6"}));
    fs::rename(path("a.ndjson"), path("a.ndjson.2"));
    append("a.ndjson", "7\n");
    ASSERT_TRUE(sink.wait_for(7));
    EXPECT_EQ(sink.bodies().back(), "7");
}

TEST_F(FileTail, SurvivesTruncation) {
    append("a.ndjson", "{\"first\":1}\n{\"second\":2}\n");
    CollectingSink sink;
    auto const transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for(2));
    fs::resize_file(path("a.ndjson"), 0);
    append("a.ndjson", "{\"3\":3}\n");
    ASSERT_TRUE(sink.wait_for(3));
    EXPECT_EQ(sink.bodies()[2], "{\"3\":3}");
}

TEST_F(FileTail, KnowsAFileRewrittenLongerThanBefore) {
    append("a.ndjson", "{\"first\":1}\n");
    CollectingSink sink;
    auto const transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for(1));
    std::ofstream(path("a.ndjson"), std::ios::trunc) << "{\"other\":1}\n{\"other\":2}\n";
    ASSERT_TRUE(sink.wait_for(3));
    EXPECT_EQ(sink.bodies(), (Bodies{"{\"first\":1}", "{\"other\":1}", "{\"other\":2}"}));
}

TEST_F(FileTail, FindsWhatWasRotatedWhileNobodyRead) {
    append("a.ndjson", "1\n2\n");
    CollectingSink first;
    {
        auto const transport = open("file:a.ndjson", first);
        ASSERT_TRUE(first.wait_for(2));
    }
    append("a.ndjson", "3\n");
    fs::rename(path("a.ndjson"), path("a.ndjson.2"));
    append("a.ndjson.1", "4\n");
    fs::last_write_time(path("a.ndjson.1"), fs::last_write_time(path("a.ndjson.2")) + std::chrono::seconds(1));
    append("a.ndjson.0", "old\n");
    fs::last_write_time(path("a.ndjson.0"), fs::last_write_time(path("a.ndjson.2")) - std::chrono::hours(1));
    append("about.ndjson", "not of this feed\n");
    append("a.ndjson", "5\n");
    EXPECT_EQ(read_once("file:a.ndjson", first.last_position()), (Bodies{"3", "4", "5"}));
}

TEST_F(FileTail, FindsTheRestInTheCopyOfATruncatedFile) {
    std::string const line = "{\"id\":\"" + std::string(80, 'x') + "\"}\n";
    append("a.ndjson", line);
    CollectingSink first;
    {
        auto const transport = open("file:a.ndjson", first);
        ASSERT_TRUE(first.wait_for(1));
    }
    append("a.ndjson", "2\n");
    fs::copy_file(path("a.ndjson"), path("a.ndjson.1"));
    fs::resize_file(path("a.ndjson"), 0);
    append("a.ndjson", "3\n");
    EXPECT_EQ(read_once("file:a.ndjson", first.last_position()), (Bodies{"2", "3"}));
}

TEST_F(FileTail, OffersAMessageAgainUntilItIsTaken) {
    append("a.ndjson", "1\n2\n");
    CollectingSink sink;
    sink.refuse(true);
    auto const transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for_refusal());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_NE(transport->link().reason.find("disk full"), std::string::npos);
    sink.refuse(false);
    ASSERT_TRUE(sink.wait_for(2));
    EXPECT_EQ(sink.bodies(), (Bodies{"1", "2"}));
    EXPECT_TRUE(wait_for_state(*transport, Link::State::up));
}

TEST_F(FileTail, StopsAtOnceWhileNothingIsTaken) {
    append("a.ndjson", "1\n");
    CollectingSink sink;
    sink.refuse(true);
    auto transport = open("file:a.ndjson", sink);
    ASSERT_TRUE(sink.wait_for_refusal());
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
}

TEST_F(FileTail, CsvGoesOnWithItsHeader) {
    append("a.csv", "id,text\n1,x\n");
    CollectingSink first;
    {
        auto const transport = open("file:a.csv", first);
        ASSERT_TRUE(first.wait_for(1));
    }
    append("a.csv", "2,y\n");
    EXPECT_EQ(read_once("file:a.csv", first.last_position()), (Bodies{"id,text\n2,y"}));
}

TEST_F(FileTail, TellsSequencesByTheirFirstByte) {
    append("a.ndjson", "\x1e{\"a\":\n1}\n\x1e{\"b\":2}\n");
    EXPECT_EQ(read_once("file:a.ndjson"), (Bodies{"{\"a\":\n1}", "{\"b\":2}"}));
}

TEST_F(FileTail, ReadsADocumentAgainWhenItHasChanged) {
    append("a.json", "[{\"a\":1},{\"b\":2}]");
    CollectingSink sink;
    auto const transport = open("file:a.json", sink);
    ASSERT_TRUE(sink.wait_for(2));
    std::this_thread::sleep_for(milliseconds(450));
    EXPECT_EQ(sink.count(), 2U);
    append("next", "[{\"a\":1},{\"b\":2},{\"c\":3}]");
    fs::rename(path("next"), path("a.json"));
    ASSERT_TRUE(sink.wait_for(5));
    EXPECT_EQ(read_once("file:a.json", sink.last_position()), Bodies{}) << "this version is known";
    EXPECT_EQ(read_once("file:a.json", sink.arrivals()[3].position), (Bodies{"{\"c\":3}"}));
}

TEST_F(FileTail, StandardInputEnds) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    CollectingSink sink;
    feeds::TransportSetup setup;
    setup.sink = &sink;
    setup.clock = [] { return base::UtcMs{5}; };
    auto opened = feeds::open_stream(setup, *feeds::parse_url("stdin:"), ends[0]);
    ASSERT_TRUE(opened);
    ASSERT_EQ(write(ends[1], "{\"a\":1}\n{\"b\"", 12), 12);
    ASSERT_TRUE(sink.wait_for(1));
    ASSERT_EQ(write(ends[1], ":2}", 3), 3);
    close(ends[1]);
    EXPECT_TRUE(wait_for_state(**opened, Link::State::ended));
    EXPECT_EQ(sink.bodies(), (Bodies{"{\"a\":1}", "{\"b\":2}"}));
    close(ends[0]);
}

TEST_F(FileTail, ReplaysAtTheSpeedItIsTold) {
    append("a.ndjson",
           "{\"time\":\"2026-03-06T08:00:00Z\",\"n\":1}\n{\"no\":\"time\"}\n{\"time\":\"2026-03-06T08:00:30Z\"}\n");
    CollectingSink sink;
    auto const begin = std::chrono::steady_clock::now();
    auto const transport = open("replay:a.ndjson?speed=60", sink);
    ASSERT_TRUE(sink.wait_for(3));
    auto const took = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(took, milliseconds(500));
    EXPECT_TRUE(wait_for_state(*transport, Link::State::ended));
    EXPECT_EQ(sink.bodies()[1], "{\"no\":\"time\"}");
    CollectingSink rest;
    auto const again = open("replay:a.ndjson", rest, sink.arrivals()[1].position);
    ASSERT_TRUE(rest.wait_for(1)) << "times count from where it goes on";
    EXPECT_EQ(rest.bodies()[0], "{\"time\":\"2026-03-06T08:00:30Z\"}");
    CollectingSink slow;
    auto waits = open("replay:a.ndjson", slow);
    ASSERT_TRUE(slow.wait_for(2));
    EXPECT_TRUE(feeds_test::stops(std::move(waits)));
}

TEST_F(FileTail, SaysWhichSchemesThereAre) {
    feeds::TransportSetup setup;
    setup.spec.id = "x";
    setup.spec.url = "ftp://h/x";
    auto const opened = feeds::open_transport(setup);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("feed 'x': 'ftp:' is no scheme of feeds; there are file:, "),
              std::string::npos)
        << opened.error().message;
    setup.spec.url = "file:a.ndjson?format=xml";
    EXPECT_FALSE(feeds::open_transport(setup));
}

}  // namespace
