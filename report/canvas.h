// What stands on a page, as a list of plain marks: drawn once, then played into PDF, PNG or SVG.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "report/type.h"

namespace report {

/// Points from the page's top left, y down.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};
struct Point {
    double x = 0, y = 0;
};

struct TextMark {
    SetText text;
    Point at;  ///< top left of its column
};
struct FillMark {
    std::vector<Point> outline;
    Rgb rgb = kInk;
};
struct LineMark {
    std::vector<Point> points;
    Rgb rgb = kRule;
    double width = 0.4;
    bool dashed = false;
};
struct ImageMark {
    std::shared_ptr<cairo_surface_t> image;
    Box box;
};
/// Begin and end of what the PDF calls by a name of its own: H1, P, Table, TR, TH, TD, Figure, Caption.
struct TagMark {
    std::string name;
    bool begins = true;
};
/// Across the whole page, so pale that it can be read through.
struct WatermarkMark {
    SetText text;
    Point middle;
};
using Item = std::variant<TextMark, FillMark, LineMark, ImageMark, TagMark, WatermarkMark>;

struct OutlineEntry {
    std::string text;
    std::size_t page = 0;
    std::size_t level = 1;
    double y = 0;
};

/// What everything that is set needs to know.
struct Press {
    Typesetter const& type;
    Language language;
    Sizes sizes;

    std::string const& say(Words const& words) const { return words.in(language); }
    std::string say(char const* zh, char const* en) const { return language == Language::zh ? zh : en; }
    TextStyle body(bool bold = false) const { return {.size = sizes.body, .bold = bold}; }
    TextStyle small(Rgb rgb = kGrey, bool bold = false) const {
        return {.size = sizes.small, .bold = bold, .rgb = rgb};
    }
};

/// One page under the pen.
class Canvas : public Press {
public:
    explicit Canvas(Press const& press) : Press(press) {}

    std::vector<Item> marks;
    std::vector<std::string> complaints;  ///< what was cut or did not fit
    std::vector<OutlineEntry> headings;

    void text(SetText set, Point at);
    /// One line; where it is longer than `most` it is cut, and told.
    SetText label(std::string const& text, TextStyle const& style, double most);
    void fill(Box box, Rgb rgb);
    void fill(std::vector<Point> outline, Rgb rgb);
    void rule(Point from, Point to, Rgb rgb = kRule, double width = 0.4, bool dashed = false);
    void path(std::vector<Point> points, Rgb rgb, double width, bool dashed = false);
    void image(std::shared_ptr<cairo_surface_t> image, Box box);
    void tag(std::string name) { marks.emplace_back(TagMark{std::move(name), true}); }
    void end(std::string name) { marks.emplace_back(TagMark{std::move(name), false}); }
    /// Diamond, triangle or disc of a tone, as wide as `size`, its middle at a point; plain and quiet have none.
    void sign(Tone tone, Point middle, double size);
};

/// A mark of a map's legend, in a box.
void draw_shape(Canvas& canvas, LegendEntry const& entry, Box box);

/// A picture as cairo wants it.
std::shared_ptr<cairo_surface_t> surface_of(base::Image const& image);

}  // namespace report
