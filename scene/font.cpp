#include "scene/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <string>
#include <system_error>

namespace scene {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFamily = "Noto Sans CJK SC";

struct LibraryDone {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceDone {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, LibraryDone>;
using Face = std::unique_ptr<FT_FaceRec_, FaceDone>;

/// The first file of these names below a folder, in the order of the names.
fs::path find_file(fs::path const& folder) {
    // Distributions put it here; a search of all of /usr/share/fonts costs more than opening the font.
    for (char const* const usual : {"opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Medium.ttc",
                                    "noto-cjk/NotoSansCJK-Regular.ttc", "google-noto-cjk/NotoSansCJK-Regular.ttc"}) {
        std::error_code ignored;
        if (fs::exists(folder / usual, ignored)) return folder / usual;
    }
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end; at.increment(error)) {
        std::string const name = at->path().filename().string();
        if (name.starts_with("NotoSansCJK") && (name.ends_with(".ttc") || name.ends_with(".otf")))
            found.push_back(at->path());
    }
    // Regular before Bold, and the same file whatever the order of the folder.
    auto const key = [](fs::path const& p) {
        return std::pair(p.filename().string().find("Regular") == std::string::npos, p);
    };
    std::sort(found.begin(), found.end(), [&](fs::path const& a, fs::path const& b) { return key(a) < key(b); });
    return found.empty() ? fs::path{} : found.front();
}

Face open_face(FT_Library library, fs::path const& file, FT_Long index) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, file.c_str(), index, &face) != 0) return nullptr;
    return Face(face);
}

/// A collection holds the languages' variants of the font; Simplified Chinese is the third of Noto's.
Face open_chinese_face(FT_Library library, fs::path const& file) {
    Face first = open_face(library, file, 2);
    if (first && first->family_name && first->family_name == kFamily) return first;
    Face any = open_face(library, file, 0);
    FT_Long const count = any ? any->num_faces : 0;
    for (FT_Long i = 0; i < count; ++i) {
        Face face = open_face(library, file, i);
        if (face && face->family_name && face->family_name == kFamily) return face;
    }
    return nullptr;
}

}  // namespace

struct Font::State {
    Library library;
    Face face;
    std::uint32_t pixels = 0;
    std::unordered_map<char32_t, double> advances;
};

std::vector<char32_t> decode_utf8(std::string_view text) {
    constexpr char32_t kBroken = 0xfffd;
    std::vector<char32_t> out;
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i++]);
        std::size_t const more = lead < 0x80   ? 0
                                 : lead < 0xc2 ? 4
                                 : lead < 0xe0 ? 1
                                 : lead < 0xf0 ? 2
                                 : lead < 0xf5 ? 3
                                               : 4;
        if (more == 4) {
            out.push_back(kBroken);
            continue;
        }
        char32_t code = more == 0 ? lead : lead & (0x3fU >> more);
        std::size_t read = 0;
        while (read < more && i < text.size() && (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) {
            code = code << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
            ++read;
        }
        out.push_back(read == more ? code : kBroken);
    }
    return out;
}

Font::Font(std::unique_ptr<State> state) : state_(std::move(state)) {}
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;
Font::~Font() = default;

base::Result<Font> Font::open(std::vector<fs::path> const& folders) {
    auto state = std::make_unique<State>();
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return base::Error{"FreeType does not start"};
    state->library.reset(library);
    for (fs::path const& folder : folders) {
        fs::path const file = find_file(folder);
        if (file.empty()) continue;
        state->face = open_chinese_face(library, file);
        if (state->face) return Font(std::move(state));
    }
    return base::Error{
        "the font Noto Sans CJK SC is not installed; Debian and Ubuntu have it in the package fonts-noto-cjk"};
}

base::Result<Font> Font::open_bold(std::vector<fs::path> const& folders) {
    for (fs::path const& folder : folders) {
        fs::path const regular = find_file(folder);
        if (regular.empty()) continue;
        for (char const* const name : {"NotoSansCJK-Bold.ttc", "NotoSansCJK-Medium.ttc"}) {
            auto state = std::make_unique<State>();
            FT_Library library = nullptr;
            if (FT_Init_FreeType(&library) != 0) return base::Error{"FreeType does not start"};
            state->library.reset(library);
            state->face = open_chinese_face(library, regular.parent_path() / name);
            if (state->face) return Font(std::move(state));
        }
    }
    return base::Error{"the bold Noto Sans CJK SC is not installed; Debian and Ubuntu have it in fonts-noto-cjk"};
}

base::Result<Font> Font::open_file(fs::path const& file) {
    auto state = std::make_unique<State>();
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return base::Error{"FreeType does not start"};
    state->library.reset(library);
    state->face = open_face(library, file, 0);
    if (!state->face) return base::Error{file.string() + ": no font that FreeType can read"};
    return Font(std::move(state));
}

base::Result<Font> Font::open() { return open({"/usr/share/fonts", "/usr/local/share/fonts"}); }

bool Font::has(char32_t character) const { return FT_Get_Char_Index(state_->face.get(), character) != 0; }

double Font::advance(char32_t character) {
    auto const [entry, added] = state_->advances.try_emplace(character, 1.0);
    if (!added) return entry->second;
    FT_Face const face = state_->face.get();
    FT_UInt const glyph = FT_Get_Char_Index(face, character);
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) == 0) {
        entry->second = static_cast<double>(face->glyph->advance.x) / face->units_per_EM;
    }
    return entry->second;
}

GlyphBitmap Font::draw(char32_t character, GlyphStyle style) {
    FT_Face const face = state_->face.get();
    if (state_->pixels != style.pixels) {
        FT_Set_Pixel_Sizes(face, 0, style.pixels);
        state_->pixels = style.pixels;
    }
    GlyphBitmap out;
    // Light hinting snaps horizontal strokes to rows, which small Chinese characters need; widths stay as designed.
    if (FT_Load_Glyph(face, FT_Get_Char_Index(face, character), FT_LOAD_TARGET_LIGHT) != 0) return out;
    FT_GlyphSlot const slot = face->glyph;
    if (style.strong) FT_Outline_Embolden(&slot->outline, static_cast<FT_Pos>(style.pixels) * 64 / 28);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return out;
    FT_Bitmap const& bitmap = slot->bitmap;
    out.left = slot->bitmap_left;
    out.top = slot->bitmap_top;
    out.width = bitmap.width;
    out.height = bitmap.rows;
    out.coverage.resize(std::size_t{out.width} * out.height);
    for (std::uint32_t y = 0; y < out.height; ++y) {
        std::copy_n(bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch, out.width,
                    out.coverage.data() + std::size_t{y} * out.width);
    }
    return out;
}

}  // namespace scene
