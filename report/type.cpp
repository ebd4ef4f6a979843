#include "report/type.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include "report/page.h"

namespace report {
namespace {

constexpr char const* kFamily = "Noto Sans CJK SC";

std::string string_of(FcPattern const* pattern, char const* what) {
    FcChar8* text = nullptr;
    if (FcPatternGetString(pattern, what, 0, &text) != FcResultMatch) return {};
    return reinterpret_cast<char const*>(text);
}

/// Whether the family is there under its own name, and not something put in its place.
bool has_family(FcConfig* config) {
    std::shared_ptr<FcPattern> const wanted(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<FcChar8 const*>(kFamily));
    std::shared_ptr<FcObjectSet> const objects(FcObjectSetBuild(FC_FILE, nullptr), FcObjectSetDestroy);
    std::shared_ptr<FcFontSet> const found(FcFontList(config, wanted.get(), objects.get()), FcFontSetDestroy);
    return found && found->nfont > 0;
}

base::Result<std::shared_ptr<FcConfig>> open_config(std::vector<std::filesystem::path> const& folders) {
    std::shared_ptr<FcConfig> config;
    if (folders.empty()) {
        config.reset(FcInitLoadConfigAndFonts(), FcConfigDestroy);
    } else {
        config.reset(FcConfigCreate(), FcConfigDestroy);
        for (auto const& folder : folders)
            FcConfigAppFontAddDir(config.get(), reinterpret_cast<FcChar8 const*>(folder.c_str()));
    }
    if (!config || !has_family(config.get())) {
        std::string where;
        for (auto const& folder : folders) where += (where.empty() ? "in " : ", ") + folder.string();
        return base::Error{"the font 'Noto Sans CJK SC' is not " + (where.empty() ? "installed" : where) +
                           ", and a report needs it; on Debian and Ubuntu: apt-get install fonts-noto-cjk"};
    }
    return config;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the character that begins at `at`.
std::size_t char_bytes(std::string const& text, std::size_t at) {
    return static_cast<std::size_t>(g_utf8_next_char(text.c_str() + at) - (text.c_str() + at));
}

/// Where a number begins with the "≥ " or "≤ " before it.
std::size_t with_sign(std::string const& text, std::size_t number) {
    std::string_view const before = std::string_view(text).substr(0, number);
    for (std::string_view const sign : {"≥ ", "≤ "})
        if (before.ends_with(sign)) return number - sign.size();
    return number;
}

/// Where a line may not end: inside a number ("0.0009", "≥ 12,345"), between a number and the one character after it
/// ("18号", "27件", "95%"), and before the last character of a paragraph, which would stand alone.
std::vector<std::pair<std::size_t, std::size_t>> kept_together(std::string const& text) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            at += char_bytes(text, at);
            continue;
        }
        std::size_t end = at + 1;
        auto const joins = [&](std::size_t i) {
            return std::string_view(".,:").find(text[i]) != std::string_view::npos && i + 1 < text.size() &&
                   is_digit(text[i + 1]);
        };
        while (end < text.size() && (is_digit(text[end]) || joins(end))) ++end;
        bool const unit = end < text.size() && (text[end] == '%' || static_cast<unsigned char>(text[end]) >= 0xe4);
        out.emplace_back(with_sign(text, at), unit ? end + char_bytes(text, end) : end);
        at = out.back().second;
    }
    return out;
}

/// The end of each paragraph of some length: its last two characters with the punctuation between and after them.
void keep_ends(std::string const& text, std::vector<std::pair<std::size_t, std::size_t>>& out) {
    constexpr std::size_t kLong = 15;  // bytes
    for (std::size_t from = 0; from <= text.size();) {
        std::size_t const end = std::min(text.find('\n', from), text.size());
        std::size_t at = end;
        int letters = 0;
        while (at > from && letters < 2) {
            at = static_cast<std::size_t>(g_utf8_prev_char(text.c_str() + at) - text.c_str());
            gunichar const c = g_utf8_get_char(text.c_str() + at);
            if (c < 0x80) letters = 2;  // Latin words break by their own rules
            letters += g_unichar_isalnum(c) ? 1 : 0;
        }
        if (end - from > kLong && at < end && static_cast<unsigned char>(text[at]) >= 0x80) out.emplace_back(at, end);
        from = end + 1;
    }
}

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

base::Result<Typesetter> Typesetter::open(std::vector<std::filesystem::path> const& folders, Language language) {
    auto config = open_config(folders);
    if (!config) return config.error();
    Typesetter out;
    out.map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT), g_object_unref);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(out.map_.get()), config->get());
    // One unit of length is one point.
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(out.map_.get()), 72);
    out.context_.reset(pango_font_map_create_context(out.map_.get()), g_object_unref);
    pango_context_set_language(out.context_.get(),
                               pango_language_from_string(language == Language::zh ? "zh-cn" : "en"));
    pango_context_set_round_glyph_positions(out.context_.get(), FALSE);
    std::shared_ptr<cairo_font_options_t> const options(cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(out.context_.get(), options.get());
    return out;
}

SetText Typesetter::set(std::string const& text, TextStyle const& style, double width, int most) const {
    SetText out;
    out.text = text;
    out.style = style;
    out.layout.reset(pango_layout_new(context_.get()), g_object_unref);
    PangoLayout* layout = out.layout.get();
    std::shared_ptr<PangoFontDescription> const font(pango_font_description_new(), pango_font_description_free);
    pango_font_description_set_family(font.get(), kFamily);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(font.get(), static_cast<int>(std::lround(style.size * PANGO_SCALE)));
    pango_layout_set_font_description(layout, font.get());
    // No other font steps in unseen, and figures stand below each other.
    std::shared_ptr<PangoAttrList> const attributes(pango_attr_list_new(), pango_attr_list_unref);
    pango_attr_list_insert(attributes.get(), pango_attr_fallback_new(FALSE));
    pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum=1"));
    auto together = kept_together(text);
    keep_ends(text, together);
    for (auto const& [from, to] : together) {
        PangoAttribute* const whole = pango_attr_allow_breaks_new(FALSE);
        whole->start_index = static_cast<guint>(from);
        whole->end_index = static_cast<guint>(to);
        pango_attr_list_insert(attributes.get(), whole);
    }
    pango_layout_set_attributes(layout, attributes.get());
    pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, static_cast<float>(style.leading));
    pango_layout_set_alignment(layout, style.align == Align::left     ? PANGO_ALIGN_LEFT
                                       : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                      : PANGO_ALIGN_RIGHT);
    if (width >= 0) pango_layout_set_width(layout, static_cast<int>(std::ceil(width * PANGO_SCALE)));
    if (most > 0) {
        pango_layout_set_height(layout, -most);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    PangoRectangle ink{}, logical{};
    pango_layout_get_extents(layout, &ink, &logical);
    out.ink = points(logical.width);
    out.width = width >= 0 ? width : out.ink;
    out.height = points(logical.height);
    out.cut = pango_layout_is_ellipsized(layout) != 0;
    out.unknown = pango_layout_get_unknown_glyphs_count(layout);
    return out;
}

SetText Typesetter::line(std::string const& text, TextStyle const& style) const { return set(text, style, -1, 0); }

SetText Typesetter::column(std::string const& text, TextStyle const& style, double width) const {
    return set(text, style, std::max(width, 1.0), 0);
}

SetText Typesetter::lines(std::string const& text, TextStyle const& style, double width, int most) const {
    return set(text, style, std::max(width, 1.0), most);
}

double Typesetter::longest_piece(std::string const& text, TextStyle const& style) const {
    SetText const whole = line(text, style);
    int count = 0;
    PangoLogAttr const* breaks = pango_layout_get_log_attrs_readonly(whole.layout.get(), &count);
    double longest = 0, from = 0;
    char const* at = text.c_str();
    for (int i = 0; i < count; ++i) {
        bool const end = i + 1 == count;
        if (i > 0 && (breaks[i].is_line_break || end)) {
            PangoRectangle here{};
            pango_layout_index_to_pos(whole.layout.get(), static_cast<int>(at - text.c_str()), &here);
            double const to = end ? whole.ink : points(here.x);
            longest = std::max(longest, to - from);
            from = to;
        }
        if (!end) at = g_utf8_next_char(at);
    }
    return longest;
}

double Typesetter::line_height(TextStyle const& style) const { return line("国", style).height; }

std::vector<std::filesystem::path> Typesetter::fonts() const {
    std::set<std::filesystem::path> files;
    for (bool const bold : {false, true}) {
        SetText const sample = line("国1", TextStyle{.bold = bold});
        PangoLayoutIter* iter = pango_layout_get_iter(sample.layout.get());
        do {
            auto const* run = pango_layout_iter_get_run_readonly(iter);
            if (!run || !PANGO_IS_FC_FONT(run->item->analysis.font)) continue;
            files.insert(string_of(pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font)), FC_FILE));
        } while (pango_layout_iter_next_run(iter));
        pango_layout_iter_free(iter);
    }
    return {files.begin(), files.end()};
}

base::Result<std::shared_ptr<Typesetter const>> open_fonts(Edition const& edition) {
    if (edition.fonts) return edition.fonts;
    auto type = Typesetter::open(edition.font_folders, edition.language);
    if (!type) return type.error();
    return std::make_shared<Typesetter const>(std::move(*type));
}

}  // namespace report
