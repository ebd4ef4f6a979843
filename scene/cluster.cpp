#include "scene/cluster.h"

#include <algorithm>
#include <cmath>

#include "scene/projector.h"

namespace scene {
namespace {

// The root is fixed to the ground and far larger than a district, so that cells do not depend on where pins happen to
// be.
constexpr double kRoot = 131072;      // metres
constexpr std::uint32_t kDepth = 17;  // the finest cell is a metre
constexpr double kStays = 48.0 / 56;  // an open cell shuts only when it is this much smaller than it opened
constexpr double kInner = 0.25;       // share of a cell along its edge where no ring stands

/// Every other bit free: M. Sean Anderson, "Bit Twiddling Hacks", interleave by binary magic numbers.
std::uint64_t spread(std::uint64_t v) {
    v = (v | v << 16) & 0x0000ffff0000ffff;
    v = (v | v << 8) & 0x00ff00ff00ff00ff;
    v = (v | v << 4) & 0x0f0f0f0f0f0f0f0f;
    v = (v | v << 2) & 0x3333333333333333;
    return (v | v << 1) & 0x5555555555555555;
}

std::uint64_t gather(std::uint64_t v) {
    v &= 0x5555555555555555;
    v = (v | v >> 1) & 0x3333333333333333;
    v = (v | v >> 2) & 0x0f0f0f0f0f0f0f0f;
    v = (v | v >> 4) & 0x00ff00ff00ff00ff;
    v = (v | v >> 8) & 0x0000ffff0000ffff;
    return (v | v >> 16) & 0x00000000ffffffff;
}

std::uint64_t code_of(base::Vec2d p) {
    auto const cell = [](double v) {
        double const at = std::clamp(v + kRoot / 2, 0.0, kRoot - 1);
        return static_cast<std::uint64_t>(at);
    };
    return spread(cell(p.x)) | spread(cell(p.y)) << 1;
}

bool is_finite(base::Vec3d p) { return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z); }

}  // namespace

PinTree::PinTree(std::span<Pin const> pins, std::uint8_t layer) : layer_(layer) {
    struct Placed {
        std::uint64_t code;
        std::uint32_t pin;
    };
    std::vector<Placed> placed;
    for (std::uint32_t i = 0; i < pins.size(); ++i) {
        if (pins[i].layer == layer && is_finite(pins[i].at))
            placed.push_back({code_of({pins[i].at.x, pins[i].at.y}), i});
    }
    std::sort(placed.begin(), placed.end(),
              [](Placed const& a, Placed const& b) { return a.code != b.code ? a.code < b.code : a.pin < b.pin; });
    code_.reserve(placed.size());
    order_.reserve(placed.size());
    sums_.reserve(placed.size() + 1);
    Sums sums;
    sums_.push_back(sums);
    for (Placed const& p : placed) {
        Pin const& pin = pins[p.pin];
        bool const first = order_.empty();
        min_z_ = first ? pin.at.z : std::min(min_z_, pin.at.z);
        max_z_ = first ? pin.at.z : std::max(max_z_, pin.at.z);
        code_.push_back(p.code);
        order_.push_back(p.pin);
        sums.at = sums.at + pin.at;
        ++sums.by_level[static_cast<std::size_t>(pin.level)];
        sums.overdue += pin.overdue ? 1 : 0;
        sums_.push_back(sums);
    }
}

/// One walk down the tree for one view.
class ClusterWalk {
public:
    ClusterWalk(PinTree const& tree, View const& view, double cell_pixels, ClusterMemory const& memory,
                ClusterMemory& next, std::vector<Cluster>& out)
        : tree_(tree),
          view_(view),
          projector_(view.camera, view.width, view.height),
          cell_pixels_(cell_pixels * design_scale(view)),
          memory_(memory),
          next_(next),
          out_(out),
          forward_(normalised(view.camera.target - view.camera.eye)) {}

    void run() { descend({0, static_cast<std::uint32_t>(tree_.code_.size()), 0, 0}); }

private:
    struct Node {
        std::uint32_t begin, end;  ///< a run of the curve
        std::uint32_t depth;
        std::uint64_t prefix;  ///< the curve's bits to this depth
        std::uint32_t count() const { return end - begin; }
        double cell() const { return std::ldexp(kRoot, -static_cast<int>(depth)); }
        base::Vec2d corner() const {
            return {static_cast<double>(gather(prefix)) * cell() - kRoot / 2,
                    static_cast<double>(gather(prefix >> 1)) * cell() - kRoot / 2};
        }
    };

    void descend(Node const& node) {
        if (node.count() == 0 || !in_view(node)) return;
        if (node.count() == 1 || node.depth == kDepth || !opens(node)) return keep(node);
        std::uint32_t begin = node.begin;
        for (std::uint64_t child = 0; child < 4; ++child) {
            std::uint64_t const prefix = node.prefix << 2 | child;
            std::uint64_t const last = ((prefix + 1) << (2 * (kDepth - node.depth - 1))) - 1;
            auto const code = tree_.code_.begin();
            auto const end = static_cast<std::uint32_t>(std::upper_bound(code + begin, code + node.end, last) - code);
            descend({begin, end, node.depth + 1, prefix});
            begin = end;
        }
    }

    /// False only where nothing of the cell can be in the picture, symbols above the pins included.
    bool in_view(Node const& node) const {
        double const half = node.cell() / 2;
        base::Vec2d const corner = node.corner();
        double const rise = (tree_.max_z_ - tree_.min_z_) / 2;
        base::Vec3d const middle{corner.x + half, corner.y + half, (tree_.min_z_ + tree_.max_z_) / 2};
        double const radius = std::sqrt(2 * half * half + rise * rise);
        Camera const& camera = view_.camera;
        double const depth = projector_.depth(middle);
        bool const parallel = camera.ortho_height > 0;
        if (!parallel && depth < radius + camera.near_plane) return depth > -radius;
        Projection const p = projector_(middle);
        double const reach = radius * (parallel ? p.pixels_per_metre : p.pixels_per_metre * depth / (depth - radius)) +
                             0.08 * view_.height;
        // A sphere aside of the view's axis looks a little larger than its radius says.
        double const wide = reach * 1.5;
        return p.pixel.x > -wide && p.pixel.y > -wide && p.pixel.x < view_.width + wide &&
               p.pixel.y < view_.height + wide;
    }

    bool opens(Node const& node) const {
        std::uint64_t const key = key_of(node);
        bool const was_open = std::binary_search(memory_.open.begin(), memory_.open.end(), key);
        bool const open = pixels(node) >= cell_pixels_ * (was_open ? kStays : 1);
        if (open) next_.open.push_back(key);
        return open;
    }

    std::uint64_t key_of(Node const& node) const {
        return std::uint64_t{tree_.layer_} << 56 | std::uint64_t{node.depth} << 48 | node.prefix;
    }

    /// The side of a square as large as the cell looks, which the slant of the view makes flatter.
    double pixels(Node const& node) const {
        base::Vec3d const at = middle_of_pins(node);
        Projection const p = projector_(at);
        bool const parallel = view_.camera.ortho_height > 0;
        if (!parallel && p.depth <= node.cell()) return 1e9;
        base::Vec3d const ray = parallel ? forward_ : normalised(at - view_.camera.eye);
        return node.cell() * p.pixels_per_metre * std::sqrt(std::clamp(std::abs(ray.z), 0.1, 1.0));
    }

    base::Vec3d middle_of_pins(Node const& node) const {
        return (tree_.sums_[node.end].at - tree_.sums_[node.begin].at) * (1.0 / node.count());
    }

    void keep(Node const& node) {
        PinTree::Sums const& before = tree_.sums_[node.begin];
        PinTree::Sums const& after = tree_.sums_[node.end];
        Cluster cluster;
        cluster.at = middle_of_pins(node);
        cluster.cell = node.cell();
        cluster.first = node.begin;
        cluster.count = node.count();
        for (std::size_t i = 0; i < kLevels; ++i) cluster.by_level[i] = after.by_level[i] - before.by_level[i];
        cluster.overdue = after.overdue - before.overdue;
        if (node.count() > 1) {
            base::Vec2d const corner = node.corner();
            auto const inside = [&](double v, double low) {
                return std::clamp(v, low + kInner * cluster.cell, low + (1 - kInner) * cluster.cell);
            };
            cluster.at.x = inside(cluster.at.x, corner.x);
            cluster.at.y = inside(cluster.at.y, corner.y);
        }
        out_.push_back(cluster);
    }

    PinTree const& tree_;
    View const& view_;
    Projector projector_;
    double cell_pixels_;
    ClusterMemory const& memory_;
    ClusterMemory& next_;
    std::vector<Cluster>& out_;
    base::Vec3d forward_;
};

void PinTree::visit(View const& view, double cell_pixels, ClusterMemory const& memory, ClusterMemory& next,
                    std::vector<Cluster>& out) const {
    ClusterWalk(*this, view, cell_pixels, memory, next, out).run();
}

}  // namespace scene
