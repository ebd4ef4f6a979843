// Journals that are not what they were written as.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "feeds/ingest.h"
#include "feeds/journal.h"
#include "tests/feeds/journal_messages.h"
#include "tests/feeds/journal_support.h"

namespace {

using namespace journal_test;
using feeds::Journal;

constexpr int kTickets = 3000;
constexpr std::uint64_t kPage = 8192;

struct Closed {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path / "journal.db";

    explicit Closed(Closed const& other) { std::filesystem::copy(other.file, file); }
    Closed() {
        Journal journal = open_journal(file);
        Writer writer{journal};
        std::vector<std::pair<std::string, base::UtcMs>> messages;
        for (int i = 0; i < kTickets; ++i)
            messages.emplace_back(ticket(numbered("T", i), kMorning + i, "NEW", 0, numbered("title ", i)),
                                  kMorning + i);
        writer.append(messages);
        writer.append("rubbish", kMorning + kTickets);
    }
    std::uint64_t pages() const { return std::filesystem::file_size(file) / kPage; }
    void overwrite(std::uint64_t at, std::string const& bytes) const {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(at));
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    std::uint64_t find(std::string const& text) const {
        std::ifstream in(file, std::ios::binary);
        std::string const all(std::istreambuf_iterator<char>(in), {});
        return all.find(text);
    }
};

std::string noise(unsigned seed) {
    std::mt19937 random(seed);
    std::string bytes(kPage, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    return bytes;
}

std::size_t tickets_in(Journal const& journal) {
    auto const state = journal.state({kEver, kEver}, {});
    EXPECT_TRUE(state) << state.error().message;
    return state ? state->tickets().size() : 0;
}

TEST(JournalDamage, WhateverPageIsLostTheRestIsSaved) {
    Closed const whole;
    std::uint64_t const pages = whole.pages();
    std::size_t worst = kTickets;
    int noticed = 0;
    for (std::uint64_t page = 1; page < pages; page += std::max<std::uint64_t>(1, pages / 24)) {
        Closed const broken(whole);
        broken.overwrite(page * kPage, noise(static_cast<unsigned>(page)));
        auto journal = Journal::open(broken.file, Journal::Access::write);
        ASSERT_TRUE(journal) << "page " << page << ": " << journal.error().message;
        if (journal->damage().empty()) continue;  // a page that nothing lies on
        ++noticed;
        EXPECT_NE(journal->damage()[0].find("kept as"), std::string::npos) << journal->damage()[0];
        EXPECT_TRUE(std::filesystem::exists(broken.file.string() + ".damaged-1"));
        worst = std::min(worst, tickets_in(*journal));
    }
    EXPECT_GT(noticed, 15);
    EXPECT_GT(worst, std::size_t{kTickets * 9 / 10});
}

TEST(JournalDamage, WhatWasSavedIsAJournalLikeAnyOther) {
    Closed const broken;
    broken.overwrite(broken.find("title 1500") / kPage * kPage, noise(5));
    std::size_t saved = 0;
    {
        Journal journal = open_journal(broken.file);
        ASSERT_FALSE(journal.damage().empty());
        saved = tickets_in(journal);
        Writer writer{journal};
        EXPECT_EQ(journal.resume(writer.feed).messages, std::uint64_t{kTickets + 1});
        EXPECT_EQ(journal.resume(writer.feed).position, "after rubbish");
        EXPECT_EQ(writer.append(ticket("T0", kMorning, "NEW", 0, "title 0"), kMorning + kDay).duplicates, 1U);
        EXPECT_EQ(writer.append(ticket("after", kMorning, "NEW"), kMorning + kDay).stored, 1U);
        EXPECT_EQ(journal.quarantined(10)->size(), 1U);
    }
    Journal const again = open_journal(broken.file);
    EXPECT_TRUE(again.damage().empty());
    EXPECT_EQ(tickets_in(again), saved + 1);
}

TEST(JournalDamage, AReaderShowsWhatCanBeReadAndChangesNothing) {
    Closed const broken;
    broken.overwrite(broken.find("title 1500") / kPage * kPage, noise(5));
    auto const size = std::filesystem::file_size(broken.file);
    Journal const journal = open_journal(broken.file, Journal::Access::read);
    ASSERT_FALSE(journal.damage().empty());
    EXPECT_GT(tickets_in(journal), std::size_t{kTickets - 100});
    EXPECT_LT(tickets_in(journal), std::size_t{kTickets});
    EXPECT_EQ(std::filesystem::file_size(broken.file), size);
    EXPECT_FALSE(std::filesystem::exists(broken.file.string() + ".damaged-1"));
}

TEST(JournalDamage, AMessageWithAWrongByteIsNamedAndLeftOut) {
    Closed const broken;
    std::uint64_t const at = broken.find("title 77\"");
    broken.overwrite(at, "T");
    Journal const journal = open_journal(broken.file);
    EXPECT_EQ(tickets_in(journal), std::size_t{kTickets - 1});
    ASSERT_EQ(journal.damage().size(), 1U);
    EXPECT_EQ(journal.damage()[0], "message 78 cannot be read");
}

TEST(JournalDamage, AMessageWithAWrongByteIsNotPlayedEither) {
    Closed const broken;
    broken.overwrite(broken.find("title 77\""), "T");
    Journal const journal = open_journal(broken.file);
    int played = 0;
    EXPECT_TRUE(journal.each_message(0, kEver, [&](auto, auto const&) { return ++played > 0; }));
    EXPECT_EQ(played, kTickets - 1);
    ASSERT_EQ(journal.damage().size(), 1U);
    EXPECT_EQ(journal.damage()[0], "message 78 cannot be read");
}

TEST(JournalDamage, IntakeSaysWhatItCouldNotReadWhenItBegan) {
    Closed const broken;
    broken.overwrite(broken.find("title 77\""), "T");
    feeds::IngestSetup setup;
    setup.journal = broken.file;
    setup.clock = [] { return kMorning + kHour; };
    auto const ingest = feeds::Ingest::start(std::move(setup));
    ASSERT_TRUE(ingest) << ingest.error().message;
    ASSERT_EQ((*ingest)->troubles().size(), 1U);
    EXPECT_EQ((*ingest)->troubles()[0], "message 78 cannot be read");
}

TEST(JournalDamage, WhatIsSavedIsForItsOwnerAlone) {
    Closed const broken;
    broken.overwrite(broken.find("title 1500") / kPage * kPage, noise(5));
    TemporaryFolder const temporary;
    ASSERT_EQ(::setenv("TMPDIR", temporary.path.c_str(), 1), 0);
    {
        Journal const reader = open_journal(broken.file, Journal::Access::read);
        std::vector<std::filesystem::path> made;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(temporary.path))
            made.push_back(entry.path());
        EXPECT_GE(made.size(), 2U) << "a folder and the journal in it";
        for (auto const& path : made) EXPECT_TRUE(is_private(path)) << path;
    }
    ::unsetenv("TMPDIR");
    EXPECT_TRUE(std::filesystem::is_empty(temporary.path)) << "the copy stays behind";
    Journal const writer = open_journal(broken.file);
    ASSERT_FALSE(writer.damage().empty());
    for (char const* const ending : {"", "-wal", "-shm"})
        EXPECT_TRUE(is_private(broken.file.string() + ending)) << ending;
}

TEST(JournalDamage, AFileCutShortKeepsItsBeginning) {
    Closed const broken;
    std::filesystem::resize_file(broken.file, broken.pages() * 3 / 4 * kPage);
    Journal const journal = open_journal(broken.file);
    ASSERT_FALSE(journal.damage().empty());
    EXPECT_GT(tickets_in(journal), std::size_t{kTickets / 4});
}

TEST(JournalDamage, WithoutItsFirstPageItSaysSoAndStays) {
    Closed const broken;
    broken.overwrite(0, noise(1));
    auto const journal = Journal::open(broken.file, Journal::Access::write);
    ASSERT_FALSE(journal);
    EXPECT_NE(journal.error().message.find("first page"), std::string::npos) << journal.error().message;
    EXPECT_EQ(broken.pages(), std::filesystem::file_size(broken.file) / kPage);
    EXPECT_FALSE(std::filesystem::exists(broken.file.string() + ".damaged-1"));
}

TEST(JournalDamage, AnotherKindOfFileIsNotTouched) {
    TemporaryFolder folder;
    std::filesystem::path const file = folder.path / "district.toml";
    std::string const text = "name = \"not a journal, and long enough to look at: " + std::string(2000, 'x') + "\"\n";
    std::ofstream(file) << text;
    for (auto const access : {Journal::Access::write, Journal::Access::read}) {
        auto const journal = Journal::open(file, access);
        ASSERT_FALSE(journal);
        EXPECT_NE(journal.error().message.find("is no journal"), std::string::npos) << journal.error().message;
    }
    std::ifstream in(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), text);
}

TEST(JournalDamage, AnUncleanEndIsNoDamage) {
    Closed const closed;
    std::filesystem::remove(closed.file.string() + ".lock");
    Journal const journal = open_journal(closed.file);
    EXPECT_TRUE(journal.damage().empty());
    EXPECT_EQ(tickets_in(journal), std::size_t{kTickets});
}

}  // namespace
