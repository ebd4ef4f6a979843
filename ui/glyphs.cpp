#include "ui/glyphs.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace ui {
namespace {

constexpr std::uint32_t kWidth = 2048;
constexpr std::uint32_t kFirstHeight = 512;
constexpr std::uint32_t kMostHeight = 4096;
constexpr std::uint32_t kWhite = 4;  // texels of the white corner that all plain shapes are drawn with
constexpr char const* kIcons = "truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf";

std::vector<std::filesystem::path> font_folders() { return {"/usr/share/fonts", "/usr/local/share/fonts"}; }

}  // namespace

Glyphs::Glyphs(scene::Font regular) : regular_(std::move(regular)) { clear(); }

base::Result<Glyphs> Glyphs::create() {
    auto regular = scene::Font::open(font_folders());
    if (!regular) return regular.error();
    Glyphs out(std::move(*regular));
    if (auto strong = scene::Font::open_bold(font_folders())) out.strong_ = std::move(*strong);
    for (auto const& folder : font_folders()) {
        std::error_code ignored;
        if (out.icons_ || !std::filesystem::exists(folder / kIcons, ignored)) continue;
        if (auto icons = scene::Font::open_file(folder / kIcons)) out.icons_ = std::move(*icons);
    }
    return out;
}

scene::Font& Glyphs::font(Cut cut) {
    if (cut == Cut::icon && icons_) return *icons_;
    return cut == Cut::strong && strong_ ? *strong_ : regular_;
}

bool Glyphs::has(char32_t character, Cut cut) const {
    if (cut == Cut::icon) return icons_ && icons_->has(character);
    return (cut == Cut::strong && strong_ ? *strong_ : regular_).has(character);
}

double Glyphs::advance(char32_t character, Cut cut) { return font(cut).advance(character); }

void Glyphs::clear() {
    places_.clear();
    image_ = {kWidth, kFirstHeight, 4, {}};
    image_.pixels.assign(image_.row_bytes() * image_.height, 0);
    for (std::uint32_t y = 0; y < kWhite; ++y) std::fill_n(image_.row(y), kWhite * 4, std::uint8_t{255});
    shelf_x_ = kWhite + 1;
    shelf_y_ = 0;
    shelf_height_ = kWhite;
    ++version_;
}

void Glyphs::tidy() {
    if (image_.height >= kMostHeight) clear();
}

GlyphPlace const& Glyphs::find(char32_t character, std::uint32_t pixels, Cut cut) {
    std::uint64_t const key =
        std::uint64_t{character} | std::uint64_t{pixels} << 24 | static_cast<std::uint64_t>(cut) << 48;
    auto const [entry, added] = places_.try_emplace(key);
    GlyphPlace& glyph = entry->second;
    if (!added) return glyph;
    scene::GlyphBitmap const bitmap = font(cut).draw(character, {pixels, cut == Cut::strong && !strong_});
    glyph.width = bitmap.width;
    glyph.height = bitmap.height;
    glyph.left = bitmap.left;
    glyph.top = bitmap.top;
    if (bitmap.width == 0 || bitmap.width + 1 > kWidth) return glyph = {};
    place(glyph);
    for (std::uint32_t y = 0; y < glyph.height; ++y) {
        std::uint8_t* texel = image_.row(glyph.y + y) + std::size_t{glyph.x} * 4;
        for (std::uint32_t x = 0; x < glyph.width; ++x, texel += 4) {
            texel[0] = texel[1] = texel[2] = 255;
            texel[3] = bitmap.coverage[std::size_t{y} * bitmap.width + x];
        }
    }
    ++version_;
    return glyph;
}

void Glyphs::place(GlyphPlace& glyph) {
    if (shelf_x_ + glyph.width + 1 > image_.width) {
        shelf_x_ = 0;
        shelf_y_ += shelf_height_ + 1;
        shelf_height_ = 0;
    }
    while (shelf_y_ + glyph.height + 1 > image_.height) {
        image_.height *= 2;
        image_.pixels.resize(image_.row_bytes() * image_.height);
    }
    glyph.x = shelf_x_;
    glyph.y = shelf_y_;
    shelf_x_ += glyph.width + 1;
    shelf_height_ = std::max(shelf_height_, glyph.height);
}

std::shared_ptr<base::Image const> Glyphs::share() {
    if (!shared_ || shared_version_ != version_) {
        shared_ = std::make_shared<base::Image const>(image_);
        shared_version_ = version_;
    }
    return shared_;
}

}  // namespace ui
