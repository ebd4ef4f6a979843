// Weights from judgements in pairs: the Analytic Hierarchy Process (T. L. Saaty, The Analytic Hierarchy Process, 1980).
//
// Of each two criteria somebody says how much more the first matters: 1 as much, 3 somewhat, 5 clearly, 7 very much,
// 9 utterly; 1/3 to 1/9 the other way round. The matrix a of these, with a[j][i] = 1 / a[i][j], has one principal
// eigenvector: the weights. Who judges without contradiction (a over b 2, b over c 3, so a over c 6) has the eigenvalue
// n; the more it exceeds n, the less the judgements fit together. CI = (lambda - n) / (n - 1), and CR = CI / RI
// compares it with what judgements rolled with dice would give. Above 0.10 the weights mean too little to rank by.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "twin/name.h"

namespace analysis {

/// Nobody can judge more than this in pairs; group criteria instead. Saaty's random indices end here too.
inline constexpr std::size_t kMostJudged = 10;
inline constexpr double kMostInconsistent = 0.10;

struct Ahp {
    std::vector<double> weights;    ///< of the principal eigenvector; sum 1
    std::vector<double> geometric;  ///< by the geometric mean of rows, as a second opinion (the same for up to three)
    double lambda = 0;              ///< principal eigenvalue, at least n
    double ci = 0, cr = 0;          ///< both 0 for one or two criteria, which cannot contradict
    bool consistent = true;         ///< cr <= kMostInconsistent: ranking is allowed

    /// The judgement that fits the weights least: of all pairs the one where a[i][j] w[j] / w[i] is largest, so
    /// that `first` was put too high over `second`; of equals the first (three criteria contradict in a ring, so all
    /// their judgements are equally off). None where every judgement fits.
    struct Judgement {
        std::size_t first = 0, second = 0;
        double given = 1;    ///< a[first][second]
        double fitting = 1;  ///< w[first] / w[second]: what the other judgements together say
    };
    std::optional<Judgement> worst;
};

/// `upper`: the triangle above the diagonal, row by row: (1,2), (1,3) ... (1,n), (2,3) ... Each from 1/9 to 9.
base::Result<Ahp> ahp(std::size_t criteria, std::span<double const> upper);

/// Why nobody may rank by these weights, and which judgement to think over first; empty where they are consistent.
twin::Name why_blocked(Ahp const& weights, std::span<twin::Name const> criteria);

}  // namespace analysis
