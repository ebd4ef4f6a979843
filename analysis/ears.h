// One series of daily counts: is today more than usual (DOMAIN 8.4)? The moving baseline of CDC's EARS that leaves two
// days between (C2: Hutwagner and others 2003; Salmon, Schumacher and Hoehle 2016), and Poisson tails for counts too
// small for a standard deviation. Everything is a plain function of the counts, the newest last.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace analysis {

/// How far a day lies above the days before it.
struct EarsScore {
    double mean = 0, sd = 0;  ///< of the baseline; n - 1
    double z = 0;             ///< (count - mean) / sd
    bool alarm = false;
};

struct EarsRules {
    std::size_t baseline = 7;     ///< days
    double least_sd = 0.5;        ///< a baseline of equal counts has 0; 0.5 to 1 are usual
    double threshold = 3.090232;  ///< one-sided 0.001 of the normal distribution
};

/// Two days lie between the baseline and `day`, so that an outbreak's first day does not spoil it for the second. None
/// where there is no whole baseline.
std::optional<EarsScore> ears_c2(std::span<double const> counts, std::size_t day, EarsRules const& rules = {});

/// P(Y >= count) for a Poisson count of mean `expected`.
double poisson_tail(int count, double expected);
/// The same where the mean is not known but `before` were counted in `exposure` usual days, and today is worth `today`
/// of them: a negative binomial tail (gamma prior 0.5, Jeffreys). Few days of nothing do not make the first ticket a
/// wonder, so alarms stay as rare as they say.
double predictive_tail(int count, double before, double exposure, double today);
/// P(Z >= z) of the normal distribution.
double normal_tail(double z);

}  // namespace analysis
