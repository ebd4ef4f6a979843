#include "analysis/ears.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

constexpr double kJeffreys = 0.5;

std::optional<EarsScore> score(std::span<double const> counts, std::size_t day, std::size_t lag,
                               EarsRules const& rules) {
    if (day >= counts.size() || rules.baseline == 0 || day < rules.baseline + lag) return {};
    Baseline const before = baseline_of(counts.subspan(day - lag - rules.baseline, rules.baseline));
    EarsScore out{before.mean, before.sd, 0, false};
    double const sd = std::max({before.sd, rules.least_sd, 1e-9});
    out.z = (counts[day] - before.mean) / sd;
    out.alarm = out.z > rules.threshold;
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

std::optional<EarsScore> ears_c1(std::span<double const> counts, std::size_t day, EarsRules const& rules) {
    return score(counts, day, 0, rules);
}

std::optional<EarsScore> ears_c2(std::span<double const> counts, std::size_t day, EarsRules const& rules) {
    return score(counts, day, 2, rules);
}

std::optional<EarsScore> ears_c3(std::span<double const> counts, std::size_t day, EarsRules const& rules) {
    if (day < 2 || !ears_c2(counts, day - 2, rules)) return {};
    auto out = ears_c2(counts, day, rules);
    if (!out) return {};
    double sum = 0;
    for (std::size_t i = day - 2; i <= day; ++i) sum += std::max(0.0, ears_c2(counts, i, rules)->z - 1);
    out->z = sum;
    out->alarm = sum > rules.c3_threshold;
    return out;
}

double ewma(std::span<double const> counts, double part) {
    if (counts.empty()) return 0;
    double z = counts.front();
    for (double const c : counts.subspan(1)) z = part * c + (1 - part) * z;
    return z;
}

double ewma_limit(Baseline const& baseline, double part, double k) {
    return baseline.mean + k * baseline.sd * std::sqrt(part / (2 - part));
}

double cusum(std::span<double const> counts, Baseline const& baseline, double k) {
    double sum = 0;
    for (double const c : counts) sum = std::max(0.0, c - (baseline.mean + k * baseline.sd) + sum);
    return sum;
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
