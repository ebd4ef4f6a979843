#include "scene/label_boxes.h"

#include <algorithm>

namespace scene {

LabelBoxes::LabelBoxes(double width, double height, double margin, double cell)
    : frame_{margin, margin, width - margin, height - margin},
      cell_(cell),
      columns_(static_cast<std::size_t>(width / cell) + 1),
      rows_(static_cast<std::size_t>(height / cell) + 1),
      grid_(columns_ * rows_) {}

bool LabelBoxes::inside(base::Extent const& box) const {
    return box.min_x >= frame_.min_x && box.min_y >= frame_.min_y && box.max_x <= frame_.max_x &&
           box.max_y <= frame_.max_y;
}

LabelBoxes::Cells LabelBoxes::cells_of(base::Extent const& box) const {
    auto const cell = [&](double at, std::size_t count) {
        return std::min(static_cast<std::size_t>(std::max(at, 0.0) / cell_), count - 1);
    };
    return {cell(box.min_x, columns_), cell(box.min_y, rows_), cell(box.max_x, columns_), cell(box.max_y, rows_)};
}

bool LabelBoxes::is_free(std::span<base::Extent const> boxes) const {
    for (base::Extent const& box : boxes) {
        if (!inside(box)) return false;
        Cells const cells = cells_of(box);
        for (std::size_t y = cells.y0; y <= cells.y1; ++y) {
            for (std::size_t x = cells.x0; x <= cells.x1; ++x) {
                for (std::uint32_t const other : grid_[y * columns_ + x]) {
                    if (boxes_[other].overlaps(box)) return false;
                }
            }
        }
    }
    return true;
}

void LabelBoxes::take(std::span<base::Extent const> boxes) {
    for (base::Extent const& box : boxes) {
        auto const index = static_cast<std::uint32_t>(boxes_.size());
        boxes_.push_back(box);
        Cells const cells = cells_of(box);
        for (std::size_t y = cells.y0; y <= cells.y1; ++y) {
            for (std::size_t x = cells.x0; x <= cells.x1; ++x) grid_[y * columns_ + x].push_back(index);
        }
    }
}

bool LabelBoxes::try_take(std::span<base::Extent const> boxes) {
    if (!is_free(boxes)) return false;
    take(boxes);
    return true;
}

}  // namespace scene
