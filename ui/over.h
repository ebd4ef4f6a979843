// What is drawn over the picture of the district. For ui/over*.cpp and the alarm of the wall.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/kit.h"
#include "ui/layout.h"

namespace ui {

/// From the ground to the canvas.
class OnCanvas {
public:
    explicit OnCanvas(Stage const& stage) : stage_(stage) {}

    /// None: behind the eye.
    std::optional<ImVec2> operator()(base::Vec3d place) const;
    /// Both ends on the canvas, cut where the line goes behind the eye; false: all of it is there.
    bool line(base::Vec3d a, base::Vec3d b, ImVec2& from, ImVec2& to) const;
    /// The place under a pixel of the canvas, at this height; none: above the horizon.
    std::optional<base::Vec2d> place(base::Vec2d pixel, double height) const;

private:
    double width() const { return stage_.pixels.width(); }
    double height() const { return stage_.pixels.height(); }
    Stage const& stage_;
};

/// A line that is seen on light and dark.
void clear_line(Kit& kit, ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float width);
/// A small text on a plate, its middle at `at`.
void plate(Kit& kit, ImDrawList* list, ImVec2 at, std::string const& text);

/// What site selection works on: the chosen site and the scheme on it.
void draw_chosen_site(PanelContext& context, OnCanvas const& on);
/// While their panel is open.
void draw_projects_over(PanelContext& context, OnCanvas const& on);
void draw_measured(PanelContext& context, OnCanvas const& on);
void draw_chosen(PanelContext& context, OnCanvas const& on);
/// Where warnings are, while their panel is open.
void draw_warnings(PanelContext& context, OnCanvas const& on);
/// Follows the hand while it draws a rectangle, lasso or circle, and hands over the polygon when it lets go.
void draw_drawing(PanelContext& context, OnCanvas const& on);
bool shows_small_map(PanelContext const& context);
/// Where a tool's hint may lie at the top of the picture: beside legend and moment, and clear of the small map.
base::Extent hint_room(base::Extent const& picture, std::vector<base::Extent> const& cards, bool map, double scale);
void draw_small_map(PanelContext& context, OnCanvas const& on);

}  // namespace ui
