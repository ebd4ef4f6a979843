// What can be read on the screen, and where: for who drives the window without seeing it.
#pragma once

#include <string>

#include "base/vec.h"

namespace ui {

/// Letters that follow one another on a line; an icon alone is one too, as its character of the private use area.
struct ShownText {
    std::string text;
    base::Extent box;  ///< pixels of the canvas; as high as its line
};

}  // namespace ui
