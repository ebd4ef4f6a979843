// Against a real PostgreSQL with PostGIS. Without them the tests skip and say so.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "feeds/sequence_place.h"
#include "tests/feeds/transports/transports.h"
#include "tests/support/postgres.h"

namespace {

namespace fs = std::filesystem;
using feeds::Link;
using feeds_test::CollectingSink;
using feeds_test::open;
using feeds_test::setup_for;
using feeds_test::wait_for_state;
using feeds_test::wait_until;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Bodies = std::vector<std::string>;

class Postgres : public testing::Test {
protected:
    void SetUp() override {
        if (test_support::Postgres::find_programs().empty()) GTEST_SKIP() << "PostgreSQL is not installed";
        auto started = test_support::Postgres::start();
        ASSERT_TRUE(started) << started.error().message;
        server_ = *std::move(started);
        execute("CREATE TABLE tickets (seq bigserial PRIMARY KEY, id text)");
    }

    void execute(std::string const& sql) const {
        auto const done = server_->execute(sql);
        ASSERT_TRUE(done) << sql << ": " << done.error().message;
    }
    void insert(std::string const& id) const { execute("INSERT INTO tickets (id) VALUES ('" + id + "'); NOTIFY bell"); }

    std::string url(std::string const& options) const {
        std::string host;
        for (char const c : server_->host()) host += c == '/' ? "%2F" : std::string(1, c);
        return "postgresql://" + server_->user() + "@" + host + ":" + std::to_string(server_->port()) + "/" +
               server_->dbname() + "?" + options;
    }
    /// Nothing but the bell wakes it.
    feeds::TransportSetup by_bell() {
        auto setup = setup_for(sink_, url("table=tickets&channel=bell"));
        setup.spec.poll_ms = 600'000;
        return setup;
    }
    feeds::TransportSetup by_clock(std::string const& options = "table=tickets") {
        return setup_for(sink_, url(options));
    }

    /// The server with all that it has started.
    void signal_server(int number) const {
        std::string line;
        std::ifstream(fs::path(server_->host()) / "data/postmaster.pid") >> line;
        for (auto const& entry : fs::directory_iterator("/proc")) {
            std::ifstream stat(entry.path() / "stat");
            std::string pid, name, state, parent;
            stat >> pid >> name >> state >> parent;
            if (parent == line) kill(std::stoi(pid), number);
        }
        kill(std::stoi(line), number);
    }

    std::unique_ptr<test_support::Postgres> server_;
    CollectingSink sink_;
};

TEST_F(Postgres, ReadsWhatIsThereAndWhatComesWhenTheBellRings) {
    insert("热1");
    insert("2");
    auto const transport = open(by_bell());
    ASSERT_TRUE(sink_.wait_for(2));
    insert("3");
    ASSERT_TRUE(sink_.wait_for(3));
    EXPECT_EQ(sink_.bodies(), (Bodies{R"({"seq":1,"id":"热1"})", R"({"seq":2,"id":"2"})", R"({"seq":3,"id":"3"})"}));
    EXPECT_EQ(sink_.arrivals()[2].topic, "tickets");
    EXPECT_EQ(sink_.last_position(), "3");
    EXPECT_EQ(transport->link().state, Link::State::up);
}

TEST_F(Postgres, LooksByItselfWhereNobodyRings) {
    auto const transport = open(by_clock());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    execute("INSERT INTO tickets (id) SELECT generate_series(1, 1200)");
    ASSERT_TRUE(sink_.wait_for(1200));
    EXPECT_EQ(sink_.bodies()[1199], R"({"seq":1200,"id":"1200"})") << "in pages, in order";
    EXPECT_EQ(sink_.count(), 1200U);
}

TEST_F(Postgres, GoesOnWhereItWas) {
    insert("1");
    insert("2");
    auto setup = by_clock();
    setup.position = "1";
    auto const transport = open(std::move(setup));
    ASSERT_TRUE(sink_.wait_for(1));
    std::this_thread::sleep_for(milliseconds(250));
    EXPECT_EQ(sink_.bodies(), (Bodies{R"({"seq":2,"id":"2"})"}));
}

TEST_F(Postgres, LosesNothingWhenTheServerIsRestarted) {
    insert("1");
    auto const transport = open(by_bell());
    ASSERT_TRUE(sink_.wait_for(1));
    server_->stop();
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_FALSE(transport->link().reason.empty());
    ASSERT_TRUE(server_->resume());
    insert("while nobody listened");
    ASSERT_TRUE(sink_.wait_for(2)) << transport->link().reason;
    insert("3");
    ASSERT_TRUE(sink_.wait_for(3)) << "the bell is heard again";
    EXPECT_EQ(transport->link().reconnects, 1U);
    EXPECT_EQ(sink_.count(), 3U);
}

TEST_F(Postgres, GetsWhatIsCommittedLateUnderASmallerNumber) {
    insert("1");
    auto const transport = open(by_bell());
    ASSERT_TRUE(sink_.wait_for(1));
    {
        std::jthread const slow([&] {
            execute("BEGIN; INSERT INTO tickets (id) VALUES ('late'); SELECT pg_sleep(0.6); NOTIFY bell; COMMIT");
        });
        std::this_thread::sleep_for(milliseconds(200));
        insert("quick");
        ASSERT_TRUE(sink_.wait_for(2));
        EXPECT_EQ(sink_.bodies()[1], R"({"seq":3,"id":"quick"})");
        EXPECT_EQ(sink_.last_position(), "3:2");
    }
    ASSERT_TRUE(sink_.wait_for(3));
    EXPECT_EQ(sink_.bodies()[2], R"({"seq":2,"id":"late"})");
    EXPECT_EQ(sink_.last_position(), "3");
}

TEST_F(Postgres, OffersARowAgainUntilItIsTaken) {
    insert("1");
    sink_.refuse(true);
    auto const transport = open(by_bell());
    ASSERT_TRUE(sink_.wait_for_refusal());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    sink_.refuse(false);
    ASSERT_TRUE(sink_.wait_for(1));
}

TEST_F(Postgres, ReadsTheColumnsItIsToldTo) {
    execute(
        "CREATE TABLE \"Persons\" (seq int, phone text, street text, photo bytea); "
        "INSERT INTO \"Persons\" VALUES (1, '138', 'x', '\\x00')");
    auto const all = open(by_clock("table=public.Persons"));
    ASSERT_TRUE(sink_.wait_for(1));
    EXPECT_EQ(sink_.bodies()[0], R"({"seq":1,"phone":"138","street":"x"})") << "pictures stay where they are";
    auto const some = open(by_clock("table=Persons&columns=seq,street"));
    ASSERT_TRUE(sink_.wait_for(2));
    EXPECT_EQ(sink_.bodies()[1], R"({"seq":1,"street":"x"})");
}

TEST_F(Postgres, GivesGeometriesInWgs84AndRowsWithBrokenOnesWithout) {
    if (auto const added = server_->add_postgis(); !added) GTEST_SKIP() << "no PostGIS: " << added.error().message;
    execute(
        "CREATE TABLE events (seq int, geom geometry); INSERT INTO events VALUES "
        "(1, ST_Transform(ST_SetSRID(ST_MakePoint(114.05, 22.54), 4326), 4547)), "
        "(2, ST_SetSRID(ST_MakePoint(1e300, 1e300), 4547)), "
        "(3, ST_SetSRID(ST_MakePoint(114.06, 22.55), 4326)), (4, NULL)");
    auto const transport = open(by_clock("table=events"));
    ASSERT_TRUE(sink_.wait_for(4)) << transport->link().reason;
    Bodies const bodies = sink_.bodies();
    EXPECT_NE(bodies[0].find(R"("geometry":{"type":"Point","coordinates":[114.05,22.54)"), std::string::npos)
        << bodies[0];
    EXPECT_NE(bodies[0].find(R"("lat":22.5)"), std::string::npos) << bodies[0];
    EXPECT_EQ(bodies[1].substr(0, 8), R"({"seq":2)");
    EXPECT_EQ(bodies[2],
              R"({"seq":3,"geometry":{"type":"Point","coordinates":[114.06,22.55]},"lon":114.06,"lat":22.55})");
    EXPECT_EQ(bodies[3], R"({"seq":4,"geometry":null,"lon":null,"lat":null})");
    EXPECT_EQ(transport->link().state, Link::State::up);
}

TEST_F(Postgres, SaysWhatIsMissing) {
    auto const reason = [&](std::string const& options) {
        auto const transport = open(by_clock(options));
        EXPECT_TRUE(wait_for_state(*transport, Link::State::down));
        return transport->link().reason;
    };
    EXPECT_EQ(reason("table=nothing"), "there is no table 'nothing'");
    EXPECT_EQ(reason("table=tickets&order=number"), "table 'tickets' has no column 'number'");
    EXPECT_EQ(reason("table=tickets&order=id"), "column 'id' is no whole number (text)");
    EXPECT_EQ(reason("table=tickets\"; DROP TABLE tickets"), "there is no table 'tickets\"; DROP TABLE tickets'");
    insert("still there");
    EXPECT_FALSE(feeds::open_transport(by_clock("order=seq")));
    EXPECT_FALSE(feeds::open_transport(by_clock("table=tickets&chanel=x")));
}

TEST_F(Postgres, NeedsTheRightPassword) {
    execute("CREATE ROLE twin LOGIN PASSWORD 's3cret'; GRANT SELECT ON tickets TO twin");
    std::ofstream(fs::path(server_->host()) / "data/pg_hba.conf")
        << "local all twin scram-sha-256\nlocal all all trust\n";
    execute("SELECT pg_reload_conf()");
    insert("1");
    auto setup = by_clock();
    setup.spec.user = "twin";
    setup.secret = "guess";
    {
        auto const transport = open(setup);
        ASSERT_TRUE(wait_until([&] { return transport->link().reason.find("password") != std::string::npos; }))
            << transport->link().reason;
        EXPECT_NE(transport->link().reason.find("password authentication failed"), std::string::npos);
        EXPECT_EQ(transport->link().reason.find("guess"), std::string::npos);
    }
    setup.secret = "s3cret";
    auto const transport = open(setup);
    EXPECT_TRUE(sink_.wait_for(1)) << transport->link().reason;
}

TEST_F(Postgres, NoticesAServerThatHangsAndComesBack) {
    insert("1");
    auto transport = open(by_clock("table=tickets&timeout=1"));
    ASSERT_TRUE(sink_.wait_for(1));
    signal_server(SIGSTOP);
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_EQ(transport->link().reason, "the server does not answer");
    signal_server(SIGCONT);
    insert("2");
    ASSERT_TRUE(sink_.wait_for(2));
    EXPECT_EQ(sink_.count(), 2U);
    signal_server(SIGSTOP);
    std::this_thread::sleep_for(milliseconds(200));
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
    signal_server(SIGCONT);
}

TEST(SequencePlace, RemembersWhatMayStillCome) {
    feeds::SequencePlace::Time const now{};
    auto place = feeds::SequencePlace::parse("", now);
    EXPECT_FALSE(place.last());
    EXPECT_EQ(place.text(), "");
    place.saw(10, now);
    EXPECT_EQ(place.text(), "10") << "what was before the beginning is not missed";
    place.saw(13, now);
    EXPECT_EQ(place.text(), "13:11,12");
    EXPECT_EQ(place.missing(), "{11,12}");
    place.saw(11, now);
    place.saw(14, now + seconds(1));
    auto again = feeds::SequencePlace::parse(place.text(), now + seconds(2));
    EXPECT_EQ(again.text(), "14:12");
    again.forget_old(now + seconds(2) + feeds::SequencePlace::kPatience);
    EXPECT_EQ(again.text(), "14:12");
    again.forget_old(now + seconds(3) + feeds::SequencePlace::kPatience);
    EXPECT_EQ(again.text(), "14");
    again.saw(1'000'000, now);
    EXPECT_EQ(again.missing().size(), 200U * 7 + 1) << "a long jump is not remembered whole";
    EXPECT_EQ(feeds::SequencePlace::parse("rubbish", now).text(), "");
}

}  // namespace
