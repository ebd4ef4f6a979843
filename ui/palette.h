// The two looks of panels (LOOK 4): dark for command centres and nights, light for offices.
#pragma once

#include "ui/kit.h"

namespace ui {

Palette const& dark_palette();
Palette const& light_palette();
/// The same colour, `alpha` 0 to 1 of what it was.
ImU32 faded(ImU32 colour, float alpha);
/// Relative luminance contrast, 1 to 21 (WCAG 2).
double contrast(ImU32 a, ImU32 b);

}  // namespace ui
