// Numbers as people read them, and the round values of an axis.
#pragma once

#include <string>
#include <vector>

#include "report/page.h"

namespace report {

inline constexpr char const* kMissing = "—";
inline constexpr char const* kWithheld = "※";

/// "12,345.6", "−3", "+3" with a sign, "25%" of a share. What is no finite number reads "—".
std::string format_number(double value, int decimals, bool sign = false, bool share = false);
/// "2026-11-22 08:30", China's time.
std::string format_moment(base::UtcMs time);
/// As the column says.
std::string format_cell(Cell const& cell, Column const& column, Language language);
bool is_number(Cell const& cell);

/// Round values from a start at or below `low` to an end at or above `high`: about `wanted` of them, by steps of 1, 2
/// or 5 times a power of ten. Never less than two, for any finite numbers.
struct Axis {
    double from = 0, to = 1, step = 1;
    int decimals = 0;
    std::vector<double> ticks() const;
};
Axis round_axis(double low, double high, int wanted);

}  // namespace report
