// Ordering scores from 0 to 1, thousands at a time and thousands of times: what siting and its stability share.
#pragma once

#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace analysis {

inline void to_sum_one(std::vector<double>& weights) {
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& w : weights) w /= sum;
}

/// TOPSIS's C from the squares of both distances. A site that is best and worst at once is alone, and 1.
inline double closeness_of(double to_best_squared, double to_worst_squared) {
    double const best = std::sqrt(to_best_squared), worst = std::sqrt(to_worst_squared);
    return best + worst > 0 ? worst / (best + worst) : 1;
}

/// Keeps its memory from one call to the next.
class SiteOrder {
public:
    /// Indices from the highest score; equal ones from the lowest index. Valid until the next call.
    std::span<std::uint32_t const> sort(std::span<double const> scores);

private:
    struct Item {
        std::uint32_t key, index;
    };
    std::vector<Item> items_, other_;
    std::vector<std::uint32_t> order_;
};

/// Scores this close are equal: the rest is rounding.
inline constexpr double kSameScore = 1e-12;

/// Calls `visit(row, rank)` along an order; equal scores share the better rank.
template <class Visit>
void each_rank(std::span<std::uint32_t const> order, std::span<double const> scores, Visit const& visit) {
    std::uint32_t rank = 0;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        if (i == 0 || scores[order[i - 1]] - scores[order[i]] > kSameScore) rank = i + 1;
        visit(order[i], rank);
    }
}

}  // namespace analysis
