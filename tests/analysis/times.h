// Times of tests.
#pragma once

#include "base/time.h"

inline constexpr base::UtcMs kHour = 3600 * 1000, kDay = 24 * kHour;
inline constexpr base::UtcMs kNow = 1790000000000;  ///< 2026-09-21 21:33 +08:00
inline constexpr base::UtcMs kHour1000 = 1000 * kHour;

/// As people write it; a test that writes nonsense fails by an exception.
inline base::UtcMs at(char const* text) { return base::parse_time(text).value(); }
