// The only source of chance in the sample: the same numbers from the same seed on every machine.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "base/vec.h"

namespace sample {

/// splitmix64's finaliser (S. Vigna, public domain): turns counters and coordinates into well-mixed bits.
constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// One seed for a named thing: `seed_of(city_seed, column, row, purpose)`.
template <class... Parts>
constexpr std::uint64_t seed_of(Parts... parts) {
    std::uint64_t seed = 0x243f6a8885a308d3ULL;
    ((seed = mix(seed ^ static_cast<std::uint64_t>(parts))), ...);
    return seed;
}

/// A stream of chance (splitmix64). The standard library's distributions differ between implementations, so these are
/// own.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t bits() { return mix(state_++); }
    /// From 0 up to but not 1.
    double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// Both ends are possible.
    int whole(int low, int high) { return low + static_cast<int>(bits() % static_cast<std::uint64_t>(high - low + 1)); }
    bool chance(double probability) { return unit() < probability; }
    /// An index, as likely as its weight.
    int weighted(std::initializer_list<double> weights) {
        double sum = 0;
        for (double const w : weights) sum += w;
        double left = unit() * sum;
        int index = 0;
        for (double const w : weights) {
            if (left < w) return index;
            left -= w;
            ++index;
        }
        return index - 1;
    }

private:
    std::uint64_t state_;
};

/// Smooth noise, mostly within -1..1, with features about one unit wide (gradient noise after K. Perlin, 2002).
inline double noise(base::Vec2d p, std::uint64_t seed) {
    double const fx = std::floor(p.x), fy = std::floor(p.y);
    auto const corner = [&](int dx, int dy) {
        auto const x = static_cast<std::uint64_t>(static_cast<std::int64_t>(fx) + dx);
        auto const y = static_cast<std::uint64_t>(static_cast<std::int64_t>(fy) + dy);
        std::uint64_t const bits = mix(seed ^ mix(x * 0x8da6b343ULL ^ mix(y)));
        double const gx = static_cast<double>(bits >> 32) * 0x1p-31 - 1;
        double const gy = static_cast<double>(bits & 0xffffffff) * 0x1p-31 - 1;
        return gx * (p.x - fx - dx) + gy * (p.y - fy - dy);
    };
    auto const fade = [](double t) { return t * t * t * (t * (t * 6 - 15) + 10); };
    double const tx = fade(p.x - fx), ty = fade(p.y - fy);
    double const south = corner(0, 0) * (1 - tx) + corner(1, 0) * tx;
    double const north = corner(0, 1) * (1 - tx) + corner(1, 1) * tx;
    return 1.7 * (south * (1 - ty) + north * ty);
}

/// Sum of octaves, each half as wide and half as strong; in -1..1.
inline double fractal_noise(base::Vec2d p, int octaves, std::uint64_t seed) {
    double sum = 0, strength = 0.5, total = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += strength * noise(p, seed + static_cast<std::uint64_t>(i));
        total += strength;
        strength /= 2;
        p = {p.x * 1.64 - p.y * 1.21 + 17.1, p.x * 1.21 + p.y * 1.64 - 9.7};  // turned, so that no grid shows
    }
    return sum / total;
}

inline double smoothstep(double from, double to, double x) {
    double const t = std::clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

}  // namespace sample
