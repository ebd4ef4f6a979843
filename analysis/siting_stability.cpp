#include "analysis/siting_stability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/site_order.h"
#include "base/parallel.h"

namespace analysis {

namespace {

/// SplitMix64 (Steele, Lea & Flood 2014) of a counter: the draw depends on which it is, not on who draws first.
double draw(std::uint64_t seed, std::uint64_t count) {
    std::uint64_t z = seed + (count + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/// The ranking's matrices by criterion, so that one weight meets all rows in a straight loop.
struct Columns {
    std::size_t rows = 0, criteria = 0;
    std::vector<double> value, from_best, from_worst;

    explicit Columns(Ranking const& r) : rows(r.sites.size()), criteria(r.criteria()) {
        for (auto* to : {&value, &from_best, &from_worst}) to->resize(rows * criteria);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t c = 0; c < criteria; ++c) {
                std::size_t const from = row * criteria + c, to = c * rows + row;
                value[to] = r.weights[c] > 0 ? r.contribution[from] / r.weights[c] : 0;
                from_best[to] = r.from_best[from];
                from_worst[to] = r.from_worst[from];
            }
    }
};

struct Scores {
    std::vector<double> weighted, closeness, best, worst;

    void compute(Columns const& m, std::span<double const> weights) {
        for (auto* v : {&weighted, &best, &worst}) v->assign(m.rows, 0);
        closeness.resize(m.rows);
        for (std::size_t c = 0; c < m.criteria; ++c) {
            double const w = weights[c], squared = w * w;
            double const* const value = m.value.data() + c * m.rows;
            double const* const from_best = m.from_best.data() + c * m.rows;
            double const* const from_worst = m.from_worst.data() + c * m.rows;
            for (std::size_t r = 0; r < m.rows; ++r) weighted[r] += w * value[r];
            for (std::size_t r = 0; r < m.rows; ++r) best[r] += squared * from_best[r];
            for (std::size_t r = 0; r < m.rows; ++r) worst[r] += squared * from_worst[r];
        }
        for (std::size_t r = 0; r < m.rows; ++r) closeness[r] = closeness_of(best[r], worst[r]);
    }
};

/// The rows at the top, in order of row.
std::vector<std::uint32_t> rows_at_top(std::span<double const> scores, std::size_t most, std::uint32_t& first) {
    std::vector<std::uint32_t> rows = order(scores);
    first = rows.front();
    rows.resize(std::min(most, rows.size()));
    std::ranges::sort(rows);
    return rows;
}

double kept(std::vector<std::uint32_t> const& before, std::vector<std::uint32_t> const& after) {
    std::vector<std::uint32_t> both;
    std::ranges::set_intersection(before, after, std::back_inserter(both));
    return static_cast<double>(both.size()) / static_cast<double>(before.size());
}

std::vector<WeightChange> one_at_a_time(Ranking const& ranking, Columns const& columns, StabilityOptions const& o) {
    std::vector<WeightChange> out;
    std::uint32_t first = 0;
    std::size_t const most = std::max(1U, o.top);
    auto const weighted_top = rows_at_top(ranking.weighted, most, first);
    auto const closeness_top = rows_at_top(ranking.closeness, most, first);
    Scores scores;
    for (std::uint32_t c = 0; c < columns.criteria; ++c)
        for (double const by : {o.change, -o.change}) {
            std::vector<double> weights = ranking.weights;
            weights[c] *= 1 + by;
            if (std::accumulate(weights.begin(), weights.end(), 0.0) > 0) to_sum_one(weights);
            scores.compute(columns, weights);
            WeightChange change{.criterion = c, .by = by};
            change.weighted_kept = kept(weighted_top, rows_at_top(scores.weighted, most, change.weighted_first));
            change.closeness_kept = kept(closeness_top, rows_at_top(scores.closeness, most, change.closeness_first));
            out.push_back(change);
        }
    return out;
}

std::vector<TippingPoint> tipping_points(Ranking const& ranking) {
    std::vector<TippingPoint> out;
    std::uint32_t const first = order(ranking.weighted).front();
    std::size_t const criteria = ranking.criteria();
    for (std::uint32_t c = 0; c < criteria; ++c) {
        TippingPoint point{.criterion = c, .up = {}, .down = {}};
        for (std::uint32_t row = 0; row < ranking.sites.size(); ++row) {
            // Scaling all weights to the sum 1 again changes no order, so only this weight's part of the scores moves.
            double const gain = ranking.contribution[row * criteria + c] - ranking.contribution[first * criteria + c];
            if (row == first || gain == 0) continue;
            double const by = (ranking.weighted[first] - ranking.weighted[row]) / gain;
            auto& side = gain > 0 ? point.up : point.down;
            if (by < -1 || (side && std::abs(side->by) <= std::abs(by))) continue;
            side = TippingPoint::Change{by, row};
        }
        out.push_back(point);
    }
    return out;
}

/// Whole numbers, so that it does not matter in which order they are added.
struct Tally {
    struct Site {
        std::uint64_t sum = 0;
        std::uint32_t best = ~0U, worst = 0, first = 0, in_top = 0;
    };
    std::vector<Site> weighted, closeness;
};

void tally(std::span<double const> scores, std::uint32_t top, SiteOrder& sorter, std::vector<Tally::Site>& sites) {
    each_rank(sorter.sort(scores), scores, [&](std::uint32_t row, std::uint32_t rank) {
        Tally::Site& site = sites[row];
        site.sum += rank;
        site.best = std::min(site.best, rank);
        site.worst = std::max(site.worst, rank);
        site.first += rank == 1;
        site.in_top += rank <= top;
    });
}

void add_tallies(std::vector<Tally::Site>& to, std::vector<Tally::Site> const& from) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i].sum += from[i].sum;
        to[i].best = std::min(to[i].best, from[i].best);
        to[i].worst = std::max(to[i].worst, from[i].worst);
        to[i].first += from[i].first;
        to[i].in_top += from[i].in_top;
    }
}

Tally roll(Ranking const& ranking, Columns const& columns, StabilityOptions const& o) {
    constexpr std::size_t kGrain = 64;
    std::vector<Tally> pieces((o.runs + kGrain - 1) / kGrain);
    base::parallel_for(o.runs, kGrain, [&](std::size_t begin, std::size_t end) {
        Tally& mine = pieces[begin / kGrain];
        mine.weighted.resize(columns.rows);
        mine.closeness.resize(columns.rows);
        Scores scores;
        SiteOrder sorter;
        std::vector<double> weights(columns.criteria);
        for (std::size_t run = begin; run < end; ++run) {
            for (std::size_t c = 0; c < columns.criteria; ++c)
                weights[c] = ranking.weights[c] * (1 + o.change * (2 * draw(o.seed, run * columns.criteria + c) - 1));
            to_sum_one(weights);
            scores.compute(columns, weights);
            tally(scores.weighted, o.top, sorter, mine.weighted);
            tally(scores.closeness, o.top, sorter, mine.closeness);
        }
    });
    Tally all = std::move(pieces.front());
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        add_tallies(all.weighted, pieces[i].weighted);
        add_tallies(all.closeness, pieces[i].closeness);
    }
    return all;
}

std::vector<RankSpread> spread_of(std::vector<Tally::Site> const& sites, double runs) {
    std::vector<RankSpread> out;
    for (Tally::Site const& s : sites)
        out.push_back({s.best, s.worst, static_cast<double>(s.sum) / runs, s.first / runs, s.in_top / runs});
    return out;
}

}  // namespace

Stability stability(Ranking const& ranking, StabilityOptions const& options) {
    Stability out;
    if (ranking.sites.empty()) return out;
    StabilityOptions o = options;
    o.change = std::clamp(o.change, 0.0, 0.999);  // or a weight could vanish or turn
    Columns const columns(ranking);
    out.changes = one_at_a_time(ranking, columns, o);
    out.tipping = tipping_points(ranking);
    if (o.runs == 0) return out;
    Tally const all = roll(ranking, columns, o);
    out.weighted = spread_of(all.weighted, o.runs);
    out.closeness = spread_of(all.closeness, o.runs);
    out.weighted_first_stays = out.weighted[order(ranking.weighted).front()].first;
    out.closeness_first_stays = out.closeness[order(ranking.closeness).front()].first;
    return out;
}

}  // namespace analysis
