// Early warning over a journal, and verdicts that outlive the program.
#include "app/warning_facts.h"

#include <chrono>
#include <optional>
#include <thread>

#include "app/case_log.h"
#include "app/warning_desk.h"
#include "tests/feeds/journal_messages.h"
#include "tests/twin/files.h"

namespace {

using analysis::Verdict;
using journal_test::kDay;
using journal_test::kHour;
using journal_test::kMorning;

/// One community, and a journal in which the third complaint about one place is called in at kMorning, but known two
/// hours later.
class Warnings : public twin::testing::Folder {
protected:
    void SetUp() override {
        Folder::SetUp();
        write("a.geojson", twin::testing::collection({twin::testing::square(
                               113.999, 22.599, 40, R"("code":"440309001005","name_zh":"北站社区")")}));
        auto read = load(write("d.toml", R"(
[[layers]]
source = "a.geojson"
role = "boundaries"
id = "code"
name_zh = "name_zh"
)"));
        ASSERT_TRUE(read) << read.error().message;
        district_ = *std::move(read);
        twin::FeedSpec feed;
        feed.id = "tickets";
        district_.live.feeds = {feed};
        district_.live.journal = path("journal.db");
        feeds::Journal journal = journal_test::open_journal(district_.live.journal);
        journal_test::Writer writer{journal};
        for (int i = 0; i < 2; ++i) call(writer, "T" + std::to_string(i), kMorning - (20 - i) * kDay, 0);
        call(writer, "T2", kMorning, 2 * kHour);
        call(writer, "other", kMorning + 3 * kHour, 0, "0501");
    }

    static void call(journal_test::Writer& writer, std::string const& id, base::UtcMs at, std::int64_t later,
                     std::string const& code = "0102") {
        std::string const data = R"("id":")" + id + R"(","status":"HANDLING","kind":"complaint","class_code":")" +
                                 code + R"(","class_path":"城管>垃圾清运","call_time":")" + base::format_time(at) +
                                 R"(","lon":114.0,"lat":22.6,"geo_level":"door")";
        writer.append(journal_test::envelope("ticket.upsert", at, 0, data), at + later);
    }

    ui::WarningFacts at(base::UtcMs event, base::UtcMs known) {
        auto facts = app::read_warnings(district_, {}, {event, known});
        EXPECT_TRUE(facts) << facts.error().message;
        return facts ? *facts : ui::WarningFacts{};
    }

    /// What a window would show.
    ui::WarningFacts shown(app::WarningDesk& desk, base::UtcMs event) {
        desk.ask({event, event});
        desk.wait();
        desk.take_news();
        return *desk.facts();
    }

    twin::District district_;
};

constexpr base::UtcMs kBefore = kMorning + kHour, kAfter = kMorning + 4 * kHour;

TEST_F(Warnings, SayWhatWasKnownThen) {
    EXPECT_TRUE(at(kBefore, kBefore).rows.empty());
    // The call was made by then, but nobody knew: later knowledge must not make the warning look faster than it was.
    EXPECT_TRUE(at(kBefore, kAfter).rows.empty());
    ui::WarningFacts const facts = at(kAfter, kAfter);
    ASSERT_EQ(facts.rows.size(), 1U);
    EXPECT_EQ(facts.rows[0].kept.alert.evidence, (std::vector<std::string>{"T0", "T1", "T2"}));
    EXPECT_EQ(facts.rows[0].kept.raised, kAfter);
    EXPECT_EQ(facts.rows[0].place.zh, "北站社区");
    ASSERT_TRUE(facts.rows[0].at);
    EXPECT_EQ(facts.rows[0].chart.counts.back(), 1);
    EXPECT_EQ(facts.cases, 4U);
    EXPECT_EQ(at(kAfter + kDay, kAfter + kDay).rows[0].kept.raised,
              analysis::china_midnight(analysis::china_day(kAfter) + 1) - 1);
}

TEST_F(Warnings, KeepVerdictsOverARestart) {
    {
        app::WarningDesk desk(district_, "li", [] {});
        ui::WarningFacts const facts = shown(desk, kAfter);
        ASSERT_EQ(facts.rows.size(), 1U);
        EXPECT_EQ(facts.rows[0].kept.verdict, Verdict::none);
        EXPECT_EQ(facts.precision.waiting, 1U);
        desk.obey(ui::JudgeAlert{facts.rows[0].kept.alert.id, Verdict::dismissed, "施工，已公告"});
        desk.wait();
        desk.take_news();
        EXPECT_EQ(desk.facts()->rows[0].kept.verdict, Verdict::dismissed);
        EXPECT_TRUE(desk.take_problems().empty());
    }
    app::WarningDesk desk(district_, "wang", [] {});
    ui::WarningFacts const facts = shown(desk, kAfter);
    ASSERT_EQ(facts.rows.size(), 1U);
    EXPECT_EQ(facts.rows[0].kept.verdict, Verdict::dismissed);
    EXPECT_EQ(facts.rows[0].user, "li");
    EXPECT_EQ(facts.rows[0].note, "施工，已公告");
    EXPECT_EQ(facts.precision.all.of, 1U);
    EXPECT_EQ(facts.precision.all.part, 0U);
    EXPECT_EQ(facts.precision.waiting, 0U);
    // The next day goes on from it; what was shown before it was given does not know of it.
    EXPECT_EQ(shown(desk, kAfter + kDay).rows[0].kept.verdict, Verdict::dismissed);
    EXPECT_EQ(shown(desk, kAfter - kHour).rows[0].kept.verdict, Verdict::none);
    auto const chain = feeds::check_audit_folder(app::audit_folder(district_.live));
    ASSERT_TRUE(chain);
    EXPECT_FALSE(chain->broken);
    EXPECT_EQ(chain->lines, 1U);
}

TEST_F(Warnings, TakeAVerdictBack) {
    app::WarningDesk desk(district_, "li", [] {});
    std::string const id = shown(desk, kAfter).rows.at(0).kept.alert.id;
    desk.obey(ui::JudgeAlert{id, Verdict::confirmed, {}});
    desk.obey(ui::JudgeAlert{id, Verdict::none, {}});
    desk.wait();
    desk.take_news();
    EXPECT_EQ(desk.facts()->rows[0].kept.verdict, Verdict::none);
    EXPECT_EQ(desk.facts()->precision.all.of, 0U);
}

TEST_F(Warnings, SayThatAVerdictCouldNotBeKept) {
    write("audit", "a file where the folder should be");
    app::WarningDesk desk(district_, "li", [] {});
    std::string const id = shown(desk, kAfter).rows.at(0).kept.alert.id;
    desk.obey(ui::JudgeAlert{id, Verdict::confirmed, {}});
    desk.wait();
    desk.take_news();
    EXPECT_NE(desk.facts()->not_kept.en, "");
    EXPECT_FALSE(desk.take_problems().empty());
    // Of several the one reason is said once.
    desk.obey(ui::JudgeAlerts{{id, id, id}, Verdict::dismissed, {}});
    desk.wait();
    EXPECT_EQ(desk.take_problems().size(), 1U);
}

TEST_F(Warnings, OneWordOnSeveralIsWrittenForEach) {
    // A second place with three of another class, far from the first: two blue warnings.
    {
        feeds::Journal journal = journal_test::open_journal(district_.live.journal);
        journal_test::Writer writer{journal};
        for (int i = 0; i < 3; ++i) call(writer, "N" + std::to_string(i), kMorning - (6 - i) * kDay, 0, "0203");
    }
    app::WarningDesk desk(district_, "li", [] {});
    ui::JudgeAlerts all{{}, Verdict::dismissed, "同一处施工"};
    for (ui::WarningRow const& row : shown(desk, kAfter).rows) all.ids.push_back(row.kept.alert.id);
    ASSERT_EQ(all.ids.size(), 2U);
    desk.obey(all);
    desk.wait();
    desk.take_news();
    for (ui::WarningRow const& row : desk.facts()->rows) {
        EXPECT_EQ(row.kept.verdict, Verdict::dismissed);
        EXPECT_EQ(row.note, "同一处施工");
    }
    auto const kept = app::read_verdicts(app::audit_folder(district_.live));
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->alerts.size(), 2U);
    EXPECT_NE(kept->alerts[0].id, kept->alerts[1].id);
    EXPECT_TRUE(desk.take_problems().empty());
}

TEST_F(Warnings, WriteWhatWasSaidJustBeforeTheEnd) {
    std::string id;
    {
        app::WarningDesk desk(district_, "li", [] {});
        id = shown(desk, kAfter).rows.at(0).kept.alert.id;
        for (int i = 0; i < 20; ++i) desk.obey(ui::JudgeAlert{id, Verdict::none, {}});
        desk.obey(ui::JudgeAlert{id, Verdict::confirmed, "last"});
    }
    auto const kept = app::read_verdicts(app::audit_folder(district_.live));
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->alerts.size(), 21U);
    EXPECT_EQ(kept->alerts.back().note, "last");
}

TEST_F(Warnings, SayThatAVerdictIsOnNothingListed) {
    app::WarningDesk desk(district_, "li", [] {});
    shown(desk, kAfter);
    desk.obey(ui::JudgeAlert{"no such warning", Verdict::confirmed, {}});
    desk.wait();
    EXPECT_EQ(desk.take_problems().size(), 1U);
}

TEST_F(Warnings, TakeUpWhatAnotherSeatSays) {
    app::WarningDesk wall(district_, "wall", [] {}), seat(district_, "li", [] {});
    std::string const id = shown(wall, kAfter).rows.at(0).kept.alert.id;
    shown(seat, kAfter);
    seat.obey(ui::JudgeAlert{id, Verdict::dismissed, {}});
    seat.wait();
    // As long as it takes; the test's own limit ends it.
    while (wall.facts()->rows[0].kept.verdict == Verdict::none) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        wall.take_news();
    }
    EXPECT_EQ(wall.facts()->rows[0].user, "li");
}

TEST_F(Warnings, KeepWhatBelongsTogether) {
    ui::Subject const ticket{ui::SubjectKind::ticket, 0, "T1", {}}, event{ui::SubjectKind::event, 0, "E1", {}};
    ui::Subject const house{ui::SubjectKind::building, 7, {}, {}};
    {
        app::WarningDesk desk(district_, "li", [] {});
        desk.obey(ui::JudgeRelated{ticket, event, ui::Belongs::confirmed});
        desk.obey(ui::JudgeRelated{event, ticket, ui::Belongs::rejected});
        desk.obey(ui::JudgeRelated{ticket, house, ui::Belongs::confirmed});
        desk.wait();
    }
    app::WarningDesk desk(district_, "li", [] {});
    shown(desk, kAfter);
    EXPECT_EQ(desk.belongs(ticket, event), ui::Belongs::rejected);
    EXPECT_EQ(desk.belongs(event, ticket), ui::Belongs::rejected);
    EXPECT_EQ(desk.belongs(ticket, house), ui::Belongs::confirmed);
    EXPECT_EQ(desk.belongs(event, house), ui::Belongs::unknown);
}

TEST(WarningDesk, IsSilentWithoutFeeds) {
    twin::District const district;
    app::WarningDesk desk(district, "li", [] {});
    desk.ask({kMorning, kMorning});
    desk.wait();
    EXPECT_FALSE(desk.take_news());
    EXPECT_EQ(desk.facts(), nullptr);
}

}  // namespace
