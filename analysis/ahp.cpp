#include "analysis/ahp.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

#include "analysis/site_order.h"

namespace analysis {

namespace {

/// Saaty 1980, by the number of criteria.
constexpr std::array<double, kMostJudged + 1> kRandomIndex{0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
constexpr double kScaleSlack = 1e-9;

using Matrix = std::vector<std::vector<double>>;

Matrix full(std::size_t n, std::span<double const> upper) {
    Matrix a(n, std::vector<double>(n, 1.0));
    std::size_t next = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j, ++next) {
            a[i][j] = upper[next];
            a[j][i] = 1 / upper[next];
        }
    return a;
}

std::vector<double> product(Matrix const& a, std::vector<double> const& w) {
    std::vector<double> out;
    for (auto const& row : a) out.push_back(std::inner_product(row.begin(), row.end(), w.begin(), 0.0));
    return out;
}

/// Power iteration: all entries are positive, so there is one largest eigenvalue and it is reached (Perron 1907).
std::vector<double> eigenvector(Matrix const& a) {
    constexpr int kMostRounds = 10'000;
    std::vector<double> w(a.size(), 1.0 / static_cast<double>(a.size()));
    for (int round = 0; round < kMostRounds; ++round) {
        std::vector<double> next = product(a, w);
        to_sum_one(next);
        double change = 0;
        for (std::size_t i = 0; i < w.size(); ++i) change = std::max(change, std::abs(next[i] - w[i]));
        w = std::move(next);
        if (change < 1e-15) break;
    }
    return w;
}

std::vector<double> geometric_means(Matrix const& a) {
    std::vector<double> w;
    for (auto const& row : a) {
        double logs = 0;
        for (double const v : row) logs += std::log(v);
        w.push_back(std::exp(logs / static_cast<double>(row.size())));
    }
    to_sum_one(w);
    return w;
}

std::optional<Ahp::Judgement> worst_of(Matrix const& a, std::vector<double> const& w) {
    std::optional<Ahp::Judgement> worst;
    double most = 1;
    for (std::size_t i = 0; i < w.size(); ++i)
        for (std::size_t j = 0; j < w.size(); ++j) {
            double const off = a[i][j] * w[j] / w[i];
            if (off <= most * (1 + 1e-6)) continue;  // or it is rounding
            most = off;
            worst = Ahp::Judgement{i, j, a[i][j], w[i] / w[j]};
        }
    return worst;
}

/// "3" or "1/5", as people enter it; two digits where it is neither.
std::string judgement_text(double value) {
    std::array<char, 32> text{};
    bool const below = value < 1;
    double const shown = below ? 1 / value : value;
    bool const whole = std::abs(shown - std::round(shown)) < 5e-3;
    std::snprintf(text.data(), text.size(), whole ? "%s%.0f" : "%s%.2f", below ? "1/" : "", shown);
    return text.data();
}

}  // namespace

base::Result<Ahp> ahp(std::size_t criteria, std::span<double const> upper) {
    if (criteria == 0 || criteria > kMostJudged)
        return base::Error{"AHP: " + std::to_string(criteria) + " criteria; there can be 1 to " +
                           std::to_string(kMostJudged) + ", more belong in groups"};
    std::size_t const pairs = criteria * (criteria - 1) / 2;
    if (upper.size() != pairs)
        return base::Error{"AHP: " + std::to_string(upper.size()) + " judgements for " + std::to_string(criteria) +
                           " criteria; there should be " + std::to_string(pairs)};
    for (std::size_t i = 0; i < pairs; ++i)
        if (!(upper[i] >= 1.0 / 9 - kScaleSlack && upper[i] <= 9 + kScaleSlack))
            return base::Error{"AHP: judgement " + std::to_string(i + 1) + " is " + std::to_string(upper[i]) +
                               "; it should lie between 1/9 and 9"};

    Matrix const a = full(criteria, upper);
    Ahp out;
    out.weights = eigenvector(a);
    out.geometric = geometric_means(a);
    std::vector<double> const stretched = product(a, out.weights);
    out.lambda = std::accumulate(stretched.begin(), stretched.end(), 0.0);
    if (criteria > 2) {
        auto const n = static_cast<double>(criteria);
        out.ci = std::max(0.0, (out.lambda - n) / (n - 1));
        if (out.ci < 1e-12) out.ci = 0;
        out.cr = out.ci / kRandomIndex[criteria];
    }
    out.consistent = out.cr <= kMostInconsistent;
    out.worst = worst_of(a, out.weights);
    return out;
}

twin::Name why_blocked(Ahp const& weights, std::span<twin::Name const> criteria) {
    if (weights.consistent || !weights.worst) return {};
    Ahp::Judgement const& worst = *weights.worst;
    twin::Name const& first = criteria[worst.first];
    twin::Name const& second = criteria[worst.second];
    std::array<char, 32> cr{};
    std::snprintf(cr.data(), cr.size(), "%.3f", weights.cr);
    std::string const given = judgement_text(worst.given), fitting = judgement_text(worst.fitting);
    return {std::string("一致性比例 ") + cr.data() + " 超过 0.10，不予排序。最矛盾的判断：“" + first.zh + "”对“" +
                second.zh + "”给了 " + given + "，按其余判断约为 " + fitting + "。",
            std::string("Consistency ratio ") + cr.data() +
                " is above 0.10, so nothing is ranked. The judgement that "
                "fits least: \"" +
                first.en + "\" over \"" + second.en + "\" was given " + given + "; the others together say about " +
                fitting + "."};
}

}  // namespace analysis
