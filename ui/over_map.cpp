// The small map in a corner: the whole district, with what the picture shows of it.
#include <algorithm>

#include "scene/panels.h"
#include "ui/draw.h"
#include "ui/layout.h"
#include "ui/over.h"
#include "ui/palette.h"

namespace ui {
namespace {

/// The corners of the picture on the ground; those above the horizon as far away as the map is wide.
std::vector<base::Vec2d> footprint(Stage const& stage, OnCanvas const& on) {
    std::vector<base::Vec2d> corners;
    base::Extent const& box = stage.pixels;
    double const far = 2 * std::max(stage.map.width(), stage.map.height());
    base::Vec2d const eye{stage.camera.eye.x, stage.camera.eye.y};
    for (base::Vec2d const corner : {base::Vec2d{box.min_x, box.max_y}, base::Vec2d{box.max_x, box.max_y},
                                     base::Vec2d{box.max_x, box.min_y}, base::Vec2d{box.min_x, box.min_y}}) {
        // Downwards from the corner until the ground is met within reach.
        for (int step = 0; step <= 20; ++step) {
            double const y = corner.y + (box.max_y - corner.y) * step / 20;
            auto const place = on.place({corner.x, y}, stage.camera.target.z);
            if (!place || length(*place - eye) > far) continue;
            corners.push_back(*place);
            break;
        }
    }
    return corners;
}

}  // namespace

bool shows_small_map(PanelContext const& context) {
    Stage const& stage = context.stage;
    double const scale = static_cast<double>(context.kit.px(100)) / 100;
    return !stage.map.empty() && !stage.split && !small_map(stage.pixels, scale).empty();
}

void draw_small_map(PanelContext& context, OnCanvas const& on) {
    Stage const& stage = context.stage;
    Kit& kit = context.kit;
    float const side = kit.px(kSmallMap), margin = kit.px(16);
    if (!shows_small_map(context)) return;
    Palette const& p = kit.palette();
    ImVec2 const from(static_cast<float>(stage.pixels.max_x) - side - margin,
                      static_cast<float>(stage.pixels.min_y) + margin);
    ImVec2 const to(from.x + side, from.y + side);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled({from.x - kit.px(3), from.y - kit.px(3)}, {to.x + kit.px(3), to.y + kit.px(3)}, p.panel,
                        kit.px(4));
    list->AddImage(image_of(scene::slot_image(scene::Slot::map)), from, to);
    list->PushClipRect(from, to, true);
    auto const on_map = [&](base::Vec2d place) {
        double const scale = static_cast<double>(side) / std::max(stage.map.width(), stage.map.height());
        return ImVec2(from.x + static_cast<float>((place.x - stage.map.min_x) * scale),
                      to.y - static_cast<float>((place.y - stage.map.min_y) * scale));
    };
    std::vector<base::Vec2d> const corners = footprint(stage, on);
    for (std::size_t i = 0; i < corners.size() && corners.size() > 2; ++i)
        clear_line(kit, list, on_map(corners[i]), on_map(corners[(i + 1) % corners.size()]), p.accent, kit.px(1.5F));
    list->AddCircleFilled(on_map({stage.camera.eye.x, stage.camera.eye.y}), kit.px(3), p.accent);
    list->PopClipRect();
    list->AddRect(from, to, p.line);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("map", {side, side})) {
        ImVec2 const mouse = ImGui::GetIO().MousePos;
        double const scale = std::max(stage.map.width(), stage.map.height()) / static_cast<double>(side);
        base::Vec3d const place{stage.map.min_x + static_cast<double>(mouse.x - from.x) * scale,
                                stage.map.min_y + static_cast<double>(to.y - mouse.y) * scale, stage.camera.target.z};
        context.push(FlyTo{{SubjectKind::spot, 0, {}, place}});
    }
    hover_text(kit, kit.say("over.map"));
}

}  // namespace ui
