// The shapes of levels and lamps.
#include <cmath>

#include "ui/palette.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kPi = 3.14159265F;

/// Bright fills need an outline on a light ground.
ImU32 outline_of(Kit& kit) { return faded(kit.palette().text, 0.55F); }

void polygon(ImDrawList* list, ImVec2 c, float r, int sides, float turn, ImU32 colour, bool filled, float thickness) {
    ImVec2 corners[4];
    for (int i = 0; i < sides; ++i) {
        float const a = turn + 2 * kPi * static_cast<float>(i) / static_cast<float>(sides);
        corners[i] = {c.x + r * std::sin(a), c.y - r * std::cos(a)};
    }
    if (filled)
        list->AddConvexPolyFilled(corners, sides, colour);
    else
        list->AddPolyline(corners, sides, colour, ImDrawFlags_Closed, thickness);
}

}  // namespace

void level_mark(Kit& kit, ImDrawList* list, ImVec2 centre, float radius, Urgent urgent, bool filled) {
    ImU32 const colour = kit.palette().level[static_cast<int>(urgent)];
    float const thick = std::max(1.5F, radius * 0.28F);
    auto const draw = [&](float r, ImU32 c, bool fill, float t) {
        switch (urgent) {
            case Urgent::none: return fill ? list->AddCircleFilled(centre, r * 0.55F, c) : void();
            case Urgent::blue:
                return fill ? list->AddCircleFilled(centre, r * 0.86F, c) : list->AddCircle(centre, r * 0.86F, c, 0, t);
            case Urgent::yellow: return polygon(list, centre, r * 1.1F, 4, kPi / 4, c, fill, t);
            case Urgent::orange: return polygon(list, {centre.x, centre.y + r * 0.2F}, r * 1.12F, 3, 0, c, fill, t);
            case Urgent::red: return polygon(list, centre, r * 1.12F, 4, 0, c, fill, t);
        }
    };
    if (!filled && urgent == Urgent::none) {
        list->AddCircle(centre, radius * 0.5F, colour, 0, thick);
        return;
    }
    draw(radius, colour, filled, thick);
    bool const pale = urgent == Urgent::yellow || urgent == Urgent::orange;
    if (filled && pale && contrast(colour, kit.palette().panel) < 3) draw(radius, outline_of(kit), false, 1);
}

void level_item(Kit& kit, Urgent urgent, bool filled) {
    float const line = ImGui::GetTextLineHeight();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    level_mark(kit, ImGui::GetWindowDrawList(), {at.x + line / 2, at.y + line / 2}, line * 0.27F, urgent, filled);
    ImGui::Dummy({line, line});
}

void lamp_mark(Kit& kit, ImDrawList* list, ImVec2 centre, float radius, Lamp lamp) {
    ImU32 const colour = kit.palette().lamp[static_cast<int>(lamp)];
    float const thick = std::max(1.5F, radius * 0.36F);
    switch (lamp) {
        case Lamp::live: list->AddCircleFilled(centre, radius, colour); break;
        case Lamp::quiet: list->AddCircle(centre, radius - thick / 2, colour, 0, thick); break;
        case Lamp::stale:
            list->PathArcTo(centre, radius, kPi / 2, kPi * 1.5F);
            list->PathFillConvex(colour);
            list->AddCircle(centre, radius - 0.75F, colour, 0, 1.5F);
            break;
        case Lamp::down: {
            float const r = radius * 0.8F;
            list->AddLine({centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}, colour, thick);
            list->AddLine({centre.x - r, centre.y + r}, {centre.x + r, centre.y - r}, colour, thick);
        }
    }
}

void lamp_item(Kit& kit, Lamp lamp) {
    float const line = ImGui::GetTextLineHeight();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    lamp_mark(kit, ImGui::GetWindowDrawList(), {at.x + line / 2, at.y + line / 2}, line * 0.22F, lamp);
    ImGui::Dummy({line, line});
}

}  // namespace ui
