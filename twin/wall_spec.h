// `[wall]` of the district file as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "twin/name.h"

namespace twin {

struct WallSpec {
    Name subtitle;
    std::vector<std::string> scenes;        ///< ids of views; empty: those that show live layers
    std::int64_t scene_ms = 40 * 1000;      ///< how long each is shown
    std::int64_t hold_ms = 15 * 1000;       ///< how long an alarm is
    std::int64_t pause_ms = 5 * 60 * 1000;  ///< the carousel stands so long after somebody touched it
    enum class Alarms : std::uint8_t { red, orange, off } alarms = Alarms::red;  ///< from this level on
    double dim = 0.25;                                                           ///< darker at night by this, 0 to 0.5
    /// Minutes after local midnight, from and until; none: by the sun.
    std::optional<std::pair<int, int>> dim_minutes;
};

}  // namespace twin
