// Draws panels into a picture without a GPU: slow and simple, to look at them and to compare.
#pragma once

#include <map>

#include "base/image.h"
#include "scene/panels.h"

namespace ui_tests {

/// `slots`: pictures for slot_image ids; those that are missing are shown as a flat grey.
base::Image raster(scene::Panels const& panels, std::map<std::uint32_t, base::Image const*> const& slots = {});

}  // namespace ui_tests
