// Ramps of live layers: light to dark on day and paper, dark to light at night (LOOK 4).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "scene/view.h"

namespace app {

/// What many of something looks like, in classes with fixed lower bounds.
struct Ramp {
    std::vector<float> breaks;           ///< lower bounds, ascending; the last class is open
    std::vector<std::uint32_t> colours;  ///< 0xRRGGBB, one per class
    /// The class of a value, or -1 below the first.
    int class_of(double value) const;
};

/// Oranges to dark red: complaints and events. ColorBrewer's YlOrRd in spirit, even in lightness.
Ramp heat_ramp(std::vector<float> breaks, scene::Style style);
/// Pale to deep blue: people.
Ramp people_ramp(std::vector<float> breaks, scene::Style style);

}  // namespace app
