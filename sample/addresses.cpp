#include "sample/addresses.h"

#include <cmath>

namespace sample {

namespace {

constexpr double kFarthest = 300;  ///< metres from a road to what stands on it
constexpr double kPlotWidth = 14;  ///< metres of road front to one number

}  // namespace

Addresses::Addresses(std::vector<Road> const& roads) {
    for (Road const& road : roads)
        if (!road.name.zh.empty() && road.path.size() > 1 && road.road != RoadClass::motorway)
            streets_.push_back({&road, extent_of(road.path).grown(kFarthest)});
}

std::string Addresses::at(Vec2d place) const {
    Road const* nearest = nullptr;
    double least = kFarthest, along = 0;
    bool left = false;
    for (Street const& street : streets_) {
        if (!street.extent.contains(place)) continue;
        double passed = 0;
        Path const& path = street.road->path;
        for (std::size_t i = 1; i < path.size(); ++i) {
            Vec2d const step = path[i] - path[i - 1];
            double const away = distance(place, path[i - 1], path[i]);
            if (away < least) {
                least = away;
                nearest = street.road;
                double const length = base::length(step);
                along = passed + (length > 0 ? std::clamp(dot(place - path[i - 1], step) / length, 0.0, length) : 0);
                left = cross(step, place - path[i - 1]) > 0;
            }
            passed += base::length(step);
        }
    }
    if (!nearest) return {};
    // Even numbers on one side, odd ones on the other.
    int const number = 2 * (1 + static_cast<int>(along / kPlotWidth)) - (left ? 1 : 0);
    return nearest->name.zh + std::to_string(number) + "号";
}

}  // namespace sample
