// From the twin to the scene: tiles, roofs, ribbons, labels. Pure; the same district gives the same scene.
#pragma once

#include "base/progress.h"
#include "scene/scene.h"
#include "twin/district.h"

namespace scene {

struct BuildOptions {
    bool chinese_first = true;  ///< labels: Chinese above English, or English alone
};

/// Ids (scene.h): a building's index is its twin::BuildingId; ground areas, ground lines and instances are counted
/// through District::ground and District::instances in order.
Scene build(twin::District const& district, BuildOptions const& options, base::Progress& progress);

}  // namespace scene
