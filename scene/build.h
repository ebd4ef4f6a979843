// From the twin to the scene: tiles, roofs, ribbons, labels. Pure; the same district gives the same scene.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/progress.h"
#include "scene/scene.h"
#include "twin/district.h"

namespace scene {

/// What a building's colour by attribute is: 0xAARRGGBB, AA 255 where there is one (shared::Building::colour).
struct BuildingColours {
    std::vector<std::uint32_t> of;  ///< per twin building; empty: none
    Legend legend;
};

struct BuildOptions {
    bool chinese_first = true;  ///< labels: Chinese above English, or English alone
    bool models = true;
    bool labels = true;
    /// Per twin building: 0 leaves it out. Empty: all are there.
    std::vector<std::uint8_t> buildings;
    /// Instead of the district's own `colour_by`; must outlive the call.
    BuildingColours const* colours = nullptr;
    struct PaintedLayer {
        std::uint32_t layer = 0;  ///< into District::ground
        float opacity = 1;        ///< see Ground::Run
    };
    /// Which ground layers are painted, the first below. None: all, in the district's order.
    std::optional<std::vector<PaintedLayer>> ground;
};

/// Ids (scene.h): a building's index is its twin::BuildingId; ground areas, ground lines and instances are counted
/// through District::ground and District::instances in order.
Scene build(twin::District const& district, BuildOptions const& options, base::Progress& progress);

}  // namespace scene
