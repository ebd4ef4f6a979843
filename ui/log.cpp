#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {

/// Newest last; the view stays at the end as long as nobody scrolls up.
void draw_log(PanelContext& context) {
    Kit& kit = context.kit;
    if (context.log.empty()) return empty_state(kit, kit.say("log.empty"), kit.say("log.empty_do"));
    Palette const& p = kit.palette();
    ImGui::BeginChild("lines");
    ImGuiListClipper clipper;
    float const row = kit.px(24);
    clipper.Begin(static_cast<int>(context.log.size()), row);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            LogLine const& line = context.log[static_cast<std::size_t>(i)];
            ImVec2 const at = ImGui::GetCursorScreenPos();
            ImDrawList* const list = ImGui::GetWindowDrawList();
            put_text(list, kit.font(Type::small), {at.x, at.y + kit.px(4)}, p.quiet, Kit::day_clock(line.at).c_str());
            float const mark = at.x + kit.px(92);
            if (line.error)
                level_mark(kit, list, {mark, at.y + row / 2}, kit.px(5), Urgent::red);
            else
                level_mark(kit, list, {mark, at.y + row / 2}, kit.px(5), Urgent::none);
            float const x = kit.px(108), width = ImGui::GetContentRegionAvail().x - x;
            std::string const shown = kit.show(line.text);
            std::string const cut = cut_end(kit.font(Type::body), shown, width);
            put_text(list, kit.font(Type::body), {at.x + x, at.y + kit.px(2)}, p.text, cut.c_str());
            // The row's height is the clipper's, so nothing may stand between two rows.
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
            ImGui::Dummy({x + width, row});
            ImGui::PopStyleVar();
            if (cut != shown) hover_text(kit, shown.c_str());
        }
    }
    if (ImGui::GetScrollY() >= ImGui::GetScrollMaxY()) ImGui::SetScrollHereY(1);
    ImGui::EndChild();
}

}  // namespace ui
