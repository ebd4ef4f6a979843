// The frame around the desk's panels. For this folder alone.
#pragma once

#include "ui/desk.h"
#include "ui/kit.h"

namespace ui {

/// A window that lies where it lies. `padding` in pixels at all sides.
void begin_region(Kit& kit, char const* id, base::Extent const& box, ImU32 fill, float padding);
void end_region();

/// The picture, and what panels draw over it; says what is the district's of the mouse.
void draw_district(PanelContext& context, Frame& frame, base::Extent const& box);
void draw_rail(PanelContext& context, base::Extent const& box);
/// Help, search, table, log, and bars of work under way.
void draw_floating(PanelContext& context, Frame& frame, DeskLayout const& lay);

}  // namespace ui
