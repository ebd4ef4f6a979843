// The week for who supervises: what lapsed and who holds it, what is about to, which projects are late, what was done.
#include <algorithm>
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
            if (is_secret(row)) secret_.insert(row.subject.id);
        }
    }

    void fill() {
        Words const since = day_and_minute(from_.now() - kWeekMs), until = day_and_minute(from_.now());
        out_.data.facts["week"] = {since.zh + " 至 " + until.zh, since.en + " to " + until.en};
        tiles();
        lapsing();
        by_unit();
        on_time();
        projects();
        actions();
    }

private:
    /// Confidential tickets are only ever counted.
    bool is_secret(ui::CaseRow const& row) const {
        auto const& tickets = from_.facts.hotline.tickets;
        return row.subject.kind == ui::SubjectKind::ticket && row.row < tickets.size() &&
               tickets[row.row].ticket.secret;
    }

    void tiles() {
        auto const tile = [](Words name, std::uint32_t n, report::Tone tone) {
            return report::Tile{
                std::move(name), both(grouped(n)), {"件", ""}, {}, n > 0 ? tone : report::Tone::plain, {}};
        };
        out_.data.tiles["cases"] = {tile({"在办", "Open"}, cases_.open, report::Tone::plain),
                                    tile({"超期", "Overdue"}, cases_.overdue, report::Tone::alarm),
                                    tile({"即将到期", "Due soon"}, cases_.nearly_due, report::Tone::warning),
                                    tile({"已办结", "Closed"}, cases_.done, report::Tone::plain)};
        std::string const open = grouped(cases_.open), late = grouped(cases_.overdue);
        std::string const soon = grouped(cases_.nearly_due);
        out_.data.facts["summary"] = {"统计时点在办事项 " + open + " 件，其中超期 " + late + " 件，即将到期 " + soon +
                                          " 件；含热线工单和城市管理事件。",
                                      open + " cases are open, " + late + " of them overdue and " + soon +
                                          " due soon; hotline tickets and city events together."};
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
            Words const holder = row.holder.empty() ? Words{"无人承办", "nobody"} : both(row.holder);
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
            Words const name = holder.name.empty() ? Words{"无人承办", "nobody"} : both(holder.name);
            if (holder.overdue > 0) table.rows.push_back(row_of({name, double{1} * holder.overdue}));
        }
        withhold(table, 1, from_.input.audience, from_.input.maker.district().live.disclosure);
        report::Chart chart;
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
        out_.data.charts["lapsed_by_unit"] = std::move(chart);
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
            if (kpi->target)
                chart.marks.push_back(
                    {*kpi->target, {kpi->target_for_reference ? "目标（参考）" : "目标", "target"}, {}});
            chart.note = words(kpi->formula);
        }
        chart.series.push_back(std::move(series));
        out_.data.charts["on_time"] = std::move(chart);
    }

    void projects() {
        ui::ProjectFacts const facts = project_facts(read_sites(from_.input.maker.district()), from_.facts, nullptr);
        if (facts.projects.empty()) return;
        report::Table table;
        table.columns = {column("name", {"项目", "Project"}),      column("unit", {"责任单位", "Unit"}),
                         column("stage", {"阶段", "Stage"}),       column("planned", {"计划进度", "planned"}),
                         column("actual", {"实际进度", "actual"}), column("end", {"计划完成", "planned end"})};
        table.columns[3].share = table.columns[4].share = true;
        report::Chart chart;
        chart.now = from_.now();
        std::vector<ui::ProjectRow const*> order;
        for (ui::ProjectRow const& row : facts.projects) order.push_back(&row);
        std::ranges::stable_sort(order, [](auto const* a, auto const* b) { return a->late > b->late; });
        constexpr std::size_t kBars = 20;
        for (ui::ProjectRow const* const row : order) {
            table.rows.push_back(
                row_of({words(row->name), row->unit.empty() ? both("—") : both(row->unit), stage_words(row->stage),
                        share_cell(row->planned), share_cell(row->actual), moment_cell(row->planned_end)},
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
        if (!chart.spans.empty()) out_.data.charts["projects"] = std::move(chart);
    }

    void actions() {
        report::Table table;
        table.columns = {column("at", {"时间", "Time"}), column("user", {"办理人", "By"}),
                         column("what", {"办理", "What"}), column("case", {"事项", "Case"}),
                         column("note", {"备注", "Note"})};
        for (CaseEntry const& entry : log_) {
            // What was done after the moment was not known then.
            if (entry.at > from_.now() || entry.at <= from_.now() - kWeekMs || secret_.contains(entry.id)) continue;
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
    std::set<std::string> secret_;  ///< ids
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
