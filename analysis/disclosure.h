// Small counts are hidden before anything else sees them (DOMAIN 7): primary and complementary suppression.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/live_rules.h"

namespace analysis {

using twin::DisclosureRules;

struct Count {
    std::string id;
    /// Id of the count this one is a part of: another of the list, or one published elsewhere. Empty: none.
    std::string parent;
    std::string level;  ///< twin::PopulationCell::level
    double count = 0;
    /// Hidden for a reason of the caller's, however large: something else told of the same place would give a small
    /// count away. Shown as complementary.
    bool hide = false;
};

/// A count that may be shown, or the bound it lies under.
struct Shown {
    std::optional<double> count;
    double below = 0;            ///< where hidden for itself: shown as "<10"; 0 where complementary
    bool complementary = false;  ///< hidden only to protect another
};

/// In the order of `counts`. Zero is shown as 0. What is hidden cannot be found again by subtracting published counts
/// from each other up or down the tree of parents, not even by who knows these rules and that each primary one lies
/// between 1 and its bound: the next smallest siblings go too (ties: the earlier), and where there are none the parent.
/// Only a lone part of a whole that was published elsewhere cannot be protected.
std::vector<Shown> suppress(std::span<Count const> counts, DisclosureRules const& rules);

/// Whether shares of age may be shown of so many people.
inline bool shares_allowed(double people, DisclosureRules const& rules) { return people >= rules.least_for_shares; }

}  // namespace analysis
