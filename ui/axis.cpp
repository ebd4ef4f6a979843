#include "ui/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostDecimals = 6;

int decimals_of(double step) {
    double shown = step;
    int decimals = 0;
    for (; decimals < kMostDecimals && std::abs(shown - std::round(shown)) > 1e-6; ++decimals) shown *= 10;
    return decimals;
}

}  // namespace

Axis axis_of(double least, double most, int lines) {
    // A level line stands in the middle of something.
    double const span = std::max({most - least, std::max(std::abs(most), std::abs(least)) * 0.02, 1e-5});
    double const power = std::pow(10, std::floor(std::log10(span / lines)));
    for (double const of : std::array{1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0}) {
        Axis axis;
        axis.step = of * power;
        // A hair of room, so that 0.3 / 0.1 is three steps.
        axis.low = std::floor(least / axis.step + 1e-9) * axis.step;
        axis.high = std::ceil(most / axis.step - 1e-9) * axis.step;
        if (axis.high <= axis.low) axis.high = axis.low + axis.step;
        axis.decimals = decimals_of(axis.step);
        if (std::round((axis.high - axis.low) / axis.step) <= lines) return axis;
    }
    return {least, least + span, span, 0};
}

}  // namespace ui
