#include "analysis/catchment.h"

#include <cmath>
#include <numbers>

#include "geo/geos.h"

namespace analysis {
namespace {

/// Metres beside a road, and how much of that is taken back: what is between fills the middles of blocks.
constexpr double kOut = 100, kIn = 50;

Ring circle(base::Vec2d middle, double radius) {
    constexpr int kCorners = 72;
    Ring out;
    for (int i = 0; i < kCorners; ++i) {
        double const turn = 2 * std::numbers::pi * i / kCorners;
        out.push_back(middle + base::Vec2d{std::cos(turn), std::sin(turn)} * radius);
    }
    return out;
}

}  // namespace

std::vector<Catchment> catchments(RoadReach const& ways, base::Vec2d place, std::span<double const> minutes,
                                  std::span<WeightedPoint const> people) {
    std::vector<Catchment> out;
    std::vector<base::Vec2d> const here{place};
    for (double const limit : minutes) {
        Reached const reached = ways.within(here, people, limit).front();
        if (reached.lost != Lost::no) return {};
        out.push_back({limit, {}, reached.sum});
    }
    if (ways.basis() == Basis::straight) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            double const metres = ways.mode().metres_per_minute / ways.mode().detour;
            Plot ring{circle(place, minutes[i] * metres)};
            if (i > 0) ring.push_back(circle(place, minutes[i - 1] * metres));
            out[i].band.push_back(std::move(ring));
        }
        return out;
    }
    auto const bands = geo::Geos().bands_beside(ways.roads_within(place, minutes), kOut, kIn);
    for (std::size_t i = 0; i < out.size(); ++i)
        for (geo::Rings const& rings : bands[i]) out[i].band.push_back(plot_of(rings));
    return out;
}

}  // namespace analysis
