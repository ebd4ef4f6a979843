// What a picture says about its live layers: what they are, of when, from whom, and what their colours mean.
#pragma once

#include "scene/desk.h"
#include "scene/live.h"

namespace scene {

/// The moment at the top left, and the legend that ends at `bottom`, pixels. What does not fit is said shorter.
void place_live_furniture(LiveScene const& live, double bottom, Desk& desk);

/// Numbers in rings and areas.
void draw_live_texts(LiveScene const& live, double scale, Atlas& atlas, TextPainter& painter);

}  // namespace scene
