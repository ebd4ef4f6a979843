#include "analysis/road_graph.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "analysis/segment_index.h"

namespace analysis {
namespace {

using base::Vec2d;

constexpr double kSame = 0.01;  ///< metres: corners this close are the same

/// Sets that are joined two by two; the lower number stands for both.
class Unions {
public:
    std::uint32_t add() {
        of_.push_back(static_cast<std::uint32_t>(of_.size()));
        return of_.back();
    }
    std::uint32_t root(std::uint32_t i) {
        while (of_[i] != i) i = of_[i] = of_[of_[i]];
        return i;
    }
    bool join(std::uint32_t i, std::uint32_t j) {
        i = root(i);
        j = root(j);
        of_[std::max(i, j)] = std::min(i, j);
        return i != j;
    }
    std::size_t size() const { return of_.size(); }

private:
    std::vector<std::uint32_t> of_;
};

/// The share of the way along `s` and `t` where they cross, if they do.
std::optional<Vec2d> crossing(Segment const& s, Segment const& t) {
    Vec2d const u = s.b - s.a, v = t.b - t.a, w = t.a - s.a;
    double const turn = cross(u, v);
    if (turn == 0) return {};
    Vec2d const at{cross(w, v) / turn, cross(w, u) / turn};
    bool const both = at.x > 0 && at.x < 1 && at.y > 0 && at.y < 1;
    return both ? std::optional(at) : std::nullopt;
}

class Noder {
public:
    Noder(geo::Lines const& lines, std::span<std::int8_t const> levels, double snap)
        : lines_(lines), levels_(levels), snap_(std::max(snap, kSame)) {
        add_corners();
        add_pieces();
        graph_.lines = lines.size();
        graph_.snap = snap_;
    }

    RoadGraph make() {
        join_same();
        SegmentIndex const index(drawn_);
        snap_ends(index);
        cross_all(index);
        cut();
        number();
        find_parts();
        return std::move(graph_);
    }

private:
    /// A straight piece of a line between two of its corners, and where it is to be cut.
    struct Piece {
        std::uint32_t line = 0, a = 0, b = 0;
    };
    struct Cut {
        std::uint32_t piece = 0;
        double along = 0;
        std::uint32_t node = 0;
    };

    int level(std::uint32_t line) const { return line < levels_.size() ? levels_[line] : 0; }

    void add_corners() {
        for (std::size_t i = 0; i < lines_.points.size(); ++i) nodes_.add();
        places_ = lines_.points;
    }
    void add_pieces() {
        for (std::uint32_t i = 0; i < lines_.size(); ++i) {
            for (std::uint32_t k = lines_.line_begin[i] + 1; k < lines_.line_begin[i + 1]; ++k) {
                pieces_.push_back({i, k - 1, k});
                drawn_.push_back({places_[k - 1], places_[k]});
            }
        }
    }

    /// Corners that are the same, whatever their level, by a hash of cells as wide as they may be apart.
    void join_same() {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells;
        cells.reserve(places_.size());
        auto const key = [](std::int64_t x, std::int64_t y) {
            return static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15U ^ static_cast<std::uint64_t>(y);
        };
        for (std::uint32_t i = 0; i < places_.size(); ++i) {
            Vec2d const p = places_[i];
            auto const x = static_cast<std::int64_t>(std::floor(p.x / kSame));
            auto const y = static_cast<std::int64_t>(std::floor(p.y / kSame));
            bool kept = false;
            for (std::int64_t dy = -1; dy <= 1; ++dy)
                for (std::int64_t dx = -1; dx <= 1; ++dx)
                    if (auto const cell = cells.find(key(x + dx, y + dy)); cell != cells.end())
                        for (std::uint32_t const other : cell->second)
                            if (length(places_[other] - p) <= kSame) {
                                nodes_.join(i, other);
                                kept = kept || places_[other] == p;
                            }
            if (!kept) cells[key(x, y)].push_back(i);
        }
    }

    /// Makes a corner meet a piece: at an end of the piece that is as near, else by a cut. False: they met already.
    bool meet(std::uint32_t corner, std::uint32_t piece, double within) {
        Piece const& p = pieces_[piece];
        std::uint32_t const mine = nodes_.root(corner);
        if (mine == nodes_.root(p.a) || mine == nodes_.root(p.b)) return false;
        Vec2d const at = places_[corner];
        double const to_a = length(at - places_[p.a]), to_b = length(at - places_[p.b]);
        if (std::min(to_a, to_b) <= within) return nodes_.join(corner, to_a <= to_b ? p.a : p.b);
        double const along = nearest_along(at, drawn_[piece]);
        if (length(drawn_[piece].a + (drawn_[piece].b - drawn_[piece].a) * along - at) > within) return false;
        cuts_.push_back({piece, along, corner});
        return true;
    }

    void snap_ends(SegmentIndex const& index) {
        std::vector<std::uint32_t> near;
        for (std::uint32_t i = 0; i < lines_.size(); ++i) {
            if (lines_.line_begin[i] == lines_.line_begin[i + 1]) continue;
            for (std::uint32_t const end : {lines_.line_begin[i], lines_.line_begin[i + 1] - 1}) {
                index.around(places_[end], snap_, near);
                bool moved = false;
                for (std::uint32_t const piece : near) {
                    bool const same_level = level(pieces_[piece].line) == level(i);
                    moved = meet(end, piece, same_level ? snap_ : kSame) || moved;
                }
                graph_.snapped += moved;
            }
        }
    }

    void cross_all(SegmentIndex const& index) {
        std::vector<std::uint32_t> near;
        for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
            base::Extent box;
            box.add(drawn_[i].a);
            box.add(drawn_[i].b);
            index.touching(box.grown(kSame), near);
            for (std::uint32_t const j : near)
                if (j > i) cross_two(i, j);
        }
    }
    void cross_two(std::uint32_t i, std::uint32_t j) {
        Piece const p = pieces_[i], q = pieces_[j];
        auto const at = crossing(drawn_[i], drawn_[j]);
        if (level(p.line) != level(q.line)) {
            graph_.apart += at.has_value() && !share(p, q);
            return;
        }
        bool const touched = meet_if_on(p.a, j) | meet_if_on(p.b, j) | meet_if_on(q.a, i) | meet_if_on(q.b, i);
        if (touched || !at || share(p, q)) return;
        std::uint32_t const node = nodes_.add();
        places_.push_back(drawn_[i].a + (drawn_[i].b - drawn_[i].a) * at->x);
        cuts_.push_back({i, at->x, node});
        cuts_.push_back({j, at->y, node});
        ++graph_.crossings;
    }
    bool share(Piece const& p, Piece const& q) {
        std::uint32_t const a = nodes_.root(p.a), b = nodes_.root(p.b), c = nodes_.root(q.a), d = nodes_.root(q.b);
        return a == c || a == d || b == c || b == d;
    }
    bool meet_if_on(std::uint32_t corner, std::uint32_t piece) {
        return distance(places_[corner], drawn_[piece]) <= kSame && meet(corner, piece, kSame);
    }

    /// Pieces become edges from cut to cut. Cuts as good as the same become one node.
    void cut() {
        std::ranges::sort(cuts_, [](Cut const& a, Cut const& b) {
            return std::tie(a.piece, a.along, a.node) < std::tie(b.piece, b.along, b.node);
        });
        auto next = cuts_.begin();
        for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
            Segment const& s = drawn_[i];
            double const all = length(s.b - s.a);
            double from = 0;
            std::uint32_t node = pieces_[i].a;
            auto const to = [&](double along, std::uint32_t there) {
                double const metres = (along - from) * all;
                if (metres <= kSame)
                    nodes_.join(node, there);
                else
                    graph_.edges.push_back({node, there, pieces_[i].line, metres,
                                            Segment{s.a + (s.b - s.a) * from, s.a + (s.b - s.a) * along}});
                from = along;
                node = there;
            };
            for (; next != cuts_.end() && next->piece == i; ++next) to(next->along, next->node);
            to(1, pieces_[i].b);
        }
    }

    /// Nodes by first use; edges that come back to where they started lead nowhere.
    void number() {
        std::vector<std::uint32_t> number(nodes_.size(), 0xffffffff);
        std::uint32_t count = 0;
        auto const of = [&](std::uint32_t node) {
            std::uint32_t& n = number[nodes_.root(node)];
            if (n == 0xffffffff) n = count++;
            return n;
        };
        std::erase_if(graph_.edges, [&](RoadGraph::Edge const& e) { return nodes_.root(e.a) == nodes_.root(e.b); });
        for (RoadGraph::Edge& e : graph_.edges) {
            e.a = of(e.a);
            e.b = of(e.b);
        }
        graph_.part.resize(count);
        std::vector<std::uint32_t> roads(count, 0);
        for (RoadGraph::Edge const& e : graph_.edges) ++roads[e.a], ++roads[e.b];
        graph_.junctions = static_cast<std::size_t>(std::ranges::count_if(roads, [](auto n) { return n > 2; }));
    }

    void find_parts() {
        Unions parts;
        for (std::size_t i = 0; i < graph_.nodes(); ++i) parts.add();
        for (RoadGraph::Edge const& e : graph_.edges) parts.join(e.a, e.b);
        std::vector<double> metres(graph_.nodes(), 0);
        for (RoadGraph::Edge const& e : graph_.edges) metres[parts.root(e.a)] += e.metres;
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < graph_.nodes(); ++i)
            if (parts.root(i) == i) order.push_back(i);
        std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return metres[a] > metres[b]; });
        std::vector<std::uint32_t> place(graph_.nodes(), 0);
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            graph_.part_metres.push_back(metres[order[i]]);
        }
        for (std::uint32_t i = 0; i < graph_.nodes(); ++i) graph_.part[i] = place[parts.root(i)];
    }

    geo::Lines const& lines_;
    std::span<std::int8_t const> levels_;
    double snap_;
    Unions nodes_;               ///< corners first, then crossings
    std::vector<Vec2d> places_;  ///< side by side with them
    std::vector<Piece> pieces_;
    std::vector<Segment> drawn_;  ///< side by side with `pieces_`
    std::vector<Cut> cuts_;
    RoadGraph graph_;
};

}  // namespace

double RoadGraph::metres() const { return std::accumulate(part_metres.begin(), part_metres.end(), 0.0); }

double RoadGraph::largest_share() const { return part_metres.empty() ? 0 : part_metres.front() / metres(); }

RoadGraph make_road_graph(geo::Lines const& lines, std::span<std::int8_t const> levels, double snap) {
    return Noder(lines, levels, snap).make();
}

}  // namespace analysis
