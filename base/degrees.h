// Angles are degrees where people give or read them, radians where they are reckoned with.
#pragma once

#include <numbers>

namespace base {

inline constexpr double kRadians = std::numbers::pi / 180;  ///< in a degree

}  // namespace base
