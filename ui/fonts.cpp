#include "ui/fonts.h"

#include <algorithm>
#include <cmath>

#if IMGUI_VERSION_NUM >= 19200
#error "Dear ImGui 1.92 bakes glyphs in another way: Fonts and triangles.cpp have to be taught it"
#endif

namespace ui {
namespace {

// Below this a texture coordinate is one; above, each glyph has its own square of 1 with a gap of 1.
constexpr float kMarks = 4;

float mark(std::uint32_t number, float within) { return kMarks + 2 * static_cast<float>(number) + within; }

/// Squares of the Chinese scripts, which are all one em wide; asking the font for each takes a third of a second.
bool is_square(char32_t c) {
    return (c >= 0x3000 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff01 && c <= 0xff60);
}

}  // namespace

bool is_marked(ImVec2 uv) { return uv.x >= kMarks; }

Marked read_mark(ImVec2 uv) {
    auto const u = static_cast<std::uint32_t>((uv.x - kMarks) / 2);
    auto const v = static_cast<std::uint32_t>((uv.y - kMarks) / 2);
    return {.face = v >> 8, .character = (v & 0xff) << 8 | u, .across = uv.x - mark(u, 0), .down = uv.y - mark(v, 0)};
}

void Fonts::measure(Glyphs& glyphs) {
    for (Cut const cut : {Cut::regular, Cut::strong}) {
        auto& characters = characters_[static_cast<std::size_t>(cut)];
        for (char32_t c = 0x20; c < 0xfff0; ++c) {
            if (c == 0x2fe0) c = 0x2ff0;
            if (c == 0xa000) c = 0xf900;
            if (c >= kFirstIcon && c <= kLastRare) continue;
            if (!glyphs.has(c, cut)) continue;
            float const ems = is_square(c) ? 1.0F : static_cast<float>(glyphs.advance(c, cut));
            characters.push_back({static_cast<std::uint16_t>(c), ems});
        }
    }
    for (char32_t c = kFirstIcon; c <= kLastIcon; ++c) {
        if (glyphs.has(c, Cut::icon)) icons_.push_back(static_cast<std::uint16_t>(c));
    }
}

float Fonts::advance(std::uint32_t face, char32_t character) const {
    return fonts_[face]->GetCharAdvance(static_cast<ImWchar>(character));
}

void Fonts::use(double factor, Glyphs& glyphs) {
    if (factor == factor_) return;
    factor_ = factor;
    if (characters_[0].empty()) measure(glyphs);
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (atlas.Fonts.empty()) {
        // Dear ImGui wants an atlas of its own; nothing of it is shown but where its white texel is.
        atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
        atlas.AddFontDefault();
        atlas.Build();
    }
    for (ImFont* const old : fonts_) {
        if (!old) continue;
        atlas.Fonts.find_erase(old);
        IM_DELETE(old);
    }
    for (std::uint32_t i = 0; i < fonts_.size(); ++i) make(i, factor);
    ImGui::GetIO().FontDefault = font(Type::body, false);
}

void Fonts::make(std::uint32_t index, double factor) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    FontFace& face = faces_[index];
    face.type = static_cast<Type>(index / 2);
    face.strong = index % 2 == 1;
    face.pixels = static_cast<std::uint32_t>(std::max(1L, std::lround(kTypeSizes[index / 2] * factor)));
    auto const em = static_cast<float>(face.pixels);
    face.line = std::round(kTypeLines[index / 2] * static_cast<float>(factor));
    // An em box is 0.88 above and 0.12 below the baseline.
    face.baseline = std::round((face.line - em) / 2 + 0.88F * em);
    face.box_left = -0.3F * em;
    face.box_top = -0.2F * em;
    face.box_height = face.line + 0.4F * em;

    ImFont* const font = IM_NEW(ImFont)();
    font->FontSize = face.line;
    font->Ascent = face.baseline;
    font->Descent = face.baseline - face.line;
    font->ContainerAtlas = &atlas;
    font->ConfigData = atlas.Fonts[0]->ConfigData;
    font->ConfigDataCount = 1;
    font->EllipsisChar = static_cast<ImWchar>(0x2026);
    auto const add = [&](std::uint32_t code, float advance) {
        ImFontGlyph glyph = *atlas.Fonts[0]->FindGlyph(' ');
        glyph.Codepoint = code & 0x3fffffffU;
        glyph.Visible = code != ' ' && code != 0x3000 && code != 0xa0;
        glyph.AdvanceX = std::round(advance);
        glyph.X0 = face.box_left;
        glyph.X1 = glyph.AdvanceX - face.box_left;
        glyph.Y0 = face.box_top;
        glyph.Y1 = face.box_top + face.box_height;
        std::uint32_t const across = code & 0xff, down = code >> 8 | index << 8;
        glyph.U0 = mark(across, 0);
        glyph.U1 = mark(across, 1);
        glyph.V0 = mark(down, 0);
        glyph.V1 = mark(down, 1);
        font->Glyphs.push_back(glyph);
    };
    auto const& characters = characters_[face.strong];
    font->Glyphs.reserve(static_cast<int>(characters.size() + icons_.size()) + 2048);
    for (Character const& c : characters) add(c.code, c.ems * em);
    for (std::uint16_t const icon : icons_) add(icon, face.line);
    for (char32_t c = kFirstRare; c <= kLastRare; ++c) add(c, em);
    font->BuildLookupTable();
    atlas.Fonts.push_back(font);
    fonts_[index] = font;
}

}  // namespace ui
