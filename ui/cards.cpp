// Numbers with everything that is needed to doubt them, and the cards of the wall.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/palette.h"
#include "ui/widgets.h"

namespace ui {
namespace {

/// A unit may well be none in one of the languages ("件"), so the other one's is never taken instead.
std::string const& unit_of(Kit& kit, Kpi const& kpi) {
    return kit.language() == Language::zh ? kpi.unit.zh : kpi.unit.en;
}

std::string with_unit(Kit& kit, Kpi const& kpi, double value) {
    std::string const& unit = unit_of(kit, kpi);
    return Kit::number(value, kpi.decimals) + (unit.empty() || unit == "%" ? "" : " ") + unit;
}

struct Change {
    std::string text;
    ImU32 colour = 0;
};

/// Against the same period a week earlier; good or bad is said by the direction that is wanted.
Change change_of(Kit& kit, Kpi const& kpi) {
    if (!kpi.known || !kpi.before) return {};
    double const before = *kpi.before, difference = kpi.value - before;
    Palette const& p = kit.palette();
    // Half of the last digit shown is no change.
    if (std::abs(difference) < 0.5 * std::pow(10, -kpi.decimals)) return {kit.say("kpi.same"), p.quiet};
    std::string const unit = kpi.unit.zh == "%" ? kit.say("kpi.points") : unit_of(kit, kpi);
    std::string const size = Kit::number(std::abs(difference), kpi.decimals) + (unit.empty() ? "" : " " + unit);
    bool const good = (difference > 0) == kpi.more_is_better;
    ImU32 const judged = good ? p.good : p.warning;
    return {kit.say("kpi.against", {(difference > 0 ? "↑" : "↓") + size}), kpi.neutral ? p.quiet : judged};
}

/// Of when, in a word: the whole sentence is on hover.
std::string short_freshness(Kit& kit, Freshness const& freshness, base::UtcMs now) {
    if (!freshness.any || freshness.last == base::kNoTime) return {};
    std::string const at = Kit::data_clock(freshness.last, now);
    if (freshness.lamp < Lamp::stale) return kit.say("fresh.short", {at});
    return kit.say(freshness.lamp == Lamp::stale ? "fresh.short.stale" : "fresh.short.down", {at});
}

std::string explained(Kit& kit, Kpi const& kpi, base::UtcMs now) {
    std::string out = kit.of(kpi.name);
    auto const line = [&](std::string const& text) {
        if (!text.empty()) out.append("\n").append(text);
    };
    if (!kpi.known) line(kit.of(kpi.why));
    if (auto const& formula = kit.of(kpi.formula); !formula.empty()) line(kit.say("kpi.formula", {formula}));
    if (kpi.denominator >= 0) line(kit.say("kpi.share", {Kit::number(kpi.numerator), Kit::number(kpi.denominator)}));
    if (auto const& period = kit.of(kpi.period); !period.empty()) line(kit.say("kpi.period", {period}));
    if (kpi.target) line(kit.say("kpi.target", {with_unit(kit, kpi, *kpi.target)}));
    if (kpi.before) line(kit.say("kpi.before", {with_unit(kit, kpi, *kpi.before)}));
    line(kit.freshness(kpi.freshness, now));
    return out;
}

bool misses_target(Kpi const& kpi) {
    return kpi.known && kpi.target && (kpi.more_is_better ? kpi.value < *kpi.target : kpi.value > *kpi.target);
}

ImFont* tile_value_font(Kit& kit) { return kit.font(kit.wall() ? Type::huge : Type::large, true); }

/// The number, its unit and, where there is room, how it came about; `inner` pixels wide from `at`.
void tile_value(Kit& kit, Kpi const& kpi, ImVec2 at, float inner) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const small = kit.font(Type::small);
    ImFont* const big = tile_value_font(kit);
    std::string const value = !kpi.known             ? kit.say("kpi.unknown")
                              : kpi.denominator >= 0 ? Kit::share(kpi.value, kpi.decimals)
                                                     : Kit::number(kpi.value, kpi.decimals);
    ImFont* const font = kpi.known ? big : kit.font(Type::title);
    float const value_width = text_width(font, value.c_str());
    float const drop = (big->FontSize - font->FontSize) / 2;
    put_text(list, font, {at.x, at.y + drop},
             !kpi.known           ? p.faint
             : misses_target(kpi) ? p.warning
                                  : p.text,
             value.c_str());
    if (!kpi.known) return;
    float x = at.x + value_width + kit.px(4);
    // Small words beside a big number share its baseline.
    float const beside = at.y + big->Ascent - small->Ascent;
    put_text(list, small, {x, beside}, p.quiet, unit_of(kit, kpi).c_str());
    x += text_width(small, unit_of(kit, kpi).c_str()) + kit.px(8);
    float const spark = at.x + inner - x;
    if (kpi.trend.size() > 2 && spark > kit.px(40)) {
        ImVec2 const box(std::min(spark, kit.px(72)), kit.px(20));
        ImGui::SetCursorScreenPos({at.x + inner - box.x, at.y + kit.px(6)});
        spark_line(kit, kpi.trend, box, p.accent);
    }
}

}  // namespace

void kpi_tile(Kit& kit, Kpi const& kpi, base::UtcMs now, ImVec2 size) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::PushID(kpi.id.c_str());
    ImGui::Dummy(size);
    ImFont* const small = kit.font(Type::small);
    float const big = tile_value_font(kit)->FontSize;
    float const pad = kit.px(12), inner = size.x - 2 * pad;
    float const content = small->FontSize * 2 + big;
    float y = at.y + std::round((size.y - content) / 2);
    list->PushClipRect(at, {at.x + size.x, at.y + size.y}, true);

    bool const stale = kpi.freshness.any && kpi.freshness.lamp >= Lamp::stale;
    std::string const name = cut_end(small, kit.of(kpi.name), inner);
    put_text(list, small, {at.x + pad, y}, p.quiet, name.c_str());
    std::string const fresh = short_freshness(kit, kpi.freshness, now);
    if (text_width(small, name.c_str()) + kit.px(12) + text_width(small, fresh.c_str()) <= inner)
        put_text(list, small, {at.x + pad + inner, y}, stale ? p.warning : p.faint, fresh.c_str(), Align::right);
    y += small->FontSize;
    tile_value(kit, kpi, {at.x + pad, y}, inner);
    y += big;
    if (Change const change = change_of(kit, kpi); !change.text.empty()) {
        put_text(list, small, {at.x + pad, y}, change.colour, cut_end(small, change.text, inner).c_str());
    } else {
        auto const& rest = kpi.known ? kit.of(kpi.period) : kit.of(kpi.why);
        put_text(list, small, {at.x + pad, y}, p.faint, cut_end(small, rest, inner).c_str());
    }
    list->PopClipRect();

    ImGui::SetCursorScreenPos(at);
    ImGui::InvisibleButton("tile", size);
    if (ImGui::IsItemHovered()) hover_text(kit, kit.show(explained(kit, kpi, now)));
    ImGui::PopID();
}

void begin_card(Kit& kit, char const* id, char const* title, base::Extent const& box, char const* right) {
    Palette const& p = kit.palette();
    ImVec2 const from(static_cast<float>(box.min_x), static_cast<float>(box.min_y));
    ImVec2 const to(static_cast<float>(box.max_x), static_cast<float>(box.max_y));
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(from, to, p.panel, kit.px(4));
    list->AddRect(from, to, p.line, kit.px(4));
    ImFont* const font = kit.font(Type::title, true);
    float const pad = kit.px(16), title_row = kit.px(24);
    float const top = from.y + kit.px(12);
    list->AddRectFilled({from.x + pad, top + kit.px(4)}, {from.x + pad + kit.px(4), top + title_row - kit.px(4)},
                        p.accent, kit.px(2));
    float const title_x = from.x + pad + kit.px(12);
    float title_room = to.x - title_x - pad;
    if (right && *right) {
        ImFont* const small = kit.font(Type::small);
        put_text(list, small, {to.x - pad, top + kit.px(6)}, p.quiet, right, Align::right);
        title_room -= text_width(small, right) + kit.px(8);
    }
    put_text(list, font, {title_x, top}, p.text, cut_end(font, title, title_room).c_str());
    float const content = top + title_row + kit.px(8);
    ImGui::SetCursorScreenPos({from.x + pad, content});
    ImGui::BeginChild(id, {to.x - from.x - 2 * pad, std::max(1.0F, to.y - content - kit.px(12))}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
}

void end_card(Kit&) { ImGui::EndChild(); }

}  // namespace ui
