#include "analysis/scan_statistic.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/parallel.h"

namespace analysis {

namespace {

/// splitmix64 (S. Vigna, public domain): the standard library's distributions differ between implementations.
class Chance {
public:
    Chance(std::uint64_t seed, std::uint64_t replica) : state_(mix(seed ^ mix(replica))) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(mix(state_++) % n); }

private:
    static std::uint64_t mix(std::uint64_t x) {
        x += 0x9e3779b97f4a7c15ULL;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31);
    }
    std::uint64_t state_;
};

/// A zone of a circle that grows: its cases of all days are those of all zones up to it.
struct Step {
    std::uint32_t zone = 0;
    double distance = 0;
    std::int64_t cases_so_far = 0;
    double log_so_far = 0;
    bool whole = true;  ///< false where the next one is as far away: no circle ends here
};
struct Centre {
    std::uint32_t zone = 0;
    std::vector<Step> steps;
};

/// The strongest cylinder found around one centre.
struct Best {
    double llr = 0, expected = 0;
    std::int64_t cases = 0;
    std::size_t steps = 0;
    std::int32_t days = 0;
};

/// Cases of the last days by zone and age; one for the real days, one for each replica at work.
class Recent {
public:
    Recent(std::size_t zones, std::size_t days) : days_(days), count_(zones * days), any_(zones) {}

    void add(std::uint32_t zone, std::size_t age) {
        count_[zone * days_ + age] += 1;
        any_[zone] = 1;
        touched_.push_back(zone);
    }
    void clear() {
        for (std::uint32_t const zone : touched_) {
            std::fill_n(count_.begin() + static_cast<std::ptrdiff_t>(zone * days_), days_, 0);
            any_[zone] = 0;
        }
        touched_.clear();
    }
    bool any(std::uint32_t zone) const { return any_[zone] != 0; }
    std::int32_t const* of(std::uint32_t zone) const { return count_.data() + zone * days_; }

private:
    std::size_t days_;
    std::vector<std::int32_t> count_;
    std::vector<std::uint8_t> any_;
    std::vector<std::uint32_t> touched_;
};

class Scan {
public:
    Scan(std::span<base::Vec2d const> zones, std::span<ScanCase const> cases, std::int32_t today,
         ScanRules const& rules)
        : rules_(rules),
          days_(static_cast<std::size_t>(std::clamp(rules.longest, 1, std::max(1, rules.history)))),
          zone_count_(zones.size()),
          on_day_(days_, 0),
          real_(zones.size(), days_) {
        for (ScanCase const& c : cases) {
            std::int64_t const age = std::int64_t{today} - c.day;
            if (age < 0 || age >= rules.history || c.zone >= zones.size()) continue;
            zone_of_.push_back(c.zone);
            if (age >= static_cast<std::int64_t>(days_)) continue;
            real_.add(c.zone, static_cast<std::size_t>(age));
            on_day_[static_cast<std::size_t>(age)] += 1;
        }
        up_to_day_.resize(days_);
        std::partial_sum(on_day_.begin(), on_day_.end(), up_to_day_.begin());
        for (std::int64_t const n : up_to_day_) log_up_to_day_.push_back(std::log(static_cast<double>(n)));
        for (std::int64_t n = 0; n <= up_to_day_.back(); ++n)
            log_of_.push_back(n == 0 ? 0 : std::log(static_cast<double>(n)));
        log_all_ = std::log(static_cast<double>(zone_of_.size()));
        grow_circles(zones);
    }

    std::vector<ScanCluster> run() const {
        std::vector<ScanCluster> out;
        if (zone_of_.empty() || up_to_day_.back() < rules_.least_cases) return out;
        std::vector<std::pair<Best, std::size_t>> found;
        std::vector<std::int64_t> inside;
        for (std::size_t i = 0; i < centres_.size(); ++i)
            if (Best const best = around(centres_[i], real_, 0, inside); best.llr > 0) found.emplace_back(best, i);
        std::ranges::stable_sort(found, std::greater{}, [](auto const& f) { return f.first.llr; });
        std::vector<std::uint8_t> taken(zone_count_);
        for (auto const& [best, centre] : found) {
            if (out.size() == rules_.most_clusters) break;
            auto const steps = std::span(centres_[centre].steps).first(best.steps);
            if (std::ranges::any_of(steps, [&](Step const& s) { return taken[s.zone] != 0; })) continue;
            ScanCluster cluster{.centre = centres_[centre].zone,
                                .radius = steps.back().distance,
                                .days = best.days,
                                .cases = best.cases,
                                .expected = best.expected,
                                .llr = best.llr};
            for (Step const& s : steps) {
                taken[s.zone] = 1;
                cluster.zones.push_back(s.zone);
            }
            out.push_back(std::move(cluster));
        }
        judge(out);
        return out;
    }

private:
    void grow_circles(std::span<base::Vec2d const> zones) {
        std::vector<std::int64_t> total(zones.size());
        for (std::uint32_t const zone : zone_of_) total[zone] += 1;
        double const most = rules_.most_cases * static_cast<double>(zone_of_.size());
        std::vector<std::uint32_t> used;
        for (std::uint32_t z = 0; z < zones.size(); ++z)
            if (total[z] > 0) used.push_back(z);
        for (std::uint32_t const centre : used) {
            Centre c{centre, {}};
            for (std::uint32_t const z : used) {
                double const distance = base::length(zones[z] - zones[centre]);
                if (distance <= rules_.reach) c.steps.push_back({z, distance, total[z], true});
            }
            std::ranges::stable_sort(c.steps, {}, &Step::distance);
            for (std::size_t i = 1; i < c.steps.size(); ++i) {
                c.steps[i].cases_so_far += c.steps[i - 1].cases_so_far;
                c.steps[i - 1].whole = c.steps[i].distance > c.steps[i - 1].distance;
            }
            for (Step& step : c.steps) step.log_so_far = std::log(static_cast<double>(step.cases_so_far));
            while (!c.steps.empty() &&
                   (!c.steps.back().whole || static_cast<double>(c.steps.back().cases_so_far) > most))
                c.steps.pop_back();
            if (!c.steps.empty()) centres_.push_back(std::move(c));
        }
    }

    /// At least the ratio: (C-c) ln((C-c)/(C-mu)) <= -(C-c)/(C-mu) (c-mu). It takes no logarithm, and nearly all
    /// cylinders are ruled out by it.
    double bound(Step const& step, std::size_t age, std::int64_t cases, double expected) const {
        double const c = static_cast<double>(cases), all = static_cast<double>(zone_of_.size());
        double const log_ratio =
            log_of_[static_cast<std::size_t>(cases)] - step.log_so_far - log_up_to_day_[age] + log_all_;
        return c * log_ratio - (all - c) / (all - expected) * (c - expected) + 1e-9;
    }

    /// The strongest, where it is stronger than `floor`. A zone without recent cases can only weaken a circle, so only
    /// circles that gained one are looked at. `inside` is room to work in.
    Best around(Centre const& centre, Recent const& recent, double floor, std::vector<std::int64_t>& inside) const {
        Best best{.llr = floor};
        inside.assign(days_, 0);
        bool changed = false;
        double const all = static_cast<double>(zone_of_.size());
        for (std::size_t i = 0; i < centre.steps.size(); ++i) {
            Step const& step = centre.steps[i];
            if (recent.any(step.zone)) {
                std::int32_t const* const count = recent.of(step.zone);
                for (std::size_t age = 0; age < days_; ++age) inside[age] += count[age];
                changed = true;
            }
            if (!changed || !step.whole) continue;
            changed = false;
            std::int64_t cases = 0;
            for (std::size_t age = 0; age < days_; ++age) {
                cases += inside[age];
                if (inside[age] == 0 || cases < rules_.least_cases) continue;
                double const expected =
                    static_cast<double>(step.cases_so_far) * static_cast<double>(up_to_day_[age]) / all;
                if (static_cast<double>(cases) <= expected || bound(step, age, cases, expected) <= best.llr) continue;
                double const llr = scan_llr(static_cast<double>(cases), expected, all);
                if (llr > best.llr) best = {llr, expected, cases, i + 1, static_cast<std::int32_t>(age) + 1};
            }
        }
        return best;
    }

    /// Days dealt out anew among the cases, so that places and days keep their totals. Only who gets one of the last
    /// days matters; the swaps are taken back, so that the next replica begins where this one did.
    double strongest_of(std::uint64_t replica, std::vector<std::uint32_t>& zone_of, std::vector<std::size_t>& swaps,
                        Recent& recent, std::vector<std::int64_t>& inside) const {
        Chance chance(rules_.seed, replica);
        swaps.clear();
        for (std::size_t age = 0, k = 0; age < days_; ++age)
            for (std::int64_t n = 0; n < on_day_[age]; ++n, ++k) {
                std::size_t const other = k + chance.below(zone_of.size() - k);
                std::swap(zone_of[k], zone_of[other]);
                swaps.push_back(other);
                recent.add(zone_of[k], age);
            }
        double strongest = 0;
        for (Centre const& centre : centres_) strongest = around(centre, recent, strongest, inside).llr;
        recent.clear();
        for (std::size_t k = swaps.size(); k-- > 0;) std::swap(zone_of[k], zone_of[swaps[k]]);
        return strongest;
    }

    std::vector<double> replicas(double llr) const {
        constexpr std::size_t kAtOnce = 64, kGrain = 8;
        std::vector<double> strongest;
        while (strongest.size() < rules_.replicas) {
            std::size_t const first = strongest.size(), count = std::min<std::size_t>(kAtOnce, rules_.replicas - first);
            strongest.resize(first + count);
            base::parallel_for(count, kGrain, [&](std::size_t begin, std::size_t end) {
                std::vector<std::uint32_t> zone_of = zone_of_;
                std::vector<std::size_t> swaps;
                std::vector<std::int64_t> inside;
                Recent recent(zone_count_, days_);
                for (std::size_t i = first + begin; i < first + end; ++i)
                    strongest[i] = strongest_of(i, zone_of, swaps, recent, inside);
            });
            // Only between whole batches, so that the answer does not depend on who was first.
            auto const reached = std::ranges::count_if(strongest, [&](double s) { return s >= llr; });
            if (rules_.stop_after > 0 && reached >= static_cast<std::ptrdiff_t>(rules_.stop_after)) break;
        }
        return strongest;
    }

    void judge(std::vector<ScanCluster>& clusters) const {
        if (clusters.empty() || rules_.replicas == 0) return;
        std::vector<double> const strongest = replicas(clusters.front().llr);
        double const n = static_cast<double>(strongest.size());
        double const mean = std::accumulate(strongest.begin(), strongest.end(), 0.0) / n;
        double squares = 0;
        for (double const s : strongest) squares += (s - mean) * (s - mean);
        double const scale = n > 1 ? std::sqrt(squares / (n - 1) * 6) / std::numbers::pi : 0;
        for (ScanCluster& c : clusters) {
            auto const reached = std::ranges::count_if(strongest, [&](double s) { return s >= c.llr; });
            c.p = static_cast<double>(reached + 1) / (n + 1);
            double const x = scale > 0 ? (c.llr - (mean - std::numbers::egamma * scale)) / scale : 0;
            c.gumbel_p = scale > 0 ? -std::expm1(-std::exp(-x)) : c.p;
        }
    }

    ScanRules const& rules_;
    std::size_t days_, zone_count_;
    std::vector<std::uint32_t> zone_of_;   ///< per case
    std::vector<std::int64_t> on_day_;     ///< by age
    std::vector<std::int64_t> up_to_day_;  ///< cases no older
    std::vector<double> log_up_to_day_;
    std::vector<double> log_of_;  ///< of the numbers up to the recent cases
    double log_all_ = 0;
    std::vector<Centre> centres_;
    Recent real_;
};

}  // namespace

double scan_llr(double cases, double expected, double all) {
    if (!(cases > expected) || !(expected > 0)) return 0;
    double const rest = all - cases;
    double const outside = rest > 0 ? rest * std::log(rest / (all - expected)) : 0;
    return cases * std::log(cases / expected) + outside;
}

std::vector<ScanCluster> scan(std::span<base::Vec2d const> zones, std::span<ScanCase const> cases, std::int32_t today,
                              ScanRules const& rules) {
    return Scan(zones, cases, today, rules).run();
}

}  // namespace analysis
