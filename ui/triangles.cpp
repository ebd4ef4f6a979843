#include "ui/triangles.h"

#include <algorithm>
#include <cmath>

#include "ui/text_teller.h"
#include "ui/utf8.h"

namespace ui {
namespace {

class Maker {
public:
    Maker(Fonts const& fonts, Glyphs& glyphs, std::function<char32_t(char32_t)> const& rare, double least_text,
          bool tell)
        : fonts_(fonts), glyphs_(glyphs), rare_(rare), least_text_(least_text), tell_(tell) {}

    void list(ImDrawList const& list) {
        auto const first = static_cast<std::uint32_t>(out_.panels.vertices.size());
        pictures_.assign(static_cast<std::size_t>(list.VtxBuffer.Size), false);
        if (tell_) clips_.assign(static_cast<std::size_t>(list.VtxBuffer.Size), {});
        for (ImDrawCmd const& command : list.CmdBuffer) take(command, list, first);
        for (int i = 0; i < list.VtxBuffer.Size; ++i) {
            ImDrawVert const& v = list.VtxBuffer[i];
            out_.panels.vertices.push_back({{v.pos.x, v.pos.y}, {v.uv.x, v.uv.y}, v.col});
        }
        for (int i = 0; i < list.VtxBuffer.Size; ++i) {
            if (pictures_[static_cast<std::size_t>(i)]) continue;
            shared::PanelVertex* const corners = &out_.panels.vertices[first + static_cast<std::uint32_t>(i)];
            if (is_marked(list.VtxBuffer[i].uv) && i + 3 < list.VtxBuffer.Size) {
                glyph(corners, static_cast<std::size_t>(i));
                i += 3;
            } else {
                corners->uv = {1, 1};  // texels of the white corner; brought to 0..1 with the glyphs'
                texels_.push_back(first + static_cast<std::uint32_t>(i));
            }
        }
        end_run();
    }

    Triangles finish() {
        // The image may have grown while glyphs were added, so texels become fractions last.
        auto const width = static_cast<float>(glyphs_.image().width);
        auto const height = static_cast<float>(glyphs_.image().height);
        for (std::uint32_t const i : texels_) {
            auto& uv = out_.panels.vertices[i].uv;
            uv = {uv.x / width, uv.y / height};
        }
        out_.texts = teller_.finish();
        return std::move(out_);
    }

private:
    void take(ImDrawCmd const& command, ImDrawList const& list, std::uint32_t first) {
        if (command.UserCallback || command.ElemCount == 0) return;
        scene::Panels::Draw draw;
        draw.image = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(command.GetTexID()));
        draw.first_index = static_cast<std::uint32_t>(out_.panels.indices.size());
        draw.index_count = command.ElemCount;
        draw.left = static_cast<std::int32_t>(std::floor(command.ClipRect.x));
        draw.top = static_cast<std::int32_t>(std::floor(command.ClipRect.y));
        draw.right = static_cast<std::int32_t>(std::ceil(command.ClipRect.z));
        draw.bottom = static_cast<std::int32_t>(std::ceil(command.ClipRect.w));
        for (unsigned i = 0; i < command.ElemCount; ++i) {
            std::uint32_t const local = command.VtxOffset + list.IdxBuffer[static_cast<int>(command.IdxOffset + i)];
            out_.panels.indices.push_back(first + local);
            if (draw.image != 0) pictures_[local] = true;
            if (tell_) clips_[local] = command.ClipRect;
        }
        auto& draws = out_.panels.draws;
        bool const goes_on = !draws.empty() && draws.back().image == draw.image && draws.back().left == draw.left &&
                             draws.back().top == draw.top && draws.back().right == draw.right &&
                             draws.back().bottom == draw.bottom;
        if (goes_on)
            draws.back().index_count += draw.index_count;
        else
            draws.push_back(draw);
    }

    /// Four corners of a box, clockwise from the top left, perhaps cut. The pen is a whole pixel unless text is drawn
    /// in another size than its font's.
    void glyph(shared::PanelVertex* corners, std::size_t local) {
        Marked const from = read_mark({corners[0].uv.x, corners[0].uv.y});
        Marked const to = read_mark({corners[2].uv.x, corners[2].uv.y});
        FontFace const& face = fonts_.face(from.face);
        float const box_width = fonts_.advance(from.face, from.character) - 2 * face.box_left;
        float const x0 = corners[0].at.x, y0 = corners[0].at.y, x1 = corners[2].at.x, y1 = corners[2].at.y;
        float scale = to.down > from.down ? (y1 - y0) / ((to.down - from.down) * face.box_height) : 1;
        if (std::abs(scale - 1) < 0.02F) scale = 1;
        // Of a box that is cut at the left, the right side says where the pen is, and exactly.
        float pen_x =
            from.across == 0 ? x0 - face.box_left * scale : x1 - (to.across * box_width + face.box_left) * scale;
        float top =
            from.down == 0 ? y0 - face.box_top * scale : y1 - (to.down * face.box_height + face.box_top) * scale;
        if (scale == 1) pen_x = std::round(pen_x), top = std::round(top);

        bool const icon = from.character >= kFirstIcon && from.character <= kLastIcon;
        char32_t const character = rare_(from.character);
        Cut const cut = icon ? Cut::icon : face.strong ? Cut::strong : Cut::regular;
        auto const pixels = icon ? static_cast<std::uint32_t>(face.line) : face.pixels;
        // Icons are squares of one line that stand on its bottom.
        float const baseline = icon ? face.line : face.baseline;
        GlyphPlace const g = glyphs_.find(character, pixels, cut);
        if (!icon) note(character, face, corners[0].at.x, top);
        float const advance = fonts_.advance(from.face, from.character) * scale;
        if (tell_ && is_seen(local, {(x0 + x1) / 2, (y0 + y1) / 2}))
            teller_.add({character, pen_x, top, advance, face.line * scale, static_cast<float>(pixels) * scale, icon});

        float const left = pen_x + static_cast<float>(g.left) * scale;
        float const up = top + (baseline - static_cast<float>(g.top)) * scale;
        float const cut_x0 = std::max(x0, left), cut_x1 = std::min(x1, left + static_cast<float>(g.width) * scale);
        float const cut_y0 = std::max(y0, up), cut_y1 = std::min(y1, up + static_cast<float>(g.height) * scale);
        bool const nothing = g.width == 0 || cut_x1 <= cut_x0 || cut_y1 <= cut_y0;
        float const xs[4] = {cut_x0, cut_x1, cut_x1, cut_x0};
        float const ys[4] = {cut_y0, cut_y0, cut_y1, cut_y1};
        for (int i = 0; i < 4; ++i) {
            shared::PanelVertex& v = corners[i];
            v.at = nothing ? decltype(v.at){x0, y0} : decltype(v.at){xs[i], ys[i]};
            v.uv = {static_cast<float>(g.x) + (v.at.x - left) / scale, static_cast<float>(g.y) + (v.at.y - up) / scale};
            if (nothing) v.uv = {1, 1};
            texels_.push_back(static_cast<std::uint32_t>(&v - out_.panels.vertices.data()));
        }
    }

    bool is_seen(std::size_t local, ImVec2 at) const {
        ImVec4 const& clip = clips_[local];
        return at.x >= clip.x && at.x < clip.z && at.y >= clip.y && at.y < clip.w;
    }

    /// For the lint: letters that follow one another on a line are one text.
    void note(char32_t character, FontFace const& face, float x, float top) {
        if (face.pixels >= least_text_) return;
        bool const goes_on = top == run_top_ && x >= run_x_ && x < run_x_ + 3 * static_cast<float>(face.pixels);
        if (!goes_on) end_run();
        append_utf8(run_, character);
        run_top_ = top;
        run_x_ = x;
    }
    void end_run() {
        auto& texts = out_.small_texts;
        if (!run_.empty() && std::find(texts.begin(), texts.end(), run_) == texts.end()) texts.push_back(run_);
        run_.clear();
    }

    Fonts const& fonts_;
    Glyphs& glyphs_;
    std::function<char32_t(char32_t)> const& rare_;
    double least_text_;
    bool tell_;
    Triangles out_;
    std::vector<bool> pictures_;  ///< vertices that show an image
    std::vector<ImVec4> clips_;   ///< by vertex, where texts are told
    TextTeller teller_;
    std::vector<std::uint32_t> texels_;
    std::string run_;
    float run_x_ = 0, run_top_ = 0;
};

}  // namespace

Triangles triangles_of(ImDrawData const& data, Fonts const& fonts, Glyphs& glyphs,
                       std::function<char32_t(char32_t)> const& rare, double least_text, bool tell) {
    Maker maker(fonts, glyphs, rare, least_text, tell);
    for (int i = 0; i < data.CmdListsCount; ++i) maker.list(*data.CmdLists[i]);
    return maker.finish();
}

}  // namespace ui
