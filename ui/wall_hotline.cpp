// The wall's cards about the hotline.
#include <algorithm>

#include "analysis/cases.h"
#include "ui/hotline_parts.h"
#include "ui/palette.h"
#include "ui/wall_parts.h"

namespace ui {
namespace {

constexpr std::string_view kBetween = " · ";
constexpr char const* kNoHotline = "wall.no_hotline";
constexpr char const* kConnectHotline = "wall.no_hotline.do";

/// "+12 上周同日 164": said only where both are known.
std::string against_last_week(Kit& kit, HotlineFacts const& facts) {
    if (!facts.same_day_last_week || !facts.today) return "";
    double const difference = static_cast<double>(*facts.today) - static_cast<double>(*facts.same_day_last_week);
    std::string const sign = difference > 0 ? "↑" : difference < 0 ? "↓" : "";
    return kit.say("wall.vs_last_week", {sign + Kit::number(std::abs(difference)),
                                         Kit::number(static_cast<double>(*facts.same_day_last_week))});
}

void ticket_rows(PanelContext const& context, CardBody& body, std::vector<TicketRow const*> rows, base::UtcMs now) {
    Kit& kit = body.kit;
    std::stable_sort(rows.begin(), rows.end(),
                     [&](auto* a, auto* b) { return comes_before(*a, *b, QueueState::Order::limit, now); });
    std::vector<WallRow> lines;
    for (TicketRow const* row : rows) {
        if (lines.size() == 7) break;
        WallRow line;
        line.mark = WallRow::Mark::level;
        line.urgent = row->urgent;
        line.text = analysis::leaf_of_class(term(context, row->ticket.class_path));
        if (line.text.empty()) line.text = row->ticket.id;
        line.remark = row->ticket.secret ? kit.say("wall.secret") : kit.of(row->place);
        line.right = kit.until(row->ticket.due, now);
        line.tone = row->overdue ? Urgent::red : Urgent::orange;
        lines.push_back(std::move(line));
    }
    wall_rows(body, lines, rows.size());
}

std::vector<Bar> bars_of(PanelContext const& context, std::vector<Tally> const& tallies, bool share_late) {
    std::vector<Bar> bars;
    for (Tally const& tally : tallies) {
        if (bars.size() == 7) break;
        bars.push_back({std::string(analysis::leaf_of_class(term(context, tally.key))),
                        static_cast<double>(tally.count), share_late ? static_cast<double>(tally.overdue) : 0,
                        Kit::number(tally.count)});
    }
    return bars;
}

void tally_card(PanelContext& context, base::Extent const& box, char const* id, char const* title,
                std::vector<Tally> const& tallies, bool share_late) {
    HotlineFacts const& facts = context.facts.hotline;
    CardBody body(context, id, title, box, share_late ? context.kit.say("wall.late_part") : nullptr);
    body.footer(context.kit.say("wall.last_30_days"), &facts.freshness, context.facts.time.event);
    if (tallies.empty()) return body.empty(kNoHotline, kConnectHotline);
    wall_bars(body, bars_of(context, tallies, share_late));
}

void trend_card(PanelContext& context, base::Extent const& box, char const* id, char const* title, char const* unit,
                char const* period, Series const& series, Freshness const& freshness) {
    CardBody body(context, id, title, box);
    body.footer(context.kit.say(period), &freshness, context.facts.time.event);
    if (!freshness.any || series.values.empty()) return body.empty(kNoHotline, kConnectHotline);
    ImGui::SetCursorScreenPos(body.at);
    bars_over_time(context.kit, "trend", series, {body.width, body.left()}, context.kit.say(unit));
}

}  // namespace

void card_hotline_today(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    CardBody body(context, "hotline_today", "wall.hotline_today", box);
    body.footer("", &facts.freshness, context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoHotline, kConnectHotline);
    char const* const unit = kit.say("wall.tickets");
    float const rest = 3 * kit.font(Type::small)->FontSize + kit.font(Type::large)->FontSize + kit.px(16);
    bool const roomy = body.left() >= kit.font(Type::giant)->FontSize + rest;
    wall_numbers(
        body,
        {{kit.say("wall.today"), facts.today ? Kit::number(*facts.today) : "–", unit, against_last_week(kit, facts)}},
        roomy ? Type::giant : Type::huge);
    wall_numbers(body,
                 {{kit.say("wall.open"), Kit::number(facts.open), "", ""},
                  {kit.say("wall.nearly_due_short"), Kit::number(facts.nearly_due), "", ""},
                  {kit.say("wall.overdue_short"), Kit::number(facts.overdue), "", "", facts.overdue > 0}},
                 Type::large);
    wall_strip(body, facts.by_hour);
}

void card_hotline_day(PanelContext& context, base::Extent const& box) {
    trend_card(context, box, "hotline_day", "wall.hotline_day", "wall.tickets_an_hour", "wall.last_24_hours",
               context.facts.hotline.by_hour, context.facts.hotline.freshness);
}

void card_hotline_month(PanelContext& context, base::Extent const& box) {
    trend_card(context, box, "hotline_month", "wall.hotline_month", "wall.tickets_a_day", "wall.last_30_days",
               context.facts.hotline.by_day, context.facts.hotline.freshness);
}

void card_overdue(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    CardBody body(context, "overdue", "wall.overdue", box,
                  facts.freshness.any ? kit.say("wall.nearest_first", {Kit::number(facts.overdue)}).c_str() : nullptr);
    body.footer(facts.limits_for_reference ? kit.say("wall.reference") : "", &facts.freshness,
                context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoHotline, kConnectHotline);
    std::vector<TicketRow const*> rows;
    for (TicketRow const& row : facts.tickets)
        if (row.overdue) rows.push_back(&row);
    if (rows.empty()) return body.empty("wall.none_overdue", "wall.none_overdue.do");
    ticket_rows(context, body, std::move(rows), context.facts.time.event);
}

void card_nearly_due(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    CardBody body(
        context, "nearly_due", "wall.nearly_due", box,
        facts.freshness.any ? kit.say("wall.nearest_first", {Kit::number(facts.nearly_due)}).c_str() : nullptr);
    body.footer(facts.limits_for_reference ? kit.say("wall.reference") : "", &facts.freshness,
                context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoHotline, kConnectHotline);
    std::vector<TicketRow const*> rows;
    for (TicketRow const& row : facts.tickets)
        if (row.nearly_due) rows.push_back(&row);
    if (rows.empty()) return body.empty("wall.none_nearly_due", "wall.none_nearly_due.do");
    ticket_rows(context, body, std::move(rows), context.facts.time.event);
}

void card_units(PanelContext& context, base::Extent const& box) {
    tally_card(context, box, "units", "wall.units", context.facts.hotline.units, true);
}

void card_categories(PanelContext& context, base::Extent const& box) {
    tally_card(context, box, "categories", "wall.categories", context.facts.hotline.categories, false);
}

void card_repeated(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    CardBody body(context, "repeated", "wall.repeated", box);
    body.footer(kit.say("wall.last_30_days"), &facts.freshness, context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoHotline, kConnectHotline);
    if (facts.repeated.empty()) return body.empty("wall.none_repeated", "wall.none_repeated.do");
    std::vector<WallRow> rows;
    for (Tally const& tally : facts.repeated) {
        WallRow row;
        // "place · class", as facts have it.
        auto const cut = tally.key.rfind(kBetween);
        row.text = tally.key.substr(0, cut);
        if (cut != std::string::npos)
            row.text.append(kBetween).append(term(context, tally.key.substr(cut + kBetween.size())));
        row.right = kit.say("wall.tickets_of", {Kit::number(tally.count)});
        row.tone = tally.overdue > 0 ? Urgent::red : Urgent::none;
        rows.push_back(std::move(row));
        if (rows.size() == 7) break;
    }
    wall_rows(body, rows, facts.repeated.size());
}

}  // namespace ui
