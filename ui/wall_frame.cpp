#include <algorithm>

#include "ui/chrome.h"
#include "ui/palette.h"
#include "ui/panels.h"

namespace ui {

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
    for (std::size_t i = 0; i < count; ++i) cards()[order[i]].draw(context, lay.cards[i]);
    if (!lay.ticker.empty()) draw_ticker(context, lay.ticker);
    if (context.wall.alarm) draw_alarm(context, lay.alarm);
    // Over everything, also over cards, which are windows of their own.
    if (context.wall.dim > 0)
        ImGui::GetForegroundDrawList()->AddRectFilled({0, 0},
                                                      {static_cast<float>(r.width), static_cast<float>(r.height)},
                                                      faded(IM_COL32_BLACK, std::min(context.wall.dim, 0.5F)));
    frame.output.mouse_taken = false;
    end_region();
}

}  // namespace ui
