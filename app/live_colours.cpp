#include "app/live_colours.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace app {
namespace {

using Stops = std::array<std::uint32_t, 4>;

constexpr Stops kHeat{0xfde0a4, 0xf9a24e, 0xdf5238, 0x8f1237};
constexpr Stops kHeatNight{0x5a2a3c, 0xb0413b, 0xf08c3c, 0xfff0b0};
constexpr Stops kPeopleDay{0xdcebf5, 0x9cc6df, 0x4a90bd, 0x123f6e};
constexpr Stops kPeopleNight{0x1c3654, 0x2b6391, 0x4fa6cf, 0xd4f3ff};

std::uint32_t mixed(std::uint32_t a, std::uint32_t b, double t) {
    std::uint32_t out = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        double const x = a >> shift & 255, y = b >> shift & 255;
        out |= static_cast<std::uint32_t>(std::lround(x + (y - x) * t)) << shift;
    }
    return out;
}

Ramp ramp_of(std::vector<float> breaks, Stops const& stops) {
    Ramp out{std::move(breaks), {}};
    double const last = static_cast<double>(std::max<std::size_t>(out.breaks.size(), 2) - 1);
    for (std::size_t i = 0; i < out.breaks.size(); ++i) {
        double const at = static_cast<double>(i) / last * static_cast<double>(stops.size() - 1);
        auto const low = std::min(static_cast<std::size_t>(at), stops.size() - 2);
        out.colours.push_back(mixed(stops[low], stops[low + 1], at - static_cast<double>(low)));
    }
    return out;
}

}  // namespace

int Ramp::class_of(double value) const {
    auto const above = std::upper_bound(breaks.begin(), breaks.end(), value,
                                        [](double v, float bound) { return v < static_cast<double>(bound); });
    return static_cast<int>(above - breaks.begin()) - 1;
}

Ramp heat_ramp(std::vector<float> breaks, scene::Style style) {
    return ramp_of(std::move(breaks), style == scene::Style::night ? kHeatNight : kHeat);
}

Ramp people_ramp(std::vector<float> breaks, scene::Style style) {
    return ramp_of(std::move(breaks), style == scene::Style::night ? kPeopleNight : kPeopleDay);
}

}  // namespace app
