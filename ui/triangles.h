// What Dear ImGui has drawn, as panels for the renderer: real glyphs in place of marked boxes. For this folder alone.
#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <vector>

#include "scene/panels.h"
#include "ui/fonts.h"
#include "ui/glyphs.h"
#include "ui/shown_text.h"

namespace ui {

struct Triangles {
    scene::Panels panels;  ///< without images
    std::vector<std::string> small_texts;
    std::vector<ShownText> texts;
};

/// `rare` gives what a stand-in of the private use area stands for. Texts below `least_text` pixels are listed, each
/// once; `tell`: all that can be seen are, with their places.
Triangles triangles_of(ImDrawData const& data, Fonts const& fonts, Glyphs& glyphs,
                       std::function<char32_t(char32_t)> const& rare, double least_text, bool tell);

}  // namespace ui
