#include "feeds/journal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/feeds/journal_messages.h"
#include "tests/feeds/journal_support.h"

namespace {

using namespace journal_test;
using feeds::Journal;
using feeds::Moment;

struct Open {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path / "live" / "journal.db";
    Journal journal = open_journal(file);
    Writer writer{journal};

    void reopen() {
        { Journal const closed = std::move(journal); }
        journal = open_journal(file);
    }
};

TEST(Journal, ShowsEachTicketAsItWasKnown) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning + kMinute);
    open.writer.append(ticket("T1", kMorning + kHour, "DISPATCHED"), kMorning + kHour + kMinute);
    auto const status = [&](base::UtcMs event, base::UtcMs known) {
        auto const state = open.journal.state({event, known}, {});
        return state->tickets().empty() ? twin::TicketStatus::other : state->tickets()[0]->ticket.status;
    };
    using enum twin::TicketStatus;
    EXPECT_EQ(status(kMorning, kMorning), other) << "it had happened, but nobody knew";
    EXPECT_EQ(status(kMorning, kMorning + kMinute), fresh);
    EXPECT_EQ(status(kMorning + kHour, kMorning + kHour), fresh) << "dispatched, not known yet";
    EXPECT_EQ(status(kMorning + kHour, kEver), dispatched);
    EXPECT_EQ(status(kMorning + kHour - 1, kEver), fresh) << "known now, had not happened then";
}

TEST(Journal, ALateEditionChangesThePastOnlyForThoseWhoKnowIt) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    open.writer.append(ticket("T1", kMorning + 2 * kHour, "HANDLING"), kMorning + 2 * kHour);
    std::string const before = state_at(open.journal, kMorning + kHour, kMorning + 3 * kHour);
    open.writer.append(ticket("T1", kMorning + kHour, "DISPATCHED"), kMorning + 4 * kHour);
    EXPECT_EQ(state_at(open.journal, kMorning + kHour, kMorning + 3 * kHour), before);
    EXPECT_NE(state_at(open.journal, kMorning + kHour, kMorning + 4 * kHour), before);
    EXPECT_EQ(open.journal.state({kEver, kEver}, {})->tickets()[0]->ticket.status, twin::TicketStatus::handling);
}

TEST(Journal, TheSameMessageAThousandTimesIsThereOnce) {
    Open open;
    std::string const body = ticket("T1", kMorning, "NEW");
    feeds::Appended first = open.writer.append(body, kMorning);
    EXPECT_EQ(first.stored, 1U);
    ASSERT_EQ(first.fresh.size(), 1U);
    EXPECT_EQ(twin::key_of(first.fresh[0]->record), "T1");
    std::vector<std::pair<std::string, base::UtcMs>> again(999, {body, kMorning + kSecond});
    feeds::Appended const rest = open.writer.append(again);
    EXPECT_EQ(rest.stored, 0U);
    EXPECT_EQ(rest.duplicates, 999U);
    EXPECT_TRUE(rest.fresh.empty());
    int messages = 0;
    EXPECT_TRUE(open.journal.each_message(0, kEver, [&](auto, auto const&) { return ++messages > 0; }));
    EXPECT_EQ(messages, 1);
    EXPECT_EQ(open.journal.resume(open.writer.feed).messages, 1000U);
    EXPECT_EQ(open.journal.resume(open.writer.feed).reports, 1U);
}

TEST(Journal, ResumesWhereItWas) {
    Open open;
    open.writer.append({{ticket("T1", kMorning, "NEW"), kMorning}, {"{broken", kMorning + 5}});
    std::string const before = state_at(open.journal, kEver, kEver);
    std::string const identity = open.journal.identity();
    open.reopen();
    EXPECT_EQ(state_at(open.journal, kEver, kEver), before);
    EXPECT_EQ(open.journal.feed("tickets", canonical()).value(), open.writer.feed);
    feeds::Resume const resume = open.journal.resume(open.writer.feed);
    EXPECT_EQ(resume.position, "after {broken");
    EXPECT_EQ(resume.spool_end, 2U);
    EXPECT_EQ(resume.last_good, kMorning);
    EXPECT_EQ(resume.messages, 2U);
    EXPECT_EQ(resume.reports, 1U);
    EXPECT_EQ(resume.quarantined, 1U);
    EXPECT_EQ(open.journal.identity(), identity);
    EXPECT_EQ(identity.size(), 16U);
    EXPECT_EQ(open.journal.feeds(), (std::vector<std::string>{"tickets"}));
}

TEST(Journal, QuarantinesWhatCannotBeReadWithTheReason) {
    Open open;
    std::string const good = ticket("T1", kMorning, "NEW");
    feeds::Appended const appended = open.writer.append({{good + "\n{\"type\":\n" + good.substr(1), kMorning}});
    EXPECT_EQ(appended.stored, 1U);
    EXPECT_EQ(appended.quarantined, 2U);
    auto const quarantined = open.journal.quarantined(10);
    ASSERT_TRUE(quarantined);
    ASSERT_FALSE(quarantined->empty());
    EXPECT_EQ(quarantined->back().code, "not-json");
    EXPECT_FALSE(quarantined->back().reason.empty());
    EXPECT_EQ(quarantined->back().body.substr(0, good.size()), good);
}

TEST(Journal, QuarantineIsBounded) {
    Open open;
    std::string const large(70 * 1024, 'x');
    std::vector<std::pair<std::string, base::UtcMs>> bad(1250, {large, kMorning});
    for (int i = 0; i < 2; ++i) open.writer.append(bad);
    auto const rows = open.journal.quarantined(10000);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->size(), 2000U);
    EXPECT_EQ(rows->front().body.size(), 64U * 1024);
    EXPECT_EQ(rows->front().size, large.size());
    EXPECT_EQ(open.journal.resume(open.writer.feed).quarantined, 2500U);
    EXPECT_LT(open.journal.bytes(), 2100U * 80 * 1024);
}

TEST(Journal, WithdrawnTicketsAreGoneFromThenOn) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    open.writer.append(envelope("withdrawal", kMorning + kHour, 0, R"("id":"T1","withdraws":"ticket")"),
                       kMorning + kHour);
    EXPECT_NE(state_at(open.journal, kMorning, kEver), "");
    EXPECT_EQ(state_at(open.journal, kMorning + kHour, kEver), "");
    open.writer.append(ticket("T1", kMorning + kMinute, "ACCEPTED"), kMorning + 2 * kHour);  // older, late
    EXPECT_EQ(state_at(open.journal, kMorning + 2 * kHour, kEver), "");
}

TEST(Journal, SpansSayHowMuchOfThePastIsThere) {
    Open open;
    open.writer.append({{ticket("open", kMorning - 300 * kDay, "HANDLING"), kMorning},
                        {ticket("closed long ago", kMorning - 40 * kDay, "CLOSED"), kMorning},
                        {ticket("closed lately", kMorning - 3 * kDay, "CLOSED"), kMorning},
                        {event("E old", kMorning - 2 * kDay), kMorning},
                        {event("E new", kMorning - kHour), kMorning},
                        {pose("D1", kMorning - kHour), kMorning},
                        {pose("D1", kMorning - kMinute), kMorning},
                        {pose("D1", kMorning), kMorning}});
    auto const state = open.journal.state({kMorning, kMorning}, {});
    ASSERT_EQ(state->tickets().size(), 2U);
    EXPECT_EQ(state->tickets()[0]->ticket.id, "closed lately");
    EXPECT_EQ(state->tickets()[1]->ticket.id, "open");
    ASSERT_EQ(state->episodes(kMorning).size(), 1U);
    EXPECT_EQ(state->episodes(kMorning)[0].last->id, "E new");
    EXPECT_EQ(state->drone_tracks().at("D1").size(), 2U);
    auto const more = open.journal.state({kMorning, kMorning}, {.tickets_ms = 50 * kDay, .events_ms = 3 * kDay});
    EXPECT_EQ(more->tickets().size(), 3U);
    EXPECT_EQ(more->episodes(kMorning).size(), 2U);
}

TEST(Journal, ADeviceOfTenThousandEditionsShowsTheOneAskedFor) {
    Open open;
    std::vector<std::pair<std::string, base::UtcMs>> messages;
    for (int i = 0; i < 10000; ++i)
        messages.emplace_back(device("D", kMorning + i * kSecond, i), kMorning + i * kSecond);
    messages.emplace_back(device("A", kMorning, 7), kMorning + 10000 * kSecond);
    open.writer.append(messages);
    auto const value = [&](base::UtcMs event) {
        auto const state = open.journal.state({event, kEver}, {});
        EXPECT_EQ(state->devices().size(), 2U);
        return state->devices().at(1)->record.value;
    };
    EXPECT_EQ(value(kEver), 9999);
    EXPECT_EQ(value(kMorning + 1234 * kSecond), 1234);
}

std::string confidential(std::string const& id, base::UtcMs time, bool secret) {
    return envelope("ticket.upsert", time, 0,
                    R"("id":")" + id + R"(","status":"HANDLING","secret":)" + (secret ? "true" : "false"));
}

std::string gone(std::string const& id, base::UtcMs time) {
    return envelope("ticket.upsert", time, 0, R"("id":")" + id + R"(","withdrawn":true)");
}

TEST(Journal, WhatIsConfidentialNowIsSoAtEveryMoment) {
    Open open;
    auto const secret_at = [&](std::string const& id, base::UtcMs event, base::UtcMs known) {
        auto const state = open.journal.state({event, known}, {});
        for (auto const* entry : state->tickets())
            if (entry->ticket.id == id) return entry->ticket.secret ? 1 : 0;
        return -1;
    };
    for (char const* id : {"became", "withdrawn", "never", "mistake"})
        open.writer.append(ticket(id, kMorning, "NEW"), kMorning);
    EXPECT_EQ(secret_at("became", kMorning, kMorning), 0);
    base::UtcMs const later = kMorning + kHour, last = kMorning + 2 * kHour;
    for (char const* id : {"became", "withdrawn", "mistake"}) open.writer.append(confidential(id, later, true), later);
    open.writer.append(ticket("never", later, "HANDLING"), later);
    open.writer.append(gone("withdrawn", last), last);
    open.writer.append(confidential("mistake", last, false), last);
    for (base::UtcMs const known : {kMorning, later}) {
        for (base::UtcMs const event : {kMorning, later}) {
            EXPECT_EQ(secret_at("became", event, known), 1) << event << " " << known;
            EXPECT_EQ(secret_at("withdrawn", event, known), 1) << event << " " << known;
            EXPECT_EQ(secret_at("never", event, known), 0);
        }
    }
    EXPECT_EQ(secret_at("mistake", kMorning, kMorning), 0);
    EXPECT_EQ(secret_at("mistake", later, later), 1) << "it was marked then";
    EXPECT_EQ(secret_at("mistake", kEver, kEver), 0);
    EXPECT_EQ(secret_at("withdrawn", kEver, kEver), -1);
    // So it is after what is old was dropped: the newest edition stays.
    ASSERT_TRUE(open.journal.compact({.keep_from = later, .most_bytes = 0, .span = {}}));
    EXPECT_EQ(secret_at("withdrawn", later, later), 1);
    EXPECT_EQ(secret_at("became", later, later), 1);
}

TEST(Journal, MergesByTheWindowsItIsAskedWith) {
    Open open;
    open.writer.append(event("a", kMorning), kMorning);
    open.writer.append(event("b", kMorning + 10 * kMinute), kMorning + 10 * kMinute);
    twin::MergeWindows five;
    five.otherwise_ms = 5 * kMinute;
    base::UtcMs const now = kMorning + 11 * kMinute;
    EXPECT_EQ(open.journal.state({now, kEver}, {})->episodes(now).size(), 1U);
    EXPECT_EQ(open.journal.state({now, kEver}, {}, five)->episodes(now).size(), 2U);
}

TEST(Journal, HeartbeatsAreHeardAndNotKept) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    open.writer.append(heartbeat(kMorning + kHour), kMorning + kHour);
    EXPECT_EQ(open.journal.resume(open.writer.feed).last_good, kMorning + kHour);
    auto const now = open.journal.state({kEver, kEver}, {});
    EXPECT_EQ(now->heard(open.writer.feed).last_known, kMorning + kHour);
    auto const then = open.journal.state({kEver, kMorning + kMinute}, {});
    EXPECT_EQ(then->heard(open.writer.feed).last_known, kMorning);
    EXPECT_EQ(then->heard(open.writer.feed).kinds, 1U);
    EXPECT_EQ(now->heard(open.writer.feed).kinds, 1U | twin::kind_bit<twin::Heartbeat>);
}

TEST(Journal, AClockPutBackDoesNotChangeThePast) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    std::string const then = state_at(open.journal, kEver, kMorning);
    open.writer.append(ticket("T2", kMorning, "NEW"), kMorning - kDay);
    EXPECT_EQ(open.journal.clamped(), 1U);
    EXPECT_EQ(open.journal.last_known(), kMorning);
    EXPECT_EQ(state_at(open.journal, kEver, kMorning - 1), "");
    open.writer.append(ticket("T3", kMorning + kMinute, "NEW"), kMorning + kMinute);  // put right again
    EXPECT_EQ(open.journal.clamped(), 1U);
    EXPECT_EQ(open.journal.state({kEver, kMorning + kMinute - 1}, {})->tickets().size(), 2U);
    open.reopen();
    EXPECT_EQ(open.journal.last_known(), kMorning + kMinute);
    EXPECT_NE(state_at(open.journal, kEver, kMorning), then) << "T2 is known as of the moment the clock stood at";
}

TEST(Journal, AClockThatJumpsAheadKeepsTheOrderOfWhatCameSince) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning + 365 * kDay);
    open.writer.append(ticket("T1", kMorning + kMinute, "ACCEPTED"), kMorning + kMinute);
    EXPECT_EQ(open.journal.state({kEver, open.journal.last_known()}, {})->tickets()[0]->ticket.status,
              twin::TicketStatus::accepted);
    EXPECT_EQ(open.journal.clamped(), 1U);
}

TEST(Journal, ASecondWriterIsToldWhoWrites) {
    Open open;
    auto const second = Journal::open(open.file, Journal::Access::write);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("in use by process " + std::to_string(::getpid())), std::string::npos)
        << second.error().message;
    EXPECT_TRUE(Journal::open(open.file, Journal::Access::read));
}

TEST(Journal, ReadersSeeWhatAWriterCommitsMeanwhile) {
    Open open;
    Journal const reader = open_journal(open.file, Journal::Access::read);
    EXPECT_EQ(state_at(reader, kEver, kEver), "");
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    EXPECT_NE(state_at(reader, kEver, kEver), "");
    EXPECT_FALSE(Journal::open(open.folder.path / "none.db", Journal::Access::read));
}

TEST(Journal, AReaderReadsWhatAKilledWriterLeft) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    std::filesystem::path const copy = open.folder.path / "copy.db";
    for (char const* ending : {"", "-wal"}) std::filesystem::copy(open.file.string() + ending, copy.string() + ending);
    Journal const journal = open_journal(copy, Journal::Access::read);
    EXPECT_TRUE(journal.damage().empty());
    EXPECT_EQ(journal.state({kEver, kEver}, {})->tickets().size(), 1U);
}

TEST(Journal, IsForItsOwnerAlone) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    for (char const* const ending : {"", "-wal", "-shm", ".lock"}) {
        ASSERT_TRUE(std::filesystem::exists(open.file.string() + ending)) << ending;
        EXPECT_TRUE(is_private(open.file.string() + ending)) << ending;
    }
}

TEST(Journal, AWriterWaitsForAReaderThatLooksForAMoment) {
    TemporaryFolder folder;
    std::filesystem::path const file = folder.path / "journal.db";
    { Journal const made = open_journal(file); }
    int const reader = ::open((file.string() + ".lock").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(reader, LOCK_SH | LOCK_NB), 0);
    std::jthread const leaving([reader] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        ::close(reader);
    });
    auto const journal = Journal::open(file, Journal::Access::write);
    EXPECT_TRUE(journal) << (journal ? "" : journal.error().message);
}

TEST(Journal, AReaderReadsOnAMediumThatCannotBeWrittenTo) {
    TemporaryFolder folder;
    SmallDisk const disk(folder.path / "disk");
    if (!disk.mounted()) GTEST_SKIP() << "a small disk can only be mounted by root";
    std::filesystem::path const file = disk.folder() / "journal.db";
    {
        Journal journal = open_journal(file);
        Writer writer{journal};
        writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    }
    ASSERT_TRUE(disk.make_read_only());
    Journal const journal = open_journal(file, Journal::Access::read);
    EXPECT_EQ(journal.state({kEver, kEver}, {})->tickets().size(), 1U);
    EXPECT_FALSE(Journal::open(file, Journal::Access::write));
}

TEST(Journal, ThePastIsReadAsItsOwnMappingReadIt) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    std::string text = canonical().text();
    std::string const from = "coordinates = \"wgs84\"";
    ASSERT_NE(text.find(from), std::string::npos);
    text.replace(text.find(from), from.size(), "coordinates = \"gcj02\"");
    auto changed = feeds::Mapping::parse(text, "changed", "");
    ASSERT_TRUE(changed) << changed.error().message;
    ASSERT_EQ(open.journal.feed("tickets", *changed).value(), open.writer.feed);
    open.writer.mapping = std::move(*changed);
    open.writer.append(ticket("T2", kMorning, "NEW"), kMorning + kMinute);
    open.reopen();
    auto const state = open.journal.state({kEver, kEver}, {});
    ASSERT_EQ(state->tickets().size(), 2U);
    EXPECT_DOUBLE_EQ(state->tickets()[0]->ticket.where.at->lon, 114.03);
    EXPECT_NEAR(state->tickets()[1]->ticket.where.at->lon, 114.025, 0.002);
}

TEST(Journal, KeepsEachMeasureOfAPlace) {
    Open open;
    auto const people = [](std::string const& measure, std::string const& more) {
        return envelope("pop.snapshot", kMorning, 0, R"("id":"B1","measure":")" + measure + '"' + more);
    };
    open.writer.append(
        {{people("resident", R"(,"count":100)"), kMorning}, {people("day", R"(,"count":70)"), kMorning}});
    open.reopen();
    auto const state = open.journal.state({kEver, kEver}, {});
    ASSERT_EQ(state->population().size(), 2U);
    EXPECT_EQ(state->population()[0]->record.id, "B1");
    EXPECT_EQ(state->population()[0]->record.count, 70);
    EXPECT_EQ(state->population()[1]->record.count, 100);
    open.writer.append(people("day", R"(,"withdrawn":true)"), kMorning);
    EXPECT_EQ(open.journal.state({kEver, kEver}, {})->population().size(), 1U);
}

TEST(Journal, EachGoesThroughReportsInTheOrderOfTheirTime) {
    Open open;
    open.writer.append({{ticket("T3", kMorning + 3, "NEW"), kMorning + 10},
                        {ticket("T1", kMorning + 1, "NEW") + "\n" + event("E5", kMorning + 5), kMorning + 11},
                        {ticket("T2", kMorning + 2, "NEW"), kMorning + 12}});
    auto const keys = [&](base::UtcMs from, base::UtcMs to, base::UtcMs known, std::size_t most) {
        std::string found;
        std::size_t count = 0;
        EXPECT_TRUE(open.journal.each(from, to, known, [&](twin::Report const& report) {
            found += twin::key_of(report.record) + " ";
            return ++count < most;
        }));
        return found;
    };
    EXPECT_EQ(keys(0, kEver, kEver, 99), "T1 T2 T3 E5 ");
    EXPECT_EQ(keys(kMorning + 2, kMorning + 5, kEver, 99), "T2 T3 ");
    EXPECT_EQ(keys(0, kEver, kMorning + 11, 99), "T1 T3 E5 ");
    EXPECT_EQ(keys(0, kEver, kEver, 2), "T1 T2 ");
    EXPECT_EQ(open.journal.first_event(), kMorning + 1);
    EXPECT_EQ(open.journal.last_event(), kMorning + 5);
}

TEST(Journal, MessagesComeBackAsTheyWereReceived) {
    Open open;
    for (int i = 0; i < 20; ++i) open.writer.append(ticket(numbered("T", i), kMorning, "NEW"), kMorning + i * kMinute);
    std::vector<base::UtcMs> times;
    EXPECT_TRUE(open.journal.each_message(
        kMorning + 5 * kMinute, kMorning + 8 * kMinute, [&](std::uint16_t feed, feeds::Arrival const& arrival) {
            EXPECT_EQ(feed, open.writer.feed);
            EXPECT_EQ(arrival.body.find(numbered("\"id\":\"T", 5 + static_cast<std::int64_t>(times.size()))),
                      arrival.body.find("\"id\""));
            times.push_back(arrival.received);
            return true;
        }));
    EXPECT_EQ(times,
              (std::vector<base::UtcMs>{kMorning + 5 * kMinute, kMorning + 6 * kMinute, kMorning + 7 * kMinute}));
}

TEST(Journal, AFullDiskLeavesNothingOfABatchAndSpaceBringsItBack) {
    Open open;
    open.writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    std::vector<std::pair<std::string, base::UtcMs>> many;
    for (int i = 0; i < 3000; ++i)
        many.emplace_back(ticket(numbered("M", i), kMorning, "NEW", 0, std::string(500, 'x')), kMorning);
    feeds::Batch const batch = open.writer.batch(many);
    std::string const before = state_at(open.journal, kEver, kEver);
    {
        FilesNoLongerThan const limit(600 * 1024);
        auto const refused = open.journal.append(batch);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("the disk"), std::string::npos) << refused.error().message;
        EXPECT_EQ(state_at(open.journal, kEver, kEver), before);
        EXPECT_EQ(open.journal.resume(open.writer.feed).messages, 1U);
    }
    auto const appended = open.journal.append(batch);
    ASSERT_TRUE(appended) << appended.error().message;
    EXPECT_EQ(appended->stored, 3000U);
    EXPECT_EQ(open.journal.state({kEver, kEver}, {})->tickets().size(), 3001U);
}

TEST(Journal, AFullDiskIsCalledByItsName) {
    TemporaryFolder folder;
    SmallDisk const disk(folder.path / "disk");
    if (!disk.mounted()) GTEST_SKIP() << "a small disk can only be mounted by root";
    {
        Journal journal = open_journal(disk.folder() / "journal.db");
        Writer writer{journal};
        writer.append(ticket("T1", kMorning, "NEW"), kMorning);
        disk.fill();
        std::vector<std::pair<std::string, base::UtcMs>> many;
        for (int i = 0; i < 1000; ++i)
            many.emplace_back(ticket(numbered("M", i), kMorning, "NEW", 0, std::string(500, 'x')), kMorning);
        feeds::Batch const batch = writer.batch(many);
        auto const refused = journal.append(batch);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("the disk is full"), std::string::npos) << refused.error().message;
        EXPECT_EQ(journal.state({kEver, kEver}, {})->tickets().size(), 1U);
        disk.empty();
        auto const appended = journal.append(batch);
        ASSERT_TRUE(appended) << appended.error().message;
    }
    Journal const again = open_journal(disk.folder() / "journal.db");
    EXPECT_EQ(again.state({kEver, kEver}, {})->tickets().size(), 1001U);
}

}  // namespace
