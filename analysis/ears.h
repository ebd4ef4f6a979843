// One series of daily counts: is today more than usual (DOMAIN 8.4)? Moving baselines as CDC's EARS has them (Hutwagner
// and others 2003; Salmon, Schumacher and Hoehle 2016), two control charts, and Poisson tails for counts too small for
// a standard deviation. Everything is a plain function of the counts, the newest last.
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
    double threshold = 3.090232;  ///< C1, C2: one-sided 0.001 of the normal distribution
    double c3_threshold = 1.959964;
};

/// The baseline ends the day before `day`: an outbreak's first day spoils it for the second.
std::optional<EarsScore> ears_c1(std::span<double const> counts, std::size_t day, EarsRules const& rules = {});
/// The default: two days lie between the baseline and `day`. None where there is no whole baseline.
std::optional<EarsScore> ears_c2(std::span<double const> counts, std::size_t day, EarsRules const& rules = {});
/// C2 above 1 of three days added up; mean and sd are those of `day`.
std::optional<EarsScore> ears_c3(std::span<double const> counts, std::size_t day, EarsRules const& rules = {});

struct Baseline {
    double mean = 0, sd = 0;
};
/// sd with n - 1; 0 for fewer than two.
Baseline baseline_of(std::span<double const> counts);

/// Exponentially weighted mean Z = part X + (1 - part) Z', begun at the first count (Roberts 1959).
double ewma(std::span<double const> counts, double part);
/// Above this the chart alarms: mean + k sd sqrt(part / (2 - part)).
double ewma_limit(Baseline const& baseline, double part, double k);
/// C = max(0, X - (mean + k sd) + C'), begun at 0 (Page 1954); alarms above h sd.
double cusum(std::span<double const> counts, Baseline const& baseline, double k);

/// P(Y >= count) for a Poisson count of mean `expected`.
double poisson_tail(int count, double expected);
/// The same where the mean is not known but `before` were counted in `exposure` usual days, and today is worth `today`
/// of them: a negative binomial tail (gamma prior 0.5, Jeffreys). Few days of nothing do not make the first ticket a
/// wonder, so alarms stay as rare as they say.
double predictive_tail(int count, double before, double exposure, double today);
/// P(Z >= z) of the normal distribution.
double normal_tail(double z);

}  // namespace analysis
