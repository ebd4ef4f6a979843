// Rules of a district for what is live: which counts of people may be told, and which sightings are one matter.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace twin {

/// `[live.disclosure]`. Numbers of people below which a count is not told (DOMAIN 7). There is no way to turn it off.
struct DisclosureRules {
    double least_in_building = 10;  ///< buildings and cells below 250 m
    double least_in_cell = 5;       ///< cells of 250 m and more, communities, streets
    double least_for_shares = 30;   ///< shares of age need at least so many people below them
    static constexpr double kFloor = 3;
    static constexpr double kLeastForShares = 10;
    static constexpr double kMost = 1000;  ///< with more nothing of a district would be left to see
};

/// `[live.merge]`. How long repeats of a type belong together.
struct MergeWindows {
    std::map<std::string, std::int64_t> ms_by_type;
    std::int64_t otherwise_ms = 30 * 60 * 1000;
    /// DOMAIN 5: 30 min parking and fire lane, 6 h garbage, 24 h green net.
    static MergeWindows usual();
    /// What is longer than events are held for (feeds::Span) could not be kept to.
    static constexpr std::int64_t kLongestMs = 24LL * 3600 * 1000;
};

}  // namespace twin
