// Marks as an SVG that a page of HTML holds: text stays text.
#pragma once

#include <string>

#include "report/canvas.h"

namespace report {

/// `title` is what a screen reader says of it.
std::string to_svg(std::vector<Item> const& marks, double width, double height, std::string const& title);

/// For text and attributes of HTML and SVG.
std::string escaped(std::string const& text);

}  // namespace report
