// Tables of the brief: units, categories, hot places, what is late.
#include <algorithm>
#include <tuple>

#include "analysis/disclosure.h"
#include "app/report_hotline.h"

namespace app {

using report::Words;
using ui::TicketRow;

namespace {

constexpr std::uint32_t kHot = 3;

/// Tickets of one class at one address.
struct Spot {
    double week = 0, month = 0, repeats = 0, open = 0;
    base::UtcMs last = base::kNoTime;
};
using HotPlace = std::pair<std::pair<std::string, std::string>, Spot>;  ///< address and class first

std::vector<HotPlace> hot_places(std::vector<TicketRow> const& tickets, base::UtcMs until) {
    std::map<std::pair<std::string, std::string>, Spot> spots;
    for (TicketRow const& row : tickets) {
        base::UtcMs const at = analysis::time_of(row.ticket);
        std::string const& address =
            row.ticket.where.address.empty() ? row.ticket.where.building : row.ticket.where.address;
        // A place without coordinates is an area's name, where everything would gather.
        if (at == base::kNoTime || at > until || address.empty() || !row.at) continue;
        Spot& spot = spots[{address, std::string(analysis::leaf_of_class(row.ticket.class_path))}];
        bool const in_month = at > until - 30 * kDayMs;
        spot.month += in_month ? 1 : 0;
        spot.repeats += in_month && !row.ticket.repeat_of.empty() ? 1 : 0;
        spot.week += at > until - 7 * kDayMs ? 1 : 0;
        spot.open += row.open ? 1 : 0;
        spot.last = std::max(spot.last, at);
    }
    std::vector<HotPlace> hot;
    for (auto const& spot : spots) {
        if (spot.second.month >= kHot) hot.push_back(spot);
    }
    std::ranges::stable_sort(hot, [](auto const& a, auto const& b) {
        return std::tie(b.second.month, b.second.week, b.second.last) <
               std::tie(a.second.month, a.second.week, a.second.last);
    });
    return hot;
}

}  // namespace

report::Table Brief::group_table(Groups const& groups, Words name, char const* key) const {
    report::Table table;
    table.columns = {column("rank", {"序", "#"}),
                     column(key, std::move(name)),
                     column("count", {"24 小时来件", "last 24 h"}, {"件", ""}),
                     column("week", {"上周同期", "last week"}, {"件", ""}),
                     column("change", {"增减", "change"}, {"件", ""}),
                     column("open", {"在办", "open"}, {"件", ""}),
                     column("overdue", {"超期", "overdue"}, {"件", ""})};
    table.columns[2].bar = true;
    table.columns[4].sign = true;
    double rank = 0;
    Group sum;
    for (auto const& [word, g] : ranked(groups)) {
        report::Row row;
        row.cells = {++rank,
                     feed_words(from_, word),
                     cell(now_told_, g.count),
                     cell(week_told_, g.week_before),
                     cell(now_told_ && week_told_, g.count - g.week_before),
                     g.open,
                     g.overdue};
        if (word.empty()) row.cells[0] = report::Missing{}, row.cells[1] = Words{"直接答复或未派单", "no unit"};
        table.rows.push_back(std::move(row));
        sum.count += g.count, sum.week_before += g.week_before, sum.open += g.open, sum.overdue += g.overdue;
    }
    report::Row total;
    total.cells = {report::Missing{},
                   Words{"合计", "All"},
                   cell(now_told_, sum.count),
                   cell(week_told_, sum.week_before),
                   cell(now_told_ && week_told_, sum.count - sum.week_before),
                   sum.open,
                   sum.overdue};
    total.total = true;
    table.rows.push_back(std::move(total));
    table.note = {"在办、超期为统计时点的全部在办件，不限于本时段来件。",
                  "Open and overdue: all that are open now, whenever they came in."};
    if (from_.input.audience == Audience::open) {
        // More numbers of a small group would tell it by their differences.
        table.columns.resize(3);
        for (report::Row& one : table.rows) one.cells.resize(3);
        table.note = {};
    }
    return table;
}

void Brief::units() {
    report::Table table = group_table(units_, {"承办单位", "Unit"}, "unit");
    withhold(table, 2, from_.input.audience, from_.input.maker.district().live.disclosure);
    for (report::Row& row : table.rows) {
        if (std::holds_alternative<report::Withheld>(row.cells[0])) row.cells[0] = report::Missing{};
    }
    add_table(out_, "units", std::move(table), from_.input.audience, Grain::counts);
}

void Brief::categories() {
    report::Table table = group_table(categories_, {"诉求类别", "Category"}, "category");
    report::Chart chart;
    chart.note = withhold(table, 2, from_.input.audience, from_.input.maker.district().live.disclosure);
    chart.axis = {"来件 / 件", "tickets"};
    report::Series now{{"本时段", "these 24 hours"}, {}, {}, {}, report::Tone::plain};
    report::Series before{{"上周同期", "last week"}, {}, {}, {}, report::Tone::quiet};
    for (report::Row const& row : table.rows) {
        if (row.total) continue;
        double const* const count = std::get_if<double>(&row.cells[2]);
        // What is withheld from the table is no bar either.
        if (!count) continue;
        chart.labels.push_back(std::get<Words>(row.cells[1]));
        now.values.push_back(*count);
        double const* const last_week = row.cells.size() > 3 ? std::get_if<double>(&row.cells[3]) : nullptr;
        if (last_week) before.values.push_back(*last_week);
    }
    chart.series = {std::move(now)};
    if (!before.values.empty()) {
        chart.series.push_back(std::move(before));
        chart.note = {"灰色为上周同期。", "Grey: last week."};
    }
    if (chart.labels.empty() && !chart.note.empty()) chart.note = withheld_words();
    add_chart(out_, "categories", std::move(chart), from_.input.audience, Told::withheld);
    add_table(out_, "categories", std::move(table), from_.input.audience, Grain::counts);
}

void Brief::places() {
    report::Table table;
    table.columns = {column("place", {"地点", "Place"}),
                     column("class", {"诉求", "About"}),
                     column("month", {"近 30 天", "30 days"}, {"件", ""}),
                     column("repeats", {"其中重复", "of these repeats"}, {"件", ""}),
                     column("week", {"近 7 天", "7 days"}, {"件", ""}),
                     column("open", {"在办", "open"}, {"件", ""}),
                     column("last", {"最近来件", "last"})};
    table.columns[2].bar = true;
    for (auto const& [key, spot] : hot_places(hotline_.tickets, until_)) {
        report::Row row;
        row.cells = {address_words(from_, key.first),
                     feed_words(from_, key.second),
                     spot.month,
                     spot.repeats,
                     spot.week,
                     spot.open,
                     report::Moment{spot.last}};
        table.rows.push_back(std::move(row));
    }
    table.note = {"近 30 天同一地址同类诉求 3 件以上，含重复来电；保密件不计。预警线索按事计数，重复来电另列。",
                  "Three or more of one class at one address in 30 days, repeated calls included; confidential "
                  "tickets do not count. Early warnings count matters, and tell repeated calls beside them."};
    add_table(out_, "places", std::move(table), from_.input.audience, Grain::places);
}

void Brief::late() {
    report::Table table;
    table.columns = {column("id", {"工单编号", "Ticket"}), column("title", {"诉求", "About"}),
                     column("unit", {"承办单位", "Unit"}), column("place", {"地点", "Place"}),
                     column("due", {"办理时限", "Due"}),   column("late", {"超期", "late"}, {"天", "days"}),
                     column("status", {"状态", "State"})};
    table.columns[5].decimals = 1;
    std::vector<TicketRow const*> rows;
    for (TicketRow const& row : hotline_.tickets) {
        if (row.open && (row.overdue || row.nearly_due)) rows.push_back(&row);
    }
    std::ranges::stable_sort(rows, {}, [](TicketRow const* row) { return row->ticket.due; });
    for (TicketRow const* const one : rows) {
        twin::Ticket const& t = one->ticket;
        report::Row row;
        report::Cell late = report::Missing{};
        if (one->overdue) late = static_cast<double>(until_ - t.due) / static_cast<double>(kDayMs);
        std::string const title = t.title.empty() ? std::string(analysis::leaf_of_class(t.class_path)) : t.title;
        Words const place = t.secret ? Words{} : place_of(from_, t.where);
        row.cells = {both(t.id),
                     feed_words(from_, title),
                     t.department.empty() ? Words{"未派单", "not dispatched"} : feed_words(from_, t.department),
                     t.secret        ? report::Cell(Words{"保密", "confidential"})
                     : place.empty() ? report::Cell(report::Missing{})
                                     : report::Cell(place),
                     report::Moment{t.due},
                     late,
                     status_words(t.status)};
        row.tone = one->overdue ? report::Tone::alarm : report::Tone::warning;
        table.rows.push_back(std::move(row));
    }
    if (hotline_.limits_for_reference)
        table.note = {"部分工单未带时限，按内置参考时限计算。",
                      "Some tickets came without a limit; the program's own, for reference, was used."};
    if (table.rows.empty()) table.note = {"没有超期和即将到期的工单。", "Nothing is overdue or due soon."};
    add_table(out_, "overdue", std::move(table), from_.input.audience, Grain::single);
}

}  // namespace app
