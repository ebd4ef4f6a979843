// The frame around the desk's panels. For this folder alone.
#pragma once

#include "ui/desk.h"
#include "ui/kit.h"

namespace ui {

/// A window that lies where it lies. `padding` in pixels; what does not fit scrolls where `scrolls`.
void begin_region(char const* id, base::Extent const& box, ImU32 fill, ImVec2 padding = {0, 0}, bool scrolls = false);
void end_region();

/// The picture, and what panels draw over it; says what is the district's of the mouse.
void draw_district(PanelContext& context, Frame& frame, base::Extent const& box);
void draw_rail(PanelContext& context, base::Extent const& box);
/// Help, search, table, log, and bars of work under way.
void draw_floating(PanelContext& context, Frame& frame, DeskLayout const& lay);

}  // namespace ui
