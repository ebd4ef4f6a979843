#include "analysis/road_reach.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <queue>

#include "analysis/segment_index.h"
#include "base/parallel.h"

namespace analysis {

namespace {

using base::Vec2d;

/// Minutes from one end to the other and back; endless where it is closed that way.
struct Edge {
    std::uint32_t a = 0, b = 0;
    double there = 0, back = 0;
};

/// Where a place meets the network.
struct Access {
    std::uint32_t edge = 0;
    double along = 0;
    double minutes = 0;  ///< to get there
};

/// Part of a way that may be closed: none of it costs nothing.
double part_of(double minutes, double share) { return share > 0 ? minutes * share : 0; }

}  // namespace

struct RoadReach::State {
    TravelMode mode;
    NetworkFacts facts;
    Basis basis = Basis::straight;
    std::vector<Edge> edges;
    std::vector<std::uint32_t> begin{0};  ///< per junction: into `meeting`; one more than there are junctions
    std::vector<std::uint32_t> meeting;   ///< edges
    SegmentIndex index{{}};

    std::size_t junctions() const { return begin.size() - 1; }
    double straight_minutes(double metres) const { return metres * mode.detour / mode.metres_per_minute; }

    std::optional<Access> access(Vec2d p) const {
        auto const found = index.nearest(p, mode.access);
        if (!found) return {};
        return Access{found->segment, found->along, found->distance / mode.metres_per_minute};
    }
    /// From a place on an edge to its ends, and from them to the place.
    double to_a(Access const& x) const { return x.minutes + part_of(edges[x.edge].back, x.along); }
    double to_b(Access const& x) const { return x.minutes + part_of(edges[x.edge].there, 1 - x.along); }
    double from_a(Access const& x) const { return x.minutes + part_of(edges[x.edge].there, x.along); }
    double from_b(Access const& x) const { return x.minutes + part_of(edges[x.edge].back, 1 - x.along); }
    /// Between two places on the same edge, without leaving it.
    double direct(Access const& from, Access const& to) const {
        Edge const& e = edges[from.edge];
        double const on_road =
            to.along >= from.along ? part_of(e.there, to.along - from.along) : part_of(e.back, from.along - to.along);
        return from.minutes + to.minutes + on_road;
    }
    void set_edges(RoadGraph const& graph, RoadLines const& roads);
    void set_meeting(std::size_t nodes);
};

void RoadReach::State::set_edges(RoadGraph const& graph, RoadLines const& roads) {
    double const scrap = graph.metres() * mode.scrap;
    std::vector<Segment> segments;
    for (RoadGraph::Edge const& e : graph.edges) {
        if (graph.part_metres[graph.part[e.a]] < scrap) continue;
        double const pace =
            e.line < roads.pace.size() && roads.pace[e.line] > 0 ? roads.pace[e.line] : mode.metres_per_minute;
        int const way = e.line < roads.one_way.size() ? roads.one_way[e.line] : 0;
        double const minutes = e.metres / pace;
        edges.push_back({e.a, e.b, way < 0 ? kEndless : minutes, way > 0 ? kEndless : minutes});
        segments.push_back(e.drawn);
    }
    index = SegmentIndex(std::move(segments));
}

void RoadReach::State::set_meeting(std::size_t nodes) {
    begin.assign(nodes + 1, 0);
    for (Edge const& e : edges) ++begin[e.a + 1], ++begin[e.b + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    meeting.resize(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        meeting[next[edges[i].a]++] = i;
        meeting[next[edges[i].b]++] = i;
    }
}

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
    /// `back`: against the traffic, for times to where it was started instead of from there.
    template <class State>
    void run(State const& net, double limit, bool back = false) {
        while (!queue.empty()) {
            Entry const top = queue.top();
            queue.pop();
            if (top.minutes > minutes[top.node]) continue;
            for (std::uint32_t i = net.begin[top.node]; i < net.begin[top.node + 1]; ++i) {
                Edge const& e = net.edges[net.meeting[i]];
                bool const from_a = e.a == top.node;
                double const there = top.minutes + (from_a != back ? e.there : e.back);
                if (there <= limit && there < kEndless) reach(from_a ? e.b : e.a, there);
            }
        }
    }
    template <class State>
    void start(State const& net, Access const& x, bool back = false) {
        Edge const& e = net.edges[x.edge];
        reach(e.a, back ? net.from_a(x) : net.to_a(x));
        reach(e.b, back ? net.from_b(x) : net.to_b(x));
    }
    /// The way there over either end of its edge.
    template <class State>
    double to(State const& net, Access const& x, bool back = false) const {
        Edge const& e = net.edges[x.edge];
        return std::min(minutes[e.a] + (back ? net.to_a(x) : net.from_a(x)),
                        minutes[e.b] + (back ? net.to_b(x) : net.from_b(x)));
    }
};

/// Things on roads, by the edge they are on. The others cannot be reached.
struct Things {
    std::vector<std::uint32_t> begin;  ///< per edge, into `on_road`
    struct OnRoad {
        Access at;
        double weight;
    };
    std::vector<OnRoad> on_road;

    template <class State>
    Things(State const& net, std::span<WeightedPoint const> things) {
        for (WeightedPoint const& t : things) {
            if (auto const at = net.access(t.at)) on_road.push_back({*at, t.weight});
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
            std::uint32_t const edge = net.meeting[i];
            Edge const& e = net.edges[edge];
            std::uint32_t const other = e.a == node ? e.b : e.a;
            bool const others_turn = spread.minutes[other] != kEndless && other < node;
            if (edge != start.edge && !others_turn) add(edge);
        }
    return sum;
}

/// Without what is closed: it neither leads anywhere nor makes junctions of what it crosses.
RoadLines open_roads(RoadLines const& roads) {
    RoadLines out;
    for (std::size_t i = 0; i < roads.lines.size(); ++i) {
        if (i < roads.pace.size() && roads.pace[i] < 0) continue;
        auto const line = roads.lines.line(i);
        out.lines.points.insert(out.lines.points.end(), line.begin(), line.end());
        out.lines.line_begin.push_back(static_cast<std::uint32_t>(out.lines.points.size()));
        out.lines.row.push_back(static_cast<std::uint32_t>(i));
        if (!roads.pace.empty()) out.pace.push_back(roads.pace[i]);
        if (!roads.levels.empty()) out.levels.push_back(roads.levels[i]);
        if (!roads.one_way.empty()) out.one_way.push_back(roads.one_way[i]);
    }
    return out;
}

/// Of an edge that takes `whole` minutes, the share gone in those that are left.
double share_within(double left, double whole) {
    if (!(left > 0) || whole == kEndless) return 0;
    return whole > left ? left / whole : 1;
}

/// Parts of an edge, 0 to 1, without what they have in common.
class Spans {
public:
    void add(double from, double to) {
        from = std::max(from, 0.0);
        to = std::min(to, 1.0);
        if (from >= to) return;
        for (std::size_t i = 0; i < spans_.size();) {
            if (spans_[i].second < from || spans_[i].first > to) {
                ++i;
                continue;
            }
            from = std::min(from, spans_[i].first);
            to = std::max(to, spans_[i].second);
            spans_.erase(spans_.begin() + static_cast<std::ptrdiff_t>(i));
        }
        spans_.emplace_back(from, to);
    }
    template <class Visit>
    void each(Visit const& visit) const {
        for (auto const& [from, to] : spans_) visit(from, to);
    }

private:
    std::vector<std::pair<double, double>> spans_;
};

void add_piece(geo::Lines& lines, Segment const& drawn, double from, double to) {
    for (double const along : {from, to}) lines.points.push_back(drawn.a + (drawn.b - drawn.a) * along);
    lines.line_begin.push_back(static_cast<std::uint32_t>(lines.points.size()));
    lines.row.push_back(static_cast<std::uint32_t>(lines.row.size()));
}

}  // namespace

RoadReach::RoadReach(RoadLines const& roads, TravelMode const& mode) : state_(std::make_unique<State>()) {
    State& net = *state_;
    net.mode = mode;
    RoadLines const open = open_roads(roads);
    RoadGraph const graph = make_road_graph(open.lines, open.levels, mode.join);
    NetworkFacts& facts = net.facts;
    facts = {graph.lines,
             graph.nodes(),
             graph.junctions,
             graph.edges.size(),
             graph.part_metres.size(),
             graph.crossings,
             graph.snapped,
             graph.apart,
             graph.metres(),
             graph.largest_share(),
             0,
             graph.snap};
    for (double const metres : graph.part_metres)
        if (metres < graph.metres() * mode.scrap) facts.scrap_metres += metres;
    net.basis = !graph.edges.empty() && graph.largest_share() >= mode.least_share ? Basis::road : Basis::straight;
    if (net.basis == Basis::straight) return;
    net.set_edges(graph, open);
    net.set_meeting(graph.nodes());
}

RoadReach::~RoadReach() = default;
RoadReach::RoadReach(RoadReach&&) noexcept = default;
RoadReach& RoadReach::operator=(RoadReach&&) noexcept = default;

TravelMode const& RoadReach::mode() const { return state_->mode; }
NetworkFacts const& RoadReach::network() const { return state_->facts; }
Basis RoadReach::basis() const { return state_->basis; }

double RoadReach::to_road(Vec2d place) const {
    auto const found = state_->index.nearest(place, kEndless);
    return found ? found->distance : kEndless;
}

std::vector<Travel> RoadReach::nearest(std::span<Vec2d const> places, std::span<Vec2d const> facilities) const {
    State const& net = *state_;
    std::vector<Travel> out(places.size(), Travel{kEndless, Lost::nowhere});
    if (facilities.empty()) return out;
    std::vector<WeightedPoint> points;
    for (Vec2d const f : facilities) points.push_back({f, 1});
    if (net.basis == Basis::straight) {
        PointsByX const everywhere(std::move(points));
        for (std::size_t i = 0; i < places.size(); ++i)
            out[i] = {net.straight_minutes(everywhere.nearest(places[i])), Lost::no};
        return out;
    }
    Things const things(net, points);
    Spread spread(net.junctions());
    for (auto const& t : things.on_road) spread.start(net, t.at, true);
    spread.run(net, kEndless, true);  // once for all places
    base::parallel_for(places.size(), 256, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            auto const at = net.access(places[i]);
            if (!at) {
                out[i].lost = Lost::off_roads;
                continue;
            }
            double minutes = spread.to(net, *at, true);
            for (auto const& t : things.on(at->edge)) minutes = std::min(minutes, net.direct(*at, t.at));
            out[i] = {minutes, minutes < kEndless ? Lost::no : Lost::no_way};
        }
    });
    return out;
}

std::vector<Reached> RoadReach::within(std::span<Vec2d const> places, std::span<WeightedPoint const> all,
                                       double minutes) const {
    State const& net = *state_;
    std::vector<Reached> out(places.size());
    if (net.basis == Basis::straight) {
        PointsByX const everywhere({all.begin(), all.end()});
        double const radius = minutes * net.mode.metres_per_minute / net.mode.detour;
        for (std::size_t i = 0; i < places.size(); ++i) out[i].sum = everywhere.sum_within(places[i], radius);
        return out;
    }
    Things const things(net, all);
    base::parallel_for(places.size(), 64, [&](std::size_t begin, std::size_t end) {
        Spread spread(net.junctions());
        for (std::size_t i = begin; i < end; ++i) {
            auto const at = net.access(places[i]);
            if (!at) {
                out[i] = {0, Lost::off_roads};
                continue;
            }
            spread.clear();
            spread.start(net, *at);
            spread.run(net, minutes);
            out[i].sum = sum_on_roads(net, things, *at, spread, minutes);
        }
    });
    return out;
}

std::vector<geo::Lines> RoadReach::roads_within(Vec2d place, std::span<double const> limits) const {
    State const& net = *state_;
    std::vector<geo::Lines> out(limits.size());
    auto const at = net.basis == Basis::road && !limits.empty() ? net.access(place) : std::nullopt;
    if (!at) return out;
    Spread spread(net.junctions());
    spread.start(net, *at);
    spread.run(net, limits.back());
    for (std::uint32_t i = 0; i < net.edges.size(); ++i) {
        Edge const& e = net.edges[i];
        double const a = spread.minutes[e.a], b = spread.minutes[e.b];
        bool const mine = i == at->edge;
        if (a == kEndless && b == kEndless && !mine) continue;
        for (std::size_t k = 0; k < limits.size(); ++k) {
            Spans spans;
            spans.add(0, share_within(limits[k] - a, e.there));
            spans.add(1 - share_within(limits[k] - b, e.back), 1);
            if (mine) {
                double const left = limits[k] - at->minutes;
                spans.add(at->along - share_within(left, e.back), at->along + share_within(left, e.there));
            }
            spans.each([&](double from, double to) { add_piece(out[k], net.index.segments()[i], from, to); });
        }
    }
    return out;
}

}  // namespace analysis
