// How much a ranking hangs on its weights: one weight at a time, and all at once by dice.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/siting.h"

namespace analysis {

struct StabilityOptions {
    double change = 0.2;  ///< of a weight, up and down; the others are scaled so that the sum stays 1
    std::uint32_t runs = 1000;
    std::uint64_t seed = 1;  ///< same seed, same answer, on one core or many
    std::uint32_t top = 10;  ///< how many are "at the top"
};

/// One weight changed by so much: who is first, and which part of those at the top stays there.
struct WeightChange {
    std::uint32_t criterion = 0;
    double by = 0;                                          ///< +0.2, -0.2
    std::uint32_t weighted_first = 0, closeness_first = 0;  ///< rows of the ranking
    double weighted_kept = 1, closeness_kept = 1;           ///< of the top, 0 to 1
};

/// By which part the weight of a criterion must grow or shrink until another site leads the weighted sum, and which.
/// Exact, since scores are straight lines in one weight. None where no such change does it.
struct TippingPoint {
    std::uint32_t criterion = 0;
    struct Change {
        double by = 0;
        std::uint32_t row = 0;
    };
    std::optional<Change> up, down;
};

/// The ranks of one site over all runs.
struct RankSpread {
    std::uint32_t best = 0, worst = 0;
    double mean = 0;
    double first = 0;  ///< share of runs in which it is first, or shares the first place
    double in_top = 0;
};

struct Stability {
    std::vector<WeightChange> changes;                           ///< two per criterion: up, down
    std::vector<TippingPoint> tipping;                           ///< one per criterion
    std::vector<RankSpread> weighted, closeness;                 ///< per row
    double weighted_first_stays = 1, closeness_first_stays = 1;  ///< shares of runs
};

/// All weights at once: each times a factor drawn evenly from 1 - change to 1 + change, then scaled to the sum 1.
Stability stability(Ranking const& ranking, StabilityOptions const& options = {});

}  // namespace analysis
