// The space-time permutation scan (Kulldorff, Heffernan, Hartman, Assuncao, Mostashari 2005): where, and for how many
// days up to today, are there more cases than places and days by themselves explain? It needs cases only, no
// population. DOMAIN 8.3.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace analysis {

struct ScanCase {
    std::uint32_t zone = 0;  ///< into the zones
    std::int32_t day = 0;    ///< any origin; days after `today` are left out
};

struct ScanRules {
    double reach = 1000;            ///< metres from the middle of a centre's zone to those of the others
    double most_cases = 0.5;        ///< of all; a larger circle would be the rest's emptiness
    std::int32_t longest = 7;       ///< days; cylinders end today
    std::int32_t history = 365;     ///< days up to today that are looked at, 90 to 365
    std::uint32_t replicas = 999;   ///< 0: no significance
    std::uint32_t stop_after = 20;  ///< no more replicas once so many reached the real one: it is chance; 0: all
    std::int32_t least_cases = 3;   ///< in the cylinder
    std::uint64_t seed = 1;
    std::size_t most_clusters = 3;  ///< the strongest, none sharing a zone with a stronger one
};

struct ScanCluster {
    std::uint32_t centre = 0;
    std::vector<std::uint32_t> zones;  ///< in the order of distance from the centre
    double radius = 0;                 ///< metres, to the furthest zone's middle
    std::int32_t days = 0;             ///< ends today
    std::int64_t cases = 0;
    double expected = 0;
    double llr = 0;
    double p = 1;  ///< rank / (replicas + 1), of the real one among the strongest of each replica
    double gumbel_p =
        1;  ///< by an extreme-value fit to the replicas (Abrams, Kleinman, Kulldorff 2010): finer than 1/R
};

/// c ln(c/mu) + (C-c) ln((C-c)/(C-mu)) where c > mu, else 0.
double scan_llr(double cases, double expected, double all);

/// `zones`: the middle of each. The same answer for the same input on any number of cores: each replica has a seed of
/// its own, and ties go to the smaller centre, then the smaller circle, then the shorter time.
std::vector<ScanCluster> scan(std::span<base::Vec2d const> zones, std::span<ScanCase const> cases, std::int32_t today,
                              ScanRules const& rules);

}  // namespace analysis
