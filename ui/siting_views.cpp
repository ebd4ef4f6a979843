// What a scheme hides from where: a row for each viewpoint, and the way to add some.
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using analysis::SchemeResult;

std::string share_change(double before, double after) {
    return Kit::number(before * 100) + " → " + Kit::percent(after, 0);
}

/// Landmarks that this place sees or saw: "文塔 80 → 35%".
std::string landmarks_of(Kit& kit, SitingFacts const& facts, analysis::ViewLoss const& view) {
    std::string out;
    for (std::size_t m = 0; m < view.landmarks.size() && m < facts.landmarks.size(); ++m) {
        analysis::LandmarkView const& mark = view.landmarks[m];
        if (!mark.seen()) continue;
        out +=
            (out.empty() ? "" : " · ") + kit.of(facts.landmarks[m].name) + " " + share_change(mark.before, mark.after);
    }
    return out;
}

void draw_view_rows(Kit& kit, PanelContext& context, SitingFacts const& facts, SchemeResult const& r) {
    for (std::size_t v = 0; v < r.views.size(); ++v) {
        analysis::ViewLoss const& view = r.views[v];
        ListRow row;
        row.id = "view" + std::to_string(v);
        row.title = kit.of(view.name);
        if (view.known()) {
            std::string const marks = landmarks_of(kit, facts, view);
            row.detail =
                marks.empty() ? kit.say("siting.view.sky", {share_change(view.sky_before, view.sky_after)}) : marks;
            row.urgent = view.kept() ? Urgent::blue : Urgent::orange;
            row.right = lost_text(view.lost_share());
            row.right_detail = kit.say(view.kept() ? "siting.view.kept" : "siting.view.lost");
            if (!view.kept()) row.right_colour = kit.palette().warning;
        } else {
            row.detail = kit.of(view.problem);
            row.right = "—";
            row.faint = true;
        }
        if (list_row(kit, row)) choose(context, Subject{SubjectKind::spot, 0, {}, view.eye});
        if (view.known())
            hover_text(kit,
                       kit.show(kit.say("siting.view.hover",
                                        {Kit::number(view.ground_before), Kit::number(view.ground_lost),
                                         Kit::number(view.reach), share_change(view.sky_before, view.sky_after)})));
    }
}

}  // namespace

void draw_siting_views(PanelContext& context, SitingFacts const& facts, SchemeResult const& r) {
    Kit& kit = context.kit;
    std::string const kept = r.views_known == 0
                                 ? std::string(kit.say("siting.view.none"))
                                 : kit.say("siting.view.count", {Kit::number(static_cast<double>(r.views_kept)),
                                                                 Kit::number(static_cast<double>(r.views_known))});
    heading(kit, kit.say("siting.view"), kept.c_str());
    hover_text(kit, kit.show(kit.of(analysis::view_method())));
    if (r.views.empty()) paragraph(kit, kit.say("siting.view.none.do"), kit.palette().quiet);
    draw_view_rows(kit, context, facts, r);
    for (twin::Name const& problem : facts.view_problems) paragraph(kit, kit.of(problem), kit.palette().bad);
    Measured const& measured = context.measured;
    bool const line = measured.tool == Tool::distance && !measured.points.empty();
    if (quiet_button(kit, kit.say(line ? "siting.view.add" : "siting.view.draw"))) {
        if (line) {
            AddViewpoints views;
            for (base::Vec3d const& point : measured.points) views.points.push_back({point.x, point.y});
            context.push(SitingCommand{std::move(views)});
            context.push(UseTool{Tool::pick});
        } else {
            context.push(UseTool{Tool::distance});
        }
    }
    if (facts.drawn_views > 0) {
        ImGui::SameLine(0, kit.px(8));
        if (quiet_button(kit, kit.say("siting.view.drop"))) context.push(SitingCommand{DropViewpoints{}});
    }
    ImGui::Dummy({0, kit.px(4)});
}

}  // namespace ui
