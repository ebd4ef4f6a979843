#include <algorithm>
#include <cmath>
#include <memory>

#include "report/numbers.h"
#include "report/piece.h"

namespace report {
namespace {

constexpr double kPadX = 5, kPadY = 2.6, kBarWidth = 56, kSign = 7;
constexpr double kSmallest = 0.8;  ///< of the text, before a table counts as too wide

/// A table in columns of their widths. Texts are set once, for their heights, and kept for drawing.
struct Grid {
    Table const* table = nullptr;  ///< `shown`
    Table shown;
    std::size_t left_out = 0;
    std::vector<std::size_t> columns;
    std::vector<double> widths;
    std::vector<bool> right;
    std::vector<double> largest;  ///< of each column, for its bars
    std::size_t rows = 0;
    double sign = 0;     ///< room before the first column
    bool tight = false;  ///< all on one line would be too wide
    TextStyle header, body;
    std::vector<SetText> names;
    std::vector<std::vector<SetText>> cells;
    double header_height = 0;
    SetText note;
    std::string title;
    std::string too_wide;
};

/// Where room is short, the unit stands below the name.
std::string header_of(Press const& press, Grid const& grid, Column const& column) {
    std::string const& name = press.say(column.name);
    if (press.say(column.unit).empty()) return name;
    std::string const gap = grid.tight ? "\n" : press.language == Language::zh ? "" : " ";
    return press.language == Language::zh ? name + gap + "（" + column.unit.zh + "）"
                                          : name + gap + "(" + column.unit.en + ")";
}

/// What a total has no sum of stays empty.
std::string cell_text(Press const& press, Row const& row, std::size_t cell, Column const& column) {
    if (row.total && std::holds_alternative<Missing>(row.cells[cell])) return {};
    return format_cell(row.cells[cell], column, press.language);
}

bool right_aligned(Table const& table, std::size_t column) {
    bool any = false;
    for (Row const& row : table.rows) {
        if (std::holds_alternative<Words>(row.cells[column]) || std::holds_alternative<Moment>(row.cells[column]))
            return false;
        any = any || is_number(row.cells[column]);
    }
    return any;
}

/// Widths by the content; where that is too much, columns of text give way down to their longest word.
struct Widths {
    std::vector<double> wanted, least;
};

Widths measure(Press const& press, Grid const& grid) {
    Widths out;
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        Column const& column = grid.table->columns[grid.columns[i]];
        double const extra = 2 * kPadX + (column.bar ? kBarWidth + kPadX : 0) + (i == 0 ? grid.sign : 0);
        std::string const name = header_of(press, grid, column);
        double wanted = press.type.width(name, grid.header);
        double const piece = press.type.longest_piece(name, grid.header);
        // Names of three words stand in two lines before a cell does.
        if (grid.tight) wanted = std::max(piece, std::min(wanted, std::max(wanted / 2, 4.5 * grid.header.size)));
        double least = std::max(piece, std::min(wanted, 6 * grid.header.size));
        for (std::size_t r = 0; r < grid.rows; ++r) {
            TextStyle style = grid.body;
            style.bold = grid.table->rows[r].total;
            Cell const& cell = grid.table->rows[r].cells[grid.columns[i]];
            std::string const text = cell_text(press, grid.table->rows[r], grid.columns[i], column);
            double const width = press.type.width(text, style);
            wanted = std::max(wanted, width);
            // A few characters of Chinese a line are no column; words and names shall not stand on end.
            bool const words = std::holds_alternative<Words>(cell);
            least =
                std::max(least, words ? std::max(press.type.longest_piece(text, style), std::min(width, 5 * style.size))
                                      : width);
        }
        if (column.ems > 0) wanted = std::max(least, column.ems * grid.body.size);
        out.wanted.push_back(std::ceil(wanted) + extra);
        out.least.push_back(std::min(std::ceil(wanted), std::ceil(least)) + extra);
    }
    return out;
}

double sum(std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::vector<double> share_out(Grid const& grid, Widths const& by, double width) {
    std::vector<double> out = by.wanted;
    double const spare = width - sum(by.wanted);
    if (spare < 0) {
        // The widest give way first: the level above which all are cut, found by halving.
        double low = 0, high = *std::max_element(out.begin(), out.end());
        for (int i = 0; i < 40; ++i) {
            double const level = (low + high) / 2;
            for (std::size_t c = 0; c < out.size(); ++c) out[c] = std::max(by.least[c], std::min(by.wanted[c], level));
            (sum(out) > width ? high : low) = level;
        }
        return out;
    }
    // Text takes what is spare, numbers a third as much of it.
    double all = 0;
    std::vector<double> weights;
    for (std::size_t i = 0; i < out.size(); ++i) {
        weights.push_back(by.wanted[i] * (grid.right[i] ? 0.33 : 1));
        all += weights.back();
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += spare * weights[i] / all;
    return out;
}

void set_cells(Press const& press, Grid& grid) {
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        TextStyle style = grid.header;
        bool const bar = grid.table->columns[grid.columns[i]].bar;
        style.align = grid.right[i] && !bar ? Align::right : Align::left;
        double const inner = grid.widths[i] - 2 * kPadX - (i == 0 ? grid.sign : 0);
        grid.names.push_back(
            press.type.column(header_of(press, grid, grid.table->columns[grid.columns[i]]), style, inner));
        grid.header_height = std::max(grid.header_height, grid.names.back().height + 2 * kPadY);
    }
    for (std::size_t r = 0; r < grid.rows; ++r) {
        Row const& row = grid.table->rows[r];
        auto& set = grid.cells.emplace_back();
        for (std::size_t i = 0; i < grid.columns.size(); ++i) {
            Column const& column = grid.table->columns[grid.columns[i]];
            TextStyle style = grid.body;
            style.bold = row.total;
            style.align = grid.right[i] ? Align::right : Align::left;
            double const inner =
                grid.widths[i] - 2 * kPadX - (column.bar ? kBarWidth + kPadX : 0) - (i == 0 ? grid.sign : 0);
            set.push_back(press.type.column(cell_text(press, row, grid.columns[i], column), style, inner));
        }
    }
}

void set_grid(Press const& press, Content const& content, double width, Grid& grid) {
    grid.table = std::get<Table const*>(content.shows);
    grid.columns = *chosen_columns(*grid.table, content.block);
    grid.shown = shown_rows(*grid.table, content.block.most);
    grid.left_out = grid.table->rows.size() - grid.shown.rows.size();
    grid.table = &grid.shown;
    grid.rows = grid.shown.rows.size();
    for (std::size_t r = 0; r < grid.rows; ++r) {
        Tone const tone = grid.table->rows[r].tone;
        if (tone == Tone::good || tone == Tone::warning || tone == Tone::alarm) grid.sign = kSign + 4;
    }
    for (std::size_t const c : grid.columns) {
        grid.right.push_back(right_aligned(*grid.table, c));
        double most = 0;
        for (std::size_t r = 0; r < grid.rows; ++r)
            if (auto const* number = std::get_if<double>(&grid.table->rows[r].cells[c]);
                number && std::isfinite(*number) && !grid.table->rows[r].total)
                most = std::max(most, *number);
        grid.largest.push_back(most);
    }
    Widths by;
    for (double scale = 0.95;; scale -= 0.05) {
        grid.header = {.size = press.sizes.body * scale * 0.9, .bold = true, .rgb = kInk};
        grid.body = {.size = press.sizes.body * scale};
        grid.tight = false;
        by = measure(press, grid);
        if (sum(by.wanted) > width + 0.01) {
            grid.tight = true;
            by = measure(press, grid);
        }
        if (sum(by.least) <= width + 0.01) break;
        if (scale <= kSmallest) {
            grid.too_wide = "the table is too wide by " + format_number(sum(by.least) - width, 0) + " points";
            break;
        }
    }
    grid.widths = share_out(grid, by, width);
    set_cells(press, grid);
    grid.note =
        press.type.column(table_note(*grid.table, grid.columns, grid.left_out, press.language), press.small(), width);
    grid.title = press.say(content.block.title);
}

double row_height(Grid const& grid, std::size_t row) {
    double height = 0;
    for (SetText const& cell : grid.cells[row]) height = std::max(height, cell.height);
    return height + 2 * kPadY;
}

/// A table without rows says so, in a row of its own.
double empty_height(Press const& press) { return press.type.line_height(press.small()) + 2 * kPadY; }

void draw_header(Canvas& canvas, Grid const& grid, Box box) {
    canvas.rule({box.x, box.y}, {box.x + box.width, box.y}, kInk, 0.9);
    canvas.tag("TR");
    double x = box.x;
    for (std::size_t i = 0; i < grid.names.size(); ++i) {
        canvas.tag("TH");
        canvas.text(grid.names[i],
                    {x + kPadX + (i == 0 ? grid.sign : 0), box.y + grid.header_height - kPadY - grid.names[i].height});
        canvas.end("TH");
        x += grid.widths[i];
    }
    canvas.end("TR");
    canvas.rule({box.x, box.y + grid.header_height}, {box.x + box.width, box.y + grid.header_height}, kInk, 0.5);
}

void draw_table_row(Canvas& canvas, Grid const& grid, std::size_t r, Point at) {
    Row const& row = grid.table->rows[r];
    double x = at.x;
    double const middle = at.y + kPadY + grid.body.size * 0.72;
    canvas.sign(row.tone, {at.x + kPadX + kSign / 2, middle}, kSign);
    canvas.tag("TR");
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        SetText const& cell = grid.cells[r][i];
        double const indent = i == 0 ? grid.sign : 0;
        canvas.tag("TD");
        canvas.text(cell, {x + kPadX + indent, at.y + kPadY});
        canvas.end("TD");
        auto const* number = std::get_if<double>(&row.cells[grid.columns[i]]);
        if (grid.table->columns[grid.columns[i]].bar && number && !row.total && grid.largest[i] > 0) {
            double const length = kBarWidth * std::clamp(*number / grid.largest[i], 0.0, 1.0);
            canvas.fill(Box{x + grid.widths[i] - kPadX - kBarWidth, middle - 3, length, 6},
                        row.tone == Tone::plain ? kBlue : colour(row.tone));
        }
        x += grid.widths[i];
    }
    canvas.end("TR");
}

void draw_grid(Canvas& canvas, Grid const& grid, Box box, std::size_t from, std::size_t to) {
    std::string const more = from > 0 ? canvas.say("（续）", " (continued)") : "";
    double y = box.y;
    if (!grid.title.empty()) {
        draw_title(canvas, grid.title + more, box);
        y += title_height(canvas, grid.title, box.width);
    }
    if (!grid.too_wide.empty()) canvas.complaints.push_back(grid.too_wide);
    canvas.tag("Table");
    draw_header(canvas, grid, {box.x, y, box.width, 0});
    y += grid.header_height;
    for (std::size_t r = from; r < to; ++r) {
        double const height = row_height(grid, r);
        bool const total = grid.table->rows[r].total;
        if (r > from || total)
            canvas.rule({box.x, y}, {box.x + box.width, y}, total ? kInk : kRule, total ? 0.5 : 0.35);
        draw_table_row(canvas, grid, r, {box.x, y});
        y += height;
    }
    canvas.end("Table");
    if (grid.rows == 0) {
        canvas.text(canvas.type.line(canvas.say("无", "None"), canvas.small()), {box.x + kPadX, y + kPadY});
        y += empty_height(canvas);
    }
    canvas.rule({box.x, y}, {box.x + box.width, y}, kInk, to == grid.rows ? 0.9 : 0.35);
    if (to == grid.rows && !grid.note.text.empty()) {
        canvas.tag("P");
        canvas.text(grid.note, {box.x, y + 3});
        canvas.end("P");
    }
}

}  // namespace

Piece make_table(Press const& press, Content const& content, double width) {
    auto grid = std::make_shared<Grid>();
    set_grid(press, content, width, *grid);
    Piece out;
    out.breaks = content.block.breaks;
    out.head = title_height(press, grid->title, width) + grid->header_height;
    for (std::size_t r = 0; r < grid->rows; ++r) out.parts.push_back(row_height(*grid, r));
    if (grid->rows == 0) out.parts.push_back(empty_height(press));
    out.foot = grid->note.text.empty() ? 2 : grid->note.height + 4;
    out.draw = [grid](Canvas& canvas, Box box, std::size_t from, std::size_t to) {
        draw_grid(canvas, *grid, box, from, std::min(to, grid->rows));
    };
    return out;
}

}  // namespace report
