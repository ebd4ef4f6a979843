#include <algorithm>
#include <cmath>

#include "ui/chrome.h"
#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/wall_parts.h"

namespace ui {
namespace {

constexpr float kHintSeconds = 4;

/// A way back for whoever moves the mouse; nothing of it stands on a wall that nobody touches. True: it has the mouse.
bool offer_desk(PanelContext& context, base::Extent const& district) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImGuiIO const& io = ImGui::GetIO();
    float* const left = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("leave.left"));
    bool const moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    *left = moved ? kHintSeconds : std::max(0.0F, *left - io.DeltaTime);
    if (*left <= 0) return false;
    kit.again(static_cast<double>(*left));
    ImFont* const font = kit.font(Type::body);
    char const* const words = kit.say("wall.leave");
    ImVec2 const size{text_width(font, words) + kit.px(32), kit.px(40)};
    ImVec2 const at{std::round(static_cast<float>(district.centre().x) - size.x / 2),
                    static_cast<float>(district.max_y) - size.y - kit.px(24)};
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton("leave", size)) context.push(SwitchScreen{false});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const to{at.x + size.x, at.y + size.y};
    list->AddRectFilled(at, to, hovered ? p.raised : p.panel, kit.px(4));
    list->AddRect(at, to, hovered ? p.accent : p.line, kit.px(4));
    put_text(list, font, {at.x + size.x / 2, at.y + (size.y - font->FontSize) / 2}, p.text, words, Align::centre);
    return hovered;
}

}  // namespace

/// Cards take the layout's places in their order; the district keeps the middle.
void draw_wall(PanelContext& context, Frame& frame) {
    act_on_wall_keys(context, frame.input);
    Request const& r = frame.request;
    WallLayout const lay = wall_layout(r.width, r.height, r.scale.factor, r.seams, context.has_feeds());
    base::Extent const all{0, 0, static_cast<double>(r.width), static_cast<double>(r.height)};
    begin_region("wall", all, context.kit.palette().ground);
    ImGui::GetWindowDrawList()->AddImage(
        image_of(scene::slot_image(scene::Slot::main)),
        {static_cast<float>(lay.district.min_x), static_cast<float>(lay.district.min_y)},
        {static_cast<float>(lay.district.max_x), static_cast<float>(lay.district.max_y)});
    frame.output.district = lay.district;
    draw_alarm_place(context);
    draw_wall_title(context, lay.title);
    std::vector<std::size_t> const order = card_order(lay.columns.size());
    std::size_t const count = std::min(lay.cards.size(), order.size());
    for (std::size_t i = 0; i < count; ++i) {
        Card const& card = cards()[order[i]];
        if (is_reading(context))
            CardBody(context, card.id, card.title, lay.cards[i]).empty("desk.reading", "desk.reading.do");
        else
            card.draw(context, lay.cards[i]);
    }
    if (!lay.ticker.empty()) draw_ticker(context, lay.ticker);
    if (context.wall.alarm) draw_alarm(context, lay.alarm);
    bool const on_hint = offer_desk(context, lay.district);
    // Over everything, also over cards, which are windows of their own.
    if (context.wall.dim > 0)
        ImGui::GetForegroundDrawList()->AddRectFilled({0, 0},
                                                      {static_cast<float>(r.width), static_cast<float>(r.height)},
                                                      faded(IM_COL32_BLACK, std::min(context.wall.dim, 0.5F)));
    frame.output.mouse_taken = on_hint;
    end_region();
}

}  // namespace ui
