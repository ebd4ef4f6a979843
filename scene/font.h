// The one font: Noto Sans CJK SC, found on the system, drawn by FreeType. Panels also use its bold cut and icons.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace scene {

/// Code points of a UTF-8 text; bytes that are none become U+FFFD.
std::vector<char32_t> decode_utf8(std::string_view text);

/// What a glyph looks like at a size in pixels.
struct GlyphStyle {
    std::uint32_t pixels = 14;
    bool strong = false;  ///< thickened outlines: a second font file would take as long to open as the first
    friend bool operator==(GlyphStyle const&, GlyphStyle const&) = default;
};

/// Coverage in rows from the top; the pen stands at (-left, top) of its upper left corner.
struct GlyphBitmap {
    std::int32_t left = 0, top = 0;
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> coverage;
};

class Font {
public:
    /// Looks below these folders; an error that names the package where the font is in none.
    static base::Result<Font> open(std::vector<std::filesystem::path> const& folders);
    static base::Result<Font> open();
    /// The bold cut of the same family, for panels; an error that names the package where it is in none.
    static base::Result<Font> open_bold(std::vector<std::filesystem::path> const& folders);
    /// Any one file, such as a font of icons.
    static base::Result<Font> open_file(std::filesystem::path const& file);
    Font(Font&&) noexcept;
    Font& operator=(Font&&) noexcept;
    ~Font();

    bool has(char32_t character) const;
    /// Ems to the next character's pen.
    double advance(char32_t character);
    GlyphBitmap draw(char32_t character, GlyphStyle style);

private:
    struct State;
    explicit Font(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace scene
