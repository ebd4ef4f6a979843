// Cases and Borough's own log of them: what was done is there after a restart, and nothing else changes.
#include "app/case_desk.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/case_week.h"
#include "app/export_audit.h"

namespace cases_test {

namespace fs = std::filesystem;
using ui::CaseAction;

constexpr base::UtcMs kNow = 1793000000000;  // 2026-10-26 15:33:20 in China, a Monday
constexpr base::UtcMs kHour = 3600 * 1000, kDay = 24 * kHour;

ui::TicketRow ticket(std::string id, base::UtcMs called) {
    ui::TicketRow row;
    row.ticket.id = std::move(id);
    row.ticket.status = twin::TicketStatus::handling;
    row.ticket.title = "占道经营";
    row.ticket.department = "城市管理局";
    row.ticket.called = row.ticket.accepted = called;
    row.ticket.due = called + 2 * kDay;
    row.at = base::Vec3d{10, 20, 0};
    row.urgent = ui::Urgent::blue;
    return row;
}

ui::EventRow event(std::string id, std::string type, base::UtcMs first) {
    ui::EventRow row;
    row.id = std::move(id);
    row.type = std::move(type);
    row.camera = "cam-1";
    row.first = first;
    row.last = first + kHour / 2;
    return row;
}

struct Folder {
    fs::path path = fs::path(testing::TempDir()) /
                    ("cases-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

ui::Facts facts() {
    ui::Facts out;
    out.revision = 7;
    out.time.event = out.time.known = kNow;
    out.hotline.tickets = {ticket("T1", kNow - kDay), ticket("T2", kNow - 5 * kDay), ticket("T3", kNow - kHour)};
    out.hotline.tickets[1].overdue = true;
    out.hotline.tickets[1].urgent = ui::Urgent::red;
    out.hotline.tickets[2].open = false;
    out.hotline.tickets[2].ticket.status = twin::TicketStatus::closed;
    out.events.events = {event("E1", "garbage_exposed", kNow - 2 * kHour)};
    return out;
}

class Cases : public testing::Test {
protected:
    ui::CaseFacts build(base::UtcMs known = std::numeric_limits<base::UtcMs>::max()) {
        return app::case_facts({told, book, calendar, clock, "li", known});
    }
    ui::CaseRow row(std::string const& id, base::UtcMs known = std::numeric_limits<base::UtcMs>::max()) {
        for (ui::CaseRow const& one : build(known).rows)
            if (one.subject.id == id) return one;
        ADD_FAILURE() << "no case " << id;
        return {};
    }
    void did(CaseAction action, app::Matter const& matter, std::string holder = {}, std::string user = "li",
             base::UtcMs at = kNow) {
        book.add({at, std::move(user), "", action, matter, "id", std::move(holder), "note"});
    }
    app::Matter matter_of(std::size_t ticket) { return app::matter_of(told.hotline.tickets[ticket], kNow); }

    ui::Facts told = facts();
    app::CaseBook book;
    analysis::WorkCalendar calendar;
    app::EventClock clock = *app::read_event_clock({});
};

TEST_F(Cases, AreInTheOrderOfTheirUrgency) {
    auto const all = build();
    ASSERT_EQ(all.rows.size(), 4U);
    EXPECT_EQ(all.rows[0].subject.id, "T2");
    EXPECT_TRUE(all.rows[0].overdue);
    EXPECT_EQ(all.rows.back().subject.id, "T3");
    EXPECT_EQ(all.open, 3U);
    EXPECT_EQ(all.done, 1U);
    EXPECT_EQ(all.overdue, 1U);
    EXPECT_EQ(all.open_events, 1U);
    EXPECT_EQ(all.overdue_events, 0U);
    EXPECT_EQ(all.revision, 7U);
    EXPECT_EQ(all.rows[0].row, 1U) << "into the tickets of the facts";
}

TEST_F(Cases, WithoutATimeComeAfterThoseOfTheSameUrgencyAndLimit) {
    for (std::size_t i : {0U, 1U}) told.hotline.tickets[i].ticket.due = base::kNoTime;
    told.hotline.tickets[1].urgent = ui::Urgent::blue;
    auto& none = told.hotline.tickets[0].ticket;
    none.called = none.accepted = base::kNoTime;
    auto const all = build();
    ASSERT_EQ(all.rows.size(), 4U);
    auto const place = [&](char const* id) {
        return std::ranges::find(all.rows, id, [](auto const& r) { return r.subject.id; }) - all.rows.begin();
    };
    EXPECT_LT(place("T2"), place("T1"));
}

TEST_F(Cases, GoThroughOurLogWithoutTouchingTheSource) {
    EXPECT_EQ(row("T1").holder, "城市管理局");
    EXPECT_FALSE(row("T1").acknowledged);
    did(CaseAction::acknowledge, matter_of(0), {}, "wang");
    did(CaseAction::assign, matter_of(0), "li", "wang");
    ui::CaseRow one = row("T1");
    EXPECT_TRUE(one.acknowledged);
    EXPECT_TRUE(one.assigned);
    EXPECT_TRUE(one.mine) << "given to li, who asks";
    EXPECT_EQ(one.holder, "li");
    EXPECT_EQ(one.log.size(), 2U);
    EXPECT_EQ(build().mine, 1U);

    did(CaseAction::close, matter_of(0));
    one = row("T1");
    EXPECT_FALSE(one.open);
    EXPECT_TRUE(one.closed_here);
    EXPECT_TRUE(one.source_open) << "the source has said nothing";
    EXPECT_EQ(one.urgent, ui::Urgent::none);
    EXPECT_EQ(build().done, 2U);
    EXPECT_TRUE(told.hotline.tickets[0].open);

    did(CaseAction::reopen, matter_of(0));
    EXPECT_TRUE(row("T1").open);
    did(CaseAction::assign, matter_of(0), "街道办");
    EXPECT_FALSE(row("T1").mine) << "given on";
}

TEST_F(Cases, AreToldAsTheyWereKnownThen) {
    did(CaseAction::close, matter_of(0), {}, "li", kNow + kHour);
    EXPECT_FALSE(row("T1").open);
    EXPECT_TRUE(row("T1", kNow).open);
    EXPECT_TRUE(row("T1", kNow).log.empty());
}

TEST_F(Cases, OfEventsHaveLimitsOfTheirOwnTable) {
    ui::CaseRow const one = row("E1");
    // Seen 13:33, four hours of work: 14:30 to 18:00, and half an hour next morning.
    EXPECT_EQ(base::format_time(one.due), "2026-10-27T09:00:00+08:00");
    EXPECT_TRUE(one.by_reference);
    EXPECT_FALSE(one.nearly_due);
    told.time.event = kNow + 3 * kHour;
    EXPECT_TRUE(row("E1").nearly_due);
    told.time.event = kNow + kDay;
    EXPECT_TRUE(row("E1").overdue);
    EXPECT_EQ(row("E1").urgent, ui::Urgent::red);
    told.events.events[0].workflow = "CLOSED";
    EXPECT_FALSE(row("E1").open);
    EXPECT_FALSE(row("E1").overdue);
    told.events.events[0].workflow = "HANDLING";
    told.events.events[0].open = false;
    EXPECT_TRUE(row("E1").open) << "no longer seen, but still in hand";
    told.events.events[0].workflow = "";
    EXPECT_FALSE(row("E1").open) << "nobody filed it, and it is gone";
}

TEST_F(Cases, OfOneCameraAreNotOneCaseForEver) {
    app::Matter const now = app::matter_of(told.events.events[0]);
    did(CaseAction::acknowledge, {now.key, now.since - 9 * kDay, now.last - 9 * kDay});
    EXPECT_FALSE(row("E1").acknowledged) << "that was last week's garbage";
    did(CaseAction::acknowledge, now);
    EXPECT_TRUE(row("E1").acknowledged);
}

TEST_F(Cases, ThatAreConfidentialHaveNoPlace) {
    told.hotline.tickets[0].ticket.secret = true;
    told.hotline.tickets[0].at.reset();
    EXPECT_FALSE(row("T1").subject.at);
}

TEST_F(Cases, MakeAWeekInFigures) {
    told.hotline.tickets[2].ticket.closed = kNow - kHour / 2;
    did(CaseAction::acknowledge, matter_of(0));
    did(CaseAction::acknowledge, matter_of(1), {}, "li", kNow - 20 * kDay);
    ui::CaseFacts const all = build();
    auto const week = app::supervision_week(told, all, kNow - 3 * kDay, kNow + 1);
    EXPECT_EQ(week.arrived, 3U) << "T2 came five days ago";
    EXPECT_EQ(week.closed, 1U);
    EXPECT_EQ(week.closed_late, 0U);
    EXPECT_EQ(week.open, 3U);
    EXPECT_EQ(week.overdue, 1U);
    EXPECT_EQ(week.acknowledged, 1U);
    ASSERT_EQ(week.worst.size(), 1U);
    EXPECT_EQ(all.rows[week.worst[0]].subject.id, "T2");
    ASSERT_EQ(week.holders.size(), 2U);
    EXPECT_EQ(week.holders[0].name, "城市管理局");
    EXPECT_EQ(week.holders[0].open, 2U);
    told.hotline.tickets[1].ticket.secret = true;
    EXPECT_TRUE(app::supervision_week(told, build(), kNow - 3 * kDay, kNow).worst.empty());
}

TEST(CaseEntry, ComesBackFromItsLine) {
    app::CaseEntry const entry{
        kNow,  "王*",    "10.0.0.7",      CaseAction::assign, {"event cam 7 \"x\"", kNow - kDay, kNow},
        "E-1", "城管局", "请于\n今日处理"};
    auto const back = app::from_audit(app::to_audit(entry));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->matter, entry.matter);
    EXPECT_EQ(back->action, CaseAction::assign);
    EXPECT_EQ(back->holder + back->note + back->id + back->user + back->source,
              entry.holder + entry.note + entry.id + entry.user + entry.source);
    EXPECT_FALSE(app::from_audit({kNow, "", "export", "", "", "ok", ""}));
    feeds::AuditEntry refused = app::to_audit(entry);
    refused.result = "refused";
    EXPECT_FALSE(app::from_audit(refused));
}

/// A desk until what it was asked is done.
void settle(app::CaseDesk& desk, ui::Facts const& facts, std::atomic<int> const& woken, int until) {
    for (int i = 0; i < 500 && woken < until; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    desk.take_news(facts, std::numeric_limits<base::UtcMs>::max());
}

TEST(CaseDesk, RemembersAcrossARestart) {
    Folder const folder;
    twin::District district;
    district.live.journal = folder.path / "journal.db";
    ui::Facts const told = facts();
    app::Matter const matter = app::matter_of(told.hotline.tickets[0], kNow);
    ui::Subject const subject{ui::SubjectKind::ticket, 0, "T1", {}};
    {
        std::atomic<int> woken = 0;
        app::CaseDesk desk(district, "li", [&] { ++woken; });
        EXPECT_FALSE(fs::exists(folder.path / "audit")) << "who only looks writes nothing";
        desk.obey({subject, CaseAction::acknowledge, {}, "见"}, matter, kNow, "");
        desk.obey({subject, CaseAction::assign, "街道办", {}}, matter, kNow + 1, "10.0.0.7");
        settle(desk, told, woken, 2);
        ASSERT_EQ(desk.acknowledged()->size(), 1U);
        auto const lines = desk.take_lines(true);
        ASSERT_EQ(lines.size(), 2U);
        EXPECT_EQ(lines[0].second, "已确认：T1（见）");
        desk.obey({subject, CaseAction::close, {}, {}}, {}, kNow, "");
        EXPECT_TRUE(desk.take_lines(true).at(0).first) << "not listed any more";
    }
    app::CaseDesk again(district, "wang", [] {});
    again.take_news(told, std::numeric_limits<base::UtcMs>::max());
    EXPECT_EQ(again.acknowledged()->size(), 1U);
    EXPECT_TRUE(app::is_among(*again.acknowledged(), matter));
    auto const& rows = again.facts().rows;
    auto const found = std::ranges::find_if(rows, [](ui::CaseRow const& r) { return r.subject.id == "T1"; });
    ASSERT_NE(found, rows.end());
    EXPECT_EQ(found->holder, "街道办");
    ASSERT_EQ(found->log.size(), 2U);
    EXPECT_EQ(found->log[1].source, "10.0.0.7");
    auto const checked = feeds::check_audit_folder(folder.path / "audit");
    ASSERT_TRUE(checked);
    EXPECT_FALSE(checked->broken);
    EXPECT_EQ(checked->lines, 2U);
}

TEST(ExportAudit, IsALineOfTheDistrictsLog) {
    Folder const folder;
    twin::LiveSpec live;
    EXPECT_TRUE(app::audit_export(live, kNow, "export", "/x.csv")) << "no journal, no log";
    live.journal = (folder.path / "journal.db").string();
    ASSERT_TRUE(app::audit_export(live, kNow, "export", "/x.csv", "192.0.2.7"));
    auto const kept = feeds::read_audit(app::audit_folder(live));
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->entries.size(), 1U);
    EXPECT_EQ(kept->entries[0].action, "export");
    EXPECT_EQ(kept->entries[0].target, "/x.csv");
    EXPECT_EQ(kept->entries[0].source, "192.0.2.7");
    EXPECT_EQ(kept->entries[0].time, kNow);
    std::ofstream(folder.path / "file") << "no folder";
    live.journal = (folder.path / "file" / "journal.db").string();
    EXPECT_FALSE(app::audit_export(live, kNow, "export", "/x.csv"));
}

TEST(CaseDesk, SeesWhatAnotherProgramDoes) {
    Folder const folder;
    twin::District district;
    district.live.journal = folder.path / "journal.db";
    ui::Facts const told = facts();
    std::atomic<int> wall_woken = 0, desk_woken = 0;
    app::CaseDesk wall(district, "wall", [&] { ++wall_woken; });
    app::CaseDesk desk(district, "li", [&] { ++desk_woken; });
    desk.obey({{ui::SubjectKind::ticket, 0, "T1", {}}, CaseAction::acknowledge, {}, {}},
              app::matter_of(told.hotline.tickets[0], kNow), kNow, "");
    settle(desk, told, desk_woken, 1);
    settle(wall, told, wall_woken, 1);
    EXPECT_EQ(wall.acknowledged()->size(), 1U);
    wall.obey({{ui::SubjectKind::ticket, 0, "T2", {}}, CaseAction::acknowledge, {}, {}},
              app::matter_of(told.hotline.tickets[1], kNow), kNow, "");
    settle(wall, told, wall_woken, 2);
    EXPECT_EQ(wall.acknowledged()->size(), 2U) << "each once";
    settle(desk, told, desk_woken, 2);
    EXPECT_EQ(desk.acknowledged()->size(), 2U);
}

TEST(CaseDesk, SaysWhatCannotBeWrittenAndForgetsIt) {
    Folder const folder;
    std::ofstream(folder.path / "audit") << "a file where the folder should be";
    twin::District district;
    district.live.journal = folder.path / "journal.db";
    ui::Facts const told = facts();
    std::atomic<int> woken = 0;
    app::CaseDesk desk(district, "li", [&] { ++woken; });
    desk.take_lines(false);
    desk.obey({{ui::SubjectKind::ticket, 0, "T1", {}}, CaseAction::acknowledge, {}, {}},
              app::matter_of(told.hotline.tickets[0], kNow), kNow, "");
    settle(desk, told, woken, 1);
    EXPECT_TRUE(desk.acknowledged()->empty());
    auto const lines = desk.take_lines(false);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_TRUE(lines[0].first);
    EXPECT_NE(lines[0].second.find("Not done, because the log cannot be written"), std::string::npos);
    EXPECT_FALSE(desk.facts().problem.empty());
}

TEST(CaseDesk, LeavesOutLinesThatWereChanged) {
    Folder const folder;
    fs::create_directories(folder.path / "audit");
    auto const log = feeds::AuditLog::open(folder.path / "audit");
    for (char const* const id : {"T1", "T2"}) {
        app::CaseEntry entry;
        entry.at = kNow;
        entry.action = CaseAction::acknowledge;
        entry.matter = {std::string("ticket ") + id, kNow - kDay, kNow};
        ASSERT_TRUE(log->append(app::to_audit(entry)));
    }
    fs::path const file = folder.path / "audit" / "audit-2026-10-26.jsonl";
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    std::string changed = text.str();
    changed.replace(changed.find("ticket T1"), 9, "ticket T9");
    std::ofstream(file) << changed;
    auto const read = app::read_cases(folder.path / "audit");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->damaged, 1U);
    ASSERT_EQ(read->entries.size(), 1U);
    EXPECT_EQ(read->entries[0].matter.key, "ticket T2");
}

TEST(CaseDesk, NeverPostsToASourceAndSaysSo) {
    Folder const folder;
    twin::District district;
    district.live.journal = folder.path / "journal.db";
    district.live.feeds.resize(1);
    district.live.feeds[0].id = "hotline";
    district.live.feeds[0].url = "http://127.0.0.1:9/tickets";
    district.supervision.post = "http://127.0.0.1:9/tickets";
    app::CaseDesk desk(district, "li", [] {});
    auto const lines = desk.take_lines(false);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_TRUE(lines[0].first);
    EXPECT_NE(lines[0].second.find("feed hotline"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder.path / "audit" / "posted"));
}

TEST(CaseDesk, APictureOnlyLooks) {
    Folder const folder;
    twin::District district;
    district.live.journal = folder.path / "journal.db";
    district.supervision.post = "http://127.0.0.1:9/hook";
    app::CaseDesk const desk(
        district, "li", [] {}, false);
    EXPECT_FALSE(fs::exists(folder.path / "audit"));
}

}  // namespace cases_test
