// Where the sun is: the steps of scene::sun_at one by one, for tests and for a chosen true solar time.
#pragma once

#include "base/solar.h"
#include "scene/view.h"

namespace scene {

using base::solar_elements;
using base::SolarElements;
using base::utc_of_solar_time;

/// `true_solar_hours`: 12 is when the sun stands highest. `direction` is left in axes of true north.
Sun sun_at_solar_time(double declination, double lat, double true_solar_hours);

}  // namespace scene
