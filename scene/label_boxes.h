// Which parts of the picture are taken: nothing on it may overlap, nothing may be cut by the frame.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec.h"

namespace scene {

class LabelBoxes {
public:
    /// `margin`: pixels to keep free along the frame.
    LabelBoxes(double width, double height, double margin, double cell);

    bool inside(base::Extent const& box) const;
    bool is_free(std::span<base::Extent const> boxes) const;
    void take(std::span<base::Extent const> boxes);
    /// Takes all of them or none.
    bool try_take(std::span<base::Extent const> boxes);

    std::vector<base::Extent> const& all() const { return boxes_; }

private:
    struct Cells {
        std::size_t x0, y0, x1, y1;
    };
    Cells cells_of(base::Extent const& box) const;

    base::Extent frame_;
    double cell_;
    std::size_t columns_, rows_;
    std::vector<std::vector<std::uint32_t>> grid_;  ///< per cell: boxes that touch it
    std::vector<base::Extent> boxes_;
};

}  // namespace scene
