// Lengths of time in milliseconds, and the district's zone. For this folder alone.
#pragma once

#include <cstdint>

namespace ui {

inline constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
inline constexpr std::int64_t kZone = 8 * kHour;  ///< China's, without summer time: days begin at 16:00 UTC

}  // namespace ui
