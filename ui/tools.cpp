// The tools of the hand: choosing and measuring, with what they found.
#include <algorithm>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/tool_words.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

constexpr ToolWords kTools[] = {
    {Tool::pick, icon::kPick, "tool.pick", "tool.pick.how", true},
    {Tool::rectangle, icon::kRectangle, "tool.rectangle", "tool.rectangle.how", true},
    {Tool::lasso, icon::kLasso, "tool.lasso", "tool.lasso.how", true},
    {Tool::radius, icon::kRadius, "tool.radius", "tool.radius.how", true},
    {Tool::distance, icon::kDistance, "tool.distance", "tool.distance.how", false},
    {Tool::height, icon::kHeight, "tool.height", "tool.height.how", false},
    {Tool::area, icon::kArea, "tool.area", "tool.area.how", false},
    {Tool::profile, icon::kProfile, "tool.profile", "tool.profile.how", false},
    {Tool::section, icon::kSection, "tool.section", "tool.section.how", false},
    {Tool::visibility, icon::kEye, "tool.visibility", "tool.visibility.how", false},
};

constexpr std::size_t kCameras = 40;  ///< listed; the nearest

bool tool_button(Kit& kit, ToolWords const& tool, bool on, float width) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const height = kit.px(36);
    ImVec2 const to{at.x + width, at.y + height};
    bool const clicked = ImGui::InvisibleButton(tool.name, {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, to, on ? faded(p.accent, 0.2F) : hovered ? p.line : p.raised, kit.px(4));
    if (on) list->AddRect(at, to, p.accent, kit.px(4));
    float x = at.x + kit.px(10);
    if (kit.has_icons()) {
        put_text(list, kit.font(Type::body), {x, at.y + kit.px(8)}, on ? p.accent : p.quiet, tool.icon);
        x += kit.px(28);
    }
    ImFont* const body = kit.font(Type::body);
    put_text(list, body, {x, at.y + kit.px(8)}, p.text,
             cut_end(body, kit.say(tool.name), to.x - kit.px(4) - x).c_str());
    return clicked;
}

void draw_group(PanelContext& context, char const* title, bool choosing) {
    Kit& kit = context.kit;
    heading(kit, kit.say(title));
    float const gap = kit.px(8), width = (ImGui::GetContentRegionAvail().x - gap) / 2;
    int column = 0;
    for (ToolWords const& tool : tool_words()) {
        if (tool.chooses != choosing) continue;
        if (column++ % 2 == 1) ImGui::SameLine(0, gap);
        if (tool_button(kit, tool, context.measured.tool == tool.tool, width)) context.push(UseTool{tool.tool});
        if (column % 2 == 0) ImGui::Dummy({0, kit.px(4)});
    }
    if (column % 2 == 1) ImGui::Dummy({0, kit.px(4)});
}

std::string camera_title(PanelContext const& context, std::string const& id, Subject& subject) {
    subject = {SubjectKind::camera, 0, id, {}};
    for (CameraRow const& row : context.facts.events.cameras) {
        if (row.camera.id != id) continue;
        subject.at = row.at;
        return row.camera.name.empty() ? id : row.camera.name;
    }
    return id;
}

void draw_cameras(PanelContext& context) {
    Kit& kit = context.kit;
    auto const& cameras = context.measured.cameras;
    if (cameras.empty()) return;
    heading(kit, kit.say("tools.cameras"), Kit::number(static_cast<double>(cameras.size())).c_str());
    for (std::size_t i = 0; i < std::min(cameras.size(), kCameras); ++i) {
        Measured::Sight const& sight = cameras[i];
        Subject subject;
        ListRow row;
        row.id = sight.camera;
        row.title = camera_title(context, sight.camera, subject);
        row.detail = sight.camera;
        row.urgent = sight.sees ? Urgent::blue : Urgent::none;
        row.filled = sight.sees;
        row.faint = !sight.sees;
        row.right = sight.sees ? kit.say("tools.sees") : sight.why_not;
        if (sight.sees) row.right_colour = kit.palette().accent;
        if (list_row(kit, row)) choose(context, subject);
    }
}

/// A section stays while other tools are in the hand, so it can be taken away from any of them.
void draw_section(PanelContext& context) {
    if (!context.stage.section) return;
    Kit& kit = context.kit;
    using Cut = CutSection::How;
    bool const own = context.measured.tool == Tool::section;
    if (!own) heading(kit, kit.say("tools.section"));
    ImGui::Dummy({0, kit.px(8)});
    float const gap = kit.px(8);
    if (primary_button(kit, kit.say("tools.section.square_on"))) context.push(CutSection{Cut::square_on});
    ImGui::SameLine(0, gap);
    if (quiet_button(kit, kit.say("tools.section.turn"))) context.push(CutSection{Cut::turn});
    ImGui::Dummy({0, kit.px(4)});
    if (quiet_button(kit, kit.say("tools.section.save"))) context.push(CutSection{Cut::save});
    ImGui::SameLine(0, gap);
    if (quiet_button(kit, kit.say("tools.section.remove"))) context.push(CutSection{Cut::remove});
}

void draw_results(PanelContext& context) {
    Kit& kit = context.kit;
    Measured const& m = context.measured;
    if (!m.results.empty()) {
        heading(kit, kit.say("tools.result"));
        for (Attribute const& a : m.results) name_value(kit, a.name.c_str(), a.value.c_str(), a.note.c_str());
    }
    if (m.profile.size() > 1) {
        ImGui::Dummy({0, kit.px(8)});
        profile_chart(kit, "profile", m.profile, {ImGui::GetContentRegionAvail().x, kit.px(168)});
    }
    draw_section(context);
    if (!m.points.empty() && !(m.tool == Tool::section && context.stage.section)) {
        ImGui::Dummy({0, kit.px(8)});
        if (quiet_button(kit, kit.say("tools.clear"))) context.push(UseTool{m.tool});
    }
    draw_cameras(context);
}

}  // namespace

std::span<ToolWords const> tool_words() { return kTools; }

ToolWords const& words_of(Tool tool) {
    auto const all = tool_words();
    auto const at = std::find_if(all.begin(), all.end(), [&](ToolWords const& w) { return w.tool == tool; });
    return at == all.end() ? all.front() : *at;
}

void draw_tools(PanelContext& context) {
    Kit& kit = context.kit;
    draw_group(context, "tools.choose", true);
    draw_group(context, "tools.measure", false);
    if (context.measured.results.empty()) {
        ImGui::Dummy({0, kit.px(4)});
        Typed const small(kit, Type::small);
        wrapped(kit.say(words_of(context.measured.tool).how), kit.palette().quiet);
    }
    draw_results(context);
}

}  // namespace ui
