// How a feed is doing, honestly: "no events" never looks like "no data".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "feeds/transport.h"
#include "twin/feed_spec.h"

namespace feeds {

enum class FeedState : std::uint8_t {
    live,   ///< messages as expected
    quiet,  ///< connected, but fewer than expected; not stale yet
    stale,  ///< nothing good for longer than stale_after
    down    ///< no connection
};
std::string_view name(FeedState state);

struct FeedHealth {
    std::uint16_t number = 0;  ///< the journal's, as in twin::Report::feed
    std::string id;
    twin::Name name;
    FeedState state = FeedState::down;
    std::string reason;                      ///< why the link is down, or why the journal takes nothing
    base::UtcMs last_good = base::kNoTime;   ///< known time of the last good report
    base::UtcMs last_event = base::kNoTime;  ///< its event time
    std::int64_t lag_ms = 0;                 ///< known minus event time, of the last minute's median
    double expected_per_hour = 0;
    double per_hour = 0;  ///< over the last hour
    std::uint64_t received = 0, reports = 0, duplicates = 0, bad = 0, dropped = 0, waiting = 0;
    std::uint64_t unplaced = 0;  ///< reports without a place in the district
    std::uint64_t off_district = 0;
    bool probably_shifted = false;  ///< four in five reports fall off the district: gcj02 left undeclared?
};

/// Pure: from what is counted and the time.
FeedState judge(twin::FeedSpec const& spec, Link::State link, base::UtcMs last_good, double per_hour, base::UtcMs now);

}  // namespace feeds
