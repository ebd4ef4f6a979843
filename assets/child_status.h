// How the reading child's exit status tells its parent what happened.
#pragma once

namespace assets {

inline constexpr int kStatusFailed = 1;        ///< the last line on standard error says why
inline constexpr int kStatusOutOfMemory = 66;  ///< an allocation was refused

}  // namespace assets
