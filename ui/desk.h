// The desk: where each panel lies, and the frame around them. For this folder alone.
#pragma once

#include "ui/slides.h"
#include "ui/ui.h"

namespace ui {

struct Frame {
    Request const& request;
    Input const& input;
    Output& output;
    bool& resizing;     ///< an edge is being dragged
    bool& in_district;  ///< the button that is down went down over the district
    Slides& slides;
};

void draw_desk(PanelContext& context, Frame& frame);
void draw_wall(PanelContext& context, Frame& frame);
/// Keys that work wherever the keyboard is not taken.
void act_on_keys(PanelContext& context, Input const& input);
/// On a wall: scenes, pause, back to the desk.
void act_on_wall_keys(PanelContext& context, Input const& input);

}  // namespace ui
