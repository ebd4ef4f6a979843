#include <algorithm>

#include "feeds/transport.h"

namespace feeds {
namespace {

constexpr std::int64_t kFirstMs = 1000;
constexpr std::int64_t kLongestMs = 60 * 1000;

/// splitmix64 (S. Vigna): each call moves the state on and gives well-mixed bits.
std::uint64_t next(std::uint64_t& state) {
    std::uint64_t z = state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

}  // namespace

std::int64_t Backoff::next_ms() {
    constexpr int kDoublings = 6;  // 64 s is past the longest
    std::int64_t const full = std::min(kFirstMs << std::min(attempt_, kDoublings), kLongestMs);
    ++attempt_;
    return full - static_cast<std::int64_t>(next(state_) % static_cast<std::uint64_t>(full / 2));
}

}  // namespace feeds
