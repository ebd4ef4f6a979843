// The vital signs over the district, to be looked at from some metres away: a band of tiles for each domain, or all of
// one domain by its groups.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/indicators_parts.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using analysis::IndicatorRow;
using analysis::IndicatorSheet;
using analysis::IndicatorState;

constexpr float kTileWidth = 188, kTileHeight = 90, kBandHead = 184, kTileGap = 8;

std::string domain_of(IndicatorSheet const& sheet, IndicatorRow const& row) {
    IndicatorRow const* at = &row;
    while (at->parent >= 0) at = &sheet.rows[static_cast<std::size_t>(at->parent)];
    return at->definition.id;
}

/// What asks for somebody first, then what is judged, then what is only told, then what nobody knows.
int rank(IndicatorState state) {
    switch (state) {
        case IndicatorState::bad: return 0;
        case IndicatorState::near: return 1;
        case IndicatorState::good: return 2;
        case IndicatorState::plain: return 3;
        case IndicatorState::stale: return 4;
        case IndicatorState::none: return 5;
    }
    return 6;
}

void open_page(PanelContext& context, IndicatorRow const& row) {
    context.state.indicators.open = row.definition.id;
    context.settings.right_panel = "indicators";
    context.settings.right_open = true;
}

void draw_tile(PanelContext& context, IndicatorRow const& row, ImVec2 at, ImVec2 size) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(row.definition.id.c_str(), size)) open_page(context, row);
    bool const hovered = ImGui::IsItemHovered();
    if (hovered) hover_text(kit, kit.show(kit.of(row.definition.formula)));
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const to{at.x + size.x, at.y + size.y};
    list->AddRectFilled(at, to, p.raised, kit.px(4));
    if (hovered) list->AddRect(at, to, p.accent, kit.px(4));
    bool const asks = row.state == IndicatorState::bad || row.state == IndicatorState::near;
    if (asks)
        list->AddRectFilled(at, {at.x + kit.px(4), to.y}, state_colour(kit, row.state), kit.px(4),
                            ImDrawFlags_RoundCornersLeft);
    ImFont* const small = kit.font(Type::small);
    ImFont* const body = kit.font(Type::body);
    float const pad = kit.px(12), inner = size.x - 2 * pad;
    put_text(list, body, {at.x + pad, at.y + kit.px(8)}, p.quiet,
             cut_end(body, kit.show(kit.of(row.definition.name)), inner - kit.px(20)).c_str());
    state_mark(kit, list, {to.x - pad - kit.px(4), at.y + kit.px(18)}, kit.px(5), row.state);
    bool const known = row.figure.value.has_value(), stale = row.state == IndicatorState::stale;
    ImFont* const big = kit.font(known ? Type::large : Type::title, true);
    std::string const value = figure_text(kit, row.figure, row.definition.decimals);
    put_text(list, big, {at.x + pad, at.y + kit.px(known ? 32 : 36)},
             !known  ? p.faint
             : stale ? p.quiet
                     : p.text,
             value.c_str());
    float const after = at.x + pad + text_width(big, value.c_str()) + kit.px(4);
    std::string const unit = kit.of(row.definition.unit);
    if (known && after + text_width(small, unit.c_str()) < to.x - pad)
        put_text(kit, small, {after, at.y + kit.px(32) + big->Ascent - small->Ascent}, p.quiet, unit);
    float const line = at.y + kit.px(70), spark = kit.px(52);
    Comparison const change = compared(kit, row, row.week, "indicators.vs_week");
    std::string last = stale                 ? kit.say("indicators.stale_since", {Kit::day_clock(row.as_of)})
                       : !known              ? kit.of(row.figure.why)
                       : change.text.empty() ? target_text(kit, row.definition)
                                             : change.text;
    bool const drawn = row.days.size() > 1 && known;
    put_text(list, small, {at.x + pad, line}, stale || !known || change.text.empty() ? p.quiet : change.colour,
             cut_end(small, kit.show(last), inner - (drawn ? spark + kit.px(8) : 0)).c_str());
    // The target has a line of its own where the tile is tall enough, so that a number is never without its measure.
    bool const second = size.y >= kit.px(108) && !change.text.empty() && known && !stale;
    if (second) put_text(kit, small, {at.x + pad, line + kit.px(18)}, p.quiet, target_text(kit, row.definition));
    if (drawn) days_line(kit, list, {to.x - pad - spark, at.y + kit.px(66)}, {spark, kit.px(18)}, row);
}

/// What of the domain is judged and good, of what is judged at all.
std::string share_good(Kit& kit, std::array<std::uint32_t, 6> const& n) {
    double const good = n[static_cast<std::size_t>(IndicatorState::good)];
    double const judged =
        good + n[static_cast<std::size_t>(IndicatorState::near)] + n[static_cast<std::size_t>(IndicatorState::bad)];
    return judged > 0 ? kit.say("indicators.good_of", {Kit::number(good), Kit::number(judged)})
                      : std::string(kit.say("indicators.not_judged"));
}

void draw_states(Kit& kit, ImDrawList* list, ImVec2 at, std::array<std::uint32_t, 6> const& states, bool words) {
    ImFont* const font = kit.font(Type::body);
    for (IndicatorState const s : {IndicatorState::bad, IndicatorState::near, IndicatorState::good,
                                   IndicatorState::stale, IndicatorState::plain, IndicatorState::none}) {
        std::uint32_t const n = states[static_cast<std::size_t>(s)];
        bool const quiet = s == IndicatorState::plain || s == IndicatorState::none;
        if (n == 0 || (quiet && !words)) continue;
        state_mark(kit, list, {at.x + kit.px(5), at.y + font->FontSize / 2}, kit.px(5), s);
        std::string const text = (words ? std::string(state_word(kit, s)) + " " : "") + Kit::number(n);
        put_text(list, font, {at.x + kit.px(16), at.y}, kit.palette().text, text.c_str());
        at.x += kit.px(16) + text_width(font, text.c_str()) + kit.px(words ? 20 : 10);
    }
}

/// As many tiles as have room in one row.
void draw_band(PanelContext& context, IndicatorSheet const& sheet, IndicatorRow const& domain, float height) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, head = kit.px(kBandHead), gap = kit.px(kTileGap);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImGui::PushID(domain.definition.id.c_str());
    if (ImGui::InvisibleButton("domain", {head, height})) context.state.indicators.domain = domain.definition.id;
    bool const hovered = ImGui::IsItemHovered();
    ImFont* const title = kit.font(Type::title, true);
    list->AddRectFilled({at.x, at.y + kit.px(10)}, {at.x + kit.px(4), at.y + kit.px(30)}, p.accent, kit.px(2));
    put_text(list, title, {at.x + kit.px(12), at.y + kit.px(8)}, hovered ? p.accent : p.text,
             kit.show(kit.of(domain.definition.name)));
    draw_states(kit, list, {at.x + kit.px(12), at.y + kit.px(38)}, domain.below, false);
    put_text(kit, kit.font(Type::small), {at.x + kit.px(12), at.y + kit.px(64)}, p.quiet,
             share_good(kit, domain.below));
    std::vector<IndicatorRow const*> tiles;
    for (IndicatorRow const& row : sheet.rows)
        if (row.definition.level == 2 && domain_of(sheet, row) == domain.definition.id) tiles.push_back(&row);
    std::ranges::stable_sort(tiles, {}, [](IndicatorRow const* row) { return rank(row->state); });
    float const room = width - head;
    auto const most = std::max<std::size_t>(1, static_cast<std::size_t>((room + gap) / (kit.px(kTileWidth) + gap)));
    float const tile = std::floor((room - gap * static_cast<float>(most - 1)) / static_cast<float>(most));
    for (std::size_t i = 0; i < std::min(most, tiles.size()); ++i)
        draw_tile(context, *tiles[i], {at.x + head + static_cast<float>(i) * (tile + gap), at.y}, {tile, height});
    ImGui::PopID();
    ImGui::SetCursorScreenPos({at.x, at.y + height + gap});
}

/// All tiles of one domain, group by group.
void draw_domain(PanelContext& context, IndicatorSheet const& sheet, std::string const& id) {
    Kit& kit = context.kit;
    float const width = ImGui::GetContentRegionAvail().x, gap = kit.px(kTileGap), height = kit.px(kTileHeight);
    auto const across = std::max<std::size_t>(1, static_cast<std::size_t>((width + gap) / (kit.px(kTileWidth) + gap)));
    float const tile = std::floor((width - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
    std::size_t column = 0;
    ImVec2 at = ImGui::GetCursorScreenPos();
    auto const end_row = [&] {
        if (column > 0) at.y += height + gap;
        column = 0;
    };
    for (IndicatorRow const& row : sheet.rows) {
        if (row.definition.level == 0 || domain_of(sheet, row) != id) continue;
        if (row.definition.level == 1) {
            end_row();
            put_text(kit, kit.font(Type::body, true), {at.x, at.y + kit.px(8)}, kit.palette().quiet,
                     kit.of(row.definition.name));
            at.y += kit.px(36);
            continue;
        }
        if (column == across) end_row();
        draw_tile(context, row, {at.x + static_cast<float>(column++) * (tile + gap), at.y}, {tile, height});
    }
    end_row();
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, 1});
}

}  // namespace

void draw_vital_signs(PanelContext& context) {
    Kit& kit = context.kit;
    IndicatorsFacts const* const facts = context.indicators;
    if (!facts || !facts->sheet) {
        empty_state(kit, kit.say("indicators.waiting"), kit.say("indicators.waiting.do"));
        return;
    }
    IndicatorSheet const& sheet = *facts->sheet;
    IndicatorsState& state = context.state.indicators;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    draw_states(kit, ImGui::GetWindowDrawList(), {at.x, at.y + kit.px(4)}, sheet.states, true);
    put_text_right(kit, kit.font(Type::body), {at.x + width, at.y + kit.px(4)}, kit.palette().quiet,
                   kit.say("indicators.of", {Kit::full_clock(sheet.now)}));
    ImGui::Dummy({width, kit.px(36)});
    std::vector<IndicatorRow const*> domains;
    for (IndicatorRow const& row : sheet.rows)
        if (row.definition.level == 0) domains.push_back(&row);
    if (chip(kit, "all", kit.say("indicators.all"), state.domain.empty())) state.domain.clear();
    for (IndicatorRow const* domain : domains) {
        ImGui::SameLine(0, kit.px(8));
        bool const on = state.domain == domain->definition.id;
        if (chip(kit, domain->definition.id.c_str(), kit.show(kit.of(domain->definition.name)), on))
            state.domain = domain->definition.id;
    }
    ImGui::Dummy({0, kit.px(8)});
    if (ImGui::BeginChild("signs", {0, 0})) {
        bool const one = std::ranges::any_of(
            domains, [&](IndicatorRow const* domain) { return domain->definition.id == state.domain; });
        if (one) {
            draw_domain(context, sheet, state.domain);
        } else {
            float const gap = kit.px(kTileGap), count = static_cast<float>(std::max<std::size_t>(1, domains.size()));
            float const room = ImGui::GetContentRegionAvail().y / count - gap - 1;
            float const height = std::clamp(room, kit.px(kTileHeight), kit.px(124));
            for (IndicatorRow const* domain : domains) draw_band(context, sheet, *domain, height);
        }
    }
    ImGui::EndChild();
}

}  // namespace ui
