#include "ui/text_teller.h"

#include <utility>

#include "ui/utf8.h"

namespace ui {
namespace {

// Of the size of type. Noto Sans' space is 0.22, and two texts side by side stand at least 8 design pixels apart.
constexpr float kSpace = 0.15F, kOtherText = 0.55F;

}  // namespace

void TextTeller::add(Glyph const& glyph) {
    float const gap = glyph.x - pen_;
    bool const goes_on = !run_.text.empty() && !glyph.alone && glyph.top == run_top_ && gap > -glyph.size &&
                         gap < kOtherText * glyph.size;
    if (!goes_on) end();
    if (goes_on && gap > kSpace * glyph.size) run_.text += ' ';
    append_utf8(run_.text, glyph.character);
    run_.box.add(base::Vec2d{glyph.x, glyph.top});
    run_.box.add(base::Vec2d{glyph.x + glyph.advance, glyph.top + glyph.line});
    run_top_ = glyph.top;
    pen_ = glyph.x + glyph.advance;
    if (glyph.alone) end();
}

std::vector<ShownText> TextTeller::finish() {
    end();
    return std::move(texts_);
}

void TextTeller::end() {
    if (!run_.text.empty()) texts_.push_back(std::exchange(run_, {}));
}

}  // namespace ui
