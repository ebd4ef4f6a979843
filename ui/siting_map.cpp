// Over the picture: the chosen site's edge and the blocks of the scheme that is being worked on.
#include <algorithm>
#include <functional>

#include "ui/over.h"
#include "ui/palette.h"
#include "ui/siting_facts.h"
#include "ui/siting_parts.h"

namespace ui {
namespace {

void ring(Kit& kit, OnCanvas const& on, analysis::Ring const& points, std::function<double(base::Vec2d)> const& height,
          ImU32 colour, float width) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < points.size(); ++i) {
        base::Vec2d const a = points[i], b = points[(i + 1) % points.size()];
        ImVec2 from, to;
        if (on.line({a.x, a.y, height(a)}, {b.x, b.y, height(b)}, from, to))
            clear_line(kit, list, from, to, colour, width);
    }
}

}  // namespace

namespace {

/// Above the lines, so that none crosses it: over the highest roof where a scheme stands.
void draw_rank(PanelContext& context, OnCanvas const& on, SitingFacts const& facts, std::size_t site, double height) {
    if (!facts.judged || site >= facts.judged->row_of.size() || facts.judged->row_of[site] < 0) return;
    auto const row = static_cast<std::size_t>(facts.judged->row_of[site]);
    if (row >= facts.judged->ranking.weighted_rank.size()) return;
    base::Vec2d const middle = facts.measured->sites[site].middle;
    if (auto const at = on({middle.x, middle.y, height}))
        plate(context.kit, ImGui::GetWindowDrawList(), *at, std::to_string(facts.judged->ranking.weighted_rank[row]));
}

/// Where is looked from, with its name.
void draw_viewpoints(PanelContext& context, OnCanvas const& on, analysis::SchemeResult const& result) {
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (analysis::ViewLoss const& view : result.views) {
        auto const at = on(view.eye);
        if (!at) continue;
        ImU32 const colour = view.known() && !view.kept() ? kit.palette().warning : kit.palette().accent;
        list->AddCircleFilled(*at, kit.px(6), IM_COL32_WHITE);
        list->AddCircleFilled(*at, kit.px(4), colour);
        plate(kit, list, {at->x, at->y - kit.px(18)}, kit.show(kit.of(view.name)));
    }
}

}  // namespace

void draw_chosen_site(PanelContext& context, OnCanvas const& on) {
    SitingFacts const* const facts = context.siting;
    bool const open = context.settings.right_open && context.settings.right_panel == "siting";
    if (!open || !facts || !facts->measured || facts->chosen < 0) return;
    auto const site = static_cast<std::size_t>(facts->chosen);
    if (site >= facts->measured->sites.size()) return;
    Kit& kit = context.kit;
    auto const ground = [&](base::Vec2d p) { return context.district.terrain.at(p) + 0.5; };
    for (analysis::Ring const& points : facts->measured->sites[site].plot)
        ring(kit, on, points, ground, kit.palette().accent, kit.px(2.5F));
    auto const scheme = static_cast<std::size_t>(std::max(0, context.state.siting.scheme));
    bool const working =
        context.state.siting.view == schemes_tab && scheme < facts->results.size() && facts->results[scheme];
    double const land = ground(facts->measured->sites[site].middle);
    if (!working) return draw_rank(context, on, *facts, site, land);
    analysis::SchemeResult const& result = *facts->results[scheme];
    double highest = land;
    // Edges of roofs only where the blocks stand; of the whole block where they are still an idea.
    bool const stands = facts->shown == static_cast<int>(scheme);
    for (analysis::Block const& block : result.blocks) {
        double const top = block.ground + block.height();
        highest = std::max(highest, top);
        for (analysis::Ring const& points : block.outline) {
            ring(
                kit, on, points, [&](base::Vec2d) { return top; }, kit.palette().accent, kit.px(1.5F));
            if (stands) continue;
            ring(
                kit, on, points, [&](base::Vec2d) { return block.ground; }, kit.palette().accent, kit.px(1));
            for (base::Vec2d const p : points) {
                ImVec2 from, to;
                if (on.line({p.x, p.y, block.ground}, {p.x, p.y, top}, from, to))
                    clear_line(kit, ImGui::GetWindowDrawList(), from, to, kit.palette().accent, kit.px(1));
            }
        }
    }
    draw_viewpoints(context, on, result);
    draw_rank(context, on, *facts, site, highest);
}

}  // namespace ui
