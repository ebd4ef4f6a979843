// What the sample's drawn streets are made of, for its evidence pictures and its clips.
#pragma once

#include "sample/canvas.h"

namespace sample {

inline constexpr int kPictureWidth = 480, kPictureHeight = 270;

inline constexpr Colour kAsphalt{0.33, 0.34, 0.36}, kPaving{0.62, 0.6, 0.57}, kDark{0.13, 0.14, 0.16},
    kWhite{0.9, 0.9, 0.88};
inline constexpr Colour kGreen{0.25, 0.42, 0.24}, kEarth{0.5, 0.41, 0.31}, kRed{0.7, 0.2, 0.16}, kBlue{0.2, 0.34, 0.55};
inline constexpr Colour kYellow{0.88, 0.7, 0.2}, kSkin{0.72, 0.55, 0.44}, kGlass{0.45, 0.55, 0.62};

// Each stands on `foot` or `at`; `size` is about its height in pixels, of a car or bicycle its length.

void tree(Canvas& c, base::Vec2d foot, double size);
/// From the side; it heads left, or right.
void car(Canvas& c, base::Vec2d at, double size, Colour body, bool right = false);
void bus(Canvas& c, base::Vec2d at, double size, Colour body, bool right);
void bicycle(Canvas& c, base::Vec2d at, double size, Colour frame);
/// `step`: how far each foot is from the middle, of the size.
void person(Canvas& c, base::Vec2d foot, double size, Colour coat, Colour head = kDark, double step = 0.07);
/// White with a shadow, as cameras write.
void stamp_words(Canvas& c, base::Vec2d at, std::string_view words);

}  // namespace sample
