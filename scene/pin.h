// One report with a place, as a symbol on the picture.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/vec.h"

namespace scene {

/// One shape per kind, one colour per level (LOOK 3 and 4).
enum class PinKind : std::uint8_t { ticket, event, camera, device, drone };

/// How urgent: blue circle, yellow square, orange triangle, red diamond; done and unknown are grey.
enum class Level : std::uint8_t { none, blue, yellow, orange, red };
inline constexpr std::size_t kLevels = 5;

struct Pin {
    base::Vec3d at;  ///< local metres: on the ground or on a roof
    PinKind kind = PinKind::ticket;
    Level level = Level::none;
    bool overdue = false;    ///< stands out
    bool open = true;        ///< what is over is drawn hollow
    bool pulse = false;      ///< happened in the last minutes: a ring around it (still in a still picture)
    std::uint8_t layer = 0;  ///< into LiveInput::layers
    std::uint32_t id = 0;    ///< make_id(IdKind::report, index given by the app)
};

}  // namespace scene
