// Puts texts together from the glyphs that are drawn. For this folder alone.
#pragma once

#include <vector>

#include "ui/shown_text.h"

namespace ui {

class TextTeller {
public:
    /// All in pixels: where the glyph begins and its line is, how far it takes the pen, its size.
    struct Glyph {
        char32_t character = 0;
        float x = 0, top = 0, advance = 0, line = 0, size = 0;
        bool alone = false;  ///< an icon
    };
    /// In the order of drawing: what is listed later lies over what is listed before.
    void add(Glyph const& glyph);
    std::vector<ShownText> finish();

private:
    void end();

    std::vector<ShownText> texts_;
    ShownText run_;
    float run_top_ = 0, pen_ = 0;
};

}  // namespace ui
