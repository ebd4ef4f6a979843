// What a picture says about its section: the line's ends, heights of cut roofs, a scale of heights, and in a drawing
// what crosses the line.
#pragma once

#include <vector>

#include "scene/desk.h"
#include "scene/scene.h"

namespace scene {

/// Nothing where the view has no section.
void place_section(Desk& desk, std::vector<Label> const& labels);

}  // namespace scene
