// What a picture says about its section: the line's ends, heights of cut roofs, a scale of heights.
#pragma once

#include "scene/desk.h"

namespace scene {

/// Nothing where the view has no section.
void place_section(Desk& desk);

}  // namespace scene
