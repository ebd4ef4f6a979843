// What the list, the single project and the chart of plans share. For ui/projects*.cpp alone.
#pragma once

#include <string>

#include "ui/live_rows.h"
#include "ui/projects_facts.h"

namespace ui {

char const* key_of(ProjectStage stage);
/// The colours that the map outlines stages in where the district file says nothing else (Okabe-Ito).
ImU32 stage_colour(Kit& kit, ProjectStage stage);
/// A square with the stage's first letter in it, so that it can be told without its colour.
void stage_mark(Kit& kit, ImDrawList* list, ImVec2 centre, ProjectStage stage);
/// "计划 62% · 实际 48%", with "—" for what nobody knows.
std::string progress_words(Kit& kit, ProjectRow const& row);
/// Opens it in the panel, and goes there.
void open_project(PanelContext& context, ProjectRow const& row);

/// The strip of its pictures by date; a click shows one large, over the district.
void draw_pictures(PanelContext& context, ProjectRow const& row);
void draw_project(PanelContext& context, ProjectRow const& row);
void draw_zones(PanelContext& context);
void draw_unwatched(PanelContext& context);

}  // namespace ui
