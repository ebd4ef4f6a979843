// One project: plan against progress, permits, what was approved against what stands there, and who watches the site.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/hotline_parts.h"
#include "ui/projects_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kMostLinked = 6, kMostCameras = 5;

/// Two bars on one axis from none to all: what should be done by now, and what is.
void draw_progress(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    heading(kit, kit.say("projects.progress.title"),
            kit.say(row.planned_by_dates ? "projects.progress.by_dates" : "projects.progress.as_told"));
    ImFont* const body = kit.font(Type::body);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const width = ImGui::GetContentRegionAvail().x, left = kit.px(64), right = kit.px(56);
    struct Bar {
        char const* key;
        double share;
        ImU32 colour;
    };
    ImU32 const actual = row.late ? p.level[static_cast<int>(Urgent::red)] : stage_colour(kit, row.stage);
    for (Bar const& bar : {Bar{"projects.planned", row.planned, p.quiet}, Bar{"projects.actual", row.actual, actual}}) {
        ImVec2 const at = ImGui::GetCursorScreenPos();
        ImVec2 const from{at.x + left, at.y + kit.px(8)}, to{at.x + width - right, at.y + kit.px(20)};
        put_text(kit, body, {at.x, at.y + kit.px(4)}, p.quiet, kit.say(bar.key));
        list->AddRectFilled(from, to, p.raised, kit.px(2));
        if (bar.share > 0) {
            float const end = from.x + (to.x - from.x) * static_cast<float>(bar.share);
            list->AddRectFilled(from, {end, to.y}, bar.colour, kit.px(2));
        }
        put_text_right(kit, body, {at.x + width, at.y + kit.px(4)}, bar.share < 0 ? p.faint : p.text,
                       bar.share < 0 ? std::string("—") : Kit::percent(bar.share, 0));
        ImGui::Dummy({width, kit.px(28)});
    }
}

std::string day(base::UtcMs time) { return Kit::full_clock(time).substr(0, 10); }

void draw_dates(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    auto const span = [&](base::UtcMs from, base::UtcMs to, char const* open) {
        if (from == base::kNoTime && to == base::kNoTime) return std::string(kit.say("projects.no_date"));
        return (from == base::kNoTime ? std::string("—") : day(from)) + " – " +
               (to == base::kNoTime ? std::string(kit.say(open)) : day(to));
    };
    name_value(kit, kit.say("projects.dates.planned"),
               span(row.planned_start, row.planned_end, "projects.no_date").c_str());
    name_value(kit, kit.say("projects.dates.real"), span(row.started, row.completed, "projects.going_on").c_str());
    if (!row.unit.empty()) name_value(kit, kit.say("projects.unit"), term(context, row.unit).c_str());
    if (!row.type.empty()) name_value(kit, kit.say("projects.type"), term(context, row.type).c_str());
    std::string const area = kit.say("zones.hectares", {Kit::number(row.area / 10'000, 2)});
    name_value(kit, kit.say("projects.area"), area.c_str(), kit.say("projects.area.how"));
}

void draw_permits(PanelContext& context, ProjectRow const& row) {
    if (row.permits.empty()) return;
    Kit& kit = context.kit;
    heading(kit, kit.say("projects.permits"));
    for (ProjectRow::Permit const& permit : row.permits) {
        bool const given = permit.at != base::kNoTime && permit.at <= context.projects->moment;
        std::string const when = given ? day(permit.at) : std::string(kit.say("projects.permit.waiting"));
        name_value(kit, term(context, permit.name).c_str(), when.c_str());
    }
}

/// "64.2 m / 60.0 m  +4.2": what stands there, what was approved, and the difference where there is one to speak of.
void compare(Kit& kit, char const* key, double built, double approved, bool over, char const* unit, int decimals) {
    auto const text = [&](double value) {
        return value < 0 ? std::string("—") : Kit::number(value, decimals) + " " + unit;
    };
    std::string value = text(built) + " / " + text(approved);
    if (built >= 0 && approved >= 0) {
        double const more = built - approved;
        value += (more >= 0 ? "  +" : "  −") + Kit::number(std::abs(more), decimals);
    }
    if (over) ImGui::PushStyleColor(ImGuiCol_Text, kit.palette().bad);
    name_value(kit, kit.say(key), value.c_str(), kit.say("projects.built.how"));
    if (over) ImGui::PopStyleColor();
}

void draw_built(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    heading(kit, kit.say("projects.built"), kit.say("projects.built.note"));
    compare(kit, "projects.height", row.built_height, row.max_height, row.too_high, "m", 1);
    compare(kit, "projects.footprint", row.built_footprint, row.footprint, row.too_large, "m²", 0);
    bool const differs = row.too_high || row.too_large;
    std::string const verdict = row.buildings == 0                        ? kit.say("projects.built.nothing")
                                : differs                                 ? kit.say("projects.built.over")
                                : row.max_height < 0 && row.footprint < 0 ? kit.say("projects.built.unknown")
                                                                          : kit.say("projects.built.within");
    ImVec2 const at = ImGui::GetCursorScreenPos();
    level_mark(kit, ImGui::GetWindowDrawList(), {at.x + kit.px(8), at.y + kit.px(10)}, kit.px(5),
               differs ? Urgent::orange : Urgent::none, differs);
    ImGui::SetCursorScreenPos({at.x + kit.px(24), at.y});
    std::string const count = kit.say("projects.buildings", {Kit::number(row.buildings)});
    text_cut(kit, row.buildings == 0 ? verdict : verdict + " · " + count,
             differs ? kit.palette().text : kit.palette().quiet);
}

void draw_linked(PanelContext& context, char const* title, std::vector<ProjectRow::Linked> const& all,
                 char const* note) {
    Kit& kit = context.kit;
    std::string const count = Kit::number(static_cast<double>(all.size()));
    heading(kit, kit.say(title), kit.say(note));
    if (all.empty()) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("projects.linked.none"), kit.palette().quiet);
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (std::size_t i = 0; i < std::min(all.size(), kMostLinked); ++i) {
        ProjectRow::Linked const& linked = all[i];
        ListRow row;
        row.id = linked.subject.id;
        row.urgent = linked.open ? Urgent::yellow : Urgent::none;
        row.filled = linked.open;
        row.faint = !linked.open;
        row.title = kit.of(linked.name);
        row.detail = linked.subject.id;
        row.right = linked.at == base::kNoTime ? std::string() : kit.ago(linked.at, context.projects->moment);
        bool const ticket = linked.subject.kind == SubjectKind::ticket;  // closed by somebody; events end
        row.right_detail = kit.say(linked.open ? (ticket ? "projects.linked.ticket" : "projects.linked.open")
                                               : (ticket ? "projects.linked.closed" : "projects.linked.over"));
        if (list_row(kit, row)) choose(context, linked.subject);
    }
    ImGui::PopStyleVar();
    if (all.size() <= kMostLinked) return;
    Typed const small(kit, Type::small);
    text_cut(kit, kit.say("projects.linked.more", {count}), kit.palette().quiet);
}

void draw_cameras(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    std::string const seen =
        row.seen < 0
            ? std::string(kit.say(context.projects->posed == 0 ? "zones.coverage.none" : "zones.coverage.working"))
            : kit.say("projects.seen", {Kit::percent(row.seen, 0)});
    heading(kit, kit.say("projects.cameras"), seen.c_str());
    if (row.seen >= 0 && row.cameras.empty()) text_cut(kit, kit.say("projects.cameras.none"), kit.palette().warning);
    for (std::size_t i = 0; i < std::min(row.cameras.size(), kMostCameras); ++i) {
        ProjectRow::Watching const& watching = row.cameras[i];
        auto const& all = context.facts.events.cameras;
        auto const found =
            std::ranges::find_if(all, [&](CameraRow const& c) { return c.camera.id == watching.camera; });
        ListRow line;
        line.id = watching.camera;
        line.marked = false;
        line.title = found == all.end() || found->camera.name.empty() ? watching.camera : found->camera.name;
        line.detail = watching.camera;
        line.right = kit.say("projects.sees", {Kit::percent(watching.share, watching.share < 0.1 ? 1 : 0)});
        if (!list_row(kit, line)) continue;
        Subject subject{SubjectKind::camera, 0, watching.camera, {}};
        if (found != all.end()) subject.at = found->at;
        choose(context, subject);
        context.push(PlayVideo{watching.camera, false, false});
    }
}

}  // namespace

void draw_project(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    auto const& all = context.projects->projects;
    auto const here = std::ranges::find(all, row.id, &ProjectRow::id) - all.begin();
    auto const go = [&](std::ptrdiff_t to) {
        if (to >= 0 && to < static_cast<std::ptrdiff_t>(all.size()))
            open_project(context, all[static_cast<std::size_t>(to)]);
    };
    switch (walk_bar(kit, kit.say("projects.back"), row.id)) {
        case Walk::back: context.state.projects.expanded.clear(); return;
        case Walk::previous: go(here - 1); break;
        case Walk::next: go(here + 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("project", {0, 0})) {
        std::string const state = std::string(kit.say(key_of(row.stage))) +
                                  (row.late ? " · " + std::string(kit.say("projects.is_late")) : std::string());
        title_line(kit, row.late ? Urgent::red : Urgent::none, row.late, kit.of(row.name), state);
        draw_dates(context, row);
        draw_progress(context, row);
        draw_pictures(context, row);
        draw_permits(context, row);
        draw_built(context, row);
        draw_linked(context, "projects.events", row.events, "projects.events.note");
        draw_linked(context, "projects.tickets", row.tickets, "projects.tickets.note");
        draw_cameras(context, row);
        ImGui::Dummy({0, kit.px(8)});
        if (primary_button(kit, kit.say("hotline.go"))) context.push(FlyToExtent{row.extent.grown(60)});
    }
    ImGui::EndChild();
}

}  // namespace ui
