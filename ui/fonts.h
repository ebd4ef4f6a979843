// Fonts for Dear ImGui 1.86 to 1.91 that hold no pictures: every glyph is a box around its pen whose texture
// coordinates say which character it is. ui/triangles.cpp puts the real glyph there once the frame is drawn, so any
// text shows at once, whatever it holds, and no atlas is ever rebuilt. For this folder alone.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <vector>

#include "ui/glyphs.h"
#include "ui/kit.h"

namespace ui {

inline constexpr std::size_t kTypes = 6;
inline constexpr std::array<float, kTypes> kTypeSizes{12, 14, 18, 24, 36, 56};  // design pixels (LOOK 5)
inline constexpr std::array<float, kTypes> kTypeLines{16, 20, 24, 32, 44, 64};

// Which characters of the private use area are icons, and which stand in for those beyond 16 bits.
inline constexpr char32_t kFirstIcon = 0xe000, kLastIcon = 0xf2ff;
inline constexpr char32_t kFirstRare = 0xf300, kLastRare = 0xf8ff;

/// One of the twelve fonts.
struct FontFace {
    Type type = Type::body;
    bool strong = false;
    std::uint32_t pixels = 14;                        ///< of the em
    float line = 20;                                  ///< pixels
    float baseline = 0;                               ///< pixels below the line's top
    float box_left = 0, box_top = 0, box_height = 0;  ///< the box around the pen, pixels; its width goes with the glyph
};

/// What texture coordinates of a glyph's box say. `across` and `down` are 0 to 1 within the box: Dear ImGui may cut it.
struct Marked {
    std::uint32_t face = 0;
    char32_t character = 0;
    float across = 0, down = 0;
};
bool is_marked(ImVec2 uv);
Marked read_mark(ImVec2 uv);

class Fonts {
public:
    /// Makes the fonts of this scale inside the atlas of the current context; those of another scale go.
    void use(double factor, Glyphs& glyphs);
    ImFont* font(Type type, bool strong) const { return fonts_[static_cast<std::size_t>(type) * 2 + strong]; }
    FontFace const& face(std::uint32_t index) const { return faces_[index]; }
    /// Pixels from a pen to the next.
    float advance(std::uint32_t face, char32_t character) const;

private:
    void measure(Glyphs& glyphs);
    void make(std::uint32_t index, double factor);

    struct Character {
        std::uint16_t code = 0;
        float ems = 1;
    };
    std::array<std::vector<Character>, 2> characters_;  ///< regular, strong
    std::vector<std::uint16_t> icons_;
    std::array<FontFace, kTypes * 2> faces_;
    std::array<ImFont*, kTypes * 2> fonts_{};
    double factor_ = 0;
};

}  // namespace ui
