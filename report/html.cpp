// The report as one file for a browser: the same content in the same order, text that flows, no word to any network.
#include <algorithm>
#include <cstdio>

#include "report/layout.h"
#include "report/numbers.h"
#include "report/piece.h"
#include "report/svg.h"

namespace report {
namespace {

constexpr char const* kCss = R"(
:root{--ink:#1a1f26;--grey:#55606e;--rule:#c9cfd6;--blue:#1d4f91;--orange:#b85c00;--red:#b42318}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:24px 32px;max-width:1120px;color:var(--ink);background:#fff;
font:15px/1.65 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums}
header,footer{color:var(--grey);font-size:12px;display:flex;justify-content:space-between;gap:24px}
header{border-bottom:1px solid var(--rule);padding-bottom:4px}footer{border-top:1px solid var(--rule);padding-top:4px;margin-top:32px}
section{display:grid;gap:20px 24px;margin-top:24px;align-items:start}
section>*{min-width:0}
h1,h2,h3{line-height:1.35;margin:0}h1{font-size:30px}h2{font-size:20px}h3{font-size:17px}
p{margin:0 0 6px}.small,figcaption,caption+thead{color:var(--grey);font-size:13px}
figure{margin:0}figure img,figure svg{display:block;width:100%;height:auto}figure img{border:1px solid var(--rule)}
svg text{font-family:inherit}
.title{font-weight:700;text-align:left;margin:0 0 4px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;border-top:1.5px solid var(--ink);border-bottom:1.5px solid var(--ink)}
th,td{padding:4px 8px;text-align:left;vertical-align:top}th{border-bottom:1px solid var(--ink);vertical-align:bottom;font-size:13px}
tr+tr td{border-top:1px solid var(--rule)}.n{text-align:right;white-space:nowrap}tr.total td{font-weight:700;border-top:1px solid var(--ink)}
.tiles{display:flex;flex-wrap:wrap}.tile{flex:1 1 110px;padding:0 12px;border-left:1px solid var(--rule)}
.tile b{font-size:30px;line-height:1.3}.warning{color:var(--orange)}.alarm{color:var(--red)}.good{color:var(--blue)}
ul{list-style:none;margin:0;padding:0}li{margin-bottom:6px}li b{margin-right:8px}
.key{display:flex;flex-wrap:wrap;gap:2px 16px;margin-top:6px}.key svg{display:inline-block;width:11px;height:11px;margin-right:6px}
.mark{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;pointer-events:none;font-size:9vw;font-weight:700;
color:var(--grey);opacity:.08;transform:rotate(-30deg)}
@media(max-width:760px){body{padding:16px}header,footer{flex-direction:column;gap:0}h1{font-size:24px}
section{display:block}section>*{margin-bottom:20px}
.scroll>table{width:max-content;min-width:100%}td{max-width:17em}.scroll>svg{min-width:var(--wide)}.tile{flex-basis:40%;margin-bottom:8px}}
@media print{body{max-width:none;padding:0}section{break-after:page}}
)";

/// Points of a drawing over the whole width; the browser scales it.
constexpr double kWide = 760;

std::string base64(std::string const& bytes) {
    constexpr char const* kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve(bytes.size() * 4 / 3 + 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k)
            three = three << 8U | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
        for (unsigned k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kLetters[three >> (18U - 6U * k) & 63U];
    }
    return out;
}

/// Its shape too, for who cannot see the colour.
std::string sign(Tone tone) {
    switch (tone) {
        case Tone::warning: return "<span class=\"warning\">▲</span> ";
        case Tone::alarm: return "<span class=\"alarm\">◆</span> ";
        case Tone::good: return "<span class=\"good\">●</span> ";
        default: return {};
    }
}

class HtmlWriter {
public:
    HtmlWriter(Press const& press, Edition const& edition, std::string title)
        : press_(press), edition_(edition), title_(std::move(title)) {}

    base::Result<std::string> write(std::vector<PageContent> const& pages) {
        begin();
        for (PageContent const& page : pages)
            if (auto const done = section(page); !done) return done.error();
        end();
        return std::move(out_);
    }

private:
    std::string const& say(Words const& words) const { return press_.say(words); }
    std::string text(Words const& words) const { return escaped(say(words)); }

    void begin() {
        bool const zh = press_.language == Language::zh;
        std::string const district = text(edition_.district);
        out_ += std::string("<!DOCTYPE html>\n<html lang=\"") + (zh ? "zh-CN" : "en") +
                "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';img-src data:;style-src "
                "'unsafe-inline'\">\n"
                "<title>" +
                (district.empty() ? "" : district + " ") + escaped(title_) + "</title>\n<style>" + kCss +
                "</style>\n</head>\n<body>\n<header><span>" + district + "</span><span>" + text(edition_.times) +
                "</span></header>\n<main>\n";
    }

    void end() {
        out_ += "</main>\n<footer><span>";
        if (edition_.watermark == Watermark::footer) out_ += text(edition_.watermark_text) + "　";
        out_ += text(edition_.sources) + "　" + text(edition_.licence) + "</span><span>" + escaped(edition_.program) +
                "</span></footer>\n";
        if (edition_.watermark == Watermark::diagonal)
            out_ += "<div class=\"mark\" aria-hidden=\"true\">" + text(edition_.watermark_text) + "</div>\n";
        out_ += "</body>\n</html>\n";
    }

    base::Status section(PageContent const& page) {
        out_ += "<section style=\"grid-template-columns:";
        for (double const share : page.spec.columns) {
            char part[32];
            std::snprintf(part, sizeof part, "%.3gfr ", share);
            out_ += part;
        }
        out_ += "\">\n";
        double all = 0;
        for (double const share : page.spec.columns) all += share;
        for (Content const& content : page.blocks) {
            Block const& block = content.block;
            double share = 0;
            for (std::size_t c = block.column; c < block.column + block.column_span; ++c) share += page.spec.columns[c];
            out_ += "<div style=\"grid-area:" + std::to_string(block.row + 1) + "/" + std::to_string(block.column + 1) +
                    "/span " + std::to_string(block.row_span) + "/span " + std::to_string(block.column_span) + "\">";
            if (auto const done = show(content, share / all); !done) return done;
            out_ += "</div>\n";
        }
        out_ += "</section>\n";
        return base::done;
    }

    base::Status show(Content const& content, double share) {
        switch (content.block.kind) {
            case BlockKind::heading: heading(content.block); break;
            case BlockKind::text: paragraphs(content.block); break;
            case BlockKind::table: table(content); break;
            case BlockKind::chart: chart(content, share); break;
            case BlockKind::tiles: tiles(content); break;
            case BlockKind::notes: notes(content); break;
            case BlockKind::figure: return figure(content, share);
        }
        return base::done;
    }

    void heading(Block const& block) {
        std::string const tag = "h" + std::to_string(block.level);
        out_ += "<" + tag + ">" + text(block.text) + "</" + tag + ">";
    }

    void title(Block const& block) {
        if (!say(block.title).empty()) out_ += "<p class=\"title\">" + text(block.title) + "</p>";
    }

    void paragraphs(Block const& block) {
        title(block);
        std::string const& all = say(block.text);
        for (std::size_t from = 0; from < all.size();) {
            std::size_t const end = std::min(all.find('\n', from), all.size());
            out_ += "<p>" + escaped(all.substr(from, end - from)) + "</p>";
            from = end + 1;
        }
    }

    void table(Content const& content) {
        Table const& all = *std::get<Table const*>(content.shows);
        Table const table = shown_rows(all, content.block.most);
        auto const columns = *chosen_columns(table, content.block);
        auto const is_right = [&](std::size_t c) {
            return std::none_of(table.rows.begin(), table.rows.end(), [&](Row const& row) {
                return std::holds_alternative<Words>(row.cells[c]) || std::holds_alternative<Moment>(row.cells[c]);
            });
        };
        title(content.block);
        out_ += "<div class=\"scroll\"><table><thead><tr>";
        for (std::size_t const c : columns) {
            Column const& column = table.columns[c];
            std::string const unit =
                column.unit.empty() ? "" : press_.say("（", " (") + text(column.unit) + press_.say("）", ")");
            out_ += std::string("<th scope=\"col\"") + (is_right(c) ? " class=\"n\">" : ">") + text(column.name) +
                    unit + "</th>";
        }
        out_ += "</tr></thead><tbody>";
        for (Row const& row : table.rows) {
            out_ += row.total ? "<tr class=\"total\">" : "<tr>";
            for (std::size_t i = 0; i < columns.size(); ++i)
                out_ +=
                    std::string(is_right(columns[i]) ? "<td class=\"n\">" : "<td>") + (i == 0 ? sign(row.tone) : "") +
                    (row.total && std::holds_alternative<Missing>(row.cells[columns[i]])
                         ? ""
                         : escaped(format_cell(row.cells[columns[i]], table.columns[columns[i]], press_.language))) +
                    "</td>";
            out_ += "</tr>";
        }
        out_ += "</tbody></table></div>";
        std::string note = escaped(table_note(table, columns, all.rows.size() - table.rows.size(), press_.language));
        if (table.rows.empty()) note = press_.say("无。", "None. ") + note;
        if (!note.empty()) out_ += "<p class=\"small\">" + note + "</p>";
    }

    void chart(Content const& content, double share) {
        Content untitled = content;
        untitled.block.title = {};
        title(content.block);
        double const width = kWide * share;
        Piece const piece = make_chart(press_, untitled, width);
        Canvas canvas(press_);
        piece.draw(canvas, {0, 2, width, piece.wanted}, 0, 0);
        // On a narrow screen a chart scrolls within itself; made to fit, its words would be too small to read.
        out_ += "<figure class=\"scroll\" style=\"--wide:" + std::to_string(static_cast<int>(width)) + "px\">" +
                to_svg(canvas.marks, width, piece.wanted + 4, say(content.block.title)) + "</figure>";
    }

    void tiles(Content const& content) {
        title(content.block);
        out_ += "<div class=\"tiles\">";
        for (Tile const& tile : *std::get<std::vector<Tile> const*>(content.shows)) {
            std::string const tone = tile.tone == Tone::warning ? " class=\"warning\""
                                     : tile.tone == Tone::alarm ? " class=\"alarm\""
                                                                : "";
            out_ += "<div class=\"tile\"><div class=\"small\">" + text(tile.name) + "</div><div>" +
                    (tone.empty() ? "" : sign(tile.tone)) + "<b" + tone + ">" + text(tile.value) +
                    "</b> <span class=\"small\">" + text(tile.unit) + "</span></div><div class=\"small\">" +
                    text(tile.compare) + "</div></div>";
        }
        out_ += "</div>";
    }

    void notes(Content const& content) {
        auto const& notes = *std::get<std::vector<Note> const*>(content.shows);
        std::size_t const count = content.block.most > 0 ? std::min(notes.size(), content.block.most) : notes.size();
        title(content.block);
        out_ += "<ul>";
        for (std::size_t i = 0; i < count; ++i) {
            out_ += "<li>" + sign(notes[i].tone);
            if (!say(notes[i].label).empty()) out_ += "<b>" + text(notes[i].label) + "</b>";
            out_ += text(notes[i].text) + "</li>";
        }
        out_ += "</ul>";
        if (notes.empty())
            out_ += "<p class=\"small\">" + press_.say("无。", "None.") + "</p>";
        else if (count < notes.size())
            out_ += "<p class=\"small\">" + press_.say("另有", "") + std::to_string(notes.size() - count) +
                    press_.say("条未列出。", " more are not listed.") + "</p>";
    }

    base::Status figure(Content const& content, double share) {
        Figure const& figure = *std::get<Figure const*>(content.shows);
        title(content.block);
        out_ += "<figure>";
        if (!figure.image.pixels.empty()) {
            auto const png = base::encode_png(figure.image);
            if (!png) return png.error();
            std::string const what = say(figure.caption).empty() ? text(content.block.title) : text(figure.caption);
            out_ += "<img alt=\"" + what + "\" src=\"data:image/png;base64," + base64(*png) + "\">";
        }
        strip(figure, share);
        out_ += "</figure>";
        return base::done;
    }

    /// The legend, scale and north below the picture.
    void strip(Figure const& figure, double share) {
        out_ += "<figcaption>";
        if (double const height = tools_height(press_, figure); height > 0 && figure.image.width > 0) {
            // As wide as the picture above it, so that the bar stays true when the browser scales both.
            Canvas canvas(press_);
            double const width = kWide * share;
            draw_tools(canvas, figure, figure.metres_per_pixel * figure.image.width / width, {0, 3, width, height});
            out_ += to_svg(canvas.marks, width, height + 3, press_.say("比例尺", "scale"));
        }
        out_ += "<div class=\"key\">";
        for (LegendEntry const& entry : figure.legend) {
            Canvas canvas(press_);
            draw_shape(canvas, entry, {0, 0, 10, 10});
            out_ += "<span>" + to_svg(canvas.marks, 10, 10, "") + text(entry.name) + "</span>";
        }
        out_ += "</div>";
        if (!say(figure.caption).empty()) out_ += "<div>" + text(figure.caption) + "</div>";
        std::string furniture;
        for (Words const& words : figure.furniture) furniture += (furniture.empty() ? "" : "　") + text(words);
        if (!furniture.empty()) out_ += "<div>" + furniture + "</div>";
        out_ += "</figcaption>";
    }

    Press const& press_;
    Edition const& edition_;
    std::string title_;
    std::string out_;
};

}  // namespace

base::Result<std::string> to_html(Template const& how, Data const& data, Edition const& edition) {
    auto pages = fill(how, data);
    if (!pages) return pages.error();
    auto type = open_fonts(edition);
    if (!type) return type.error();
    constexpr double kText = 11;
    Press const press{**type, edition.language, Sizes(kText)};
    return HtmlWriter(press, edition, how.title.in(edition.language)).write(*pages);
}

}  // namespace report
