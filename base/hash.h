// A stable hash for looks that must be the same in every run and on every machine (lit windows, shades, trees).
#pragma once

#include <cstdint>

namespace base {

/// 32-bit finaliser with good avalanche ("lowbias32", C. Wellons, Hash Function Prospector, 2018). GLSL has its twin
/// in shaders/common.glsl; the two must agree.
constexpr std::uint32_t hash(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    x ^= x >> 16;
    return x;
}

}  // namespace base
