#include "ui/desk.h"

#include <algorithm>
#include <cmath>

#include "ui/chrome.h"
#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/panels.h"
#include "ui/shortcuts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

Panel const* find_panel(PanelContext const& context, Home home, std::string const& id) {
    Panel const* first = nullptr;
    for (Panel const& panel : panels()) {
        if (panel.home != home || !is_offered(context, panel)) continue;
        if (panel.id == id) return &panel;
        if (!first) first = &panel;
    }
    return first;
}

/// What lives of feeds says that they are still being read, rather than that there are none.
void draw_panel(PanelContext& context, Panel const& panel) {
    bool const lives_of_feeds = panel.needs == Needs::feeds || panel.home == Home::bottom || panel.home == Home::top;
    if (!lives_of_feeds || !is_reading(context)) return panel.draw(context);
    Kit& kit = context.kit;
    if (panel.home == Home::right) return empty_state(kit, kit.say("desk.reading"), kit.say("desk.reading.do"));
    ImVec2 const at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    put_text(ImGui::GetWindowDrawList(), kit.font(Type::body), {at.x + kit.px(12), at.y + (room.y - kit.px(20)) / 2},
             kit.palette().quiet, kit.say("desk.reading"));
}

void draw_at(PanelContext& context, char const* id, base::Extent const& box) {
    if (box.empty()) return;
    begin_region(id, box, context.kit.palette().panel);
    for (Panel const& panel : panels()) {
        if (std::string_view(panel.id) == id) draw_panel(context, panel);
    }
    end_region();
}

/// A title and a way to close; what is below scrolls by itself.
void draw_left(PanelContext& context, base::Extent const& box) {
    if (box.empty()) return;
    Kit& kit = context.kit;
    Panel const* const panel = find_panel(context, Home::left, context.settings.left_panel);
    base::Extent head = box, body = box;
    head.max_y = body.min_y = box.min_y + kit.px(44);
    begin_region("left.head", head, kit.palette().panel);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    put_text(ImGui::GetWindowDrawList(), kit.font(Type::title, true), {at.x + kit.px(12), at.y + kit.px(10)},
             kit.palette().text, kit.say(panel->title));
    ImGui::SetCursorScreenPos({static_cast<float>(box.max_x) - kit.px(36), at.y + kit.px(8)});
    if (icon_button(kit, "close", icon::kLeft, kit.say("desk.close"))) context.settings.left_open = false;
    end_region();
    begin_region(panel->id, body, kit.palette().panel, {kit.px(12), kit.px(12)}, true);
    panel->draw(context);
    end_region();
}

/// Names where they have room, else icons and the name of the one that is open.
void draw_right_tabs(PanelContext& context, base::Extent const& head, Panel const& open) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    begin_region("right.head", head, p.panel);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const close = kit.px(36), width = static_cast<float>(head.width()) - close - kit.px(12);
    float words = 0;
    int count = 0;
    for (Panel const& panel : panels()) {
        if (panel.home != Home::right || !is_offered(context, panel)) continue;
        words += text_width(font, kit.say(panel.title));
        ++count;
    }
    bool const all_words = !kit.has_icons() || words + static_cast<float>(count - 1) * kit.px(12) <= width;
    float const icon_width = kit.px(20);
    float const used =
        all_words ? words : icon_width * static_cast<float>(count) + kit.px(4) + text_width(font, kit.say(open.title));
    float const gap = std::clamp((width - used) / static_cast<float>(std::max(1, count - 1)), kit.px(4), kit.px(20));
    float const height = kit.px(44);
    list->AddLine({at.x, at.y + height - 1}, {static_cast<float>(head.max_x), at.y + height - 1}, p.line);
    float x = at.x + kit.px(12);
    for (Panel const& panel : panels()) {
        if (panel.home != Home::right || !is_offered(context, panel)) continue;
        bool const on = &panel == &open;
        char const* const name = kit.say(panel.title);
        float const word = all_words || on ? text_width(font, name) : 0;
        float const w = (all_words ? 0 : icon_width) + (!all_words && on ? kit.px(4) : 0) + word;
        ImGui::SetCursorScreenPos({x - gap / 2, at.y});
        if (ImGui::InvisibleButton(panel.id, {w + gap, height})) context.settings.right_panel = panel.id;
        bool const hovered = ImGui::IsItemHovered();
        if (!all_words && !on) hover_text(kit, name);
        ImU32 const ink = on ? p.text : hovered ? p.text : p.quiet;
        if (!all_words) put_text(list, font, {x, at.y + kit.px(12)}, on ? p.accent : ink, panel.icon);
        if (word > 0) put_text(list, kit.font(Type::body, on), {x + w - word, at.y + kit.px(12)}, ink, name);
        if (on) list->AddRectFilled({x, at.y + height - kit.px(2)}, {x + w, at.y + height}, p.accent);
        x += w + gap;
    }
    ImGui::SetCursorScreenPos({static_cast<float>(head.max_x) - kit.px(36), at.y + kit.px(8)});
    if (icon_button(kit, "close", icon::kRight, kit.say("desk.close"))) context.settings.right_open = false;
    end_region();
}

void draw_right(PanelContext& context, base::Extent const& box) {
    if (box.empty()) return;
    Panel const* const panel = find_panel(context, Home::right, context.settings.right_panel);
    base::Extent head = box, body = box;
    head.max_y = body.min_y = box.min_y + context.kit.px(44);
    draw_right_tabs(context, head, *panel);
    float const pad = context.kit.px(12);
    begin_region(panel->id, body, context.kit.palette().panel, {pad, pad}, true);
    draw_panel(context, *panel);
    end_region();
}

/// The rule between two regions, which can be dragged. `sign`: whether the size grows with the mouse.
void edge(PanelContext& context, Frame& frame, char const* id, base::Extent const& where, bool upright, float& size,
          float sign, float least, float most) {
    if (where.empty()) return;
    Kit& kit = context.kit;
    float const half = kit.px(4);
    ImVec2 const from(static_cast<float>(where.min_x) - (upright ? half : 0),
                      static_cast<float>(where.min_y) - (upright ? 0 : half));
    ImVec2 const to(static_cast<float>(where.max_x) + (upright ? half : 0),
                    static_cast<float>(where.max_y) + (upright ? 0 : half));
    ImGui::SetNextWindowPos(from);
    ImGui::SetNextWindowSize({to.x - from.x, to.y - from.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImGui::InvisibleButton("grip", {to.x - from.x, to.y - from.y});
    bool const held = ImGui::IsItemActive();
    if (held) {
        ImVec2 const moved = ImGui::GetIO().MouseDelta;
        float const by = (upright ? moved.x : moved.y) * sign / std::max(0.01F, kit.px(100) / 100);
        size = std::clamp(size + by, least, most);
    }
    bool const hot = held || ImGui::IsItemHovered();
    frame.resizing = held;
    ImU32 const colour = hot ? kit.palette().accent : kit.palette().line;
    float const x = static_cast<float>(where.min_x), y = static_cast<float>(where.min_y);
    float const thick = hot ? kit.px(2) : 1;
    ImGui::GetWindowDrawList()->AddRectFilled(
        {x, y},
        {upright ? x + thick : static_cast<float>(where.max_x), upright ? static_cast<float>(where.max_y) : y + thick},
        colour);
    ImGui::End();
    ImGui::PopStyleVar();
}

/// A line at one side of a region.
base::Extent side(base::Extent const& box, bool upright, double at) {
    if (box.empty()) return {};
    return upright ? base::Extent{at, box.min_y, at, box.max_y} : base::Extent{box.min_x, at, box.max_x, at};
}

void draw_edges(PanelContext& context, Frame& frame, DeskLayout const& lay) {
    Settings& s = context.settings;
    edge(context, frame, "edge.left", side(lay.left, true, lay.left.max_x), true, s.left_width, 1, 200, 480);
    edge(context, frame, "edge.right", side(lay.right, true, lay.right.min_x), true, s.right_width, -1, 260, 560);
    edge(context, frame, "edge.time", side(lay.timeline, false, lay.timeline.min_y), false, s.timeline_height, -1, 72,
         320);
}

}  // namespace

void draw_desk(PanelContext& context, Frame& frame) {
    act_on_keys(context, frame.input);
    frame.slides.go(context.settings, frame.input.seconds);
    DeskLayout const lay = frame.slides.lay_out(frame.request.width, frame.request.height, frame.request.scale.factor,
                                                context.settings, context.has_feeds());
    draw_district(context, frame, lay.district);
    draw_rail(context, lay.rail);
    draw_at(context, "kpi", lay.kpi);
    draw_left(context, lay.left);
    draw_right(context, lay.right);
    draw_at(context, "status", lay.status);
    draw_at(context, "timeline", lay.timeline);
    draw_edges(context, frame, lay);
    draw_floating(context, frame, lay);
}

}  // namespace ui
