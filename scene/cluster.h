// Many pins as few: a quadtree over one layer, looked through anew for each view.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"
#include "scene/pin.h"
#include "scene/view.h"

namespace scene {

/// Which cells were open in the picture before, so that none opens and shuts while the camera trembles. Keys are of
/// cells of the ground, not of pins: they stay good when the pins change.
struct ClusterMemory {
    std::vector<std::uint64_t> open;  ///< ascending
};

/// What stands together in one cell of the ground: one pin, or several.
struct Cluster {
    base::Vec3d at;                      ///< the pin's place, or the middle of all of them, kept off the cell's edge
    double cell = 0;                     ///< metres on a side
    std::uint32_t first = 0, count = 0;  ///< a run of PinTree::order()
    std::array<std::uint32_t, kLevels> by_level{};  ///< by Level
    std::uint32_t overdue = 0;
};

/// Nothing is stored of the tree but the pins along its curve and running sums: a node is a run of them, and any run's
/// counts are two look-ups.
class PinTree {
public:
    explicit PinTree(std::span<Pin const> pins, std::uint8_t layer);

    /// Cells are opened until they are smaller than `cell_pixels` in the picture. Appends what is in view, in the
    /// order of the curve. `memory`, where given, is read and then replaced by `next`.
    void visit(View const& view, double cell_pixels, ClusterMemory const& memory, ClusterMemory& next,
               std::vector<Cluster>& out) const;

    /// Indices into the pins it was made of, along the curve.
    std::span<std::uint32_t const> order() const { return order_; }

private:
    friend class ClusterWalk;
    struct Sums {
        base::Vec3d at;
        std::array<std::uint32_t, kLevels> by_level{};
        std::uint32_t overdue = 0;
    };
    std::uint8_t layer_ = 0;
    std::vector<std::uint64_t> code_;  ///< Morton, along the curve
    std::vector<std::uint32_t> order_;
    std::vector<Sums> sums_;  ///< one more than pins: of all before
    double min_z_ = 0, max_z_ = 0;
};

}  // namespace scene
