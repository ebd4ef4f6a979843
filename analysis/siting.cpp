#include "analysis/siting.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

#include "analysis/site_order.h"
#include "analysis/words.h"

namespace analysis {

namespace {

/// As short as it can be said: up to three digits behind the point.
std::string number_text(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.3f", value);
    std::string out = text;
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out == "-0" ? "0" : out;
}

void check(Bound const& bound, std::uint32_t which, std::vector<std::vector<Exclusion>>& out) {
    using enum Exclusion::Why;
    for (std::size_t s = 0; s < out.size(); ++s) {
        double const v = bound.values[s];
        if (std::isnan(v))
            out[s].push_back({no_data, true, which, v, {}});
        else if (bound.least && v < *bound.least)
            out[s].push_back({below, true, which, v, {}});
        else if (bound.most && v > *bound.most)
            out[s].push_back({above, true, which, v, {}});
    }
}

void check(Permitted const& permitted, std::uint32_t which, std::vector<std::vector<Exclusion>>& out) {
    using enum Exclusion::Why;
    for (std::size_t s = 0; s < out.size(); ++s) {
        std::string const& word = permitted.values[s];
        if (std::ranges::find(permitted.words, word) != permitted.words.end()) continue;
        out[s].push_back({word.empty() ? no_data : not_permitted, false, which, 0, word});
    }
}

double worth_at(std::vector<Worth> const& curve, double value) {
    if (value <= curve.front().value) return curve.front().worth;
    for (std::size_t i = 1; i < curve.size(); ++i) {
        Worth const a = curve[i - 1], b = curve[i];
        if (value <= b.value) return a.worth + (b.worth - a.worth) * (value - a.value) / (b.value - a.value);
    }
    return curve.back().worth;
}

std::string fault_of_table(SiteTable const& table, std::vector<bool> const& in, std::span<double const> weights) {
    std::size_t const criteria = table.criteria.size();
    if (table.values.size() != table.sites.size() * criteria || in.size() != table.sites.size())
        return "the table has not one value for each site and criterion";
    if (weights.size() != criteria) return "there is not one weight for each criterion";
    double sum = 0;
    for (double const w : weights) {
        if (!(w >= 0) || std::isinf(w)) return "a weight is negative or no number";
        sum += w;
    }
    if (!(sum > 0)) return "all weights are 0";
    for (Criterion const& c : table.criteria)
        for (std::size_t i = 0; i < c.worth.size(); ++i)
            if (!(c.worth[i].worth >= 0 && c.worth[i].worth <= 1) ||
                (i > 0 && !(c.worth[i].value > c.worth[i - 1].value)))
                return "the value function of '" + c.id + "' should rise in value and lie between 0 and 1 in worth";
    return {};
}

void choose_rows(SiteTable const& table, std::vector<bool> const& in, Ranking& out) {
    std::size_t const criteria = table.criteria.size();
    for (std::uint32_t s = 0; s < table.sites.size(); ++s) {
        if (!in[s]) continue;
        auto const values = std::span(table.values).subspan(s * criteria, criteria);
        auto const missing = std::ranges::find_if(values, [](double v) { return !std::isfinite(v); });
        if (missing == values.end())
            out.sites.push_back(s);
        else
            out.unknown.push_back({s, static_cast<std::uint32_t>(missing - values.begin())});
    }
}

/// One criterion of all rows: what each is worth, and how far it is from the best and the worst.
void rate(SiteTable const& table, std::size_t c, Ranking& out) {
    Criterion const& criterion = table.criteria[c];
    std::size_t const criteria = table.criteria.size(), rows = out.sites.size();
    std::vector<double> x(rows);
    double squares = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        x[r] = table.values[out.sites[r] * criteria + c];
        if (!criterion.worth.empty()) x[r] = worth_at(criterion.worth, x[r]);
        squares += x[r] * x[r];
    }
    auto const [low, high] = std::ranges::minmax(x);
    bool const less = criterion.less_is_better && criterion.worth.empty();
    double const best = less ? low : high, worst = less ? high : low, norm = squares > 0 ? squares : 1;
    for (std::size_t r = 0; r < rows; ++r) {
        double v = high > low ? (x[r] - worst) / (best - worst) : 1;
        if (!criterion.worth.empty()) v = x[r];
        out.contribution[r * criteria + c] = out.weights[c] * v;
        out.from_best[r * criteria + c] = (x[r] - best) * (x[r] - best) / norm;
        out.from_worst[r * criteria + c] = (x[r] - worst) * (x[r] - worst) / norm;
    }
}

void add_up(Ranking& out) {
    std::size_t const criteria = out.criteria();
    for (std::size_t r = 0; r < out.sites.size(); ++r) {
        double sum = 0, to_best = 0, to_worst = 0;
        for (std::size_t c = 0; c < criteria; ++c) {
            double const squared = out.weights[c] * out.weights[c];
            sum += out.contribution[r * criteria + c];
            to_best += squared * out.from_best[r * criteria + c];
            to_worst += squared * out.from_worst[r * criteria + c];
        }
        out.weighted.push_back(sum);
        out.closeness.push_back(closeness_of(to_best, to_worst));
    }
}

std::vector<std::uint32_t> ranks_of(std::span<double const> scores) {
    SiteOrder sorter;
    auto const rows = sorter.sort(scores);
    std::vector<std::uint32_t> ranks(scores.size());
    each_rank(rows, scores, [&](std::uint32_t row, std::uint32_t rank) { ranks[row] = rank; });
    return ranks;
}

}  // namespace

base::Result<std::vector<std::vector<Exclusion>>> exclusions(Constraints const& constraints, std::size_t sites) {
    std::vector<std::vector<Exclusion>> out(sites);
    auto const unfit = [&](std::string const& id, std::size_t values) {
        return base::Error{"constraint '" + id + "' has " + std::to_string(values) + " values for " +
                           std::to_string(sites) + " sites"};
    };
    for (std::uint32_t i = 0; i < constraints.bounds.size(); ++i) {
        Bound const& bound = constraints.bounds[i];
        if (bound.values.size() != sites) return unfit(bound.id, bound.values.size());
        check(bound, i, out);
    }
    for (std::uint32_t i = 0; i < constraints.permitted.size(); ++i) {
        Permitted const& permitted = constraints.permitted[i];
        if (permitted.values.size() != sites) return unfit(permitted.id, permitted.values.size());
        check(permitted, i, out);
    }
    return out;
}

twin::Name describe(Exclusion const& e, Constraints const& constraints) {
    twin::Name const& name = e.is_bound ? constraints.bounds[e.which].name : constraints.permitted[e.which].name;
    if (e.why == Exclusion::Why::no_data) return {name.zh + "：无数据", name.en + ": no data"};
    if (!e.is_bound) {
        auto const& words = constraints.permitted[e.which].words;
        return {name.zh + "为“" + e.word + "”，允许：" + joined(words, "、"),
                name.en + " is \"" + e.word + "\"; permitted: " + joined(words, ", ")};
    }
    Bound const& bound = constraints.bounds[e.which];
    bool const below = e.why == Exclusion::Why::below;
    std::string const unit = bound.unit.empty() || bound.unit == "%" ? bound.unit : " " + bound.unit;
    std::string const value = number_text(e.value) + unit;
    std::string const limit = number_text(below ? bound.least.value_or(0) : bound.most.value_or(0)) + unit;
    return {name.zh + " " + value + (below ? "，低于 " : "，高于 ") + limit,
            name.en + " " + value + (below ? " is below " : " is above ") + limit};
}

base::Result<Ranking> rank(SiteTable const& table, std::vector<bool> const& in, std::span<double const> weights) {
    if (std::string const fault = fault_of_table(table, in, weights); !fault.empty())
        return base::Error{"siting: " + fault};
    Ranking out;
    choose_rows(table, in, out);
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double const w : weights) out.weights.push_back(w / sum);
    if (out.sites.empty()) return out;
    for (auto* matrix : {&out.contribution, &out.from_best, &out.from_worst})
        matrix->resize(out.sites.size() * out.criteria());
    for (std::size_t c = 0; c < out.criteria(); ++c) rate(table, c, out);
    add_up(out);
    out.weighted_rank = ranks_of(out.weighted);
    out.closeness_rank = ranks_of(out.closeness);
    return out;
}

base::Result<Ranking> rank(SiteTable const& table, std::vector<bool> const& in, Ahp const& weights) {
    if (!weights.consistent && table.criteria.size() == weights.weights.size()) {
        std::vector<twin::Name> names;
        for (Criterion const& c : table.criteria) names.push_back(c.name);
        return base::Error{why_blocked(weights, names).en};
    }
    return rank(table, in, weights.weights);
}

std::vector<std::uint32_t> order(std::span<double const> scores) {
    SiteOrder sorter;
    auto const rows = sorter.sort(scores);
    return {rows.begin(), rows.end()};
}

twin::Name why_first(Ranking const& ranking, SiteTable const& table) {
    if (ranking.sites.empty()) return {"没有可排序的候选地块", "There is no site to rank"};
    auto const rows = order(ranking.weighted);
    std::string const& first = table.sites[ranking.sites[rows[0]]];
    std::string const score = number_text(ranking.weighted[rows[0]]);
    if (rows.size() == 1) return {first + " 是唯一候选，得分 " + score, first + " is the only site, at " + score};
    std::string const& second = table.sites[ranking.sites[rows[1]]];
    std::size_t const criteria = ranking.criteria();
    std::size_t leads = 0, trails = 0;
    auto const lead = [&](std::size_t c) {
        return ranking.contribution[rows[0] * criteria + c] - ranking.contribution[rows[1] * criteria + c];
    };
    for (std::size_t c = 1; c < criteria; ++c) {
        if (lead(c) > lead(leads)) leads = c;
        if (lead(c) < lead(trails)) trails = c;
    }
    std::string const by = number_text(ranking.weighted[rows[0]] - ranking.weighted[rows[1]]);
    twin::Name out{first + " 居首，得分 " + score + "，比第二名 " + second + " 高 " + by,
                   first + " is first at " + score + ", " + by + " before " + second};
    if (lead(leads) > 0) {
        out.zh += "；领先最多：" + table.criteria[leads].name.zh + "（+" + number_text(lead(leads)) + "）";
        out.en += "; it leads most in " + table.criteria[leads].name.en + " (+" + number_text(lead(leads)) + ")";
    }
    if (lead(trails) < 0) {
        out.zh += "；落后最多：" + table.criteria[trails].name.zh + "（" + number_text(lead(trails)) + "）";
        out.en += "; it trails most in " + table.criteria[trails].name.en + " (" + number_text(lead(trails)) + ")";
    }
    return out;
}

}  // namespace analysis
