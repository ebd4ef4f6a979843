// Text as lines of glyphs, by Pango: one family, Chinese and Latin, the same in every run and at every resolution.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "base/result.h"
#include "report/style.h"

namespace report {

enum class Align { left, centre, right };

struct TextStyle {
    double size = 10.5;  ///< points
    bool bold = false;
    Rgb rgb = kInk;
    Align align = Align::left;
    double leading = 1.0;  ///< times the font's own line height, 1.45 em
};

/// Text that was set: in a column of a width, or on one line. Its box begins at the top left.
struct SetText {
    std::shared_ptr<PangoLayout> layout;
    std::string text;
    TextStyle style;
    double width = 0;  ///< of the column; of the longest line where it has no column
    double ink = 0;    ///< of the longest line
    double height = 0;
    bool cut = false;  ///< ended by an ellipsis
    int unknown = 0;   ///< characters that the font does not have
};

class Typesetter {
public:
    /// An error that names the package, where Noto Sans CJK SC is not found.
    static base::Result<Typesetter> open(std::vector<std::filesystem::path> const& folders, Language language);

    /// One line as long as it gets.
    SetText line(std::string const& text, TextStyle const& style) const;
    /// Wrapped: between Chinese characters by their rules, between Latin words, within a word only where it must be.
    SetText column(std::string const& text, TextStyle const& style, double width) const;
    /// Wrapped into at most so many lines; what is too much is cut, and `cut` tells.
    SetText lines(std::string const& text, TextStyle const& style, double width, int most) const;
    double width(std::string const& text, TextStyle const& style) const { return line(text, style).ink; }
    /// The longest piece that cannot be parted: what a column must have at least.
    double longest_piece(std::string const& text, TextStyle const& style) const;
    double line_height(TextStyle const& style) const;

    std::vector<std::filesystem::path> fonts() const;

private:
    Typesetter() = default;
    SetText set(std::string const& text, TextStyle const& style, double width, int most) const;

    std::shared_ptr<PangoFontMap> map_;
    std::shared_ptr<PangoContext> context_;
};

}  // namespace report
