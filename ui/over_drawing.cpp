// Rectangle, lasso and circle, drawn with the left button held.
#include <cmath>
#include <numbers>

#include "ui/over.h"
#include "ui/palette.h"

namespace ui {
namespace {

bool draws(Tool tool) { return tool == Tool::rectangle || tool == Tool::lasso || tool == Tool::radius; }

/// The outline so far, as places on the ground; empty where it goes over the horizon.
std::vector<base::Vec2d> outline(DrawingState const& state, Tool tool, base::Vec2d mouse, OnCanvas const& on) {
    std::vector<base::Vec2d> pixels = state.pixels, places;
    base::Vec2d const from = state.pixels.front();
    if (tool == Tool::rectangle) pixels = {from, {mouse.x, from.y}, mouse, {from.x, mouse.y}};
    if (tool == Tool::radius) {
        auto const centre = on.place(from, state.height), edge = on.place(mouse, state.height);
        if (!centre || !edge) return {};
        double const radius = length(*edge - *centre);
        for (int i = 0; i < 64; ++i) {
            double const a = 2 * std::numbers::pi * i / 64;
            places.push_back({centre->x + radius * std::cos(a), centre->y + radius * std::sin(a)});
        }
        return places;
    }
    for (base::Vec2d const pixel : pixels) {
        auto const place = on.place(pixel, state.height);
        if (!place) return {};
        places.push_back(*place);
    }
    return places;
}

void show(PanelContext& context, std::vector<base::Vec2d> const& places, double height, OnCanvas const& on) {
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < places.size(); ++i) {
        base::Vec2d const u = places[i], v = places[(i + 1) % places.size()];
        ImVec2 from, to;
        if (on.line({u.x, u.y, height}, {v.x, v.y, height}, from, to))
            clear_line(kit, list, from, to, kit.palette().accent, kit.px(2));
    }
}

}  // namespace

void draw_drawing(PanelContext& context, OnCanvas const& on) {
    DrawingState& state = context.state.drawing;
    Tool const tool = context.measured.tool;
    if (!draws(tool)) {
        state = {};
        return;
    }
    ImVec2 const at = ImGui::GetIO().MousePos;
    base::Vec2d const mouse{static_cast<double>(at.x), static_cast<double>(at.y)};
    if (!state.on) {
        if (!ImGui::IsMouseClicked(0) || !ImGui::IsWindowHovered() || ImGui::IsAnyItemHovered()) return;
        state = {true, context.stage.cursor.z, {mouse}};
    }
    double const moved = length(mouse - state.pixels.back());
    if (tool == Tool::lasso && moved > 3 && state.pixels.size() < 2000) state.pixels.push_back(mouse);
    std::vector<base::Vec2d> const places = outline(state, tool, mouse, on);
    show(context, places, state.height, on);
    if (tool == Tool::radius && !places.empty()) {
        double const radius = length(places.front() - places[32]) / 2;
        plate(context.kit, ImGui::GetWindowDrawList(), {at.x, at.y - context.kit.px(24)},
              context.kit.say("over.radius", {Kit::number(radius)}));
    }
    if (ImGui::IsMouseDown(0)) return;
    // A click that did not move is no area.
    bool const large = tool == Tool::lasso ? state.pixels.size() > 5 : length(mouse - state.pixels.front()) > 5;
    if (large && places.size() >= 3) context.push(SelectInside{places});
    state = {};
}

}  // namespace ui
