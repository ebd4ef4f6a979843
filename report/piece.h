// A block set in a column of a width: how tall it is, where it may be parted, and how it is drawn.
#pragma once

#include <functional>
#include <numeric>

#include "report/canvas.h"
#include "report/content.h"

namespace report {

/// Either a list of parts with a head that is repeated on every page and a foot below the last; or, without parts, one
/// thing that stretches.
struct Piece {
    double head = 0, foot = 0;
    std::vector<double> parts;
    bool breaks = true;            ///< between parts
    double wanted = 0, least = 0;  ///< of one thing that stretches
    /// Draws the parts from `from` up to, not with, `to`.
    std::function<void(Canvas&, Box, std::size_t from, std::size_t to)> draw;

    bool stretches() const { return parts.empty(); }
    double natural() const {
        return stretches() ? wanted : head + std::accumulate(parts.begin(), parts.end(), 0.0) + foot;
    }
    double minimum() const { return stretches() ? least : natural(); }
};

/// `width` in points.
Piece make_piece(Press const& press, Content const& content, double width);

Piece make_table(Press const& press, Content const& content, double width);
Piece make_chart(Press const& press, Content const& content, double width);
Piece make_figure(Press const& press, Figure const& figure, Words const& title, double wanted, double width);

/// The bold line above a table, chart or figure: its height, or 0 where it has none.
double title_height(Press const& press, std::string const& title, double width);
void draw_title(Canvas& canvas, std::string const& title, Box box);

/// The picture's own box in a figure of a box's size.
Box picture_box(Press const& press, Figure const& figure, Words const& title, Box box);

/// Scale bar and north arrow, at the right of a box of this height; 0 where a figure has neither.
double tools_height(Press const& press, Figure const& figure);
void draw_tools(Canvas& canvas, Figure const& figure, double metres_per_point, Box box);

}  // namespace report
