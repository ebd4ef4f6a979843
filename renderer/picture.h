// One picture of the district on the device: what it is drawn into, and what is in there.
#pragma once

#include <optional>

#include "renderer/drape_plane.h"
#include "renderer/reuse.h"
#include "renderer/targets.h"

namespace renderer {

struct Picture {
    Targets targets;
    Inputs held;  ///< what the targets were drawn from; `held.tile` is what of the view they hold
    std::optional<DrapePlane> drape;
    std::optional<KeptLight> light;    ///< what shadows and sky view were last drawn for
    std::optional<KeptDrape> painted;  ///< what the drape was last painted for, where that was in motion
    PixelRect part;  ///< what is shown of it, pixels of the view: the tile without what ink and symbols need around it
    bool kept = false;  ///< panels may show it
};

}  // namespace renderer
