// Which site is best: hard constraints first, then criteria with weights, by two methods side by side.
//
// A site that breaks a constraint is out, with the reason, and its criteria do not matter (Malczewski, GIS and
// Multicriteria Decision Analysis, 1999). Those left are ordered by the weighted sum, S = sum of w v with v the value
// from 0 (worst) to 1 (best), and by TOPSIS (Hwang & Yoon, Multiple Attribute Decision Making, 1981): C = D- / (D+ +
// D-) with D+ and D- the distances to a best and a worst site made up of the best and worst that any has, after
// dividing each criterion by the length of its column. They may disagree; where they do, that is worth showing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/ahp.h"
#include "base/result.h"
#include "twin/name.h"

namespace analysis {

/// A number that must lie between bounds: area, least width, slope, a distance, the share that lies in a red line.
struct Bound {
    std::string id;
    twin::Name name;
    std::string unit;
    std::optional<double> least, most;  ///< both allowed themselves
    std::vector<double> values;         ///< per site; NaN: not known, which is out
};

/// A word that must be one of some: the land use of the plan.
struct Permitted {
    std::string id;
    twin::Name name;
    std::vector<std::string> words;
    std::vector<std::string> values;  ///< per site; empty: not known, which is out
};

struct Constraints {
    std::vector<Bound> bounds;
    std::vector<Permitted> permitted;
};

struct Exclusion {
    enum class Why : std::uint8_t { below, above, not_permitted, no_data } why = Why::no_data;
    bool is_bound = true;  ///< `which` counts Constraints::bounds, else ::permitted
    std::uint32_t which = 0;
    double value = 0;  ///< of a bound
    std::string word;  ///< of a permitted
};

/// Per site everything it breaks; sites with nothing are in. An error where a constraint has not one value per site.
base::Result<std::vector<std::vector<Exclusion>>> exclusions(Constraints const& constraints, std::size_t sites);
/// "Least width 12.3 m is below 20 m."
twin::Name describe(Exclusion const& exclusion, Constraints const& constraints);

/// A point of a value function: what this much is worth, 0 to 1.
struct Worth {
    double value = 0, worth = 0;
};

struct Criterion {
    std::string id;
    twin::Name name;
    std::string unit;
    bool less_is_better = false;
    /// Straight between its points, level beyond its ends, values rising. Empty: from the worst to the best that any
    /// ranked site has (which moves when sites come and go). TOPSIS then takes the worth in the value's place.
    std::vector<Worth> worth;
};

struct SiteTable {
    std::vector<std::string> sites;
    std::vector<Criterion> criteria;
    std::vector<double> values;  ///< of site s and criterion c at [s * criteria + c]; NaN: not known
};

/// All arrays per row, a row being one ranked site; matrices are [row * criteria + c].
struct Ranking {
    std::vector<std::uint32_t> sites;  ///< row: index into the table
    struct Unknown {
        std::uint32_t site = 0, criterion = 0;
    };
    std::vector<Unknown> unknown;      ///< passed the constraints and cannot be ranked, with the first value missing
    std::vector<double> weights;       ///< sum 1
    std::vector<double> contribution;  ///< w v: the bars whose sum is the weighted sum
    std::vector<double> weighted;      ///< 0 to 1
    std::vector<double> closeness;     ///< TOPSIS's C, 0 to 1
    std::vector<std::uint32_t> weighted_rank, closeness_rank;  ///< from 1; equal scores share the better one
    std::vector<double> from_best, from_worst;  ///< squares of TOPSIS's distances before weights; for `stability`

    std::size_t criteria() const { return weights.size(); }
};

/// Ranks the sites with `in`. Weights are scaled to the sum 1. Where all have the same value all are worth 1. An error
/// where weights are negative or all 0, or the table's sizes do not fit together.
base::Result<Ranking> rank(SiteTable const& table, std::vector<bool> const& in, std::span<double const> weights);
/// By judged weights: refused where they contradict themselves.
base::Result<Ranking> rank(SiteTable const& table, std::vector<bool> const& in, Ahp const& weights);

/// Rows from the best, by weighted sum or closeness; equal ones in the order of the table.
std::vector<std::uint32_t> order(std::span<double const> scores);

/// Why the row at the top of the weighted sum stands there: against the next, by which criteria it leads and trails.
twin::Name why_first(Ranking const& ranking, SiteTable const& table);

}  // namespace analysis
