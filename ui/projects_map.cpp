// Outlines of projects or zones over the district while their panel is open: seen through buildings, unlike
// those on the ground.
#include "ui/over.h"
#include "ui/projects_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using Rings = std::vector<std::vector<base::Vec2d>>;

void draw_outline(PanelContext& context, OnCanvas const& on, Rings const& rings, ImU32 colour, float width) {
    Kit& kit = context.kit;
    auto const place = [&](base::Vec2d p) { return base::Vec3d{p.x, p.y, context.district.terrain.at(p)}; };
    for (auto const& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ImVec2 from, to;
            if (on.line(place(ring[i]), place(ring[(i + 1) % ring.size()]), from, to))
                clear_line(kit, ImGui::GetWindowDrawList(), from, to, colour, kit.px(width));
        }
    }
}

void draw_one(PanelContext& context, OnCanvas const& on, ProjectRow const& row, bool open) {
    Kit& kit = context.kit;
    ImU32 const colour = row.late ? kit.palette().level[static_cast<int>(Urgent::red)] : stage_colour(kit, row.stage);
    draw_outline(context, on, row.rings, colour, open ? 3.5F : 1.5F);
    std::optional<ImVec2> const at = on(row.at);
    if (at && open) plate(kit, ImGui::GetWindowDrawList(), *at, kit.of(row.name));
    if (at && !open) stage_mark(kit, ImGui::GetWindowDrawList(), *at, row.stage);
}

/// Where complaints repeat and nobody looks.
void draw_places(PanelContext& context, OnCanvas const& on) {
    Kit& kit = context.kit;
    for (RepeatedPlace const& place : context.projects->places) {
        if (place.watched) break;  // those that nobody looks at come first
        std::optional<ImVec2> const at = on(place.at);
        if (at) level_mark(kit, ImGui::GetWindowDrawList(), *at, kit.px(7), Urgent::orange);
    }
}

}  // namespace

void draw_projects_over(PanelContext& context, OnCanvas const& on) {
    Settings const& settings = context.settings;
    if (!context.projects || !settings.right_open || settings.right_panel != "projects") return;
    ProjectState const& state = context.state.projects;
    ProjectFacts const& facts = *context.projects;
    if (state.tab == 1 && state.expanded.empty()) {
        for (ZoneRow const& zone : facts.zones) draw_outline(context, on, zone.rings, context.kit.palette().accent, 2);
    } else if (state.tab == 2 && state.expanded.empty()) {
        if (facts.coverage_known) draw_places(context, on);
    } else {
        for (ProjectRow const& row : facts.projects) draw_one(context, on, row, row.id == state.expanded);
    }
}

}  // namespace ui
