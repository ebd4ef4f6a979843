// Pins and rings of one view: which there are, where their symbols stand, and the numbers in them.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/hash.h"
#include "scene/live_parts.h"
#include "scene/projector.h"

namespace scene {
namespace {

// Design pixels.
constexpr double kCell = 56;       // a cell that looks larger is opened
constexpr double kLeader = 11;     // from the place to the symbol's lower edge
constexpr double kDigit = 3.5;     // half a digit's width in a ring
constexpr double kBand = 8;        // of a ring around its number
constexpr double kMostAside = 26;  // that a symbol gives way to others
constexpr double kRingGap = 1.5;
constexpr int kRounds = 10;
constexpr std::size_t kListed = 1000;  // pins a ring names one by one

double radius_of(PinKind kind) {
    switch (kind) {
        case PinKind::ticket:
        case PinKind::event: return 10;
        case PinKind::camera: return 9;
        case PinKind::device: return 8;
        case PinKind::drone: break;
    }
    return 11;
}

struct Mark {
    Cluster cluster;
    std::uint8_t layer;
    base::Vec2d foot, centre;  ///< design pixels
    base::Vec2d home;          ///< where the symbol would stand alone
    double radius;
    bool ring;
};

std::string count_text(std::uint32_t count) {
    return count < 100000 ? std::to_string(count) : std::to_string(count / 1000) + "k";
}

/// Adds to `push` what moves these two off each other; false where they do not touch.
bool push_apart(std::vector<Mark> const& marks, std::uint32_t i, std::uint32_t j, std::vector<base::Vec2d>& push) {
    base::Vec2d away = marks[i].centre - marks[j].centre;
    double const apart = length(away);
    double const overlap = marks[i].radius + marks[j].radius + kRingGap - apart;
    if (overlap <= 0) return false;
    if (apart < 1e-3) {
        double const turn = base::hash(i * 31 + j) * (6.283185307 / 4294967296.0);
        away = {std::cos(turn), std::sin(turn)};
    } else {
        away = away * (1 / apart);
    }
    // Rings have no true place to lose, so they give way to pins.
    double const own = marks[i].ring == marks[j].ring ? 0.5 : marks[i].ring ? 0.8 : 0.2;
    push[i] = push[i] + away * (overlap * own);
    push[j] = push[j] - away * (overlap * (1 - own));
    return true;
}

/// Symbols by the cell of a grid they are in; only those of neighbouring cells can touch.
class MarkGrid {
public:
    explicit MarkGrid(std::vector<Mark> const& marks) : marks_(marks), entries_(marks.size()) {}

    void sort() {
        for (std::uint32_t i = 0; i < marks_.size(); ++i) entries_[i] = {cell_of(marks_[i].centre, 0, 0), i};
        std::sort(entries_.begin(), entries_.end(),
                  [](Entry a, Entry b) { return a.cell != b.cell ? a.cell < b.cell : a.mark < b.mark; });
    }

    /// Each pair once: what follows in the own cell, then the four cells that come later in the order.
    template <class Meet>
    void each_pair(Meet const& meet) const {
        for (std::size_t k = 0; k < entries_.size(); ++k) {
            std::uint32_t const i = entries_[k].mark;
            for (std::size_t n = k + 1; n < entries_.size() && entries_[n].cell == entries_[k].cell; ++n)
                meet(i, entries_[n].mark);
            for (auto const& [right, down] : {std::pair{1, 0}, {-1, 1}, {0, 1}, {1, 1}}) {
                std::int64_t const cell = cell_of(marks_[i].centre, right, down);
                auto at = std::lower_bound(entries_.begin(), entries_.end(), cell,
                                           [](Entry const& e, std::int64_t c) { return e.cell < c; });
                for (; at != entries_.end() && at->cell == cell; ++at) meet(i, at->mark);
            }
        }
    }

private:
    struct Entry {
        std::int64_t cell;
        std::uint32_t mark;
    };

    static std::int64_t cell_of(base::Vec2d p, int right, int down) {
        constexpr double kSide = 64;  // wider than any two symbols that touch
        constexpr std::int64_t kRow = 1 << 20;
        return (static_cast<std::int64_t>(std::floor(p.y / kSide)) + down) * kRow +
               static_cast<std::int64_t>(std::floor(p.x / kSide)) + right;
    }

    std::vector<Mark> const& marks_;
    std::vector<Entry> entries_;
};

/// Moves symbols off each other, each a little way from its home. A smooth function of where they start: nothing jumps.
void make_room(std::vector<Mark>& marks) {
    MarkGrid grid(marks);
    std::vector<base::Vec2d> push(marks.size());
    for (int round = 0; round < kRounds; ++round) {
        grid.sort();
        std::fill(push.begin(), push.end(), base::Vec2d{});
        bool moved = false;
        grid.each_pair([&](std::uint32_t i, std::uint32_t j) { moved = push_apart(marks, i, j, push) || moved; });
        if (!moved) return;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            base::Vec2d aside = marks[i].centre + push[i] - marks[i].home;
            double const far = length(aside);
            if (far > kMostAside) aside = aside * (kMostAside / far);
            marks[i].centre = marks[i].home + aside;
        }
    }
}

std::uint32_t share(std::uint32_t part, std::uint32_t of) {
    return static_cast<std::uint32_t>(std::lround(255.0 * part / std::max(of, 1u)));
}

class MarkMaker {
public:
    MarkMaker(LiveInput const& input, std::span<PinTree const> trees, View const& view, LiveScene& out)
        : input_(input), trees_(trees), view_(view), scale_(design_scale(view)), out_(out) {}

    void run(ClusterMemory const& before, ClusterMemory& next) {
        Projector const projector(view_.camera, view_.width, view_.height);
        std::vector<Cluster> clusters;
        for (std::size_t layer = 0; layer < trees_.size(); ++layer) {
            clusters.clear();
            trees_[layer].visit(view_, kCell, before, next, clusters);
            for (Cluster& cluster : clusters) add(cluster, static_cast<std::uint8_t>(layer), projector);
        }
        make_room(marks_);
        for (std::uint32_t const i : painters_order()) emit(marks_[i]);
    }

private:
    Pin const& pin_of(Mark const& mark) const { return input_.pins[trees_[mark.layer].order()[mark.cluster.first]]; }

    void add(Cluster const& cluster, std::uint8_t layer, Projector const& projector) {
        Mark mark{cluster, layer, {}, {}, {}, 0, cluster.count > 1};
        if (!mark.ring) mark.cluster.at = pin_of(mark).at;
        if (cuts_away(view_, {mark.cluster.at.x, mark.cluster.at.y})) return;
        Projection const p = projector(mark.cluster.at);
        if (p.depth <= view_.camera.near_plane || p.depth > view_.camera.far_plane) return;
        mark.foot = p.pixel * (1 / scale_);
        mark.home = mark.foot;
        if (mark.ring) {
            mark.radius =
                kBand + kDigit * static_cast<double>(std::max<std::size_t>(count_text(cluster.count).size(), 2));
        } else {
            mark.radius = radius_of(pin_of(mark).kind);
            if (pin_of(mark).kind != PinKind::drone) mark.home.y -= mark.radius + kLeader;
        }
        mark.centre = mark.home;
        double const reach = 64;
        base::Extent const frame{-reach, -reach, view_.width / scale_ + reach, view_.height / scale_ + reach};
        if (frame.contains(mark.foot)) marks_.push_back(mark);
    }

    /// Rings, then pins from the furthest to the nearest, then what is urgent.
    std::vector<std::uint32_t> painters_order() const {
        std::vector<std::uint32_t> order(marks_.size());
        std::iota(order.begin(), order.end(), 0u);
        auto const rank = [&](Mark const& mark) {
            if (mark.ring) return 0;
            Pin const& pin = pin_of(mark);
            return pin.open && (pin.overdue || pin.pulse || pin.level >= Level::orange) ? 2 : 1;
        };
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            int const x = rank(marks_[a]), y = rank(marks_[b]);
            return x != y ? x < y : marks_[a].foot.y < marks_[b].foot.y;
        });
        return order;
    }

    void emit(Mark const& mark) {
        shared::Marker marker{};
        base::Vec3d const at = mark.cluster.at;
        marker.at = {static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(at.z)};
        base::Vec2d const offset = mark.centre - mark.foot;
        marker.offset = {static_cast<float>(offset.x), static_cast<float>(offset.y)};
        if (input_.layers[mark.layer].stale) marker.look |= kStale;
        mark.ring ? set_ring(mark, marker) : set_pin(pin_of(mark), marker);
        out_.markers.push_back(marker);
        double const half = (mark.radius + 2) * scale_;
        base::Vec2d const middle = mark.centre * scale_;
        out_.taken.push_back({middle.x - half, middle.y - half, middle.x + half, middle.y + half});
    }

    static void set_pin(Pin const& pin, shared::Marker& marker) {
        marker.look |= static_cast<std::uint32_t>(pin.kind) | static_cast<std::uint32_t>(pin.level) << 4 |
                       (pin.open ? 0 : kHollow) | (pin.overdue ? kOverdue : 0) | (pin.pulse ? kPulse : 0);
        marker.id = pin.id;
    }

    void set_ring(Mark const& mark, shared::Marker& marker) {
        Cluster const& c = mark.cluster;
        marker.look |= BOROUGH_MARKER_RING | kNeverHidden |
                       static_cast<std::uint32_t>(std::lround(mark.radius * 2)) << 16 | share(c.overdue, c.count) << 24;
        if (c.overdue > 0) marker.look |= kOverdue;
        marker.look |= static_cast<std::uint32_t>(pin_of(mark).kind) << 12;
        for (std::size_t level = 1; level < kLevels; ++level)
            marker.shares |= share(c.by_level[level], c.count) << (8 * (level - 1));
        marker.id = make_id(IdKind::report, kRingBit | static_cast<std::uint32_t>(out_.rings.size()));
        auto const run = trees_[mark.layer].order().subspan(c.first, std::min<std::size_t>(c.count, kListed));
        out_.rings.push_back({c.at, c.cell, {run.begin(), run.end()}, c.count});
        bool const night = view_.style == Style::night;
        out_.texts.push_back({mark.centre * scale_, count_text(c.count), 12, night ? 0xfff2fbff : 0xff101820, 0});
    }

    LiveInput const& input_;
    std::span<PinTree const> trees_;
    View const& view_;
    double scale_;
    LiveScene& out_;
    std::vector<Mark> marks_;
};

}  // namespace

void add_marks(LiveInput const& input, std::span<PinTree const> trees, View const& view, ClusterMemory* memory,
               LiveScene& out) {
    ClusterMemory const nothing;
    ClusterMemory next;
    MarkMaker(input, trees, view, out).run(memory ? *memory : nothing, next);
    if (!memory) return;
    std::sort(next.open.begin(), next.open.end());
    *memory = std::move(next);
}

}  // namespace scene
