#include "analysis/density.h"

#include <numbers>

namespace analysis {

double density_at(base::Vec2d place, std::span<WeightedPoint const> points, double radius) {
    double const peak = 3 / (std::numbers::pi * radius * radius);
    double sum = 0;
    for (WeightedPoint const& point : points) {
        base::Vec2d const away = point.at - place;
        double const ratio = 1 - base::dot(away, away) / (radius * radius);
        if (ratio > 0) sum += point.weight * peak * ratio * ratio;
    }
    constexpr double kPerSquareKilometre = 1e6;
    return sum * kPerSquareKilometre;
}

}  // namespace analysis
