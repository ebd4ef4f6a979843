// From the twin to the scene: tiles, roofs, ribbons, labels. Pure; the same district gives the same scene.
#pragma once

#include "base/progress.h"
#include "scene/scene.h"
#include "twin/district.h"

namespace scene {

struct BuildOptions {
    bool chinese_first = true;  ///< labels: Chinese above English, or English alone
};

Scene build(twin::District const& district, BuildOptions const& options, base::Progress& progress);

}  // namespace scene
