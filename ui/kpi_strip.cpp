#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {

/// As many tiles as have room, all of one width, the first ones first.
void draw_kpi_strip(PanelContext& context) {
    Kit& kit = context.kit;
    // What no feed reports has no tile; what a feed has not reported yet has one.
    std::vector<Kpi const*> kpis;
    for (Kpi const& kpi : context.facts.kpis)
        if (kpi.freshness.any) kpis.push_back(&kpi);
    ImVec2 const at = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (kpis.empty()) {
        put_text(list, kit.font(Type::body), {at.x + kit.px(12), at.y + (size.y - kit.px(20)) / 2}, kit.palette().quiet,
                 kit.say("kpi.empty"));
        return;
    }
    float const least = kit.px(184);
    auto const count = std::clamp<std::size_t>(static_cast<std::size_t>(size.x / least), 1, kpis.size());
    float const width = std::floor(std::min(size.x / static_cast<float>(count), kit.px(280)));
    for (std::size_t i = 0; i < count; ++i) {
        float const x = at.x + static_cast<float>(i) * width;
        ImGui::SetCursorScreenPos({x, at.y});
        kpi_tile(kit, *kpis[i], context.facts.time.event, {width, size.y});
        if (i > 0) list->AddLine({x, at.y + kit.px(16)}, {x, at.y + size.y - kit.px(16)}, kit.palette().line);
    }
}

}  // namespace ui
