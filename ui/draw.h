// Text and shapes straight into a draw list, for widgets. For this folder alone.
#pragma once

#include <string>

#include "ui/kit.h"

namespace ui {

enum class Align : std::uint8_t { left, right, centre };

/// `at` is the top left, top right or top middle of the line.
void put_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, char const* text, Align align = Align::left);
float text_width(ImFont* font, char const* text);
/// As much of a text as fits with "…" at its end, or in its middle.
std::string cut_end(ImFont* font, std::string const& text, float width);
std::string cut_middle(ImFont* font, std::string const& text, float width);
/// What a hover says; nothing on a wall.
void hover_text(Kit& kit, char const* text);

}  // namespace ui
