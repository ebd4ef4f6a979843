#include "feeds/health.h"

#include <cmath>

namespace feeds {

std::string_view name(FeedState state) {
    switch (state) {
        case FeedState::live: return "live";
        case FeedState::quiet: return "quiet";
        case FeedState::stale: return "stale";
        case FeedState::down: return "down";
    }
    return "down";
}

namespace {

/// Well under what is expected, and not by chance: counts of rare things scatter by their square root.
bool is_few(double per_hour, double expected) {
    constexpr double kScatter = 2;
    return per_hour < expected / 2 && per_hour < expected - kScatter * std::sqrt(expected);
}

}  // namespace

FeedState judge(twin::FeedSpec const& spec, Link::State link, base::UtcMs last_good, double per_hour, base::UtcMs now) {
    if (link == Link::State::down || link == Link::State::connecting) return FeedState::down;
    if (last_good == base::kNoTime || now - last_good > spec.stale_after_ms) return FeedState::stale;
    return is_few(per_hour, spec.expected_per_hour) ? FeedState::quiet : FeedState::live;
}

}  // namespace feeds
