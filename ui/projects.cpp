// Projects by stage, zones with what is open in them, and where complaints repeat and no camera looks.
#include "ui/projects_parts.h"

#include <algorithm>
#include <array>

#include "ui/draw.h"
#include "ui/hotline_parts.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

struct ProjectTab {
    enum : std::uint8_t { projects, zones, unwatched };
};

void draw_project_stats(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectFacts const& facts = *context.projects;
    auto const count = [&](ProjectStage stage) { return Kit::number(facts.by_stage[static_cast<std::size_t>(stage)]); };
    stat_strip(kit, {{count(ProjectStage::plan), kit.say("projects.stage.plan")},
                     {count(ProjectStage::build), kit.say("projects.stage.build")},
                     {count(ProjectStage::manage), kit.say("projects.stage.manage")},
                     {count(ProjectStage::use), kit.say("projects.stage.use")},
                     {Kit::number(facts.late), kit.say("projects.late"), Urgent::red, kit.say("projects.late.how")}});
}

void project_line(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    ListRow line;
    line.id = row.id;
    line.marked = false;
    line.title = kit.of(row.name);
    line.detail = kit.say(key_of(row.stage)) + (row.unit.empty() ? std::string() : " · " + term(context, row.unit));
    line.right = row.late                         ? kit.say("projects.is_late")
                 : row.completed != base::kNoTime ? kit.say("projects.complete")
                                                  : "";
    if (row.late) line.right_colour = kit.palette().level[static_cast<int>(Urgent::red)];
    line.right_detail =
        row.too_high || row.too_large ? std::string(kit.say("projects.differs")) : progress_words(kit, row);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::Indent(kit.px(24));
    bool const clicked = list_row(kit, line);
    ImGui::Unindent(kit.px(24));
    stage_mark(kit, ImGui::GetWindowDrawList(), {at.x + kit.px(12), at.y + kit.px(kListRow / 2)}, row.stage);
    if (clicked) open_project(context, row);
}

void draw_list(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectFacts const& facts = *context.projects;
    if (facts.reading) {
        empty_state(kit, kit.say("projects.reading"), kit.say("projects.reading.do"));
        return;
    }
    if (facts.projects.empty()) {
        empty_state(kit, kit.say("projects.none"), kit.say("projects.none.do"));
        return;
    }
    draw_project_stats(context);
    ProjectState& state = context.state.projects;
    if (primary_button(kit, kit.say(state.gantt ? "projects.gantt.close" : "projects.gantt.open")))
        state.gantt = !state.gantt;
    ImGui::Dummy({0, kit.px(4)});
    virtual_list(kit, "projects", facts.projects.size(), kit.px(kListRow),
                 [&](std::size_t i) { project_line(context, facts.projects[i]); });
}

}  // namespace

char const* key_of(ProjectStage stage) {
    constexpr std::array kWords{"projects.stage.plan", "projects.stage.build", "projects.stage.manage",
                                "projects.stage.use", "projects.stage.unknown"};
    return kWords[std::min(static_cast<std::size_t>(stage), kWords.size() - 1)];
}

ImU32 stage_colour(Kit& kit, ProjectStage stage) {
    Palette const& p = kit.palette();
    switch (stage) {
        case ProjectStage::plan: return p.category[1];
        case ProjectStage::build: return p.category[0];
        case ProjectStage::manage: return p.category[5];
        case ProjectStage::use: return p.category[2];
        default: return p.faint;
    }
}

void stage_mark(Kit& kit, ImDrawList* list, ImVec2 centre, ProjectStage stage) {
    constexpr std::array kWords{"projects.letter.plan", "projects.letter.build", "projects.letter.manage",
                                "projects.letter.use", "projects.letter.unknown"};
    float const half = kit.px(9);
    list->AddRectFilled({centre.x - half, centre.y - half}, {centre.x + half, centre.y + half},
                        stage_colour(kit, stage), kit.px(3));
    ImFont* const font = kit.font(Type::small, true);
    put_text(list, font, {centre.x, centre.y - font->FontSize / 2}, IM_COL32(10, 20, 40, 255),
             kit.say(kWords[std::min(static_cast<std::size_t>(stage), kWords.size() - 1)]), Align::centre);
}

std::string progress_words(Kit& kit, ProjectRow const& row) {
    auto const share = [](double value) { return value < 0 ? std::string("—") : Kit::percent(value, 0); };
    if (row.planned < 0 && row.actual < 0) return {};
    return kit.say("projects.progress", {share(row.planned), share(row.actual)});
}

void open_project(PanelContext& context, ProjectRow const& row) {
    context.state.projects.expanded = row.id;
    context.state.projects.tab = ProjectTab::projects;
    context.settings.right_panel = "projects";
    context.settings.right_open = true;
    context.push(FlyToExtent{row.extent.grown(60)});
}

void draw_projects(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectState& state = context.state.projects;
    if (!context.projects) return;
    if (!state.expanded.empty()) {
        auto const& all = context.projects->projects;
        auto const found = std::ranges::find(all, state.expanded, &ProjectRow::id);
        if (found != all.end()) return draw_project(context, *found);
        state.expanded.clear();
    }
    state.tab =
        tabs(kit, "projects",
             {kit.say("projects.tab.projects"), kit.say("projects.tab.zones"), kit.say("projects.tab.unwatched")},
             state.tab);
    switch (state.tab) {
        case ProjectTab::zones: draw_zones(context); break;
        case ProjectTab::unwatched: draw_unwatched(context); break;
        default: draw_list(context);
    }
}

}  // namespace ui
