// How long the way is, and what lies within so many minutes: along roads where they make a network, else as the crow
// flies with a stated detour. One or the other for every answer, so that what is compared was measured in one way:
// what no road leads to is not reachable, with its reason, and is not given a straight line instead.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/density.h"
#include "analysis/road_graph.h"
#include "base/vec.h"
#include "geo/polygons.h"
#include "twin/name.h"

namespace analysis {

enum class TravelBy : std::uint8_t { foot, cycle, car };

struct TravelMode {
    TravelBy by = TravelBy::foot;
    /// To and from roads, as the crow flies, and on roads that give no speed: 4.8 km/h.
    double metres_per_minute = 80;
    double detour = 1.3;       ///< ways are this much longer than straight lines, where there is no network
    double access = 300;       ///< metres: who is farther from any road is not on the network
    double join = 1;           ///< metres: road ends this close to another road meet it (analysis/road_graph.h)
    double scrap = 0.01;       ///< parts with less of all length than this are no roads that one starts from
    double least_share = 0.5;  ///< of all length in the largest part: with less in it, roads are no network
};

/// Roads as they were read. The arrays beside `lines` are per line, or empty.
struct RoadLines {
    geo::Lines lines;
    std::vector<double> pace;          ///< metres a minute; 0: the mode's own; negative: closed to it
    std::vector<std::int8_t> levels;   ///< see road_graph.h
    std::vector<std::int8_t> one_way;  ///< 1: only as drawn, -1: only against it, 0: both ways
};

enum class Basis : std::uint8_t { road, straight };

/// Why there is no way.
enum class Lost : std::uint8_t {
    no,
    off_roads,  ///< no road within TravelMode::access
    no_way,     ///< roads lead to nothing of what is asked for
    nowhere     ///< there is nothing to go to
};

struct Travel {
    double minutes = 0;  ///< infinite where lost
    Lost lost = Lost::no;
};

struct Reached {
    double sum = 0;  ///< of the weights within reach
    Lost lost = Lost::no;
};

/// What the network is, for who has to trust it.
struct NetworkFacts {
    std::size_t lines = 0, nodes = 0, junctions = 0, edges = 0, parts = 0;
    std::size_t crossings = 0, snapped = 0, apart = 0;
    double metres = 0, largest_share = 0;
    double scrap_metres = 0;  ///< of parts that were left out
    double snap = 0;          ///< metres
};

/// Dijkstra 1959 over the junctions of roads. Turns cost nothing and none is forbidden. Thread-safe to ask.
class RoadReach {
public:
    explicit RoadReach(RoadLines const& roads, TravelMode const& mode = {});
    ~RoadReach();
    RoadReach(RoadReach&&) noexcept;
    RoadReach& operator=(RoadReach&&) noexcept;

    TravelMode const& mode() const;
    NetworkFacts const& network() const;
    Basis basis() const;

    /// From each place to the nearest of these; what lies on no road is not among them.
    std::vector<Travel> nearest(std::span<base::Vec2d const> places, std::span<base::Vec2d const> facilities) const;
    /// What can be reached from each place; things on no road are not.
    std::vector<Reached> within(std::span<base::Vec2d const> places, std::span<WeightedPoint const> things,
                                double minutes) const;
    /// The pieces of road that can be reached from a place within each limit, rising; none where lost.
    std::vector<geo::Lines> roads_within(base::Vec2d place, std::span<double const> minutes) const;
    /// Metres to the nearest road that one can start from; infinite where there is none.
    double to_road(base::Vec2d place) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// "along roads", "straight line x 1.3"
twin::Name describe(Basis basis, TravelMode const& mode = {});
/// "on foot 4.8 km/h"
twin::Name describe(TravelMode const& mode);
/// "6,210 nodes ... 99.8% of their length hang together"; where they are no network, why.
twin::Name describe(NetworkFacts const& network, Basis basis);
/// "no road within 300 m (412 m)"
twin::Name describe(Lost lost, TravelMode const& mode, double to_road);

}  // namespace analysis
