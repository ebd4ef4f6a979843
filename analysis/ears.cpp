#include "analysis/ears.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

constexpr double kJeffreys = 0.5;

struct Baseline {
    double mean = 0, sd = 0;
};

/// sd with n - 1; 0 for fewer than two.
Baseline baseline_of(std::span<double const> counts) {
    Baseline out;
    if (counts.empty()) return out;
    for (double const c : counts) out.mean += c;
    out.mean /= static_cast<double>(counts.size());
    if (counts.size() < 2) return out;
    double squares = 0;
    for (double const c : counts) squares += (c - out.mean) * (c - out.mean);
    out.sd = std::sqrt(squares / static_cast<double>(counts.size() - 1));
    return out;
}

/// 1 - the sum of `count` terms, each the one before times `ratio(i)`; where the sum is nearly all, the tail's own
/// terms are added up instead, because the difference would be rounding.
template <class Ratio>
double tail(int count, double first, Ratio ratio) {
    double term = first, below = 0;
    for (int i = 0; i < count; ++i) {
        below += term;
        term *= ratio(i);
    }
    if (below < 0.5) return 1 - below;
    double above = 0;
    for (int i = count; i < count + 100000; ++i) {
        above += term;
        term *= ratio(i);
        if (term <= above * 1e-17) break;
    }
    return std::min(1.0, above);
}

}  // namespace

std::optional<EarsScore> ears_c2(std::span<double const> counts, std::size_t day, EarsRules const& rules) {
    constexpr std::size_t kLag = 2;
    if (day >= counts.size() || rules.baseline == 0 || day < rules.baseline + kLag) return {};
    Baseline const before = baseline_of(counts.subspan(day - kLag - rules.baseline, rules.baseline));
    EarsScore out{before.mean, before.sd, 0, false};
    double const sd = std::max({before.sd, rules.least_sd, 1e-9});
    out.z = (counts[day] - before.mean) / sd;
    out.alarm = out.z > rules.threshold;
    return out;
}

double poisson_tail(int count, double expected) {
    if (count <= 0) return 1;
    if (!(expected > 0)) return 0;
    // Far above zero the first term underflows; the normal approximation is then as good as the count.
    if (expected > 600) return normal_tail((count - 0.5 - expected) / std::sqrt(expected));
    return tail(count, std::exp(-expected), [&](int i) { return expected / (i + 1); });
}

double predictive_tail(int count, double before, double exposure, double today) {
    if (count <= 0) return 1;
    if (!(exposure > 0) || !(today > 0)) return 1;
    double const shape = std::max(0.0, before) + kJeffreys, p = today / (exposure + today);
    double const log_first = shape * std::log1p(-p);
    if (log_first < -600) {
        double const mean = shape * today / exposure;
        return normal_tail((count - 0.5 - mean) / std::sqrt(mean / (1 - p)));
    }
    return tail(count, std::exp(log_first), [&](int i) { return (shape + i) / (i + 1) * p; });
}

double normal_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

}  // namespace analysis
