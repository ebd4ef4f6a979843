#include "feeds/inbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "feeds/inbox_spool.h"
#include "tests/feeds/journal_support.h"

namespace {

using feeds::Arrival;
using feeds::Inbox;
using journal_test::TemporaryFolder;
using twin::Pressure;

Arrival message(int number, std::size_t size = 100, std::string const& topic = "t") {
    std::string body = std::to_string(number) + ":";
    body.resize(std::max(size, body.size()), 'x');
    return {.body = body, .topic = topic, .position = "at " + std::to_string(number), .received = 1000 + number};
}

int number_of(Arrival const& arrival) { return std::stoi(arrival.body); }

std::unique_ptr<Inbox> open(TemporaryFolder const& folder, Pressure pressure, std::uint64_t resume_at = 0) {
    auto inbox = Inbox::open(folder.path, "tickets", pressure, resume_at);
    EXPECT_TRUE(inbox) << inbox.error().message;
    return std::move(*inbox);
}

/// Everything that is waiting.
std::vector<Inbox::Taken> take_all(Inbox& inbox, std::size_t at_once = 1000) {
    std::vector<Inbox::Taken> all;
    while (true) {
        auto some = inbox.take(at_once, 0);
        if (some.empty()) return all;
        for (auto& taken : some) all.push_back(std::move(taken));
    }
}

std::vector<std::filesystem::path> segments(TemporaryFolder const& folder) {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator(folder.path)) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

TEST(Inbox, GivesBackWhatWasAcceptedInOrderAndWhole) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::keep);
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(inbox->accept(message(i)));
    auto const taken = take_all(*inbox, 3);
    ASSERT_EQ(taken.size(), 10U);
    for (int i = 0; i < 10; ++i) {
        Arrival const& got = taken[static_cast<std::size_t>(i)].arrival;
        EXPECT_EQ(got.body, message(i).body);
        EXPECT_EQ(got.topic, "t");
        EXPECT_EQ(got.position, "at " + std::to_string(i));
        EXPECT_EQ(got.received, 1000 + i);
    }
    EXPECT_EQ(inbox->counts().waiting, 0U);
}

TEST(Inbox, WhatWasNotCommittedIsThereAgainInTheNextProcess) {
    TemporaryFolder folder;
    std::uint64_t committed = 0;
    {
        auto inbox = open(folder, Pressure::keep);
        for (int i = 0; i < 10; ++i) ASSERT_TRUE(inbox->accept(message(i)));
        committed = inbox->take(4, 0).back().spool_end;
        inbox->committed(committed);
        EXPECT_EQ(inbox->take(2, 0).size(), 2U);  // taken, and lost with the process
    }
    auto inbox = open(folder, Pressure::keep, committed);
    EXPECT_EQ(inbox->counts().waiting, 6U);
    ASSERT_TRUE(inbox->accept(message(10)));
    auto const taken = take_all(*inbox);
    ASSERT_EQ(taken.size(), 7U);
    for (int i = 0; i < 7; ++i) EXPECT_EQ(number_of(taken[static_cast<std::size_t>(i)].arrival), 4 + i);
}

TEST(Inbox, MemoryIsBoundedBehindASlowConsumerAndNothingIsLost) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::keep);
    constexpr int kMany = 20000;
    constexpr std::size_t kSize = 4000;  // 80 MB in all
    std::uint64_t const before = journal_test::memory_in_use();
    for (int i = 0; i < kMany; ++i) ASSERT_TRUE(inbox->accept(message(i, kSize)));
    if (journal_test::kMemoryCanBeMeasured) {
        EXPECT_LT(journal_test::memory_in_use() - before, Inbox::kBytesInMemory + 8 * 1024 * 1024);
    }
    EXPECT_EQ(inbox->counts().waiting, static_cast<std::size_t>(kMany));
    EXPECT_GT(inbox->counts().spool_bytes, std::uint64_t{kMany} * kSize);
    int next = 0;
    std::uint64_t end = 0;
    while (true) {
        auto const some = inbox->take(700, 0);
        if (some.empty()) break;
        for (auto const& taken : some) {
            ASSERT_EQ(number_of(taken.arrival), next++);
            EXPECT_GT(taken.spool_end, end);
            end = taken.spool_end;
        }
        inbox->committed(end);
        if (next > 7000 && inbox->counts().accepted == kMany) {
            ASSERT_TRUE(inbox->accept(message(kMany, kSize)));  // while behind
        }
    }
    EXPECT_EQ(next, kMany + 1);
    EXPECT_LT(inbox->counts().spool_bytes, feeds::Spool::kSegmentBytes);
    EXPECT_LE(segments(folder).size(), 1U);
}

TEST(Inbox, ATornLastRecordIsDroppedAndTheRestStays) {
    TemporaryFolder folder;
    {
        auto inbox = open(folder, Pressure::keep);
        for (int i = 0; i < 5; ++i) ASSERT_TRUE(inbox->accept(message(i)));
    }
    auto const file = segments(folder).at(0);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 30);
    auto inbox = open(folder, Pressure::keep);
    EXPECT_EQ(inbox->counts().waiting, 4U);
    EXPECT_EQ(inbox->counts().damaged, 1U);
    ASSERT_TRUE(inbox->accept(message(5)));
    std::vector<int> numbers;
    for (auto const& taken : take_all(*inbox)) numbers.push_back(number_of(taken.arrival));
    EXPECT_EQ(numbers, (std::vector{0, 1, 2, 3, 5}));
}

TEST(Inbox, ADamagedRecordInTheMiddleCostsOnlyItself) {
    TemporaryFolder folder;
    {
        auto inbox = open(folder, Pressure::keep);
        for (int i = 0; i < 5; ++i) ASSERT_TRUE(inbox->accept(message(i)));
    }
    auto const file = segments(folder).at(0);
    std::uint64_t const record = std::filesystem::file_size(file) / 5;
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<long>(2 * record + 60))
        .put('!');
    auto inbox = open(folder, Pressure::keep);
    std::vector<int> numbers;
    for (auto const& taken : take_all(*inbox)) numbers.push_back(number_of(taken.arrival));
    EXPECT_EQ(numbers, (std::vector{0, 1, 3, 4}));
}

TEST(Inbox, AJournalAheadOfTheSpoolIsBelieved) {
    TemporaryFolder folder;
    {
        auto inbox = open(folder, Pressure::keep);
        ASSERT_TRUE(inbox->accept(message(0)));
    }
    auto inbox = open(folder, Pressure::keep, 1'000'000);
    EXPECT_EQ(inbox->counts().waiting, 0U);
    ASSERT_TRUE(inbox->accept(message(1)));
    auto const taken = take_all(*inbox);
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_GT(taken[0].spool_end, 1'000'000U);
}

TEST(Inbox, AFullDiskIsSaidAndSpaceBringsItBack) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::keep);
    ASSERT_TRUE(inbox->accept(message(0, 1000)));
    {
        journal_test::FilesNoLongerThan const limit(2500);
        EXPECT_TRUE(inbox->accept(message(1, 1000)));
        EXPECT_FALSE(inbox->accept(message(2, 1000)));  // half of it fits
        EXPECT_FALSE(inbox->accept(message(2, 1000)));
    }
    EXPECT_EQ(inbox->counts().refused, 2U);
    EXPECT_TRUE(inbox->accept(message(3, 1000)));
    std::vector<int> numbers;
    for (auto const& taken : take_all(*inbox)) numbers.push_back(number_of(taken.arrival));
    EXPECT_EQ(numbers, (std::vector{0, 1, 3}));
    EXPECT_EQ(inbox->counts().damaged, 0U);
}

TEST(Inbox, ALongBodyIsCutJustPastTheLimitSoThatItIsRefusedByName) {
    for (Pressure const pressure : {Pressure::keep, Pressure::oldest}) {
        TemporaryFolder folder;
        auto inbox = open(folder, pressure);
        ASSERT_TRUE(inbox->accept(message(1, 3 * feeds::kLongestMessage)));
        ASSERT_TRUE(inbox->accept(message(2, feeds::kLongestMessage)));
        auto const taken = take_all(*inbox);
        ASSERT_EQ(taken.size(), 2U);
        EXPECT_EQ(taken[0].arrival.body.size(), feeds::kLongestMessage + 1);
        EXPECT_EQ(taken[1].arrival.body.size(), feeds::kLongestMessage);
    }
}

TEST(Inbox, DropsTheOldestAndCountsIt) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::oldest);
    int const many = static_cast<int>(Inbox::kMessagesInMemory) + 1000;
    for (int i = 0; i < many; ++i) ASSERT_TRUE(inbox->accept(message(i)));
    auto const taken = take_all(*inbox);
    EXPECT_EQ(taken.size() + inbox->counts().dropped, static_cast<std::size_t>(many));
    ASSERT_LE(taken.size(), Inbox::kMessagesInMemory);
    EXPECT_EQ(number_of(taken.back().arrival), many - 1);
    EXPECT_EQ(number_of(taken.front().arrival), static_cast<int>(inbox->counts().dropped));
    EXPECT_TRUE(segments(folder).empty());
}

TEST(Inbox, KeepsTheNewestOfEachTopicWhenFull) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::latest);
    ASSERT_TRUE(inbox->accept(message(0, 10, "once")));
    for (int i = 1; i <= 10000; ++i) ASSERT_TRUE(inbox->accept(message(i, 10, "device " + std::to_string(i % 50))));
    std::map<std::string, int> newest;
    for (auto const& taken : take_all(*inbox)) newest[taken.arrival.topic] = number_of(taken.arrival);
    EXPECT_EQ(newest.size(), 51U);
    EXPECT_EQ(newest["once"], 0);  // the oldest, and still the newest of its topic
    EXPECT_EQ(newest["device 0"], 10000);
    EXPECT_EQ(newest["device 1"], 9951);
    EXPECT_GT(inbox->counts().dropped, 0U);
}

TEST(Inbox, WakesWhoeverWaits) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::keep);
    std::jthread const later([&] { inbox->accept(message(7)); });
    auto const taken = inbox->take(10, 5000);
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(number_of(taken[0].arrival), 7);
}

TEST(Inbox, KeepsEveryMessageOfManyThreads) {
    TemporaryFolder folder;
    auto inbox = open(folder, Pressure::keep);
    constexpr int kEach = 2000;
    std::vector<Inbox::Taken> taken;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i) inbox->accept(message(t * kEach + i, 600));
            });
        while (taken.size() < 4 * kEach) {
            auto some = inbox->take(50, 2000);
            if (some.empty()) break;
            for (auto& one : some) taken.push_back(std::move(one));
        }
    }
    std::vector<int> seen(4 * kEach);
    for (auto const& one : taken) ++seen[static_cast<std::size_t>(number_of(one.arrival))];
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 4 * kEach);
}

TEST(Inbox, RefusesIdsThatAreNoWords) {
    TemporaryFolder folder;
    for (char const* id : {"", "../x", "a/b", ".hidden", "a b"})
        EXPECT_FALSE(Inbox::open(folder.path, id, Pressure::keep, 0)) << id;
}

TEST(Inbox, FeedsWithLikeNamesKeepApart) {
    TemporaryFolder folder;
    auto a = Inbox::open(folder.path, "a", Pressure::keep, 0), b = Inbox::open(folder.path, "a-1", Pressure::keep, 0);
    ASSERT_TRUE((*a)->accept(message(1)));
    ASSERT_TRUE((*b)->accept(message(2)));
    auto again = Inbox::open(folder.path, "a", Pressure::keep, 0);
    EXPECT_EQ((*again)->counts().waiting, 1U);
}

}  // namespace
