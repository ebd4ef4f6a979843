#include "feeds/audit_log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace {

namespace fs = std::filesystem;
using feeds::AuditEntry;
using feeds::AuditHead;
using feeds::AuditLog;

base::UtcMs const kNoon = *base::parse_time("2026-11-22T12:00:00+08:00");
constexpr base::UtcMs kDay = 24LL * 3600 * 1000;

AuditEntry entry(std::string const& target, base::UtcMs time = kNoon) {
    return {time, "王*", "export", "127.0.0.1", target, "ok", "a \"b\"\n{\"hash\":\"c\"}"};
}

std::string lines(int count) {
    std::string text;
    AuditHead head;
    for (int i = 0; i < count; ++i) {
        auto const line = feeds::audit_line(entry("t" + std::to_string(i)), head);
        text += line.text + "\n";
        head = line.head;
    }
    return text;
}

/// Without lines [first, first + count).
std::string without(std::string const& text, std::size_t first, std::size_t count) {
    std::istringstream in(text);
    std::string out, line;
    for (std::size_t i = 0; std::getline(in, line); ++i)
        if (i < first || i >= first + count) out += line + "\n";
    return out;
}

TEST(AuditLine, SaysWhoDidWhatAndCanBeCheckedByAnyProgram) {
    auto const line = feeds::audit_line({kNoon, "a", "export", "", "map.png", "ok", ""}, {});
    // printf '%s' '{"seq":1, ... "prev_hash":"000..."' | sha256sum
    EXPECT_EQ(
        line.text,
        R"({"seq":1,"time":"2026-11-22T12:00:00+08:00","user":"a","action":"export","source":"","target":"map.png",)"
        R"("result":"ok","detail":"","prev_hash":")" +
            std::string(64, '0') + R"(","hash":")" + line.head.hash + "\"}");
    EXPECT_EQ(line.head.sequence, 1U);
    EXPECT_EQ(line.head.hash, "b4e6ba3284c01c2777fa691dc36cc44a6d2db66c43a23ad0eb2d160a5b1e9387");
}

TEST(AuditCheck, PassesWhatNobodyTouched) {
    auto const check = feeds::check_audit(lines(5), AuditHead{});
    EXPECT_FALSE(check.broken);
    EXPECT_EQ(check.lines, 5U);
    EXPECT_EQ(check.first, 1U);
    EXPECT_EQ(check.head.sequence, 5U);
    EXPECT_FALSE(feeds::check_audit("", AuditHead{}).broken);
}

TEST(AuditCheck, NamesTheFirstLineThatWasTouched) {
    std::string const good = lines(6);
    auto const broken_at = [](std::string const& text) {
        auto const check = feeds::check_audit(text, AuditHead{});
        EXPECT_TRUE(!check.broken || !check.broken->zh.empty());
        return check.broken ? check.broken->line : 0;
    };
    std::string changed = good;
    changed.replace(changed.find("\"t2\""), 4, "\"t9\"");
    EXPECT_EQ(broken_at(changed), 3U);
    EXPECT_EQ(broken_at(without(good, 3, 1)), 4U) << "taken out";
    EXPECT_EQ(broken_at(without(good, 0, 1)), 1U) << "the first";
    EXPECT_EQ(broken_at(good.substr(0, good.size() - 1)), 6U) << "no end";
    EXPECT_EQ(broken_at(good.substr(0, good.size() - 9)), 6U) << "half a line";
    EXPECT_EQ(broken_at(good + "{}\n"), 7U);
    EXPECT_EQ(broken_at(good + "\n"), 7U);
    EXPECT_EQ(broken_at(good + good), 7U) << "twice";
    // A line with a hash that fits, but not made from the line before it.
    auto const check = feeds::check_audit(without(good, 2, 99), AuditHead{});
    AuditHead other = check.head;
    other.hash[0] = other.hash[0] == '0' ? '1' : '0';
    auto const forged =
        feeds::check_audit(without(good, 2, 99) + feeds::audit_line(entry("x"), other).text + "\n", AuditHead{});
    ASSERT_TRUE(forged.broken);
    EXPECT_EQ(forged.broken->line, 3U);
    EXPECT_NE(forged.broken->en.find("replaced"), std::string::npos);
}

class AuditFolder : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path(::testing::TempDir()) /
                  (std::string("audit_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        log_.emplace(*AuditLog::open(folder_));
    }
    void TearDown() override { fs::remove_all(folder_); }

    void append(int count, base::UtcMs time = kNoon) {
        for (int i = 0; i < count; ++i) ASSERT_TRUE(log_->append(entry("t" + std::to_string(i), time)));
    }
    std::string read(std::string const& name) const {
        std::ifstream in(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(std::string const& name, std::string const& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    feeds::AuditCheck check() const {
        auto const result = feeds::check_audit_folder(folder_);
        EXPECT_TRUE(result);
        return result ? *result : feeds::AuditCheck{};
    }

    fs::path folder_;
    std::optional<AuditLog> log_;
    static constexpr char const* kToday = "audit-2026-11-22.jsonl";
};

TEST_F(AuditFolder, GoesOnFromDayToDayAndAfterARestart) {
    EXPECT_FALSE(feeds::check_audit_folder(folder_)) << "nothing there";
    append(3);
    log_.emplace(*AuditLog::open(folder_));
    append(2, kNoon + kDay);
    append(1, kNoon);  // the clock was put back
    auto const all = check();
    EXPECT_FALSE(all.broken);
    EXPECT_EQ(all.lines, 6U);
    EXPECT_EQ(all.first, 1U);
    EXPECT_TRUE(fs::exists(folder_ / "audit-2026-11-23.jsonl"));
    EXPECT_EQ(fs::status(folder_ / kToday).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write);
    // Older files may be put away; the rest says where it begins.
    fs::remove(folder_ / kToday);
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().first, 4U);
}

TEST_F(AuditFolder, NamesTheFileAndTheLine) {
    append(3);
    append(3, kNoon + kDay);
    std::string text = read(kToday);
    text[text.rfind("export")] = 'E';
    write(kToday, text);
    auto const all = check();
    ASSERT_TRUE(all.broken);
    EXPECT_EQ(all.broken->file, kToday);
    EXPECT_EQ(all.broken->line, 3U);
    EXPECT_EQ(all.lines, 2U);
}

TEST_F(AuditFolder, SeesThatTheEndWasCutOff) {
    append(5);
    AuditHead const seen = check().head;
    write(kToday, without(read(kToday), 3, 9));
    auto const cut = check();
    ASSERT_TRUE(cut.broken);
    EXPECT_EQ(cut.broken->line, 4U);
    EXPECT_NE(cut.broken->en.find("entry 5"), std::string::npos);
    // What comes next does not hide it.
    append(2);
    ASSERT_TRUE(check().broken);
    EXPECT_EQ(check().broken->line, 4U);
    // Nor does a new chain with a head of its own, for who kept the old head.
    fs::remove_all(folder_);
    log_.emplace(*AuditLog::open(folder_));
    append(9, kNoon + 1000);
    EXPECT_FALSE(check().broken);
    EXPECT_TRUE(feeds::check_audit_folder(folder_, seen)->broken);
    fs::remove(folder_ / kToday);
    EXPECT_TRUE(check().broken);
}

TEST_F(AuditFolder, SeesThatTheHeadIsGone) {
    append(2);
    fs::remove(folder_ / "audit.head");
    ASSERT_TRUE(check().broken);
    EXPECT_NE(check().broken->en.find("audit.head"), std::string::npos);
    append(1);
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().lines, 3U);
}

TEST_F(AuditFolder, OutlivesACrashAtAnyMoment) {
    append(2);
    std::string const head = read("audit.head");
    append(1);
    write("audit.head", head);  // between the line and its head
    EXPECT_FALSE(check().broken);
    append(1);
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().lines, 4U);
    // In the middle of a line: what there was of it is kept.
    write(kToday, read(kToday) + R"({"seq":5,"time":)");
    EXPECT_TRUE(check().broken);
    append(1);
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().lines, 6U);
    EXPECT_NE(read(kToday).find(R"("action":"audit.recovered")"), std::string::npos);
    EXPECT_NE(read(kToday).find(R"({\"seq\":5,)"), std::string::npos);
}

TEST_F(AuditFolder, TakesLinesFromManyAtATime) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { append(10); });
    for (std::thread& t : threads) t.join();
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().lines, 40U);
}

TEST_F(AuditFolder, SaysWhatCannotBeWritten) {
    fs::create_directories(folder_ / kToday);  // a folder where the file should be
    auto const done = log_->append(entry("x"));
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find(kToday), std::string::npos);
    write("file", "");
    EXPECT_FALSE(AuditLog::open(folder_ / "file"));
    EXPECT_FALSE(feeds::check_audit_folder(folder_ / "none"));
}

TEST_F(AuditFolder, KeepsWhatIsNoUtf8) {
    ASSERT_TRUE(log_->append(entry("\xff\xfe\n")));
    EXPECT_FALSE(check().broken);
    EXPECT_EQ(check().lines, 1U);
}

TEST(AuditRead, GivesBackWhatWasWritten) {
    fs::path const folder = fs::path(testing::TempDir()) / "audit-read";
    fs::remove_all(folder);
    auto const nothing = feeds::read_audit(folder);
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->entries.empty());
    auto const log = AuditLog::open(folder);
    ASSERT_TRUE(log->append(entry("a")));
    ASSERT_TRUE(log->append(entry("b", kNoon + kDay)));
    auto const read = feeds::read_audit(folder);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->entries.size(), 2U);
    EXPECT_EQ(read->entries[1].target, "b");
    EXPECT_EQ(read->entries[1].time, kNoon + kDay);
    EXPECT_EQ(read->entries[0].detail, entry("a").detail);
    EXPECT_EQ(read->entries[0].user, entry("a").user);
    std::ofstream(folder / "audit-2026-11-24.jsonl") << "{\"seq\":3}\n";
    EXPECT_EQ(feeds::read_audit(folder)->damaged, 1U);
    fs::remove_all(folder);
}

}  // namespace
