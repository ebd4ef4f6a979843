// What a journal drops, and that no answer shows it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "feeds/journal.h"
#include "tests/feeds/journal_messages.h"
#include "tests/feeds/journal_support.h"

namespace {

using namespace journal_test;
using feeds::Journal;
using feeds::Moment;
using feeds::Span;

/// Reports of every kind about few things over ten days: late, early, corrected, withdrawn, repeated.
class Chaos {
public:
    explicit Chaos(std::uint32_t seed) : random_(seed) {}

    std::pair<std::string, base::UtcMs> next() {
        known_ += below(20) * kMinute;
        base::UtcMs const event =
            std::min(known_, known_ - (below(4) == 0 ? below(5 * 24) * kHour : below(60) * kMinute));
        std::string const id = numbered("X", ++count_ / 25 + below(6));  // things come, last and go
        switch (below(10)) {
            case 0:
            case 1:
            case 2: return {ticket(id, event, kStatus[below(5)], static_cast<std::uint64_t>(below(3))), known_};
            case 3:
            case 4: return {event_of(id, event), known_};
            case 5: return {device(id, event, static_cast<double>(below(100)), numbered("N", below(3))), known_};
            case 6: return {pose(id, event), known_};
            case 7: return {withdrawal(id, event, kKinds[below(4)]), known_};
            case 8: return {heartbeat(event), known_};
            default:
                return {ticket(id, event, "NEW") + "\n" + device(id, event, 5) + "\n" + event_of(id, event), known_};
        }
    }
    base::UtcMs known() const { return known_; }
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }

private:
    static constexpr char const* kStatus[] = {"NEW", "DISPATCHED", "HANDLING", "CLOSED", "CANCELLED"};
    static constexpr char const* kKinds[] = {"ticket", "event", "device", "drone"};

    std::string event_of(std::string const& id, base::UtcMs time) { return event(id, time, numbered("C", below(3))); }
    static std::string withdrawal(std::string const& id, base::UtcMs time, std::string const& kind) {
        return envelope("withdrawal", time, 0, R"("id":")" + id + R"(","withdraws":")" + kind + '"');
    }

    std::mt19937 random_;
    std::int64_t count_ = 0;
    base::UtcMs known_ = kMorning;
};

/// By two feeds in turn.
std::vector<feeds::Batch> fill(Journal& journal, Chaos& chaos, int messages) {
    std::array<Writer, 2> writers{Writer{journal}, Writer{journal, "others"}};
    std::vector<feeds::Batch> batches;
    for (int i = 0; i < messages; ++i)
        batches.push_back(writers[static_cast<std::size_t>(chaos.below(2))].batch({chaos.next()}));
    auto const appended = journal.append(batches);
    EXPECT_TRUE(appended) << appended.error().message;
    return batches;
}

struct Asked {
    Moment moment;
    Span span;
    std::string answer;
};

std::string ask(Journal const& journal, Moment moment, Span const& span) {
    auto const state = journal.state(moment, span);
    EXPECT_TRUE(state) << state.error().message;
    if (!state) return {};
    std::string answer = print(*state, moment.event);
    for (std::uint16_t const feed : {std::uint16_t{0}, std::uint16_t{1}}) {
        auto const heard = state->heard(feed);
        answer += "heard " + std::to_string(heard.kinds) + " " + std::to_string(heard.last_known) + " " +
                  std::to_string(heard.last_event) + "\n";
    }
    return answer;
}

TEST(JournalKeep, TheStateIsWhatItsReportsFoldTo) {
    TemporaryFolder folder;
    Journal journal = open_journal(folder.path / "journal.db");
    Chaos chaos(7);
    std::vector<twin::Report> reports;
    for (feeds::Batch const& batch : fill(journal, chaos, 600)) {
        for (feeds::Batch::Item const& item : batch.items) {
            for (twin::Report report : item.decoded.reports) {
                report.known_time = item.arrival.received;
                reports.push_back(std::move(report));
            }
        }
    }
    Span const all{.tickets_ms = 1000 * kDay, .events_ms = 1000 * kDay, .poses_ms = 1000 * kDay};
    for (int i = 0; i < 60; ++i) {
        base::UtcMs const event = kMorning + chaos.below(chaos.known() - kMorning);
        base::UtcMs const known = kMorning + chaos.below(chaos.known() - kMorning);
        std::shuffle(reports.begin(), reports.end(), std::mt19937(static_cast<unsigned>(i)));
        twin::LiveState expected;
        for (twin::Report const& report : reports)
            if (report.event_time <= event && report.known_time <= known) expected.apply(report);
        ASSERT_EQ(state_at(journal, event, known, all), print(expected, event)) << "moment " << i;
    }
}

TEST(JournalKeep, AnswersFromTheHorizonOnDoNotChange) {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        TemporaryFolder folder;
        Journal journal = open_journal(folder.path / "journal.db");
        Chaos chaos(seed);
        fill(journal, chaos, 700);
        base::UtcMs const length = chaos.known() - kMorning;
        Span const span{.tickets_ms = 4 * kHour, .events_ms = 3 * kHour, .poses_ms = 2 * kHour};
        std::uint64_t kept = 700;
        for (int part = 1; part <= 3; ++part) {
            base::UtcMs const horizon = kMorning + length * part / 4;
            std::vector<Asked> asked;
            for (int i = 0; i < 40; ++i) {
                auto const after = [&] { return horizon + chaos.below(chaos.known() - horizon + kDay); };
                Asked one{.moment = {after(), i % 5 == 0 ? horizon : after()}, .span = span, .answer = {}};
                if (i % 4 == 0) one.moment.event = horizon + chaos.below(kHour);
                if (i % 3 == 0) one.span = {.tickets_ms = kHour, .events_ms = kHour, .poses_ms = kHour};
                one.answer = ask(journal, one.moment, one.span);
                asked.push_back(std::move(one));
            }
            ASSERT_TRUE(journal.compact({.keep_from = horizon, .span = span}));
            EXPECT_EQ(journal.horizon(), horizon);
            for (Asked const& one : asked)
                ASSERT_EQ(ask(journal, one.moment, one.span), one.answer)
                    << "seed " << seed << ", part " << part << ", event " << one.moment.event - horizon << ", known "
                    << one.moment.known - horizon;
            std::uint64_t left = 0;
            EXPECT_TRUE(journal.each_message(0, kEver, [&](auto, auto const&) { return ++left > 0; }));
            EXPECT_LT(left, kept);
            kept = left;
        }
        EXPECT_LT(kept, 400U) << "a quarter of the time is left, and what has lasted";
        EXPECT_TRUE(journal.damage().empty());
    }
}

TEST(JournalKeep, WhatIsBeforeTheHorizonIsRefusedByName) {
    TemporaryFolder folder;
    Journal journal = open_journal(folder.path / "journal.db");
    Writer writer{journal};
    writer.append(ticket("T1", kMorning, "NEW"), kMorning);
    ASSERT_TRUE(journal.compact({.keep_from = kMorning + kHour}));
    auto const state = journal.state({kMorning, kEver}, {});
    ASSERT_FALSE(state);
    EXPECT_NE(state.error().message.find("2026-03-02T09:00:00+08:00"), std::string::npos) << state.error().message;
    EXPECT_FALSE(journal.state({kMorning + kHour, kMorning + kHour - 1}, {}));
    EXPECT_EQ(journal.state({kMorning + kHour, kMorning + kHour}, {})->tickets().size(), 1U);
    ASSERT_TRUE(journal.compact({.keep_from = kMorning})) << "going back brings nothing back, and is no harm";
    EXPECT_EQ(journal.horizon(), kMorning + kHour);
}

TEST(JournalKeep, StepByStepItGetsThereAsWell) {
    TemporaryFolder folder;
    Journal whole = open_journal(folder.path / "whole.db"), stepped = open_journal(folder.path / "stepped.db");
    for (Journal* journal : {&whole, &stepped}) {
        Chaos chaos(3);
        fill(*journal, chaos, 500);
    }
    base::UtcMs const horizon = whole.last_known() - kHour;
    Span const span{.tickets_ms = kHour, .events_ms = kHour, .poses_ms = kHour};
    ASSERT_TRUE(whole.compact({.keep_from = horizon, .span = span}));
    int steps = 0;
    while (stepped.horizon() < horizon) {
        ASSERT_TRUE(stepped.compact({.keep_from = horizon, .span = span, .most_messages = 50}));
        ASSERT_LT(++steps, 20);
    }
    EXPECT_GT(steps, 5);
    auto const bodies = [](Journal const& journal) {
        std::string all;
        EXPECT_TRUE(journal.each_message(0, kEver, [&](auto, auto const& arrival) {
            all += arrival.body + "\n";
            return true;
        }));
        return all;
    };
    EXPECT_EQ(bodies(stepped), bodies(whole));
}

TEST(JournalKeep, AFileThatIsTooLargeMovesItsHorizonUntilItFits) {
    TemporaryFolder folder;
    std::filesystem::path const file = folder.path / "journal.db";
    Journal journal = open_journal(file);
    Writer writer{journal};
    std::vector<std::pair<std::string, base::UtcMs>> messages;
    for (int i = 0; i < 4000; ++i)
        messages.emplace_back(ticket(numbered("T", i % 1000), kMorning + i * kMinute, i < 3000 ? "HANDLING" : "CLOSED",
                                     0, std::string(800, 'x')),
                              kMorning + i * kMinute);
    writer.append(messages);
    base::UtcMs const end = kMorning + 3999 * kMinute;
    std::string const now = state_at(journal, end, end);
    std::uint64_t const before = journal.bytes();
    ASSERT_TRUE(journal.compact({.most_bytes = before / 2}));
    EXPECT_LE(journal.bytes(), before / 2);
    EXPECT_GT(journal.bytes(), before / 4) << "no more than must be";
    EXPECT_LE(std::filesystem::file_size(file), before / 2);
    EXPECT_EQ(state_at(journal, end, end), now);
    EXPECT_GT(journal.horizon(), kMorning);
    auto const impossible = journal.compact({.most_bytes = 100 * 1024});
    ASSERT_FALSE(impossible);
    EXPECT_NE(impossible.error().message.find("still needed"), std::string::npos) << impossible.error().message;
    EXPECT_EQ(state_at(journal, end, end), now);
}

}  // namespace
