#include <cmath>
#include <memory>

#include "report/layout.h"
#include "report/piece.h"
#include "report/play.h"

namespace report {
namespace {

base::Result<base::Image> drawn(std::vector<Item> const& marks, std::uint32_t width, std::uint32_t height,
                                double scale) {
    std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> const sheet(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)),
        cairo_surface_destroy);
    std::unique_ptr<cairo_t, void (*)(cairo_t*)> const cr(cairo_create(sheet.get()), cairo_destroy);
    cairo_set_source_rgb(cr.get(), 1, 1, 1);
    cairo_paint(cr.get());
    cairo_scale(cr.get(), scale, scale);
    play(cr.get(), marks, Glyphs::outlines, false);
    cairo_surface_flush(sheet.get());
    if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS)
        return base::Error{"a picture of " + std::to_string(width) + " x " + std::to_string(height) +
                           " pixels could not be drawn: " + cairo_status_to_string(cairo_status(cr.get()))};
    base::Image out{.width = width, .height = height, .channels = 3, .pixels = {}};
    out.pixels.resize(out.row_bytes() * height);
    auto const* rows = cairo_image_surface_get_data(sheet.get());
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(sheet.get()));
    for (std::uint32_t y = 0; y < height; ++y) {
        auto const* from = reinterpret_cast<std::uint32_t const*>(rows + stride * y);
        std::uint8_t* to = out.row(y);
        for (std::uint32_t x = 0; x < width; ++x)
            for (unsigned const shift : {16U, 8U, 0U}) *to++ = static_cast<std::uint8_t>(from[x] >> shift & 255U);
    }
    return out;
}

}  // namespace

base::Result<base::Image> to_picture(Layout const& layout, std::size_t page, double dots_per_inch) {
    Layout::State const& state = layout.state();
    if (page >= state.pages.size()) return base::Error{"there is no page " + std::to_string(page + 1)};
    double const scale = dots_per_inch / 72;
    return drawn(state.pages[page], static_cast<std::uint32_t>(std::lround(state.paper.width * scale)),
                 static_cast<std::uint32_t>(std::lround(state.paper.height * scale)), scale);
}

base::Result<base::Image> to_picture(Figure const& figure, Edition const& edition, double dots_per_inch) {
    if (figure.image.pixels.empty()) return base::Error{"a figure without a picture"};
    auto type = open_fonts(edition);
    if (!type) return type.error();
    double const scale = dots_per_inch / 72;
    constexpr double kText = 10.5;
    Press const press{**type, edition.language, Sizes(kText)};
    // A margin of whole pixels, so that those of the picture stay as they are.
    auto const margin = static_cast<std::uint32_t>(std::lround(6 * scale));
    double const edge = margin / scale, width = figure.image.width / scale;
    Piece const piece = make_figure(press, figure, {}, 0, width);
    Canvas canvas(press);
    piece.draw(canvas, {edge, edge, width, piece.wanted}, 0, 0);
    return drawn(canvas.marks, figure.image.width + 2 * margin,
                 static_cast<std::uint32_t>(std::ceil(piece.wanted * scale)) + 2 * margin, scale);
}

}  // namespace report
