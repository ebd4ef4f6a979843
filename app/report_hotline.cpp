// The daily hotline brief: the last 24 hours against the day and the week before, who has to act, what is late, where
// it gathers. Numbers are those of the panels (ui::Facts), counted over another period.
#include "app/report_hotline.h"

#include <set>
#include <tuple>

namespace app {

using report::Words;
using ui::TicketRow;

Brief::Brief(ReportFacts const& from, Content& out) : from_(from), hotline_(from.facts.hotline), out_(out) {
    until_ = from.now();
    since_ = until_ - kDayMs;
    now_told_ = told(0);
    week_told_ = told(kWeekMs);
    for (TicketRow const& row : hotline_.tickets) {
        base::UtcMs const at = analysis::time_of(row.ticket);
        if (at == base::kNoTime || at > until_) continue;
        today_ += in(at, 0);
        yesterday_ += in(at, kDayMs);
        last_week_ += in(at, kWeekMs);
    }
    if (!told(kDayMs)) yesterday_ = -1;
    if (!week_told_) last_week_ = -1;
}

bool Brief::told(std::int64_t back) const {
    ui::Freshness const& heard = hotline_.freshness;
    bool const began = from_.first_ticket != base::kNoTime && from_.first_ticket <= since_ - back;
    // The newest word of all says nothing of gaps before it; the period's own beginning and end are what it can tell.
    bool const went_on = heard.any && heard.last != base::kNoTime && heard.last > since_ - back;
    return went_on && (began || back == 0);
}

void Brief::fill() {
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
    gathered();
    late();
    definitions();
}

Brief::Ranked Brief::ranked(Groups const& groups) {
    Ranked out;
    for (auto const& one : groups) {
        if (one.second.count + one.second.day_before + one.second.week_before + one.second.open > 0) out.push_back(one);
    }
    // What has no unit yet is none of the ten.
    std::ranges::stable_sort(out, [](auto const& a, auto const& b) {
        bool const a_none = a.first.empty(), b_none = b.first.empty();
        return std::tie(a_none, b.second.count, b.second.open) < std::tie(b_none, a.second.count, a.second.open);
    });
    return out;
}

/// "a（3件）、b（2件）" of the first few that came in at all.
Words Brief::first_few(Ranked const& ranked, std::size_t most) const {
    Words out;
    for (std::size_t i = 0; i < ranked.size() && i < most && ranked[i].second.count > 0; ++i) {
        if (ranked[i].first.empty()) continue;
        std::string const n = grouped(ranked[i].second.count);
        Words const name = feed_words(from_, ranked[i].first);
        out.zh += (out.zh.empty() ? "" : "、") + name.zh + "（" + n + "件）";
        out.en += (out.en.empty() ? "" : ", ") + name.en + " (" + n + ")";
    }
    if (out.zh.empty()) out = {"无", "none"};
    return out;
}

/// What came in, and for whom most of it.
Words Brief::received() const {
    if (!now_told_) return {"本时段无热线数据，来件数不详。", "There are no hotline data of these 24 hours. "};
    Words const n = said(today_);
    Words out{"本时段来件 " + n.zh + " 件", n.en + " tickets came in"};
    for (auto const& [zh, en, before] : {std::tuple{"较前 24 小时", "against the 24 hours before", yesterday_},
                                         std::tuple{"较上周同期", "against the same hours last week", last_week_}}) {
        // A difference from a small number tells it.
        if (small(today_) || small(before)) continue;
        Words const change = compared(zh, en, today_, before);
        out.zh += "，" + change.zh;
        out.en += ", " + change.en;
    }
    out.zh += "。";
    out.en += ". ";
    if (from_.input.audience == Audience::open || today_ == 0) return out;
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
    return out;
}

Words Brief::freshness() const {
    if (hotline_.freshness.lamp < ui::Lamp::stale) return {};
    if (hotline_.freshness.last == base::kNoTime)
        return {"注意：尚未收到过热线数据。", "Note: nothing was ever heard of the hotline. "};
    Words const last = day_and_minute(hotline_.freshness.last);
    return {"注意：热线数据最后更新于" + last.zh + "，此后未收到数据" + (now_told_ ? "，本期件数可能不全。" : "。"),
            "Note: the hotline was last heard at " + last.en +
                (now_told_ ? "; the numbers may be incomplete. " : " and not since. ")};
}

Words Brief::summary() const {
    Words out = received();
    if (hotline_.freshness.any && !hotline_.tickets.empty()) {
        Words const open = said(hotline_.open), late = said(hotline_.overdue), soon = said(hotline_.nearly_due);
        out.zh +=
            "截至统计时点在办 " + open.zh + " 件，其中超期未办结 " + late.zh + " 件，即将到期 " + soon.zh + " 件。";
        out.en += open.en + " are open, " + late.en + " of them overdue and " + soon.en + " due soon. ";
    }
    Words const note = freshness();
    return {out.zh + note.zh, out.en + note.en};
}

void Brief::facts() {
    auto& facts = out_.data.facts;
    Words const from = day_and_minute(since_), to = day_and_minute(until_);
    facts["day"] = {"统计时段 " + from.zh + " 至 " + to.zh, from.en + " to " + to.en};
    facts["period"] = facts["day"];
    facts["date"] = {to.zh.substr(0, to.zh.size() - 5), to.en.substr(0, to.en.size() - 6)};
    facts["summary"] = summary();
    facts["map"] = from_.input.audience == Audience::open
                       ? Words{"近 30 天工单密度", "Density of tickets in 30 days"}
                       : Words{"在办工单与近 30 天密度", "Open tickets, and their density in 30 days"};
    facts["received"] = now_told_ ? said(today_) : Words{"无数据", "no data"};
    facts["open"] = said(hotline_.open);
    facts["overdue"] = said(hotline_.overdue);
}

/// "+0.3点" of a share, "−11" of a count.
Words change_of(ui::Kpi const& kpi) {
    bool const share = kpi.denominator >= 0 && kpi.decimals > 0;
    double const change = kpi.value - *kpi.before;
    std::string const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
    std::string const text = sign + grouped(std::abs(change), kpi.decimals);
    return {text + (share ? "点" : ""), text + (share ? " points" : "")};
}

report::Tile Brief::tile(ui::Kpi const* kpi, Words name) const {
    report::Tile tile{std::move(name), both("—"), {}, {}, report::Tone::plain, {}};
    if (!kpi || !kpi->known) {
        tile.compare = {"无数据", "no data"};
        return tile;
    }
    tile.value = both(grouped(kpi->value, kpi->decimals));
    tile.unit = words(kpi->unit);
    if (kpi->before) {
        Words const change = change_of(*kpi);
        tile.compare = {"较上周 " + change.zh, "vs last week " + change.en};
    } else if (kpi->target) {
        std::string const target = (kpi->more_is_better ? "≥ " : "≤ ") + figure(*kpi->target, 0) + "%";
        tile.compare = {"目标 " + target + (kpi->target_for_reference ? "（参考）" : ""), "target " + target};
    }
    for (float const v : kpi->trend) tile.course.push_back(v);
    bool const missed = kpi->target && (kpi->more_is_better ? kpi->value < *kpi->target : kpi->value > *kpi->target);
    if (missed) tile.tone = report::Tone::warning;
    Audience const audience = from_.input.audience;
    if (kpi->decimals == 0) {
        withhold(tile, kpi->value, kpi->before, audience);
    } else if (is_small(audience, kpi->denominator)) {
        tile.value = both("—");
        tile.compare = {"件数过少", "too few"};
        tile.course.clear();
    }
    return tile;
}

void Brief::tiles() {
    std::vector<report::Tile> tiles;
    report::Tile volume{{"24 小时来件", "Last 24 hours"}, both("—"), {}, {"无数据", "no data"}, {}, {}};
    if (now_told_) {
        volume.value = both(grouped(today_));
        volume.unit = {"件", "tickets"};
        volume.compare = compared("较上周", "vs last week", today_, last_week_);
        auto const& days = hotline_.by_day.values;
        for (std::size_t i = days.size() > 14 ? days.size() - 14 : 0; i < days.size(); ++i)
            volume.course.push_back(days[i]);
        withhold(volume, today_, last_week_, from_.input.audience);
    }
    tiles.push_back(std::move(volume));
    // Shares are of a period of their own, which another sheet's of the same name need not have.
    for (auto const& [id, zh, en] :
         {std::tuple{"hotline.open", "在办", "Open"}, std::tuple{"hotline.overdue", "超期未办结", "Overdue"},
          std::tuple{"hotline.nearly_due", "即将到期", "Due soon"},
          std::tuple{"hotline.on_time", "近14天按期办结率", "On time, 14 days"},
          std::tuple{"hotline.satisfied", "近14天满意率", "Satisfied, 14 days"}}) {
        auto const kpi = std::ranges::find(from_.facts.kpis, id, &ui::Kpi::id);
        report::Tile one = tile(kpi == from_.facts.kpis.end() ? nullptr : &*kpi, {zh, en});
        if (std::string_view(id) == "hotline.overdue" && hotline_.overdue > 0) one.tone = report::Tone::alarm;
        tiles.push_back(std::move(one));
    }
    out_.data.tiles["volumes"] = std::move(tiles);
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
    if (from_.input.audience != Audience::open)
        add({"预警线索", "Early warnings"},
            {"按事计数：一事的重复来电只计一次，另列件数；咨询、建议、表扬和保密件不计。件数截至所注日期。",
             "Matters are counted: repeated calls about one are told beside it; enquiries, suggestions, praise and "
             "confidential tickets do not count. Counted up to the date that is told."});
    for (ui::Kpi const& kpi : from_.facts.kpis) {
        if (!kpi.id.starts_with("hotline.") || !kpi.known) continue;
        Words text{kpi.formula.zh + "；" + kpi.period.zh, kpi.formula.en + "; " + kpi.period.en};
        if (kpi.denominator > 0) {
            std::string const parts = grouped(kpi.numerator) + " ÷ " + grouped(kpi.denominator);
            if (kpi.numerator >= 0 && !small(kpi.numerator) && !small(kpi.denominator - kpi.numerator))
                text.zh += "；" + parts, text.en += "; " + parts;
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

void add_hotline(ReportFacts const& from, Content& out) { Brief(from, out).fill(); }

}  // namespace app
