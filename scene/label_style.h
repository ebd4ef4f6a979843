// Sizes, colours and limits of labels (LOOK: at least 12 pixels, haloed by the background's colour).
#pragma once

#include "scene/scene.h"
#include "scene/text.h"
#include "scene/view.h"

namespace scene {

struct LabelStyle {
    double pixels = 14;        ///< of the first line, at 1080 rows
    double other_pixels = 12;  ///< of the second
    bool strong = false;
    double metres_per_pixel = 5;  ///< beyond this the thing is too small in the picture to be named
    std::uint32_t most = 20;      ///< in a picture of 1920 x 1080
    bool leader = false;          ///< stands above its place, on a thin line
    double seen_above = 2;        ///< metres: named if the air so high above its place is seen
};

LabelStyle style_of(Label::Kind kind);

/// The lower one comes first where names compete.
int order_of(Label::Kind kind);

Ink ink_of(Label::Kind kind, Style style);

/// Cards, bars and their text.
struct FurnitureInk {
    std::uint32_t card = 0;
    std::uint32_t line = 0;
    std::uint32_t text = 0;
    std::uint32_t quiet = 0;
};
FurnitureInk furniture_ink(Style style);

}  // namespace scene
