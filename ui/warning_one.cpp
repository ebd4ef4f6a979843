// One warning: why it was raised, against what is usual, by which tickets, and what somebody says of it.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/hotline_parts.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/times.h"
#include "ui/warning_parts.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

void draw_figures(PanelContext& context, WarningFacts const& facts, WarningRow const& row) {
    Kit& kit = context.kit;
    analysis::Alert const& a = row.kept.alert;
    stat_strip(kit, {{std::to_string(a.count), kit.say("warning.count"), row.urgent},
                     {a.expected < 0 ? std::string() : usual_text(a.expected), kit.say("warning.usual")},
                     {std::to_string(a.days), kit.say("warning.days")}});
    heading(kit, kit.say("warning.why"));
    wrapped(kit.show(kit.of(a.why)), kit.palette().text);
    ImGui::Dummy({0, kit.px(4)});
    wrapped(kit.show(kit.of(row.significance)), kit.palette().quiet);
    ImGui::Dummy({0, kit.px(8)});
    std::string place = kit.of(row.place);
    if (a.radius > 0) place += " · " + kit.say("warning.radius", {Kit::number(std::round(a.radius))});
    name_value(kit, kit.say("warning.place"), kit.show(place));
    if (row.whole) {
        analysis::Alert const& all = row.whole->alert;
        std::string const count = std::to_string(all.count);
        name_value(kit, kit.say("warning.whole"),
                   kit.say("warning.whole.value", {std::to_string(all.days), count, usual_text(all.expected)}).c_str(),
                   kit.say("warning.whole.how", {count, std::to_string(row.of_whole)}).c_str());
    }
    std::string kinds;
    for (unsigned kind = 0; kind < 3; ++kind)
        if ((row.kept.kinds >> kind & 1U) != 0)
            kinds += (kinds.empty() ? "" : " · ") + std::string(kit.say(kind_key(kind)));
    name_value(kit, kit.say("warning.kinds"), kinds.c_str());
    name_value(kit, kit.say("warning.span"), (Kit::day_clock(a.first) + " – " + Kit::day_clock(a.last)).c_str());
    bool const at_first_night = row.kept.raised <= facts.moment - (facts.nights - 1) * kDay;
    std::string const raised = Kit::day_clock(row.kept.raised);
    name_value(kit, kit.say("warning.raised"),
               (at_first_night ? kit.say("warning.raised.before", {raised}) : raised).c_str());
    if (row.has_risen())
        name_value(
            kit, kit.say("warning.risen"),
            kit.say("warning.risen.to", {Kit::day_clock(row.urgent_since), kit.say(level_key(row.urgent))}).c_str());
    if (a.repeats > 0) name_value(kit, kit.say("warning.repeats"), std::to_string(a.repeats).c_str());
}

void find_tickets(PanelContext& context) {
    WarningState& state = context.state.warning;
    if (state.revision == context.facts.revision && !state.tickets.empty()) return;
    state.revision = context.facts.revision;
    state.tickets.clear();
    auto const& tickets = context.facts.hotline.tickets;
    for (std::uint32_t i = 0; i < tickets.size(); ++i) state.tickets[tickets[i].ticket.id] = i;
}

void draw_evidence(PanelContext& context, WarningRow const& row) {
    Kit& kit = context.kit;
    find_tickets(context);
    auto const& ids = row.kept.alert.evidence;
    heading(kit, kit.say("warning.evidence"), kit.say("warning.evidence.count", {std::to_string(ids.size())}).c_str());
    std::size_t gone = 0;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (std::size_t i = ids.size(); i-- > 0;) {
        auto const known = context.state.warning.tickets.find(ids[i]);
        bool const listed =
            known != context.state.warning.tickets.end() && known->second < context.facts.hotline.tickets.size();
        if (!listed) {
            ++gone;
            continue;
        }
        TicketRow const& ticket = context.facts.hotline.tickets[known->second];
        if (list_row(kit, ticket_row(context, ticket))) choose(context, subject_of(ticket));
    }
    ImGui::PopStyleVar();
    if (gone == 0) return;
    Typed const small(kit, Type::small);
    text_cut(kit, kit.say("warning.evidence.gone", {std::to_string(gone)}), kit.palette().quiet);
}

void draw_judging(PanelContext& context, WarningRow const& row) {
    Kit& kit = context.kit;
    WarningState& state = context.state.warning;
    using analysis::Verdict;
    std::string const& id = row.kept.alert.id;
    heading(kit, kit.say("warning.judge"));
    auto const say = [&](Verdict verdict) {
        context.push(WarningCommand{JudgeAlert{id, verdict, state.note}});
        state.note.clear();
    };
    if (row.kept.verdict != Verdict::none) {
        std::string const who = row.user + " " + Kit::full_clock(row.kept.judged);
        name_value(kit, kit.say(verdict_key(row.kept.verdict)), kit.show(who));
        if (!row.note.empty()) wrapped(kit.show(row.note), kit.palette().text);
        ImGui::Dummy({0, kit.px(4)});
        if (quiet_button(kit, kit.say("warning.reopen"))) say(Verdict::none);
        return;
    }
    text_field(kit, "##note", kit.say("warning.note"), state.note);
    ImGui::Dummy({0, kit.px(4)});
    if (primary_button(kit, kit.say("warning.confirm"))) say(Verdict::confirmed);
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("warning.forward"))) say(Verdict::forwarded);
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("warning.dismiss"))) say(Verdict::dismissed);
    Typed const small(kit, Type::small);
    wrapped(kit.say("warning.kept"), kit.palette().quiet);
}

void walk(PanelContext& context, WarningFacts const& facts, WarningRow const& row, std::ptrdiff_t step) {
    auto const rows = listed_warnings(facts, row.kept.verdict != analysis::Verdict::none);
    std::ptrdiff_t const to = std::ranges::find(rows, &row) - rows.begin() + step;
    if (to >= 0 && to < static_cast<std::ptrdiff_t>(rows.size()))
        open_warning(context, *rows[static_cast<std::size_t>(to)]);
}

/// Where the bars of days stand, pixels.
struct DayBars {
    float left, foot;
    float step;  ///< from a day to the next
    float unit;  ///< height of one case
};

void draw_bars(Palette const& p, ImDrawList* list, WarningChart const& chart, DayBars const& bars, float gap,
               Urgent urgent) {
    auto const y = [&](double v) { return bars.foot - static_cast<float>(v) * bars.unit; };
    // The band first, so that bars stand before what is usual.
    for (std::size_t i = 0; i < chart.counts.size(); ++i) {
        float const x = bars.left + static_cast<float>(i) * bars.step;
        list->AddRectFilled({x, y(static_cast<double>(chart.most[i]))}, {x + bars.step, bars.foot},
                            faded(p.series[2], 0.45F));
    }
    for (std::size_t i = 0; i < chart.counts.size(); ++i) {
        if (chart.counts[i] == 0) continue;
        float const x = bars.left + static_cast<float>(i) * bars.step;
        bool const above = static_cast<float>(chart.counts[i]) > chart.most[i];
        ImU32 const colour = above ? p.level[static_cast<std::size_t>(urgent)] : p.series[0];
        list->AddRectFilled({x + gap / 2, y(chart.counts[i])}, {x + bars.step - gap / 2, bars.foot}, colour);
    }
}

}  // namespace

void warning_chart(Kit& kit, WarningChart const& chart, Urgent urgent, ImVec2 size) {
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("chart", size);
    bool const hovered = ImGui::IsItemHovered() && !kit.wall();
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    std::size_t const days = chart.counts.size();
    if (days == 0) return;
    double most = 2;
    for (std::size_t i = 0; i < days; ++i)
        most = std::max({most, chart.counts[i] * 1.0, static_cast<double>(chart.most[i])});
    std::string const top = Kit::number(std::ceil(most));
    float const left = at.x + text_width(small, top.c_str()) + kit.px(8), right = at.x + size.x;
    float const head = at.y + small->FontSize + kit.px(8), foot = at.y + size.y - small->FontSize - kit.px(4);
    float const step = (right - left) / static_cast<float>(days), gap = std::max(1.0F, std::round(step * 0.25F));
    auto const under = hovered ? static_cast<std::ptrdiff_t>((ImGui::GetIO().MousePos.x - left) / step) : -1;
    draw_bars(p, list, chart, {left, foot, step, (foot - head) / static_cast<float>(std::ceil(most))}, gap, urgent);
    list->AddLine({left, foot}, {right, foot}, p.line);
    put_text(list, small, {left - kit.px(8), head - small->FontSize / 2}, p.quiet, top.c_str(), Align::right);
    put_text(list, small, {left - kit.px(8), foot - small->FontSize / 2}, p.quiet, "0", Align::right);
    put_text(list, small, at, p.quiet, kit.say("warning.chart.unit"));
    char const* const band = kit.say("warning.chart.band");
    float const legend = right - text_width(small, band);
    list->AddRectFilled({legend - kit.px(16), at.y + kit.px(3)}, {legend - kit.px(4), at.y + kit.px(13)},
                        faded(p.series[2], 0.6F));
    put_text(list, small, {legend, at.y}, p.quiet, band);
    auto const day = [&](std::size_t i) {
        return Kit::day_clock(chart.from + static_cast<std::int64_t>(i) * kDay).substr(0, 5);
    };
    put_text(list, small, {left, foot + kit.px(4)}, p.quiet, day(0).c_str());
    put_text(list, small, {right, foot + kit.px(4)}, p.quiet, day(days - 1).c_str(), Align::right);
    if (under < 0 || under >= static_cast<std::ptrdiff_t>(days)) return;
    auto const i = static_cast<std::size_t>(under);
    hover_text(kit, kit.say("warning.chart.hover",
                            {day(i), std::to_string(chart.counts[i]), usual_text(static_cast<double>(chart.usual[i])),
                             Kit::number(static_cast<double>(chart.most[i]))})
                        .c_str());
}

void draw_warning_one(PanelContext& context, WarningFacts const& facts, WarningRow const& row) {
    Kit& kit = context.kit;
    switch (walk_bar(kit, kit.say("warning.back"), kit.of(row.place))) {
        case Walk::back: context.state.warning.open.clear(); return;
        case Walk::previous: walk(context, facts, row, -1); break;
        case Walk::next: walk(context, facts, row, 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("warning", {0, 0})) {
        title_line(kit, row.urgent, row.kept.verdict == analysis::Verdict::none, matter_of(kit, row.kept.alert),
                   kit.say(level_key(row.urgent)));
        draw_figures(context, facts, row);
        heading(kit, kit.say("warning.chart"));
        warning_chart(kit, row.chart, row.urgent, {ImGui::GetContentRegionAvail().x, kit.px(132)});
        draw_judging(context, row);
        draw_evidence(context, row);
        ImGui::Dummy({0, kit.px(16)});
    }
    ImGui::EndChild();
}

void draw_warning_rules(PanelContext& context, WarningFacts const& facts) {
    Kit& kit = context.kit;
    analysis::WarningRules const& rules = facts.rules;
    auto const number = [](double v) { return Kit::number(v); };
    heading(kit, kit.say("warning.precision"));
    for (unsigned kind = 0; kind < 3; ++kind) {
        analysis::Share const& share = facts.precision.by_kind[kind];
        std::string const said =
            share.of == 0 ? std::string(kit.say("warning.precision.none"))
                          : kit.say("warning.precision.share", {std::to_string(share.part), std::to_string(share.of)});
        name_value(kit, kit.say(kind_key(kind)), said.c_str());
    }
    heading(kit, kit.say("warning.rules.head"));
    auto const line = [&](std::string const& text, ImU32 colour) {
        wrapped(text, colour);
        ImGui::Dummy({0, kit.px(8)});
    };
    Palette const& p = kit.palette();
    line(kit.say("warning.rules.rule", {number(rules.rule_cell), number(rules.rule_days), number(rules.rule_count)}),
         p.text);
    line(kit.say("warning.rules.series",
                 {number(rules.least), number(rules.baseline_days), number(rules.false_alarms_a_month)}),
         p.text);
    line(kit.say("warning.rules.scan", {number(rules.scan.reach), number(rules.scan.longest),
                                        number(rules.scan.replicas), number(rules.recurrence_days)}),
         p.text);
    line(kit.say("warning.rules.levels"), p.text);
    line(kit.say("warning.rules.cap", {std::to_string(facts.most_a_day)}), p.text);
    line(kit.say("warning.rules.measured"), p.quiet);
    line(kit.say("warning.rules.counted",
                 {number(static_cast<double>(facts.cases)), number(static_cast<double>(facts.tickets)),
                  number(static_cast<double>(facts.no_place))}),
         p.quiet);
    line(kit.say("warning.rules.nights", {std::to_string(facts.nights)}), p.quiet);
}

}  // namespace ui
