// How long the way is, and what lies within so many minutes: along roads where there are some, else as the crow flies
// with a stated detour. Every answer says which it was.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/density.h"
#include "base/vec.h"
#include "geo/polygons.h"
#include "twin/name.h"

namespace analysis {

struct TravelMode {
    double metres_per_minute = 80;  ///< to and from roads, as the crow flies, and on roads that give no speed: on foot
    double detour = 1.3;            ///< ways are this much longer than straight lines
    double access = 300;            ///< metres: who is farther from any road is not on the network
    double join = 0.5;              ///< metres: corners of lines this close are one junction
};

enum class Basis : std::uint8_t { road, straight };

struct Travel {
    double minutes = 0;  ///< infinite where there is nothing to go to
    Basis basis = Basis::straight;
};

struct Reached {
    double sum = 0;  ///< of the weights within reach
    Basis basis = Basis::straight;
};

/// Dijkstra 1959 over the corners of road lines. Lines that cross without a common corner (bridges) do not meet.
/// Roads run both ways. Thread-safe to ask.
class RoadReach {
public:
    /// `metres_per_minute`: per line, 0 for the mode's own, negative for closed; empty: all the mode's own.
    RoadReach(geo::Lines const& roads, std::span<double const> metres_per_minute, TravelMode const& mode = {});
    ~RoadReach();
    RoadReach(RoadReach&&) noexcept;
    RoadReach& operator=(RoadReach&&) noexcept;

    /// From each place to the nearest of these. Straight where the place or the facility is on no road, or no road
    /// leads from one to the other.
    std::vector<Travel> nearest(std::span<base::Vec2d const> places, std::span<base::Vec2d const> facilities) const;
    /// What can be reached from each place. Things on no road are asked for straight, and do not change the basis.
    std::vector<Reached> within(std::span<base::Vec2d const> places, std::span<WeightedPoint const> things,
                                double minutes) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// "along roads", "straight line x 1.3"
twin::Name describe(Basis basis, TravelMode const& mode = {});

}  // namespace analysis
