#include <algorithm>

#include "ui/chrome.h"
#include "ui/palette.h"
#include "ui/panels.h"

namespace ui {

/// Cards take the layout's places in their order; the district keeps the middle.
void draw_wall(PanelContext& context, Frame& frame) {
    act_on_keys(context, frame.input);
    Request const& r = frame.request;
    WallLayout const lay = wall_layout(r.width, r.height, r.scale.factor, r.seams);
    base::Extent const all{0, 0, static_cast<double>(r.width), static_cast<double>(r.height)};
    begin_region(context.kit, "wall", all, context.kit.palette().ground, 0);
    ImGui::GetWindowDrawList()->AddImage(
        image_of(scene::slot_image(scene::Slot::main)),
        {static_cast<float>(lay.district.min_x), static_cast<float>(lay.district.min_y)},
        {static_cast<float>(lay.district.max_x), static_cast<float>(lay.district.max_y)});
    frame.output.district = lay.district;
    draw_wall_title(context, lay.title);
    std::size_t const count = std::min(lay.cards.size(), cards().size());
    for (std::size_t i = 0; i < count; ++i) cards()[i].draw(context, lay.cards[i]);
    draw_ticker(context, lay.ticker);
    if (context.wall.alarm) draw_alarm(context, lay.alarm);
    frame.output.mouse_taken = false;
    end_region();
}

}  // namespace ui
