// What all furniture of a picture is drawn with.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "scene/label_boxes.h"
#include "scene/label_style.h"
#include "scene/view.h"

namespace scene {

inline constexpr double kMargin = 24;
inline constexpr double kPadding = 12;
inline constexpr double kSwatch = 14;
inline constexpr double kRow = 22;
inline constexpr double kTitleRow = 28;

/// Lengths in design pixels become real ones through `px`.
struct Desk {
    View const& view;
    double scale;
    Atlas& atlas;
    TextPainter& painter;
    LabelBoxes& boxes;
    FurnitureInk ink;
    std::vector<base::Extent> cards = {};  ///< that have been drawn

    double px(double design) const { return std::round(design * scale); }

    bool take(base::Extent const& box) { return boxes.try_take({&box, 1}); }

    void card(base::Extent const& box) {
        cards.push_back(box);
        painter.rectangle(box.grown(std::max(1.0, std::round(scale))), (ink.line & 0xffffff) | 0x60000000);
        painter.rectangle(box, ink.card);
    }

    /// Text whose em box is centred on a row.
    void text(TextLine const& line, double x, double middle, std::uint32_t colour) {
        painter.line(line, {x, middle + kMiddle * line.pixels}, {colour, 0});
    }

    void swatch(double x, double middle, std::uint32_t rgb) {
        double const half = px(kSwatch) / 2;
        base::Extent const box{x, middle - half, x + 2 * half, middle + half};
        painter.rectangle(box.grown(std::max(1.0, std::round(scale))), (ink.line & 0xffffff) | 0x80000000);
        painter.rectangle(box, 0xff000000 | rgb);
    }
};

}  // namespace scene
