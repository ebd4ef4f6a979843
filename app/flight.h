// The camera's way from one place to another: eased at both ends, over the roofs, 0.8 to 2.5 seconds (LOOK 6).
#pragma once

#include "scene/camera.h"

namespace app {

struct Flight {
    scene::Camera from, to;
    double seconds = 0;  ///< how long it takes
    double rise = 0;     ///< metres above the straight line, in its middle
};

/// `roofs`: metres, the highest thing that may be in the way.
Flight plan_flight(scene::Camera const& from, scene::Camera const& to, double roofs);

/// The camera after so many seconds; `to` from `seconds` on.
scene::Camera along(Flight const& flight, double seconds);

}  // namespace app
