// The district's vital signs as a tree: what each is, how it stands against its target and against last week.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/indicators_parts.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using analysis::IndicatorRow;
using analysis::IndicatorSheet;
using analysis::IndicatorState;

constexpr float kLeafRow = 48, kGroupRow = 32;

bool is_notable(IndicatorState state) {
    return state == IndicatorState::bad || state == IndicatorState::near || state == IndicatorState::stale;
}

bool passes(IndicatorRow const& row, IndicatorsState const& state) {
    if (state.only_notable && !is_notable(row.state)) return false;
    twin::Name const& name = row.definition.name;
    return state.text.empty() || contains_text(name.zh, state.text) || contains_text(name.en, state.text) ||
           contains_text(row.definition.id, state.text);
}

/// Rows to be drawn: indicators that pass, and what they stand below; folded ones only where nothing is searched.
std::vector<std::size_t> rows_to_draw(IndicatorSheet const& sheet, IndicatorsState const& state) {
    std::vector<std::uint8_t> wanted(sheet.rows.size(), 0);
    bool const searching = !state.text.empty() || state.only_notable;
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        if (sheet.rows[i].definition.level < 2 || !passes(sheet.rows[i], state)) continue;
        wanted[i] = 1;
        for (std::int32_t up = sheet.rows[i].parent; up >= 0; up = sheet.rows[static_cast<std::size_t>(up)].parent)
            wanted[static_cast<std::size_t>(up)] = 1;
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        bool folded = false;
        for (std::int32_t up = sheet.rows[i].parent; up >= 0; up = sheet.rows[static_cast<std::size_t>(up)].parent)
            folded = folded || state.folded.contains(sheet.rows[static_cast<std::size_t>(up)].definition.id);
        if (wanted[i] && (searching || !folded)) out.push_back(i);
    }
    return out;
}

/// Marks with their numbers, from the right: what asks for somebody first.
void draw_counts(Kit& kit, ImDrawList* list, float right, float middle, std::array<std::uint32_t, 6> const& states) {
    ImFont* const small = kit.font(Type::small);
    float x = right;
    for (IndicatorState const state :
         {IndicatorState::good, IndicatorState::stale, IndicatorState::near, IndicatorState::bad}) {
        std::uint32_t const n = states[static_cast<std::size_t>(state)];
        if (n == 0) continue;
        std::string const text = Kit::number(n);
        put_text(list, small, {x, middle - small->FontSize / 2}, kit.palette().quiet, text.c_str(), Align::right);
        x -= text_width(small, text.c_str()) + kit.px(8);
        state_mark(kit, list, {x, middle}, kit.px(4), state);
        x -= kit.px(12);
    }
}

/// A domain or a group: folds on a click.
void draw_branch(PanelContext& context, IndicatorRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    auto& folded = context.state.indicators.folded;
    bool const domain = row.definition.level == 0, shut = folded.contains(row.definition.id);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(domain ? 36 : kGroupRow);
    if (ImGui::InvisibleButton(row.definition.id.c_str(), {width, height})) {
        if (shut)
            folded.erase(row.definition.id);
        else
            folded.insert(row.definition.id);
    }
    ImDrawList* const list = ImGui::GetWindowDrawList();
    bool const hovered = ImGui::IsItemHovered();
    if (domain) list->AddRectFilled(at, {at.x + width, at.y + height}, p.raised, kit.px(4));
    float const middle = at.y + height / 2, left = at.x + kit.px(domain ? 8 : 12);
    ImU32 const ink = domain ? p.text : hovered ? p.text : p.quiet;
    ImVec2 const tip{left + kit.px(4), middle};
    float const r = kit.px(4);
    if (shut) {
        list->AddTriangleFilled({tip.x - r * 0.6F, tip.y - r}, {tip.x - r * 0.6F, tip.y + r}, {tip.x + r, tip.y},
                                p.quiet);
    } else {
        list->AddTriangleFilled({tip.x - r, tip.y - r * 0.6F}, {tip.x + r, tip.y - r * 0.6F}, {tip.x, tip.y + r},
                                p.quiet);
    }
    ImFont* const font = kit.font(Type::body, domain);
    put_text(list, font, {left + kit.px(16), middle - font->FontSize / 2}, ink, kit.show(kit.of(row.definition.name)));
    draw_counts(kit, list, at.x + width - kit.px(8), middle, row.below);
    ImGui::Dummy({0, kit.px(domain ? 4 : 0)});
}

/// Two lines: state, name, target and change at the left; the days and the value at the right.
void draw_leaf(PanelContext& context, IndicatorRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(kLeafRow);
    if (ImGui::InvisibleButton(row.definition.id.c_str(), {width, height}))
        context.state.indicators.open = row.definition.id;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (!ImGui::IsRectVisible(at, {at.x + width, at.y + height})) return;
    if (ImGui::IsItemHovered()) list->AddRectFilled(at, {at.x + width, at.y + height}, p.raised, kit.px(4));
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    ImFont* const strong = kit.font(Type::title, true);
    state_mark(kit, list, {at.x + kit.px(20), at.y + kit.px(16)}, kit.px(5), row.state);

    bool const known = row.figure.value.has_value();
    std::string const value = figure_text(kit, row.figure, row.definition.decimals);
    float x = at.x + width - kit.px(8);
    std::string const unit = kit.of(row.definition.unit);
    if (known && !unit.empty()) {
        put_text_right(kit, small, {x, at.y + kit.px(28)}, p.quiet, unit);
    }
    ImU32 const ink = !known                               ? p.faint
                      : row.state == IndicatorState::stale ? p.quiet
                      : row.state == IndicatorState::bad   ? state_colour(kit, row.state)
                                                           : p.text;
    put_text_right(kit, known ? strong : small, {x, at.y + kit.px(known ? 3 : 8)}, ink, value);
    x -= std::max(kit.px(64), text_width(known ? strong : small, value.c_str())) + kit.px(12);
    float const spark = kit.px(56);
    days_line(kit, list, {x - spark, at.y + kit.px(14)}, {spark, kit.px(20)}, row);
    float const left = at.x + kit.px(36), room = x - spark - kit.px(8) - left;
    put_text(list, body, {left, at.y + kit.px(5)}, p.text,
             cut_end(body, kit.show(kit.of(row.definition.name)), room).c_str());
    Comparison const change = compared(kit, row, row.week, "indicators.vs_week");
    std::string second =
        row.state == IndicatorState::stale ? std::string(state_word(kit, row.state)) : target_text(kit, row.definition);
    float y = at.y + kit.px(27);
    if (!known) second = kit.of(row.figure.why);
    std::string const shown = cut_end(small, kit.show(second), room);
    put_text(list, small, {left, y}, p.quiet, shown.c_str());
    float const after = text_width(small, shown.c_str()) + (shown.empty() ? 0 : kit.px(8));
    if (known && !change.text.empty() && after + text_width(small, change.text.c_str()) <= room)
        put_text(kit, small, {left + after, y}, change.colour, change.text);
}

void draw_head(PanelContext& context, IndicatorSheet const& sheet) {
    Kit& kit = context.kit;
    IndicatorsFacts const& facts = *context.indicators;
    IndicatorsState& state = context.state.indicators;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, column = width / 5;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const big = kit.font(Type::large, true);
    ImFont* const small = kit.font(Type::small);
    int i = 0;
    for (IndicatorState const s : {IndicatorState::bad, IndicatorState::near, IndicatorState::good,
                                   IndicatorState::stale, IndicatorState::none}) {
        float const x = at.x + static_cast<float>(i++) * column;
        std::string const n = Kit::number(sheet.states[static_cast<std::size_t>(s)]);
        put_text(list, big, {x, at.y}, kit.palette().text, n.c_str());
        state_mark(kit, list, {x + kit.px(5), at.y + kit.px(42)}, kit.px(4.5F), s);
        put_text(list, small, {x + kit.px(16), at.y + kit.px(34)}, kit.palette().quiet, state_word(kit, s));
    }
    ImGui::Dummy({width, kit.px(56)});
    std::string const when = kit.say("indicators.of", {Kit::full_clock(sheet.now)});
    put_text(kit, small, ImGui::GetCursorScreenPos(), kit.palette().quiet, when);
    std::string const right =
        facts.busy ? kit.say("indicators.busy")
        : sheet.problems.empty()
            ? std::string()
            : kit.say("indicators.problems", {Kit::number(static_cast<double>(sheet.problems.size()))});
    ImVec2 const line = ImGui::GetCursorScreenPos();
    put_text_right(kit, small, {line.x + width, line.y}, kit.palette().warning, right);
    ImGui::Dummy({width, kit.px(20)});
    if (!sheet.problems.empty() && ImGui::IsItemHovered()) {
        std::string all;
        for (std::string const& problem : sheet.problems) all += (all.empty() ? "" : "\n") + problem;
        hover_text(kit, kit.show(all));
    }
    if (primary_button(kit, kit.say("indicators.wide"))) state.wide = !state.wide;
    ImGui::SameLine(0, kit.px(12));
    if (chip(kit, "notable", kit.say("indicators.notable"), state.only_notable))
        state.only_notable = !state.only_notable;
    text_field(kit, "##search", kit.say("indicators.search"), state.text);
    ImGui::Dummy({0, kit.px(4)});
}

}  // namespace

void draw_indicators(PanelContext& context) {
    Kit& kit = context.kit;
    IndicatorsFacts const* const facts = context.indicators;
    if (!facts || !facts->sheet) {
        bool const failed = facts && !facts->problem.empty();
        empty_state(kit, failed ? kit.show(facts->problem) : kit.say("indicators.waiting"),
                    kit.say(failed ? "indicators.failed.do" : "indicators.waiting.do"));
        return;
    }
    IndicatorSheet const& sheet = *facts->sheet;
    IndicatorsState& state = context.state.indicators;
    if (!state.open.empty()) {
        auto const open = std::ranges::find(
            sheet.rows, state.open, [](IndicatorRow const& row) -> auto const& { return row.definition.id; });
        if (open != sheet.rows.end()) return draw_indicator(context, sheet, *open);
        state.open.clear();
    }
    draw_head(context, sheet);
    std::vector<std::size_t> const rows = rows_to_draw(sheet, state);
    if (rows.empty()) {
        empty_state(kit, kit.say("indicators.nothing"), kit.say("indicators.nothing.do"));
        return;
    }
    if (ImGui::BeginChild("tree", {0, 0})) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        for (std::size_t const i : rows) {
            IndicatorRow const& row = sheet.rows[i];
            if (row.definition.level < 2)
                draw_branch(context, row);
            else
                draw_leaf(context, row);
        }
        ImGui::PopStyleVar();
    }
    ImGui::EndChild();
}

}  // namespace ui
