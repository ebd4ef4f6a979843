#include <cstring>

#include "ui/draw.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/shortcuts.h"
#include "ui/widgets.h"

namespace ui {

/// All shortcuts in two columns, by group.
void draw_help(PanelContext& context) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, gap = kit.px(32), column = (width - gap) / 2;
    float const row = kit.px(24), head = kit.px(32);
    auto const all = shortcuts();
    float x = at.x, y = at.y, lowest = at.y;
    char const* group = "";
    std::size_t listed = 0, total = 0;
    for (Shortcut const& s : all) total += *s.shown != 0;
    for (Shortcut const& s : all) {
        if (!*s.shown) continue;
        if (std::strcmp(group, s.group) != 0) {
            // The second column begins with a group, about half way.
            if (listed * 2 >= total && x == at.x) x += column + gap, y = at.y;
            if (y > at.y) y += kit.px(8);
            group = s.group;
            put_text(list, kit.font(Type::body, true), {x, y}, p.text, kit.say(group));
            list->AddLine({x, y + head - kit.px(6)}, {x + column, y + head - kit.px(6)}, p.line);
            y += head;
        }
        char const* const text = kit.say(s.text);
        put_text(list, body, {x, y + kit.px(2)}, p.quiet, text);
        // A long word keeps its line to itself.
        if (text_width(body, text) + text_width(small, s.shown) + kit.px(20) > column) y += row;
        float const keys = text_width(small, s.shown) + kit.px(12);
        list->AddRectFilled({x + column - keys, y + kit.px(2)}, {x + column, y + row - kit.px(2)}, p.line, kit.px(4));
        put_text(list, small, {x + column - kit.px(6), y + kit.px(4)}, p.text, s.shown, Align::right);
        y += row;
        lowest = std::max(lowest, y);
        ++listed;
    }
    ImGui::Dummy({width, lowest - at.y});
}

}  // namespace ui
