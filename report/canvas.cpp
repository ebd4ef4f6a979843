#include "report/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace report {
namespace {

std::vector<Point> disc(Point middle, double radius) {
    std::vector<Point> out;
    constexpr int kCorners = 24;
    for (int i = 0; i < kCorners; ++i) {
        double const angle = 2 * std::numbers::pi * i / kCorners;
        out.push_back({middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
    }
    return out;
}

std::vector<Point> diamond(Point m, double r) {
    return {{m.x, m.y - r}, {m.x + r, m.y}, {m.x, m.y + r}, {m.x - r, m.y}};
}

std::vector<Point> triangle(Point m, double r) {
    return {{m.x, m.y - r * 0.9}, {m.x + r, m.y + r * 0.8}, {m.x - r, m.y + r * 0.8}};
}

std::vector<Point> rectangle(Box b) {
    return {{b.x, b.y}, {b.x + b.width, b.y}, {b.x + b.width, b.y + b.height}, {b.x, b.y + b.height}};
}

}  // namespace

void Canvas::text(SetText set, Point at) {
    if (set.unknown > 0)
        complaints.push_back("the font lacks " + std::to_string(set.unknown) + " characters of '" + set.text + "'");
    if (set.ink > set.width + 1) complaints.push_back("'" + set.text + "' is wider than its column");
    marks.emplace_back(TextMark{std::move(set), at});
}

SetText Canvas::label(std::string const& text, TextStyle const& style, double most) {
    SetText set = type.line(text, style);
    if (set.ink <= most + 0.01) return set;
    set = type.lines(text, style, most, 1);
    if (set.cut) complaints.push_back("'" + text + "' was cut");
    return set;
}

void Canvas::fill(Box box, Rgb rgb) {
    if (box.width > 0 && box.height > 0) marks.emplace_back(FillMark{rectangle(box), rgb});
}

void Canvas::fill(std::vector<Point> outline, Rgb rgb) { marks.emplace_back(FillMark{std::move(outline), rgb}); }

void Canvas::rule(Point from, Point to, Rgb rgb, double width, bool dashed) {
    marks.emplace_back(LineMark{{from, to}, rgb, width, dashed});
}

void Canvas::path(std::vector<Point> points, Rgb rgb, double width, bool dashed) {
    if (points.size() > 1) marks.emplace_back(LineMark{std::move(points), rgb, width, dashed});
}

void Canvas::image(std::shared_ptr<cairo_surface_t> picture, Box box) {
    marks.emplace_back(ImageMark{std::move(picture), box});
}

void Canvas::sign(Tone tone, Point middle, double size) {
    double const r = size / 2;
    if (tone == Tone::alarm) fill(diamond(middle, r), colour(tone));
    if (tone == Tone::warning) fill(triangle(middle, r), colour(tone));
    if (tone == Tone::good) fill(disc(middle, r * 0.8), colour(tone));
}

void draw_shape(Canvas& canvas, LegendEntry const& entry, Box box) {
    Point const middle{box.x + box.width / 2, box.y + box.height / 2};
    double const r = std::min(box.width, box.height) / 2;
    switch (entry.shape) {
        case LegendEntry::Shape::box: canvas.fill(Box{box.x, middle.y - r * 0.7, box.width, r * 1.4}, entry.rgb); break;
        case LegendEntry::Shape::line:
            canvas.rule({box.x, middle.y}, {box.x + box.width, middle.y}, entry.rgb, 1.5);
            break;
        case LegendEntry::Shape::circle: canvas.fill(disc(middle, r * 0.85), entry.rgb); break;
        case LegendEntry::Shape::square:
            canvas.fill(Box{middle.x - r * 0.8, middle.y - r * 0.8, r * 1.6, r * 1.6}, entry.rgb);
            break;
        case LegendEntry::Shape::triangle: canvas.fill(triangle(middle, r), entry.rgb); break;
        case LegendEntry::Shape::diamond: canvas.fill(diamond(middle, r), entry.rgb); break;
    }
}

std::shared_ptr<cairo_surface_t> surface_of(base::Image const& image) {
    int const width = static_cast<int>(image.width), height = static_cast<int>(image.height);
    bool const clear = image.channels == 4;
    std::shared_ptr<cairo_surface_t> out(
        cairo_image_surface_create(clear ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height),
        cairo_surface_destroy);
    if (cairo_surface_status(out.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
    cairo_surface_flush(out.get());
    auto* rows = cairo_image_surface_get_data(out.get());
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(out.get()));
    for (std::uint32_t y = 0; y < image.height; ++y) {
        auto* to = reinterpret_cast<std::uint32_t*>(rows + stride * y);
        for (std::uint32_t x = 0; x < image.width; ++x) {
            std::uint8_t const* from = image.row(y) + std::size_t{x} * image.channels;
            std::uint32_t const a = clear ? from[3] : 255U;
            auto const channel = [&](std::size_t i) {
                return (std::uint32_t{from[image.channels < 3 ? 0 : i]} * a + 127U) / 255U;
            };
            to[x] = a << 24U | channel(0) << 16U | channel(1) << 8U | channel(2);
        }
    }
    cairo_surface_mark_dirty(out.get());
    return out;
}

}  // namespace report
