#include "analysis/road_reach.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <queue>
#include <unordered_map>

#include "analysis/segment_index.h"
#include "base/parallel.h"

namespace analysis {

namespace {

using base::Vec2d;

constexpr double kEndless = std::numeric_limits<double>::infinity();

struct Edge {
    std::uint32_t a = 0, b = 0;
    double minutes = 0;  ///< from one end to the other
};

/// Where a place meets the network.
struct Access {
    std::uint32_t edge = 0;
    double along = 0;
    double minutes = 0;  ///< to get there
};

/// Corners of lines that are as good as the same, by a hash of cells as wide as they may be apart.
class Junctions {
public:
    explicit Junctions(double apart) : apart_(std::max(apart, 1e-3)) {}

    std::uint32_t at(Vec2d p) {
        auto const x = static_cast<std::int64_t>(std::floor(p.x / apart_));
        auto const y = static_cast<std::int64_t>(std::floor(p.y / apart_));
        for (std::int64_t dy = -1; dy <= 1; ++dy)
            for (std::int64_t dx = -1; dx <= 1; ++dx)
                if (auto const cell = cells_.find(key(x + dx, y + dy)); cell != cells_.end())
                    for (std::uint32_t const node : cell->second)
                        if (length(places_[node] - p) <= apart_) return node;
        auto const node = static_cast<std::uint32_t>(places_.size());
        places_.push_back(p);
        cells_[key(x, y)].push_back(node);
        return node;
    }
    std::size_t size() const { return places_.size(); }

private:
    static std::uint64_t key(std::int64_t x, std::int64_t y) {
        return static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15U ^ static_cast<std::uint64_t>(y);
    }
    double apart_;
    std::vector<Vec2d> places_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

}  // namespace

struct RoadReach::State {
    TravelMode mode;
    std::vector<Edge> edges;
    std::vector<std::uint32_t> begin;  ///< per junction: into `leaving`; one more than there are junctions
    std::vector<std::uint32_t> leaving;
    SegmentIndex index{{}};

    std::size_t junctions() const { return begin.size() - 1; }
    double straight_minutes(double metres) const { return metres * mode.detour / mode.metres_per_minute; }

    std::optional<Access> access(Vec2d p) const {
        auto const found = index.nearest(p, mode.access);
        if (!found) return {};
        return Access{found->segment, found->along, found->distance / mode.metres_per_minute};
    }
    double to_a(Access const& x) const { return x.minutes + x.along * edges[x.edge].minutes; }
    double to_b(Access const& x) const { return x.minutes + (1 - x.along) * edges[x.edge].minutes; }
    /// Between two places on the same edge, without leaving it.
    double direct(Access const& x, Access const& y) const {
        return x.minutes + y.minutes + std::abs(x.along - y.along) * edges[x.edge].minutes;
    }
};

namespace {

/// Times to junctions from where it was started; remembers which it touched, to be cleared cheaply.
struct Spread {
    struct Entry {
        double minutes;
        std::uint32_t node;
        bool operator>(Entry const& o) const { return minutes > o.minutes || (minutes == o.minutes && node > o.node); }
    };
    std::vector<double> minutes;
    std::vector<std::uint32_t> touched;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;

    explicit Spread(std::size_t junctions) : minutes(junctions, kEndless) {}

    void clear() {
        for (std::uint32_t const node : touched) minutes[node] = kEndless;
        touched.clear();
    }
    void reach(std::uint32_t node, double at) {
        if (at >= minutes[node]) return;
        if (minutes[node] == kEndless) touched.push_back(node);
        minutes[node] = at;
        queue.push({at, node});
    }
    template <class State>
    void run(State const& net, double limit) {
        while (!queue.empty()) {
            Entry const top = queue.top();
            queue.pop();
            if (top.minutes > minutes[top.node]) continue;
            for (std::uint32_t i = net.begin[top.node]; i < net.begin[top.node + 1]; ++i) {
                Edge const& e = net.edges[net.leaving[i]];
                double const there = top.minutes + e.minutes;
                if (there <= limit) reach(e.a == top.node ? e.b : e.a, there);
            }
        }
    }
    template <class State>
    void start(State const& net, Access const& x) {
        reach(net.edges[x.edge].a, net.to_a(x));
        reach(net.edges[x.edge].b, net.to_b(x));
    }
    /// The way there over either end of its edge.
    template <class State>
    double to(State const& net, Access const& x) const {
        return std::min(minutes[net.edges[x.edge].a] + net.to_a(x), minutes[net.edges[x.edge].b] + net.to_b(x));
    }
};

/// Things on roads, by the edge they are on, and the others.
struct Things {
    std::vector<std::uint32_t> begin;  ///< per edge, into `on_road`
    struct OnRoad {
        Access at;
        double weight;
    };
    std::vector<OnRoad> on_road;
    std::vector<WeightedPoint> off_road;

    template <class State>
    Things(State const& net, std::span<WeightedPoint const> things) {
        for (WeightedPoint const& t : things) {
            if (auto const at = net.access(t.at))
                on_road.push_back({*at, t.weight});
            else
                off_road.push_back(t);
        }
        std::ranges::stable_sort(on_road, {}, [](OnRoad const& t) { return t.at.edge; });
        begin.assign(net.edges.size() + 1, 0);
        for (OnRoad const& t : on_road) ++begin[t.at.edge + 1];
        for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    }
    std::span<OnRoad const> on(std::uint32_t edge) const {
        return std::span(on_road).subspan(begin[edge], begin[edge + 1] - begin[edge]);
    }
};

/// Adds up what is on the edges that were reached, each edge once.
template <class State>
double sum_on_roads(State const& net, Things const& things, Access const& start, Spread const& spread, double limit) {
    double sum = 0;
    auto const add = [&](std::uint32_t edge) {
        for (auto const& t : things.on(edge)) {
            double minutes = spread.to(net, t.at);
            if (edge == start.edge) minutes = std::min(minutes, net.direct(start, t.at));
            if (minutes <= limit) sum += t.weight;
        }
    };
    add(start.edge);
    for (std::uint32_t const node : spread.touched)
        for (std::uint32_t i = net.begin[node]; i < net.begin[node + 1]; ++i) {
            std::uint32_t const edge = net.leaving[i];
            Edge const& e = net.edges[edge];
            std::uint32_t const other = e.a == node ? e.b : e.a;
            bool const others_turn = spread.minutes[other] != kEndless && other < node;
            if (edge != start.edge && !others_turn) add(edge);
        }
    return sum;
}

}  // namespace

RoadReach::RoadReach(geo::Lines const& roads, std::span<double const> metres_per_minute, TravelMode const& mode)
    : state_(std::make_unique<State>()) {
    State& net = *state_;
    net.mode = mode;
    Junctions junctions(mode.join);
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < roads.size(); ++i) {
        double speed = i < metres_per_minute.size() ? metres_per_minute[i] : 0;
        if (speed < 0) continue;
        if (!(speed > 0)) speed = mode.metres_per_minute;
        auto const line = roads.line(i);
        for (std::size_t k = 1; k < line.size(); ++k) {
            std::uint32_t const a = junctions.at(line[k - 1]), b = junctions.at(line[k]);
            if (a == b) continue;
            net.edges.push_back({a, b, length(line[k] - line[k - 1]) / speed});
            segments.push_back({line[k - 1], line[k]});
        }
    }
    net.index = SegmentIndex(std::move(segments));
    net.begin.assign(junctions.size() + 1, 0);
    for (Edge const& e : net.edges) ++net.begin[e.a + 1], ++net.begin[e.b + 1];
    for (std::size_t i = 1; i < net.begin.size(); ++i) net.begin[i] += net.begin[i - 1];
    net.leaving.resize(net.begin.back());
    std::vector<std::uint32_t> next(net.begin.begin(), net.begin.end() - 1);
    for (std::uint32_t i = 0; i < net.edges.size(); ++i) {
        net.leaving[next[net.edges[i].a]++] = i;
        net.leaving[next[net.edges[i].b]++] = i;
    }
}

RoadReach::~RoadReach() = default;
RoadReach::RoadReach(RoadReach&&) noexcept = default;
RoadReach& RoadReach::operator=(RoadReach&&) noexcept = default;

std::vector<Travel> RoadReach::nearest(std::span<Vec2d const> places, std::span<Vec2d const> facilities) const {
    State const& net = *state_;
    std::vector<WeightedPoint> points;
    for (Vec2d const f : facilities) points.push_back({f, 1});
    Things const things(net, points);
    PointsByX const everywhere(points), off_road(things.off_road);
    Spread spread(net.junctions());
    for (auto const& t : things.on_road) spread.start(net, t.at);
    spread.run(net, kEndless);  // once for all places: roads run both ways
    std::vector<Travel> out(places.size());
    base::parallel_for(places.size(), 256, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            double by_road = kEndless;
            if (auto const at = net.access(places[i])) {
                by_road = spread.to(net, *at);
                for (auto const& t : things.on(at->edge)) by_road = std::min(by_road, net.direct(*at, t.at));
            }
            double const straight =
                net.straight_minutes((by_road == kEndless ? everywhere : off_road).nearest(places[i]));
            out[i] = by_road <= straight && by_road < kEndless ? Travel{by_road, Basis::road}
                                                               : Travel{straight, Basis::straight};
        }
    });
    return out;
}

std::vector<Reached> RoadReach::within(std::span<Vec2d const> places, std::span<WeightedPoint const> all,
                                       double minutes) const {
    State const& net = *state_;
    Things const things(net, all);
    PointsByX const everywhere({all.begin(), all.end()}), off_road(things.off_road);
    double const radius = minutes * net.mode.metres_per_minute / net.mode.detour;
    std::vector<Reached> out(places.size());
    base::parallel_for(places.size(), 64, [&](std::size_t begin, std::size_t end) {
        Spread spread(net.junctions());
        for (std::size_t i = begin; i < end; ++i) {
            auto const at = net.access(places[i]);
            if (!at) {
                out[i] = {everywhere.sum_within(places[i], radius), Basis::straight};
                continue;
            }
            spread.clear();
            spread.start(net, *at);
            spread.run(net, minutes);
            out[i] = {sum_on_roads(net, things, *at, spread, minutes) + off_road.sum_within(places[i], radius),
                      Basis::road};
        }
    });
    return out;
}

twin::Name describe(Basis basis, TravelMode const& mode) {
    if (basis == Basis::road) return {"沿路网", "along roads"};
    char detour[32];
    std::snprintf(detour, sizeof detour, "%.2g", mode.detour);
    return {std::string("直线距离 × ") + detour, std::string("straight line x ") + detour};
}

}  // namespace analysis
