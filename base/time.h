// Times as people write them. Everything inside is milliseconds since 1970 UTC.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

/// Milliseconds since 1970 UTC. `kNoTime` stands for a time that nobody gave.
using UtcMs = std::int64_t;
inline constexpr UtcMs kNoTime = std::numeric_limits<UtcMs>::min();

/// ISO 8601: `2026-06-21`, `2026-06-21T16:30`, with seconds and fractions, `T` or a space between, and `Z`, `+08:00`,
/// `+0800` or `+08` at the end. Without a zone it is China's time, +08:00. Days that do not exist are errors.
Result<std::int64_t> parse_time(std::string_view text);

/// `2026-06-21T16:30:00+08:00`; milliseconds only where there are some.
std::string format_time(std::int64_t utc_ms);

}  // namespace base
