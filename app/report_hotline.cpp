// The daily hotline brief: the last 24 hours against the day and the week before, who has to act, what is late, where
// it gathers. Numbers are those of the panels (ui::Facts), counted over another period.
#include <algorithm>
#include <set>
#include <tuple>

#include "analysis/disclosure.h"
#include "app/report_parts.h"

namespace app {
namespace {

using report::Words;
using ui::TicketRow;
constexpr std::int64_t kWeekMs = 7 * kDayMs;
constexpr std::uint32_t kHot = 3;

struct Group {
    double count = 0, day_before = 0, week_before = 0, open = 0, overdue = 0;
};

class Brief {
public:
    Brief(ReportFacts const& from, Content& out) : from_(from), hotline_(from.facts.hotline), out_(out) {
        until_ = from.now();
        since_ = until_ - kDayMs;
        for (TicketRow const& row : hotline_.tickets) {
            base::UtcMs const at = came_in(row.ticket);
            if (at == base::kNoTime || at > until_) continue;
            today_ += in(at, 0);
            yesterday_ += in(at, kDayMs);
            last_week_ += in(at, kWeekMs);
        }
    }

    void fill() {
        group(units_, [](twin::Ticket const& t) { return t.department; });
        group(categories_, [](twin::Ticket const& t) {
            std::string const top = t.class_path.substr(0, t.class_path.find('>'));
            return top.empty() ? std::string("未分类") : top;
        });
        facts();
        tiles();
        hours();
        days();
        states();
        units();
        categories();
        places();
        late();
        definitions();
    }

private:
    double in(base::UtcMs at, std::int64_t back) const { return at > since_ - back && at <= until_ - back ? 1 : 0; }

    template <class Key>
    void group(std::map<std::string, Group>& groups, Key const& key) const {
        for (TicketRow const& row : hotline_.tickets) {
            base::UtcMs const at = came_in(row.ticket);
            if (at == base::kNoTime || at > until_) continue;
            Group& g = groups[key(row.ticket)];
            g.count += in(at, 0);
            g.day_before += in(at, kDayMs);
            g.week_before += in(at, kWeekMs);
            g.open += row.open ? 1 : 0;
            g.overdue += row.open && row.overdue ? 1 : 0;
        }
    }

    static std::vector<std::pair<std::string, Group>> ranked(std::map<std::string, Group> const& groups) {
        std::vector<std::pair<std::string, Group>> out;
        for (auto const& one : groups) {
            if (one.second.count + one.second.day_before + one.second.week_before + one.second.open > 0)
                out.push_back(one);
        }
        // What has no unit yet is none of the ten.
        std::ranges::stable_sort(out, [](auto const& a, auto const& b) {
            bool const a_none = a.first.empty(), b_none = b.first.empty();
            return std::tie(a_none, b.second.count, b.second.open) < std::tie(b_none, a.second.count, a.second.open);
        });
        return out;
    }

    ui::Kpi const* kpi(std::string_view id) const {
        auto const found = std::ranges::find(from_.facts.kpis, id, &ui::Kpi::id);
        return found == from_.facts.kpis.end() ? nullptr : &*found;
    }

    void facts();
    void tiles();
    void hours();
    void days();
    void states();
    void units();
    void categories();
    void places();
    void late();
    void definitions();
    report::Table group_table(std::map<std::string, Group> const& groups, Words name, char const* key) const;
    Words summary() const;

    ReportFacts const& from_;
    ui::HotlineFacts const& hotline_;
    Content& out_;
    base::UtcMs since_ = 0, until_ = 0;
    double today_ = 0, yesterday_ = 0, last_week_ = 0;
    std::map<std::string, Group> units_, categories_;
};

/// "a（3件）、b（2件）" of the first few that came in at all.
Words first_few(std::vector<std::pair<std::string, Group>> const& ranked, std::size_t most) {
    Words out;
    for (std::size_t i = 0; i < ranked.size() && i < most && ranked[i].second.count > 0; ++i) {
        if (ranked[i].first.empty()) continue;
        std::string const n = grouped(ranked[i].second.count);
        out.zh += (i ? "、" : "") + ranked[i].first + "（" + n + "件）";
        out.en += (i ? ", " : "") + ranked[i].first + " (" + n + ")";
    }
    if (out.zh.empty()) out = {"无", "none"};
    return out;
}

Words Brief::summary() const {
    std::string const n = grouped(today_);
    Words out{"本时段来件 " + n + " 件", n + " tickets came in"};
    Words const day = compared("较前 24 小时", "against the 24 hours before", today_, yesterday_);
    Words const week = compared("较上周同期", "against the same hours last week", today_, last_week_);
    out.zh += "，" + day.zh + "，" + week.zh + "。";
    out.en += ", " + day.en + ", " + week.en + ". ";
    bool const small = from_.input.audience == Audience::open;
    if (!small) {
        Words const unit = first_few(ranked(units_), 3), category = first_few(ranked(categories_), 3);
        out.zh += "来件较多的承办单位：" + unit.zh + "；诉求集中在：" + category.zh + "。";
        out.en += "Most for: " + unit.en + "; most about: " + category.en + ". ";
        // Those without a unit are no unit's, and somebody has to send them on.
        auto const none = units_.find(std::string{});
        if (none != units_.end() && none->second.count > 0) {
            std::string const several = grouped(none->second.count);
            out.zh += "另有 " + several + " 件直接答复或未派单。";
            out.en += several + " were answered at once or not dispatched yet. ";
        }
    }
    out.zh += "截至统计时点在办 " + grouped(hotline_.open) + " 件，其中超期未办结 " + grouped(hotline_.overdue) +
              " 件，即将到期 " + grouped(hotline_.nearly_due) + " 件。";
    out.en += grouped(hotline_.open) + " are open, " + grouped(hotline_.overdue) + " of them overdue and " +
              grouped(hotline_.nearly_due) + " due soon. ";
    if (hotline_.freshness.lamp >= ui::Lamp::stale) {
        Words const last =
            hotline_.freshness.last == base::kNoTime ? Words{"从未", "never"} : day_and_minute(hotline_.freshness.last);
        out.zh += "注意：热线数据最后更新于" + last.zh + "，此后未收到数据，本期件数可能不全。";
        out.en += "Note: the hotline was last heard at " + last.en + "; the numbers may be incomplete. ";
    }
    return out;
}

void Brief::facts() {
    auto& facts = out_.data.facts;
    Words const from = day_and_minute(since_), to = day_and_minute(until_);
    facts["day"] = {"统计时段 " + from.zh + " 至 " + to.zh, from.en + " to " + to.en};
    facts["period"] = facts["day"];
    facts["date"] = {to.zh.substr(0, to.zh.size() - 5), to.en.substr(0, to.en.size() - 6)};
    facts["summary"] = summary();
    facts["received"] = both(grouped(today_));
    facts["open"] = both(grouped(hotline_.open));
    facts["overdue"] = both(grouped(hotline_.overdue));
}

void Brief::tiles() {
    std::vector<report::Tile> tiles;
    Words const pieces{"件", "tickets"};
    report::Tile volume{{"24 小时来件", "Last 24 hours"}, both(grouped(today_)), pieces, {}, {}, {}};
    volume.compare = compared("较上周", "vs last week", today_, last_week_);
    for (std::size_t i = hotline_.by_day.values.size() > 14 ? hotline_.by_day.values.size() - 14 : 0;
         i < hotline_.by_day.values.size(); ++i)
        volume.course.push_back(hotline_.by_day.values[i]);
    tiles.push_back(std::move(volume));
    for (auto const& [id, zh, en] :
         {std::tuple{"hotline.open", "在办", "Open"}, std::tuple{"hotline.overdue", "超期未办结", "Overdue"},
          std::tuple{"hotline.nearly_due", "即将到期", "Due soon"},
          std::tuple{"hotline.on_time", "按期办结率", "On time"},
          std::tuple{"hotline.satisfied", "满意率", "Satisfied"}}) {
        ui::Kpi const* const one = kpi(id);
        report::Tile tile{{zh, en}, both("—"), {}, {}, report::Tone::plain, {}};
        if (one && one->known) {
            tile.value = both(grouped(one->value, one->decimals));
            tile.unit = words(one->unit);
            if (one->before) {
                bool const share = one->denominator >= 0 && one->decimals > 0;
                double const change = one->value - *one->before;
                std::string const text = (change > 0   ? "+"
                                          : change < 0 ? "−"
                                                       : "±") +
                                         grouped(std::abs(change), one->decimals) + (share ? "点" : "");
                std::string const english = (change > 0   ? "+"
                                             : change < 0 ? "−"
                                                          : "±") +
                                            grouped(std::abs(change), one->decimals) + (share ? " points" : "");
                tile.compare = {"较上周 " + text, "vs last week " + english};
            } else if (one->target) {
                std::string const target = figure(*one->target, 0) + "%";
                tile.compare = {"目标 " + target + (one->target_for_reference ? "（参考）" : ""), "target " + target};
            }
            for (float const v : one->trend) tile.course.push_back(v);
            bool const missed =
                one->target && (one->more_is_better ? one->value < *one->target : one->value > *one->target);
            if (missed) tile.tone = report::Tone::warning;
        }
        if (std::string_view(id) == "hotline.overdue" && hotline_.overdue > 0) tile.tone = report::Tone::alarm;
        tiles.push_back(std::move(tile));
    }
    out_.data.tiles["volumes"] = std::move(tiles);
}

void Brief::hours() {
    constexpr int kHours = 24;
    base::UtcMs const first = hour_of(until_ - 1) - (kHours - 1) * kHourMs;
    report::Chart chart;
    chart.axis = {"来件 / 件", "tickets"};
    chart.label_axis = {"时", "hour"};
    report::Series now{{"本时段", "these 24 hours"}, std::vector<double>(kHours, 0.0), {}, {}, report::Tone::plain};
    report::Series before{{"上周同期", "last week"}, std::vector<double>(kHours, 0.0), {}, {}, report::Tone::quiet};
    for (int i = 0; i < kHours; ++i)
        chart.labels.push_back(both(std::to_string(std::stoi(base::format_time(first + i * kHourMs).substr(11, 2)))));
    for (TicketRow const& row : hotline_.tickets) {
        base::UtcMs const at = came_in(row.ticket);
        if (at == base::kNoTime) continue;
        for (auto const& [series, back] : {std::pair{&now, std::int64_t{0}}, std::pair{&before, kWeekMs}}) {
            base::UtcMs const shifted = at + back;
            if (shifted < first || shifted > until_) continue;
            auto const hour = static_cast<std::size_t>((shifted - first) / kHourMs);
            if (hour < kHours) ++series->values[hour];
        }
    }
    chart.series = {std::move(now), std::move(before)};
    Words const from = day_and_minute(first), to = day_and_minute(until_);
    chart.note = {from.zh + " 至 " + to.zh + "，灰色为上周同期。", from.en + " to " + to.en + "; grey: last week."};
    out_.data.charts["hours"] = std::move(chart);
}

void Brief::days() {
    constexpr std::size_t kDays = 14;
    ui::Series const& all = hotline_.by_day;
    report::Chart chart;
    chart.axis = {"来件 / 件", "tickets"};
    report::Series now{{"近 14 天", "last 14 days"}, {}, {}, {}, report::Tone::plain};
    report::Series before{{"再前 14 天", "14 days before"}, {}, {}, {}, report::Tone::quiet};
    if (all.values.size() < 2 * kDays) return;
    // The last day is not over yet and would read as a fall.
    std::size_t const last = all.values.size() - 1;
    for (std::size_t i = last - kDays; i < last; ++i) {
        std::string const day = base::format_time(all.from + static_cast<std::int64_t>(i) * all.step_ms).substr(5, 5);
        chart.labels.push_back(both(std::to_string(std::stoi(day.substr(0, 2))) + "-" + day.substr(3)));
        now.values.push_back(all.values[i]);
        before.values.push_back(i >= kDays ? all.values[i - kDays] : kUnknown);
    }
    chart.series = {std::move(now), std::move(before)};
    chart.note = {"按自然日；当天未完，不列。", "Whole days; today is not over and left out."};
    out_.data.charts["days"] = std::move(chart);
}

void Brief::states() {
    struct Period {
        Words name;
        std::int64_t from, to;
    };
    std::vector<Period> const periods{{{"本时段", "these 24 h"}, kDayMs, 0},
                                      {{"前 24 小时", "24 h before"}, 2 * kDayMs, kDayMs},
                                      {{"近 7 天", "last 7 days"}, kWeekMs, 0},
                                      {{"再前 7 天", "7 days before"}, 2 * kWeekMs, kWeekMs}};
    report::Chart chart;
    chart.axis = {"占比", "share"};
    std::vector<report::Series> series{{{"已办结", "closed"}, {}, {}, {}, report::Tone::quiet},
                                       {{"在办", "open"}, {}, {}, {}, report::Tone::plain},
                                       {{"即将到期", "due soon"}, {}, {}, {}, report::Tone::warning},
                                       {{"超期", "overdue"}, {}, {}, {}, report::Tone::alarm}};
    for (Period const& period : periods) {
        double counts[4] = {};
        for (TicketRow const& row : hotline_.tickets) {
            base::UtcMs const at = came_in(row.ticket);
            if (at == base::kNoTime || at <= until_ - period.from || at > until_ - period.to) continue;
            ++counts[!row.open ? 0 : row.overdue ? 3 : row.nearly_due ? 2 : 1];
        }
        double const all = counts[0] + counts[1] + counts[2] + counts[3];
        chart.labels.push_back({period.name.zh + " " + grouped(all) + "件", period.name.en + ", " + grouped(all)});
        for (std::size_t i = 0; i < 4; ++i) series[i].values.push_back(all > 0 ? 100 * counts[i] / all : 0);
    }
    chart.axis = {"占来件 / %", "% of those that came in"};
    chart.series = std::move(series);
    out_.data.charts["states"] = std::move(chart);
}

report::Table Brief::group_table(std::map<std::string, Group> const& groups, Words name, char const* key) const {
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
        row.cells = {++rank, both(word), g.count, g.week_before, g.count - g.week_before, g.open, g.overdue};
        if (word.empty()) row.cells[0] = report::Missing{}, row.cells[1] = Words{"直接答复或未派单", "no unit"};
        table.rows.push_back(std::move(row));
        sum.count += g.count, sum.week_before += g.week_before, sum.open += g.open, sum.overdue += g.overdue;
    }
    report::Row total;
    total.cells = {report::Missing{}, Words{"合计", "All"}, sum.count, sum.week_before, sum.count - sum.week_before,
                   sum.open,          sum.overdue};
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
    add_table(out_, "units", std::move(table), from_.input.audience, Grain::counts);
}

void Brief::categories() {
    report::Table table = group_table(categories_, {"诉求类别", "Category"}, "category");
    withhold(table, 2, from_.input.audience, from_.input.maker.district().live.disclosure);
    report::Chart chart;
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
        if (row.cells.size() > 3) before.values.push_back(std::get<double>(row.cells[3]));
    }
    chart.series = {std::move(now)};
    if (!before.values.empty()) {
        chart.series.push_back(std::move(before));
        chart.note = {"灰色为上周同期。", "Grey: last week."};
    }
    out_.data.charts["categories"] = std::move(chart);
    add_table(out_, "categories", std::move(table), from_.input.audience, Grain::counts);
}

void Brief::places() {
    struct Spot {
        double week = 0, month = 0, open = 0;
        base::UtcMs last = base::kNoTime;
    };
    std::map<std::pair<std::string, std::string>, Spot> spots;
    for (TicketRow const& row : hotline_.tickets) {
        base::UtcMs const at = came_in(row.ticket);
        std::string const& address =
            row.ticket.where.address.empty() ? row.ticket.where.building : row.ticket.where.address;
        // A place without coordinates is an area's name, where everything would gather.
        if (at == base::kNoTime || at > until_ || address.empty() || !row.at) continue;
        Spot& spot = spots[{address, std::string(leaf_of_class(row.ticket.class_path))}];
        spot.month += at > until_ - 30 * kDayMs ? 1 : 0;
        spot.week += at > until_ - kWeekMs ? 1 : 0;
        spot.open += row.open ? 1 : 0;
        spot.last = std::max(spot.last, at);
    }
    std::vector<std::pair<std::pair<std::string, std::string>, Spot>> hot;
    for (auto const& spot : spots) {
        if (spot.second.month >= kHot) hot.push_back(spot);
    }
    std::ranges::stable_sort(hot, [](auto const& a, auto const& b) {
        return std::tie(b.second.month, b.second.week, b.second.last) <
               std::tie(a.second.month, a.second.week, a.second.last);
    });
    report::Table table;
    table.columns = {column("place", {"地点", "Place"}),
                     column("class", {"诉求", "About"}),
                     column("month", {"近 30 天", "30 days"}, {"件", ""}),
                     column("week", {"近 7 天", "7 days"}, {"件", ""}),
                     column("open", {"在办", "open"}, {"件", ""}),
                     column("last", {"最近来件", "last"})};
    table.columns[2].bar = true;
    for (auto const& [key, spot] : hot) {
        report::Row row;
        row.cells = {both(key.first), both(key.second), spot.month, spot.week, spot.open, report::Moment{spot.last}};
        table.rows.push_back(std::move(row));
    }
    table.note = {"近 30 天同一地址同类诉求 3 件以上；保密件不计。",
                  "Three or more of one class at one address in 30 days; confidential tickets do not count."};
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
        std::string const title = t.title.empty() ? std::string(leaf_of_class(t.class_path)) : t.title;
        std::string const place = t.secret ? std::string{} : place_of(t.where, from_.input.maker.locator());
        row.cells = {both(t.id),
                     both(title),
                     t.department.empty() ? Words{"未派单", "not dispatched"} : both(t.department),
                     t.secret        ? report::Cell(Words{"保密", "confidential"})
                     : place.empty() ? report::Cell(report::Missing{})
                                     : report::Cell(both(place)),
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

void Brief::definitions() {
    std::vector<report::Note> notes;
    auto const add = [&notes](Words label, Words text) {
        notes.push_back({std::move(text), report::Tone::quiet, std::move(label)});
    };
    add({"统计时段", "Period"},
        {"统计时点前 24 小时；上周同期为其前 7 天的同一时段。来件按来电时间计，无来电时间的按受理时间计。",
         "The 24 hours before the moment; last week: the same hours 7 days before. Tickets count by their call, else "
         "by their acceptance."});
    for (ui::Kpi const& kpi : from_.facts.kpis) {
        if (!kpi.id.starts_with("hotline.") || !kpi.known) continue;
        Words text{kpi.formula.zh + "；" + kpi.period.zh, kpi.formula.en + "; " + kpi.period.en};
        if (kpi.denominator > 0) {
            std::string const parts = grouped(kpi.numerator) + " ÷ " + grouped(kpi.denominator);
            if (kpi.numerator >= 0) text.zh += "；" + parts, text.en += "; " + parts;
        }
        if (kpi.target) {
            std::string const target = figure(*kpi.target, 0) + "%";
            text.zh += "；目标 " + target + (kpi.target_for_reference ? "（参考）" : "");
            text.en += "; target " + target + (kpi.target_for_reference ? " (for reference)" : "");
        }
        add(words(kpi.name), std::move(text));
    }
    out_.data.notes["definitions"] = std::move(notes);
}

}  // namespace

void add_hotline(ReportFacts const& from, Content& out) { Brief(from, out).fill(); }

}  // namespace app
