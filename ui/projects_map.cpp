// Outlines of projects over the district while their panel is open: seen through buildings, unlike those on the ground.
#include "ui/over.h"
#include "ui/projects_parts.h"

namespace ui {
namespace {

void draw_outline(PanelContext& context, OnCanvas const& on, ProjectRow const& row, float width) {
    Kit& kit = context.kit;
    ImU32 const colour = row.late ? kit.palette().level[static_cast<int>(Urgent::red)] : stage_colour(kit, row.stage);
    auto const place = [&](base::Vec2d p) { return base::Vec3d{p.x, p.y, context.district.terrain.at(p)}; };
    for (auto const& ring : row.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ImVec2 from, to;
            if (on.line(place(ring[i]), place(ring[(i + 1) % ring.size()]), from, to))
                clear_line(kit, ImGui::GetWindowDrawList(), from, to, colour, kit.px(width));
        }
    }
}

}  // namespace

void draw_projects_over(PanelContext& context, OnCanvas const& on) {
    Settings const& settings = context.settings;
    if (!context.projects || !settings.right_open || settings.right_panel != "projects") return;
    ProjectState const& state = context.state.projects;
    for (ProjectRow const& row : context.projects->projects) {
        bool const open = row.id == state.expanded;
        draw_outline(context, on, row, open ? 3.5F : 1.5F);
        std::optional<ImVec2> const at = on(row.at);
        if (!at) continue;
        if (open) {
            plate(context.kit, ImGui::GetWindowDrawList(), *at, context.kit.of(row.name));
        } else {
            stage_mark(context.kit, ImGui::GetWindowDrawList(), *at, row.stage);
        }
    }
}

}  // namespace ui
