// What a desk of its own (siting, warnings, projects) lays on the ground of the picture: areas with their legend.
#pragma once

#include <vector>

#include "scene/live.h"

namespace app {

struct Overlay {
    scene::LiveLayer layer;                ///< its line in the legend
    std::vector<scene::ShadedArea> areas;  ///< `layer` of each is set where the picture is put together
};

}  // namespace app
