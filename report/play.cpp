#include "report/play.h"

#include <numbers>

namespace report {
namespace {

void set_colour(cairo_t* cr, Rgb rgb, double opacity = 1) {
    auto const part = [&](unsigned shift) { return static_cast<double>(rgb >> shift & 255U) / 255; };
    cairo_set_source_rgba(cr, part(16), part(8), part(0), opacity);
}

void trace(cairo_t* cr, std::vector<Point> const& points) {
    cairo_new_path(cr);
    for (Point const& point : points) cairo_line_to(cr, point.x, point.y);
}

class Player {
public:
    Player(cairo_t* cr, Glyphs glyphs, bool tags) : cr_(cr), glyphs_(glyphs), tags_(tags) {}

    void operator()(TextMark const& mark) const {
        set_colour(cr_, mark.text.style.rgb);
        cairo_move_to(cr_, mark.at.x, mark.at.y);
        if (glyphs_ == Glyphs::text) {
            pango_cairo_show_layout(cr_, mark.text.layout.get());
        } else {
            pango_cairo_layout_path(cr_, mark.text.layout.get());
            cairo_fill(cr_);
        }
    }
    void operator()(FillMark const& mark) const {
        set_colour(cr_, mark.rgb);
        trace(cr_, mark.outline);
        cairo_close_path(cr_);
        cairo_fill(cr_);
    }
    void operator()(LineMark const& mark) const {
        set_colour(cr_, mark.rgb);
        cairo_set_line_width(cr_, mark.width);
        cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
        double const dashes[] = {3, 2};
        cairo_set_dash(cr_, dashes, mark.dashed ? 2 : 0, 0);
        trace(cr_, mark.points);
        cairo_stroke(cr_);
    }
    void operator()(ImageMark const& mark) const {
        if (!mark.image) return;
        cairo_save(cr_);
        cairo_translate(cr_, mark.box.x, mark.box.y);
        cairo_rectangle(cr_, 0, 0, mark.box.width, mark.box.height);
        cairo_scale(cr_, mark.box.width / cairo_image_surface_get_width(mark.image.get()),
                    mark.box.height / cairo_image_surface_get_height(mark.image.get()));
        cairo_set_source_surface(cr_, mark.image.get(), 0, 0);
        // Without it the picture's edge would fade into what lies beside it.
        cairo_pattern_set_extend(cairo_get_source(cr_), CAIRO_EXTEND_PAD);
        cairo_fill(cr_);
        cairo_restore(cr_);
    }
    void operator()(TagMark const& mark) const {
        if (!tags_) return;
        if (mark.begins)
            cairo_tag_begin(cr_, mark.name.c_str(), nullptr);
        else
            cairo_tag_end(cr_, mark.name.c_str());
    }
    void operator()(WatermarkMark const& mark) const {
        constexpr double kOpacity = 0.09;
        cairo_save(cr_);
        cairo_translate(cr_, mark.middle.x, mark.middle.y);
        cairo_rotate(cr_, -std::numbers::pi / 6);
        set_colour(cr_, mark.text.style.rgb, kOpacity);
        cairo_move_to(cr_, -mark.text.ink / 2, -mark.text.height / 2);
        // Outlines always: it is no text to select, and must not get between the lines of those below.
        pango_cairo_layout_path(cr_, mark.text.layout.get());
        cairo_fill(cr_);
        cairo_restore(cr_);
    }

private:
    cairo_t* cr_;
    Glyphs glyphs_;
    bool tags_;
};

}  // namespace

void play(cairo_t* onto, std::vector<Item> const& marks, Glyphs glyphs, bool tags) {
    Player const player(onto, glyphs, tags);
    for (Item const& mark : marks) std::visit(player, mark);
}

}  // namespace report
