// Marks played onto what cairo draws on.
#pragma once

#include "report/canvas.h"

namespace report {

/// How text is drawn: as text that can be selected, or as outlines, whose places are exact at any resolution.
enum class Glyphs { text, outlines };

void play(cairo_t* onto, std::vector<Item> const& marks, Glyphs glyphs, bool tags);

}  // namespace report
