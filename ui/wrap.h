// Running text in lines. Dear ImGui breaks at spaces and full stops alone, which leaves Chinese ragged and tears
// numbers.
#pragma once

#include <string>

#include "ui/kit.h"

namespace ui {

/// The text with a line feed where each line of that width ends: at spaces, and between Chinese characters, though no
/// line begins with what closes (，。）) nor ends with what opens (（“), and a number stays with what it counts.
std::string in_lines(ImFont* font, std::string const& text, float width);
/// Writes it at the cursor, as wide as there is room; `text` as `Kit::show` gives it.
void wrapped(std::string const& text, ImU32 colour);

}  // namespace ui
