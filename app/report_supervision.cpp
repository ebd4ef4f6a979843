// The week for who supervises: what lapsed and who holds it, what is about to, which projects are late, what was done.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>

#include "app/case_facts.h"
#include "app/case_log.h"
#include "app/case_week.h"
#include "app/project_facts.h"
#include "app/report_parts.h"

namespace app {
namespace {

using report::Words;
constexpr std::int64_t kWeekMs = 7 * kDayMs;

Words action_words(ui::CaseAction action) {
    switch (action) {
        case ui::CaseAction::acknowledge: return {"确认", "acknowledged"};
        case ui::CaseAction::assign: return {"交办", "assigned"};
        case ui::CaseAction::note: return {"备注", "noted"};
        case ui::CaseAction::close: return {"登记办结", "closed"};
        case ui::CaseAction::reopen: break;
    }
    return {"重新打开", "opened again"};
}

Words stage_words(ui::ProjectStage stage) {
    switch (stage) {
        case ui::ProjectStage::plan: return {"规划", "plan"};
        case ui::ProjectStage::build: return {"建设", "build"};
        case ui::ProjectStage::manage: return {"管理", "manage"};
        case ui::ProjectStage::use: return {"使用", "use"};
        case ui::ProjectStage::unknown: break;
    }
    return {"未注明", "not said"};
}

report::Cell moment_cell(base::UtcMs time) {
    report::Cell cell = report::Missing{};
    if (time != base::kNoTime) cell = report::Moment{time};
    return cell;
}

report::Cell day_cell(base::UtcMs time) {
    report::Cell cell = report::Missing{};
    if (time != base::kNoTime) cell = both(base::format_time(time).substr(0, 10));
    return cell;
}

report::Cell share_cell(double share) {
    report::Cell cell = report::Missing{};
    if (share >= 0) cell = share;
    return cell;
}

class Week {
public:
    Week(ReportFacts const& from, ui::CaseFacts const& cases, std::vector<CaseEntry> const& log, Content& out)
        : from_(from),
          cases_(cases),
          week_(supervision_week(from.facts, cases, from.now() - kWeekMs, from.now() + 1)),
          log_(log),
          out_(out) {
        for (ui::CaseRow const& row : cases.rows) {
            known_.insert(row.subject.id);
            if (is_secret(row)) secret_.insert(row.subject.id);
        }
    }

    void fill() {
        Words const since = day_and_minute(from_.now() - kWeekMs), until = day_and_minute(from_.now());
        out_.data.facts["week"] = {since.zh + " 至 " + until.zh, since.en + " to " + until.en};
        if (!from_.input.area) out_.cameras["zones"] = "overview";
        tiles();
        lapsing();
        by_unit();
        on_time();
        Sites const sites = read_sites(from_.input.maker.district());
        std::optional<analysis::Sight> sight;
        std::optional<SiteCoverage> coverage;
        if (!sites.zones.empty() && from_.input.wanted("zones")) {
            sight.emplace(from_.input.maker.district());
            coverage = cover(sites, standing_cameras(from_.facts.events), *sight);
        }
        ui::ProjectFacts const places = project_facts(sites, from_.facts, coverage ? &*coverage : nullptr);
        projects(places);
        zones(places);
        actions();
        definitions();
    }

private:
    /// Confidential tickets are only ever counted.
    bool is_secret(ui::CaseRow const& row) const {
        auto const& tickets = from_.facts.hotline.tickets;
        return row.subject.kind == ui::SubjectKind::ticket && row.row < tickets.size() &&
               tickets[row.row].ticket.secret;
    }

    void tiles() {
        auto const said = [this](std::uint32_t n) { return said_count(from_.input.audience, n); };
        auto const tile = [&](Words name, std::uint32_t n, report::Tone tone) {
            return report::Tile{std::move(name), said(n), {"件", ""}, {}, n > 0 ? tone : report::Tone::plain, {}};
        };
        Words const at{"统计时点", "at the moment"}, week{"近 7 天", "last 7 days"};
        std::vector<report::Tile> tiles{tile({"在办", "Open"}, cases_.open, report::Tone::plain),
                                        tile({"超期", "Overdue"}, cases_.overdue, report::Tone::alarm),
                                        tile({"即将到期", "Due soon"}, cases_.nearly_due, report::Tone::warning),
                                        tile({"新增", "New"}, week_.arrived, report::Tone::plain),
                                        tile({"工单办结", "Tickets closed"}, week_.closed, report::Tone::plain)};
        for (std::size_t k = 0; k < tiles.size(); ++k) tiles[k].compare = k < 3 ? at : week;
        Words const late = said(week_.closed_late);
        if (week_.closed > 0)
            tiles[4].compare = {week.zh + "，超期办结 " + late.zh, week.en + ", " + late.en + " late"};
        out_.data.tiles["cases"] = std::move(tiles);
        Words const open = said(cases_.open), overdue = said(cases_.overdue), soon = said(cases_.nearly_due);
        Words const arrived = said(week_.arrived), closed = said(week_.closed), returned = said(week_.returned);
        out_.data.facts["summary"] = {
            "近 7 天新增事项 " + arrived.zh + " 件，工单办结 " + closed.zh + " 件，其中超期办结 " + late.zh +
                " 件。统计时点在办事项 " + open.zh + " 件，其中超期 " + overdue.zh + " 件，即将到期 " + soon.zh +
                " 件，退过单的 " + returned.zh + " 件；含热线工单和城市管理事件。",
            arrived.en + " cases came in these 7 days and " + closed.en + " tickets were closed, " + late.en +
                " of them late. " + open.en + " cases are open, " + overdue.en + " of them overdue and " + soon.en +
                " due soon, " + returned.en + " were returned; hotline tickets and city events together."};
    }

    void definitions() {
        std::vector<report::Note> notes;
        auto const add = [&notes](Words label, Words text) {
            notes.push_back({std::move(text), report::Tone::quiet, std::move(label)});
        };
        add({"统计期", "Period"}, {"统计时点前 7 天。", "The 7 days before the moment."});
        add({"事项", "Case"}, {"热线工单和城市管理事件；保密工单只计数，不列出。",
                               "A hotline ticket or a city event; confidential tickets count and are not listed."});
        add({"在办", "Open"}, {"统计时点未办结、未撤销的事项，不论何时来件。",
                               "Neither closed nor cancelled at the moment, whenever it came in."});
        add({"超期、即将到期", "Overdue, due soon"},
            {"按来源所带时限；未带的按内置参考时限。即将到期：时限已用大半。",
             "By the source's limit, else by the program's own, for reference. Due soon: most of it has gone."});
        add({"新增", "New"}, {"统计期内来件或首次发现的事项。", "Came in, or first seen, in the period."});
        add({"工单办结", "Tickets closed"}, {"统计期内来源登记办结的工单；办结时已过时限的为超期办结。",
                                             "Closed by their source in the period; late where their limit was past."});
        out_.data.notes["definitions"] = std::move(notes);
    }

    /// Named zones, and where complaints repeat and no camera looks.
    void zones(ui::ProjectFacts const& facts) {
        if (facts.zones.empty()) return;
        report::Table table;
        table.columns = {column("number", {"序号", "No."}),
                         column("name", {"区域", "Zone"}),
                         column("tickets", {"在办工单", "open tickets"}),
                         column("overdue", {"超期", "overdue"}),
                         column("events", {"持续中事件", "ongoing events"}),
                         column("repeated", {"重复诉求点", "repeated"}),
                         column("unwatched", {"其中无摄像机", "no camera"}),
                         column("cameras", {"摄像机", "cameras"}),
                         column("unseen", {"看不到的地面", "unseen"})};
        table.columns[8].share = true;
        Content::Shapes shapes;
        // Numbers mean nothing to somebody who may not see the table.
        bool const numbered = !refusal(from_.input.audience, Grain::places);
        shapes.title = numbered ? Words{"重点区域，数字为表中序号", "Zones, by their numbers in the table"}
                                : Words{"重点区域", "Zones"};
        base::Extent all;
        for (ui::ZoneRow const& zone : facts.zones) {
            if (!in_area(zone.extent.centre())) continue;
            double const number = static_cast<double>(table.rows.size() + 1);
            table.rows.push_back(row_of({number, words(zone.name), double{1} * zone.tickets, double{1} * zone.overdue,
                                         double{1} * zone.events, double{1} * zone.repeated, double{1} * zone.unwatched,
                                         double{1} * zone.cameras, share_cell(zone.unseen)}));
            if (zone.rings.empty()) continue;
            all.add(base::Vec2d{zone.extent.min_x, zone.extent.min_y});
            all.add(base::Vec2d{zone.extent.max_x, zone.extent.max_y});
            shapes.shapes.push_back({zone.rings, 0x301d4f91, numbered ? grouped(number) : std::string()});
        }
        if (table.rows.empty()) return;
        table.note = {
            "重复诉求点：30 天内同一地点同类诉求 3 件以上。看不到的地面：区域内未被任何摄像机看到的露天地面。",
            "Repeated: three or more of one class at a place in 30 days. Unseen: open ground that no camera sees."};
        add_table(out_, "zones", std::move(table), from_.input.audience, Grain::places);
        out_.shapes["zones"] = std::move(shapes);
        if (from_.input.area || all.empty()) return;
        // From straight above: zones are small, and tall buildings would stand in front of them. Of the map's width
        // the legend takes the left quarter, and the small map of the district the right fifth.
        constexpr double kMapShape = 0.55, kBetween = 0.5, kMiddle = 0.04;
        double const across = std::max({1.15 * all.height() / kMapShape, all.width() / kBetween, 650.0});
        char camera[96];
        std::snprintf(camera, sizeof camera, "plan:%.2f,%.2f,%.2f", all.centre().x - kMiddle * across, all.centre().y,
                      across * kMapShape);
        out_.cameras["zones"] = camera;
    }

    bool in_area(base::Vec2d at) const {
        return !from_.input.area || InArea(from_.input.maker.locator(), *from_.input.area).holds(at);
    }

    void lapsing() {
        report::Table table;
        table.columns = {column("id", {"编号", "Case"}), column("holder", {"承办", "Held by"}),
                         column("since", {"开始", "Since"}), column("due", {"时限", "Due"}),
                         column("late", {"超期", "late"}, {"天", "days"})};
        table.columns[4].decimals = 1;
        for (ui::CaseRow const& row : cases_.rows) {
            if (!row.open || !(row.overdue || row.nearly_due) || is_secret(row)) continue;
            report::Cell late = report::Missing{};
            if (row.overdue && row.due != base::kNoTime)
                late = static_cast<double>(from_.now() - row.due) / static_cast<double>(kDayMs);
            Words const holder = row.holder.empty() ? Words{"无人承办", "nobody"} : feed_words(from_, row.holder);
            table.rows.push_back(
                row_of({both(row.subject.id), holder, moment_cell(row.since), moment_cell(row.due), late},
                       row.overdue ? report::Tone::alarm : report::Tone::warning));
        }
        if (table.rows.empty()) table.note = {"没有超期和即将到期的事项。", "Nothing is overdue or due soon."};
        add_table(out_, "lapsing", std::move(table), from_.input.audience, Grain::single);
    }

    void by_unit() {
        report::Table table;
        table.columns = {column("unit", {"承办", "Held by"}), column("late", {"超期", "late"}, {"件", ""})};
        for (SupervisionWeek::Holder const& holder : week_.holders) {
            Words const name = holder.name.empty() ? Words{"无人承办", "nobody"} : feed_words(from_, holder.name);
            if (holder.overdue > 0) table.rows.push_back(row_of({name, double{1} * holder.overdue}));
        }
        report::Chart chart;
        chart.note = withhold(table, 1, from_.input.audience, from_.input.maker.district().live.disclosure);
        chart.axis = {"超期 / 件", "overdue"};
        report::Series series{{"超期", "overdue"}, {}, {}, {}, report::Tone::plain};
        for (report::Row const& row : table.rows) {
            double const* const count = std::get_if<double>(&row.cells[1]);
            // What is withheld is no bar either.
            if (!count) continue;
            chart.labels.push_back(std::get<Words>(row.cells[0]));
            series.values.push_back(*count);
        }
        chart.series.push_back(std::move(series));
        if (chart.labels.empty() && !chart.note.empty()) chart.note = withheld_words();
        add_chart(out_, "lapsed_by_unit", std::move(chart), from_.input.audience, Told::withheld);
    }

    void on_time() {
        report::Chart chart;
        chart.axis = {"按期办结率 / %", "closed on time, %"};
        auto const kpi = std::ranges::find(from_.facts.kpis, "hotline.on_time", &ui::Kpi::id);
        report::Series series{{"按期办结率", "closed on time"}, {}, {}, {}, report::Tone::plain};
        if (kpi != from_.facts.kpis.end()) {
            for (std::size_t i = 0; i < kpi->trend.size(); ++i) {
                auto const back = static_cast<std::int64_t>(kpi->trend.size() - 1 - i) * kDayMs;
                chart.labels.push_back(both(base::format_time(from_.now() - back).substr(5, 5)));
                series.values.push_back(kpi->trend[i]);
            }
            if (kpi->target) {
                std::string const at = grouped(*kpi->target) + "%";
                chart.marks.push_back({*kpi->target,
                                       {"目标 " + at + (kpi->target_for_reference ? "（参考）" : ""), "target " + at},
                                       report::Tone::quiet});
            }
            chart.decimals = 1;
            chart.note = words(kpi->formula);
        }
        chart.series.push_back(std::move(series));
        add_chart(out_, "on_time", std::move(chart), from_.input.audience, Told::open);
    }

    void projects(ui::ProjectFacts const& facts) {
        report::Table table;
        table.columns = {column("name", {"项目", "Project"}),      column("unit", {"责任单位", "Unit"}),
                         column("stage", {"阶段", "Stage"}),       column("planned", {"计划进度", "planned"}),
                         column("actual", {"实际进度", "actual"}), column("end", {"计划完成", "planned end"})};
        table.columns[3].share = table.columns[4].share = true;
        report::Chart chart;
        chart.now = from_.now();
        std::vector<ui::ProjectRow const*> order;
        for (ui::ProjectRow const& row : facts.projects) {
            if (in_area({row.at.x, row.at.y})) order.push_back(&row);
        }
        if (order.empty()) return;
        std::ranges::stable_sort(order, [](auto const* a, auto const* b) { return a->late > b->late; });
        constexpr std::size_t kBars = 20;
        for (ui::ProjectRow const* const row : order) {
            table.rows.push_back(row_of({words(row->name), row->unit.empty() ? both("—") : feed_words(from_, row->unit),
                                         stage_words(row->stage), share_cell(row->planned), share_cell(row->actual),
                                         day_cell(row->planned_end)},
                                        row->late ? report::Tone::warning : report::Tone::plain));
            bool const dated = row->planned_start != base::kNoTime && row->planned_end > row->planned_start;
            if (!dated || chart.labels.size() >= kBars) continue;
            report::Span span;
            span.label = chart.labels.size();
            span.from = row->planned_start;
            span.to = row->planned_end;
            span.done = row->actual;
            span.tone = row->late ? report::Tone::warning : report::Tone::plain;
            chart.labels.push_back(words(row->name));
            chart.spans.push_back(std::move(span));
        }
        table.note = {"超过计划完成日，或落后一成以上的标出。",
                      "Marked: past the planned end, or more than a tenth behind."};
        add_table(out_, "projects", std::move(table), from_.input.audience, Grain::counts);
        if (!chart.spans.empty()) add_chart(out_, "projects", std::move(chart), from_.input.audience, Told::open);
    }

    void actions() {
        report::Table table;
        table.columns = {column("at", {"时间", "Time"}), column("user", {"办理人", "By"}),
                         column("what", {"办理", "What"}), column("case", {"事项", "Case"}),
                         column("note", {"备注", "Note"})};
        for (CaseEntry const& entry : log_) {
            // What was done after the moment was not known then.
            if (entry.at > from_.now() || entry.at <= from_.now() - kWeekMs || secret_.contains(entry.id)) continue;
            if (from_.input.area && !known_.contains(entry.id)) continue;
            table.rows.push_back(row_of({report::Moment{entry.at}, both(entry.user), action_words(entry.action),
                                         both(entry.id), both(entry.note.empty() ? "—" : entry.note)}));
        }
        if (table.rows.empty()) table.note = {"本周没有办理记录。", "Nothing was logged this week."};
        add_table(out_, "actions", std::move(table), from_.input.audience, Grain::single);
    }

    ReportFacts const& from_;
    ui::CaseFacts const& cases_;
    SupervisionWeek const week_;
    std::vector<CaseEntry> const& log_;
    std::set<std::string> known_, secret_;  ///< ids
    Content& out_;
};

}  // namespace

base::Status add_supervision(ReportFacts const& from, Content& out) {
    twin::District const& district = from.input.maker.district();
    auto const events = read_event_clock(district.supervision);
    if (!events) return events.error();
    CaseHistory history;
    if (auto const folder = audit_folder(district.live); !folder.empty()) {
        auto read = read_cases(folder);
        if (!read) return read.error();
        history = std::move(*read);
    }
    CaseBook book;
    for (CaseEntry const& entry : history.entries) book.add(entry);
    ui::CaseFacts const cases = case_facts({.facts = from.facts,
                                            .book = book,
                                            .calendar = from.clock.calendar,
                                            .events = *events,
                                            .me = {},
                                            .known = from.now()});
    Week(from, cases, history.entries, out).fill();
    return base::done;
}

}  // namespace app
