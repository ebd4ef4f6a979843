// What the list and the single event of the panel share. For ui/events*.cpp alone.
#pragma once

#include <string>

#include "ui/live_rows.h"

namespace ui {

Subject subject_of(EventRow const& row);
std::string camera_name(PanelContext const& context, std::string const& id);
char const* key_of(Urgent urgent);
/// One event in full: evidence, sightings, case, acknowledgement.
void draw_event(PanelContext& context, EventRow const& row);

}  // namespace ui
