// Pages of the Sheet layout, one at a time: as a whole, or as wide as there is room.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/sheet_parts.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr double kA4 = 297.0 / 210;  ///< a page's height by its width, until there is one
constexpr float kPagesBar = 40;      ///< design pixels
constexpr double kLookAgain = 0.25;  ///< seconds
constexpr std::array<char const*, kSheetSteps> kMakingSteps{"sheet.step.read", "sheet.step.work_out", "sheet.step.draw",
                                                            "sheet.step.lay_out"};

/// Pages to turn, their size, and what there is of them.
void draw_pages_bar(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    SheetState& state = context.state.sheet;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    if (chip(kit, "whole", kit.say("sheet.whole"), !state.wide)) state.wide = false;
    ImGui::SameLine(0, kit.px(8));
    if (chip(kit, "wide", kit.say("sheet.wide"), state.wide)) state.wide = true;
    auto const count = static_cast<std::uint32_t>(facts.pages.size());
    if (count > 0) {
        state.page = std::min(state.page, count - 1);
        std::string const where = kit.say("sheet.page", {std::to_string(state.page + 1), std::to_string(count)});
        float const text = text_width(kit.font(Type::body), where.c_str()), button = kit.px(28);
        float x = at.x + (width - text) / 2 - button - kit.px(8);
        ImGui::SetCursorScreenPos({x, at.y - kit.px(2)});
        if (icon_button(kit, "before", icon::kLeft, kit.say("sheet.previous")) && state.page > 0) --state.page;
        x += button + kit.px(8);
        put_text(kit, kit.font(Type::body), {x, at.y + kit.px(2)}, p.text, where);
        ImGui::SetCursorScreenPos({x + text + kit.px(8), at.y - kit.px(2)});
        if (icon_button(kit, "next", icon::kRight, kit.say("sheet.next")) && state.page + 1 < count) ++state.page;
        put_text_right(kit, kit.font(Type::small), {at.x + width, at.y + kit.px(4)}, p.quiet,
                       kit.say("sheet.figures", {std::to_string(facts.figures)}));
    }
    ImGui::SetCursorScreenPos({at.x, at.y + kit.px(kPagesBar - 8)});
}

/// What is done, what is being done, what is still to do; and how long it has taken.
void draw_making(PanelContext& context, SheetFacts const& facts, ImVec2 middle) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const width = kit.px(300), row = kit.px(28), pad = kit.px(20);
    float const height = pad * 2 + kit.px(36) + row * kSheetSteps + kit.px(40);
    ImVec2 const at{std::round(middle.x - width / 2), std::round(middle.y - height / 2)};
    list->AddRectFilled(at, {at.x + width, at.y + height}, p.panel, kit.px(4));
    list->AddRect(at, {at.x + width, at.y + height}, p.line, kit.px(4));
    put_text(kit, kit.font(Type::body, true), {at.x + pad, at.y + pad}, p.text, kit.say("sheet.making"));
    if (facts.busy)
        put_text_right(kit, kit.font(Type::small), {at.x + width - pad, at.y + pad + kit.px(2)}, p.quiet,
                       kit.say("sheet.seconds", {Kit::number(std::floor(facts.seconds))}));
    float y = at.y + pad + kit.px(36);
    for (int i = 0; i < kSheetSteps; ++i, y += row) {
        int const now = facts.busy ? static_cast<int>(facts.step) : -1;
        ImVec2 const dot{at.x + pad + kit.px(5), y + kit.px(10)};
        ImU32 const ink = i < now ? p.good : i == now ? p.accent : p.faint;
        if (i <= now)
            list->AddCircleFilled(dot, kit.px(5), ink);
        else
            list->AddCircle(dot, kit.px(4.5F), ink, 0, kit.px(1.5F));
        put_text(kit, kit.font(Type::body, i == now), {at.x + pad + kit.px(20), y}, i <= now ? p.text : p.quiet,
                 kit.say(kMakingSteps[static_cast<std::size_t>(i)]));
    }
    ImGui::SetCursorScreenPos({at.x + pad, y + kit.px(8)});
    if (quiet_button(kit, kit.say("sheet.stop"))) context.push(SheetCommand{CancelSheet{}});
    kit.again(kLookAgain);
}

void draw_nothing(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    bool const failed = !facts.problem.empty();
    float const width = ImGui::GetContentRegionAvail().x;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetContentRegionAvail().y * 0.25F});
    empty_state(kit, kit.say(failed ? "sheet.problem" : "sheet.stopped"),
                failed ? kit.show(facts.problem) : kit.say("sheet.stopped.do"));
    char const* const again = kit.say("sheet.again");
    float const button = text_width(kit.font(Type::body), again) + kit.px(24);
    ImGui::SetCursorScreenPos({at.x + (width - button) / 2, ImGui::GetCursorScreenPos().y});
    if (quiet_button(kit, again)) context.push(SheetCommand{MakeSheet{}});
}

/// Ask for the page as large as it lies here, and draw what has come of it.
void draw_page(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    SheetState const& state = context.state.sheet;
    ImVec2 const room = ImGui::GetContentRegionAvail();
    double const shape = facts.pages.empty() ? kA4 : facts.pages[state.page];
    double const margin = kit.px(8);
    double const most = std::max(double{room.x} - 2 * margin, 64.0);
    double const whole = std::max((double{room.y} - 2 * margin) / shape, 64.0);
    double const width = std::floor(state.wide ? most : std::min(most, whole)), height = std::floor(width * shape);
    auto const pixels = static_cast<std::uint32_t>(width);
    if (!facts.pages.empty() && (facts.page != state.page || facts.width != pixels))
        context.push(SheetCommand{ShowSheetPage{state.page, pixels}});
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImVec2 const from{std::round(at.x + (room.x - static_cast<float>(width)) / 2),
                      std::round(at.y + static_cast<float>(margin))};
    ImVec2 const to{from.x + static_cast<float>(width), from.y + static_cast<float>(height)};
    ImDrawList* const list = ImGui::GetWindowDrawList();
    bool const there = facts.picture.image != 0 && !facts.pages.empty();
    float const shown = facts.current ? 1.0F : 0.35F;
    if (there)
        list->AddImage(image_of(facts.picture.image), from, to, {0, 0}, {1, 1}, faded(IM_COL32_WHITE, shown));
    else
        list->AddRectFilled(from, to, p.raised);
    list->AddRect(from, to, p.line);
    ImGui::SetCursorScreenPos({at.x, at.y});
    ImGui::Dummy({room.x, to.y - at.y + static_cast<float>(margin)});
}

}  // namespace

void draw_sheet_pages(PanelContext& context, SheetFacts const& facts) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    bool const comes = facts.busy || facts.pending;
    draw_pages_bar(context, facts);
    if (!comes && !facts.current) return draw_nothing(context, facts);
    std::string const lacking =
        facts.lacking.empty() || !facts.current
            ? std::string()
            : kit.say("sheet.lacking", {std::to_string(facts.lacking.size()), facts.lacking.front()});
    if (!lacking.empty()) paragraph(kit, kit.show(lacking), p.warning);
    ImVec2 const at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, p.ground);
    if (ImGui::BeginChild("page", room)) draw_page(context, facts);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    if (!comes) return;
    ImGui::SetCursorScreenPos(at);
    // In a window of its own, since the page's would cover it.
    if (ImGui::BeginChild("steps", room, false, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar)) {
        draw_making(context, facts, {at.x + room.x / 2, at.y + room.y / 2});
    }
    ImGui::EndChild();
}

}  // namespace ui
