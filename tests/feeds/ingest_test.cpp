#include "feeds/ingest.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/feeds/journal_messages.h"
#include "tests/feeds/journal_support.h"

namespace {

using namespace journal_test;
using feeds::Ingest;
using std::chrono::milliseconds;

/// A district's feeds with a clock of the test's own, which stands still unless it is moved.
struct Station {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path / "journal.db";
    std::shared_ptr<std::atomic<base::UtcMs>> now = std::make_shared<std::atomic<base::UtcMs>>(kMorning);
    /// Ingest looks at its clock once after each batch: there it can be held, or made slow.
    enum class Pace { free, held, slow };
    std::shared_ptr<std::atomic<Pace>> pace = std::make_shared<std::atomic<Pace>>(Pace::free);
    std::vector<twin::FeedSpec> feeds = {spec("tickets")};
    std::int64_t keep_ms = 0;
    base::Extent extent;
    std::unique_ptr<Ingest> ingest;

    static twin::FeedSpec spec(std::string const& id, twin::Pressure pressure = twin::Pressure::keep) {
        twin::FeedSpec spec;
        spec.id = id;
        spec.pressure = pressure;
        return spec;
    }
    void start() {
        ingest.reset();
        auto started = Ingest::start(setup());
        ASSERT_TRUE(started) << started.error().message;
        ingest = std::move(*started);
    }
    feeds::IngestSetup setup() const {
        feeds::IngestSetup setup;
        setup.feeds = feeds;
        setup.journal = file;
        setup.clock = [now = now, pace = pace] {
            while (*pace == Pace::held) std::this_thread::sleep_for(milliseconds(1));
            if (*pace == Pace::slow) std::this_thread::sleep_for(milliseconds(250));
            return now->load();
        };
        setup.extent = extent;
        setup.keep_ms = keep_ms;
        return setup;
    }
    bool bring(std::string const& body, std::string const& feed = "tickets") {
        return ingest->sink(feed)->accept({.body = body, .topic = "", .position = "", .received = now->load()});
    }
    std::size_t tickets() const { return ingest->snapshot().state->tickets().size(); }
    feeds::FeedHealth health(std::size_t feed = 0) const { return ingest->health().at(feed); }
    /// How often each ticket is in the journal.
    std::map<std::string, int> in_journal() const {
        auto const journal = open_journal(file, feeds::Journal::Access::read);
        std::map<std::string, int> count;
        EXPECT_TRUE(journal.each(0, kEver, kEver,
                                 [&](twin::Report const& report) { return ++count[twin::key_of(report.record)] > 0; }));
        return count;
    }
};

TEST(Ingest, TakesInWhatIsPushedAndHasItAfterARestart) {
    Station station;
    station.start();
    std::uint64_t const before = station.ingest->snapshot().revision;
    ASSERT_TRUE(station.bring(ticket("T1", kMorning - kMinute, "NEW")));
    ASSERT_TRUE(station.bring("rubbish"));
    ASSERT_TRUE(station.bring(ticket("T1", kMorning - kMinute, "NEW")));
    ASSERT_TRUE(station.ingest->drain());
    EXPECT_EQ(station.tickets(), 1U);
    EXPECT_GT(station.ingest->snapshot().revision, before);
    feeds::FeedHealth const health = station.health();
    EXPECT_EQ(health.id, "tickets");
    EXPECT_EQ(health.state, feeds::FeedState::live);
    EXPECT_EQ(health.received, 3U);
    EXPECT_EQ(health.reports, 1U);
    EXPECT_EQ(health.duplicates, 1U);
    EXPECT_EQ(health.bad, 1U);
    EXPECT_EQ(health.lag_ms, kMinute);
    station.start();
    EXPECT_EQ(station.tickets(), 1U);
    EXPECT_EQ(station.health().last_good, kMorning);
    EXPECT_EQ(station.ingest->sink("nobody"), nullptr);
}

TEST(Ingest, SnapshotsDoNotChange) {
    Station station;
    station.start();
    station.bring(ticket("T1", kMorning, "NEW"));
    station.ingest->drain();
    auto const snapshot = station.ingest->snapshot();
    station.bring(ticket("T2", kMorning, "NEW"));
    station.ingest->drain();
    EXPECT_EQ(snapshot.state->tickets().size(), 1U);
    EXPECT_EQ(station.tickets(), 2U);
    EXPECT_EQ(station.ingest->snapshot().state, station.ingest->snapshot().state) << "made once for each change";
}

TEST(Ingest, GoesStaleWithTheClockAndComesBack) {
    Station station;
    station.start();
    station.bring(ticket("T1", kMorning, "NEW"));
    station.ingest->drain();
    *station.now += 31 * kMinute;
    EXPECT_EQ(station.health().state, feeds::FeedState::stale);
    station.bring(heartbeat(station.now->load()));
    station.ingest->drain();
    EXPECT_EQ(station.health().state, feeds::FeedState::live);
    EXPECT_EQ(station.health().last_good, station.now->load());
}

TEST(Ingest, FiveThousandInABurstAreAllThere) {
    Station station;
    station.start();
    for (int i = 0; i < 5000; ++i) ASSERT_TRUE(station.bring(ticket(numbered("T", i), kMorning, "NEW")));
    ASSERT_TRUE(station.ingest->drain());
    EXPECT_EQ(station.tickets(), 5000U);
    EXPECT_EQ(station.health().waiting, 0U);
}

TEST(Ingest, OneBusyFeedDoesNotHoldUpTheOthers) {
    Station station;
    station.feeds = {Station::spec("busy"), Station::spec("calm")};
    station.start();
    constexpr int kMany = 12000;
    for (int i = 0; i < kMany; ++i) ASSERT_TRUE(station.bring(event(numbered("E", i), kMorning), "busy"));
    ASSERT_TRUE(station.bring(ticket("T", kMorning, "NEW"), "calm"));
    while (station.tickets() == 0) std::this_thread::sleep_for(milliseconds(1));
    EXPECT_GT(station.health(0).waiting, 1000U) << "the calm feed had to wait for the busy one";
    ASSERT_TRUE(station.ingest->drain());
    EXPECT_EQ(station.health(0).reports, static_cast<std::uint64_t>(kMany));
}

TEST(Ingest, AppliesAMessageThoughNoOtherFollowsAndNobodyAsksForIt) {
    Station station;
    station.start();
    for (std::size_t i = 1; i <= 40; ++i) {
        ASSERT_TRUE(station.bring(ticket(numbered("T", static_cast<int>(i)), kMorning, "NEW")));
        while (station.tickets() < i) std::this_thread::sleep_for(milliseconds(1));
    }
}

TEST(Ingest, EndsWithMuchWaitingAndLosesNothing) {
    Station station;
    station.start();
    *station.pace = Station::Pace::held;
    constexpr int kMany = 20000;
    for (int i = 0; i < kMany; ++i) ASSERT_TRUE(station.bring(ticket(numbered("T", i), kMorning, "NEW")));
    // A batch takes a quarter of a second at least, so that all twenty would take five.
    *station.pace = Station::Pace::slow;
    station.ingest.reset();
    EXPECT_LT(station.in_journal().size(), static_cast<std::size_t>(kMany)) << "it waited for everything";
    *station.pace = Station::Pace::free;
    station.start();
    ASSERT_TRUE(station.ingest->drain());
    EXPECT_EQ(station.tickets(), static_cast<std::size_t>(kMany));
}

TEST(Ingest, ASecondProgramIsToldWhoHasTheJournal) {
    Station station;
    station.start();
    auto const second = Ingest::start(station.setup());
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("in use by process"), std::string::npos) << second.error().message;
}

TEST(Ingest, AFullDiskIsSaidAndNothingAcceptedIsLost) {
    Station station;
    station.start();
    station.bring(ticket("before", kMorning, "NEW"));
    ASSERT_TRUE(station.ingest->drain());
    int accepted = 0, refused = 0;
    {
        FilesNoLongerThan const limit(300 * 1024);
        for (int i = 0; i < 2000; ++i) {
            bool const kept =
                station.bring(ticket(numbered("T", accepted), kMorning, "NEW", 0, std::string(1000, 'x')));
            (kept ? accepted : refused) += 1;
        }
        EXPECT_FALSE(station.ingest->drain());
        ASSERT_EQ(station.ingest->troubles().size(), 1U);
        EXPECT_NE(station.ingest->troubles()[0].find("the disk"), std::string::npos) << station.ingest->troubles()[0];
        EXPECT_EQ(station.health().reason, station.ingest->troubles()[0]);
    }
    EXPECT_GT(accepted, 100);
    EXPECT_GT(refused, 100);
    while (!station.ingest->drain()) std::this_thread::sleep_for(milliseconds(10));
    EXPECT_TRUE(station.ingest->troubles().empty());
    EXPECT_EQ(station.tickets(), static_cast<std::size_t>(accepted) + 1);
}

TEST(Ingest, ADiskThatFillsUpIsSaidAndNothingAcceptedIsLost) {
    Station station;
    SmallDisk const disk(station.folder.path / "disk");
    if (!disk.mounted()) GTEST_SKIP() << "a small disk can only be mounted by root";
    station.file = disk.folder() / "journal.db";
    station.start();
    station.bring(ticket("before", kMorning, "NEW"));
    ASSERT_TRUE(station.ingest->drain());
    disk.fill();
    int accepted = 0;
    for (int i = 0; i < 3000; ++i)
        if (station.bring(ticket(numbered("T", accepted), kMorning, "NEW", 0, std::string(1000, 'x')))) ++accepted;
    EXPECT_LT(accepted, 3000) << "the spool found room on a full disk";
    station.ingest->drain();
    disk.empty();
    while (!station.ingest->drain()) std::this_thread::sleep_for(milliseconds(10));
    EXPECT_EQ(station.tickets(), static_cast<std::size_t>(accepted) + 1);
    EXPECT_TRUE(station.bring(ticket("after", kMorning, "NEW")));
    ASSERT_TRUE(station.ingest->drain());
    station.start();
    EXPECT_TRUE(station.ingest->troubles().empty());
    EXPECT_EQ(station.tickets(), static_cast<std::size_t>(accepted) + 2);
    station.ingest.reset();
}

TEST(Ingest, WarnsOfAFeedWhosePointsFallOffTheDistrict) {
    Station station;
    station.extent.add(base::Vec2d{113.0, 22.0});
    station.extent.add(base::Vec2d{113.5, 22.5});
    station.start();
    for (int i = 0; i < 120; ++i) station.bring(ticket(numbered("T", i), kMorning, "NEW"));
    station.ingest->drain();
    EXPECT_EQ(station.health().off_district, 120U);
    EXPECT_TRUE(station.health().probably_shifted);
}

TEST(Ingest, ForgetsWhatIsOlderThanItShallKeep) {
    Station station;
    station.feeds = {Station::spec("devices")};
    station.keep_ms = kHour;
    station.start();
    constexpr int kSteps = 36, kEvents = 50;  // every ten minutes
    for (int step = 0; step < kSteps; ++step) {
        *station.now = kMorning + step * 10 * kMinute;
        for (int i = 0; i < kEvents; ++i)
            station.bring(event(numbered("E", step * kEvents + i), station.now->load(), numbered("C", i)) + "\n" +
                              device(numbered("D", i), station.now->load(), step),
                          "devices");
        ASSERT_TRUE(station.ingest->drain());
    }
    auto const snapshot = station.ingest->snapshot();
    EXPECT_EQ(snapshot.state->devices().size(), std::size_t{kEvents});
    auto const count = station.in_journal();
    EXPECT_FALSE(count.contains("E0"));
    EXPECT_TRUE(count.contains(numbered("E", kSteps * kEvents - 1)));
    // An hour of answers about an hour each, and a step or two in hand.
    EXPECT_LT(count.size(), std::size_t{15 * kEvents + kEvents});
    EXPECT_LT(count.at("D0"), 15);
}

TEST(Ingest, AClockThatJumpsYearsAheadDoesNotTakeTheJournalWithIt) {
    Station station;
    station.keep_ms = 30 * kDay;
    station.start();
    station.bring(ticket("T1", kMorning, "CLOSED"));
    station.ingest->drain();
    *station.now += 3650 * kDay;
    station.bring(ticket("T2", kMorning, "NEW"));
    station.ingest->drain();
    std::this_thread::sleep_for(milliseconds(600));
    *station.now = kMorning + kMinute;
    station.bring(ticket("T3", kMorning, "NEW"));
    station.ingest->drain();
    EXPECT_EQ(station.in_journal().size(), 3U);
}

TEST(Ingest, SaysWhichFeedCannotWork) {
    Station station;
    station.feeds[0].mapping = "no-such-mapping";
    auto started = Ingest::start(station.setup());
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().message.find("feed 'tickets'"), std::string::npos) << started.error().message;
}

/// A process of its own that is killed while it takes messages in; the last number it said.
std::int64_t run_and_kill(std::filesystem::path const& journal, std::int64_t first, int after_ms) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    pid_t const child = ::fork();
    if (child == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        std::string const number = std::to_string(first);
        ::execl(BOROUGH_INGEST_CHILD, "ingest_child", journal.c_str(), number.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    std::thread killer([&] {
        std::this_thread::sleep_for(milliseconds(after_ms));
        ::kill(child, SIGKILL);
    });
    std::string said;
    std::array<char, 65536> bytes{};
    for (ssize_t got = 0; (got = ::read(pipe[0], bytes.data(), bytes.size())) > 0;)
        said.append(bytes.data(), static_cast<std::size_t>(got));
    killer.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
    ::close(pipe[0]);
    std::size_t const end = said.rfind('\n');
    if (end == std::string::npos) return first - 1;
    std::size_t const begin = end == 0 ? std::string::npos : said.rfind('\n', end - 1);
    return std::stoll(said.substr(begin == std::string::npos ? 0 : begin + 1));
}

TEST(Ingest, KilledTwentyTimesItHasEveryMessageItAcknowledgedOnce) {
    Station station;
    std::mt19937 random(20260302);
    std::uniform_int_distribution<int> when(20, 160);
    std::int64_t last = 0;
    // A busy machine may need longer than that to take in anything at all.
    int slower = 1;
    for (int i = 0; i < 20; ++i) {
        std::int64_t const before = last;
        last = run_and_kill(station.file, last + 1, slower * when(random));
        if (last == before && slower < 64) slower *= 2;
    }
    EXPECT_GT(last, 200) << "hardly anything was tried";
    *station.now = kMorning + 400 * kDay;
    station.start();
    ASSERT_TRUE(station.ingest->drain());
    EXPECT_TRUE(station.ingest->troubles().empty());
    auto const count = station.in_journal();
    for (std::int64_t number = 1; number <= last; ++number) {
        auto const found = count.find(numbered("T", number));
        ASSERT_NE(found, count.end()) << number << " of " << last << " is lost";
        ASSERT_EQ(found->second, 1) << number;
    }
    EXPECT_LE(count.size(), static_cast<std::size_t>(last) + 1) << "at most one was accepted and not yet said";
}

}  // namespace
