// Where warnings are, over the picture of the district, while their panel is looked at.
#include <algorithm>

#include "ui/over.h"
#include "ui/palette.h"
#include "ui/warning_parts.h"
#include "ui/widgets.h"

namespace ui {

void draw_warnings(PanelContext& context, OnCanvas const& on) {
    if (!context.warning || context.settings.right_panel != "warning" || !context.settings.right_open) return;
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    std::string const& open = context.state.warning.open;
    for (WarningRow const& row : context.warning->rows) {
        bool const chosen = row.kept.alert.id == open;
        bool const judged = row.kept.verdict != analysis::Verdict::none;
        // Rules are many, and each is a house: it is shown when one looks at it.
        if ((judged || row.urgent < Urgent::yellow) && !chosen) continue;
        ImU32 const colour = kit.palette().level[static_cast<std::size_t>(row.urgent)];
        for (std::size_t k = 0; k < row.outlines.size(); ++k) {
            auto const& line = row.outlines[k];
            float const width = kit.px(chosen ? (k == 0 ? 3.0 : 2.0) : 1.5);
            for (std::size_t i = 1; i < line.size(); ++i) {
                ImVec2 from, to;
                if (on.line(line[i - 1], line[i], from, to))
                    clear_line(kit, list, from, to, chosen || open.empty() ? colour : faded(colour, 0.6F), width);
            }
        }
        if (!row.at) continue;
        auto const at = on(*row.at);
        if (!at) continue;
        list->AddCircleFilled(*at, kit.px(9), IM_COL32(4, 10, 24, 170));
        level_mark(kit, list, *at, kit.px(7), row.urgent, !judged);
        if (chosen || (open.empty() && row.urgent >= Urgent::orange))
            plate(kit, list, {at->x, at->y - kit.px(24)},
                  matter_of(kit, row.kept.alert) + " " + std::to_string(row.kept.alert.count));
    }
}

}  // namespace ui
