#include "report/svg.h"

#include <cmath>
#include <cstdio>

namespace report {
namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    std::string out = text;
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
    return out == "-0" ? "0" : out;
}

std::string hex(Rgb rgb) {
    char text[8];
    std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(rgb));
    return text;
}

std::string corners(std::vector<Point> const& points) {
    std::string out;
    for (Point const& point : points) out += (out.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
    return out;
}

/// A line of text begins, is centred or ends where the reader's own font puts it, so that it stays in place.
std::string text_of(TextMark const& mark) {
    TextStyle const& style = mark.text.style;
    double const x = mark.at.x + (style.align == Align::left     ? 0
                                  : style.align == Align::centre ? mark.text.width / 2
                                                                 : mark.text.width);
    char const* anchor = style.align == Align::left     ? ""
                         : style.align == Align::centre ? " text-anchor=\"middle\""
                                                        : " text-anchor=\"end\"";
    std::string out;
    PangoLayoutIter* iter = pango_layout_get_iter(mark.text.layout.get());
    do {
        PangoLayoutLine const* line = pango_layout_iter_get_line_readonly(iter);
        double const baseline = mark.at.y + static_cast<double>(pango_layout_iter_get_baseline(iter)) / PANGO_SCALE;
        std::string const words =
            mark.text.text.substr(static_cast<std::size_t>(line->start_index), static_cast<std::size_t>(line->length));
        out += "<text x=\"" + number(x) + "\" y=\"" + number(baseline) + "\" font-size=\"" + number(style.size) +
               "\" fill=\"" + hex(style.rgb) + "\"" + (style.bold ? " font-weight=\"700\"" : "") + anchor + ">" +
               escaped(words) + "</text>";
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return out;
}

struct SvgWriter {
    std::string out;

    void operator()(TextMark const& mark) { out += text_of(mark); }
    void operator()(FillMark const& mark) {
        out += "<polygon points=\"" + corners(mark.outline) + "\" fill=\"" + hex(mark.rgb) + "\"/>";
    }
    void operator()(LineMark const& mark) {
        out += "<polyline points=\"" + corners(mark.points) + "\" fill=\"none\" stroke=\"" + hex(mark.rgb) +
               "\" stroke-width=\"" + number(mark.width) + "\"" + (mark.dashed ? " stroke-dasharray=\"3 2\"" : "") +
               "/>";
    }
    void operator()(ImageMark const&) {}
    void operator()(TagMark const&) {}
    void operator()(WatermarkMark const&) {}
};

}  // namespace

std::string escaped(std::string const& text) {
    std::string out;
    for (char const c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\t')
            out += c;
    }
    return out;
}

std::string to_svg(std::vector<Item> const& marks, double width, double height, std::string const& title) {
    SvgWriter writer;
    for (Item const& mark : marks) std::visit(writer, mark);
    return "<svg viewBox=\"0 0 " + number(width) + " " + number(height) + "\" width=\"" + number(width) +
           "\" role=\"img\" aria-label=\"" + escaped(title) + "\">" + writer.out + "</svg>";
}

}  // namespace report
