// Headings, texts, tiles and notes.
#include <algorithm>
#include <cmath>
#include <memory>

#include "report/numbers.h"
#include "report/piece.h"

namespace report {
namespace {

constexpr double kParagraphGap = 4;

std::vector<std::string> paragraphs(std::string const& text) {
    std::vector<std::string> out;
    std::size_t from = 0;
    while (from <= text.size()) {
        std::size_t const end = std::min(text.find('\n', from), text.size());
        if (end > from) out.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return out;
}

Piece make_heading(Press const& press, Content const& content, double width) {
    std::size_t const level = content.block.level;
    TextStyle const style{.size = level == 1   ? press.sizes.title
                                  : level == 2 ? press.sizes.heading
                                               : press.sizes.minor,
                          .bold = true};
    auto set = std::make_shared<SetText>(press.type.column(press.say(content.block.text), style, width));
    Piece out;
    out.parts = {set->height};
    out.draw = [set, level](Canvas& canvas, Box box, std::size_t, std::size_t) {
        std::string const tag = "H" + std::to_string(level);
        canvas.headings.push_back({set->text, 0, level, box.y});
        canvas.tag(tag);
        canvas.text(*set, {box.x, box.y});
        canvas.end(tag);
    };
    return out;
}

Piece make_text(Press const& press, Content const& content, double width) {
    auto set = std::make_shared<std::vector<SetText>>();
    TextStyle style = press.body();
    style.leading = 1.08;
    Piece out;
    for (std::string const& one : paragraphs(press.say(content.block.text))) {
        set->push_back(press.type.column(one, style, width));
        out.parts.push_back(set->back().height + kParagraphGap);
    }
    if (out.parts.empty()) out.parts.push_back(0);
    std::string const title = press.say(content.block.title);
    out.head = title_height(press, title, width);
    out.draw = [set, title](Canvas& canvas, Box box, std::size_t from, std::size_t to) {
        draw_title(canvas, title, box);
        double y = box.y + title_height(canvas, title, box.width);
        for (std::size_t i = from; i < std::min(to, set->size()); ++i) {
            canvas.tag("P");
            canvas.text((*set)[i], {box.x, y});
            canvas.end("P");
            y += (*set)[i].height + kParagraphGap;
        }
    };
    return out;
}

// ---- tiles

struct SetTile {
    Tone tone = Tone::plain;
    SetText name, value, unit, compare;
    std::vector<double> course;
};

constexpr double kTilePad = 8, kCourse = 18, kSignSize = 9;

SetTile set_tile(Press const& press, Tile const& tile, double width) {
    Rgb const rgb = tile.tone == Tone::warning || tile.tone == Tone::alarm ? colour(tile.tone) : kInk;
    double const inner = width - 2 * kTilePad;
    SetTile out;
    out.tone = tile.tone;
    out.course = tile.course;
    out.name = press.type.column(press.say(tile.name), press.small(kInk), inner);
    out.unit = press.type.line(press.say(tile.unit), press.small());
    TextStyle value{.size = press.sizes.value, .bold = true, .rgb = rgb};
    double const sign = rgb == kInk ? 0 : kSignSize + 4;
    // Long numbers become smaller before they would be cut.
    do {
        out.value = press.type.line(press.say(tile.value), value);
        value.size *= 0.9;
    } while (out.value.ink + 3 + out.unit.ink + sign > inner && value.size > press.sizes.body);
    out.compare = press.type.column(press.say(tile.compare), press.small(), inner);
    return out;
}

void draw_course(Canvas& canvas, std::vector<double> const& values, Box box) {
    double low = INFINITY, high = -INFINITY;
    for (double const v : values)
        if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    if (!(low <= high) || values.size() < 2) return;
    double const span = high > low ? high - low : 1;
    std::vector<Point> line;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        line.push_back({box.x + box.width * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                        box.y + box.height * (1 - (values[i] - low) / span)});
    }
    canvas.path(line, kBlue, 1);
    canvas.fill(Box{line.back().x - 1.5, line.back().y - 1.5, 3, 3}, kBlue);
}

struct TileRow {
    std::vector<SetTile> tiles;
    double name = 0, value = 0, compare = 0, course = 0;
    double height() const { return name + value + compare + course + 4; }
};

void draw_tiles(Canvas& canvas, TileRow const& row, Box box, double width) {
    double x = box.x;
    for (SetTile const& tile : row.tiles) {
        double const left = x + kTilePad;
        if (x > box.x) canvas.rule({x, box.y + 2}, {x, box.y + row.height() - 2}, kRule, 0.5);
        canvas.tag("P");
        canvas.text(tile.name, {left, box.y});
        bool const flagged = tile.tone == Tone::warning || tile.tone == Tone::alarm;
        double const sign = flagged ? kSignSize + 4 : 0;
        double const bottom = box.y + row.name + row.value;
        double const base = bottom - (row.value - tile.value.height) / 2;
        if (flagged) canvas.sign(tile.tone, {left + kSignSize / 2, base - tile.value.height * 0.47}, kSignSize);
        canvas.text(tile.value, {left + sign, base - tile.value.height});
        double const drop = (tile.value.style.size - tile.unit.style.size) * 0.29;  // onto one baseline
        canvas.text(tile.unit, {left + sign + tile.value.ink + 3, base - drop - tile.unit.height});
        canvas.text(tile.compare, {left, bottom});
        canvas.end("P");
        if (!tile.course.empty())
            draw_course(canvas, tile.course, {left, bottom + row.compare + 4, width - 2 * kTilePad, kCourse - 8});
        x += width;
    }
}

Piece make_tiles(Press const& press, Content const& content, double width) {
    auto const& tiles = *std::get<std::vector<Tile> const*>(content.shows);
    constexpr double kLeast = 84;
    auto const fit = static_cast<std::size_t>(std::max(1.0, std::floor(width / kLeast)));
    // Rows of one length: 8 tiles of which 6 fit are two rows of 4.
    std::size_t const count = std::max<std::size_t>(tiles.size(), 1);
    std::size_t const lines = (count + fit - 1) / fit, each = (count + lines - 1) / lines;
    double const one = width / static_cast<double>(each);
    auto rows = std::make_shared<std::vector<TileRow>>();
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (i % each == 0) rows->emplace_back();
        TileRow& row = rows->back();
        SetTile const tile = set_tile(press, tiles[i], one);
        row.name = std::max(row.name, tile.name.height);
        row.value = std::max(row.value, tile.value.height);
        row.compare = std::max(row.compare, tile.compare.text.empty() ? 0 : tile.compare.height);
        row.course = std::max(row.course, tile.course.empty() ? 0 : kCourse);
        row.tiles.push_back(tile);
    }
    constexpr double kBetween = 8;
    Piece out;
    std::string const title = press.say(content.block.title);
    out.head = title_height(press, title, width) + 4;
    for (TileRow const& row : *rows) out.parts.push_back(row.height() + kBetween);
    if (out.parts.empty()) out.parts.push_back(0);
    out.draw = [rows, one, title](Canvas& canvas, Box box, std::size_t from, std::size_t to) {
        draw_title(canvas, title, box);
        double y = box.y + title_height(canvas, title, box.width) + 4;
        for (std::size_t i = from; i < std::min(to, rows->size()); ++i) {
            draw_tiles(canvas, (*rows)[i], {box.x, y, box.width, 0}, one);
            y += (*rows)[i].height() + kBetween;
        }
    };
    return out;
}

// ---- notes

struct SetNote {
    Tone tone = Tone::plain;
    SetText label, text;
};

Piece make_notes(Press const& press, Content const& content, double width) {
    auto const& notes = *std::get<std::vector<Note> const*>(content.shows);
    std::size_t const count = content.block.most > 0 ? std::min(notes.size(), content.block.most) : notes.size();
    double labels = 0, signs = 0;
    for (std::size_t i = 0; i < count; ++i) {
        labels = std::max(labels, press.type.width(press.say(notes[i].label), press.body(true)));
        if (notes[i].tone != Tone::plain && notes[i].tone != Tone::quiet) signs = kSignSize + 5;
    }
    labels = std::min(labels, width * 0.3);
    double const indent = signs + (labels > 0 ? labels + 8 : 0);
    auto set = std::make_shared<std::vector<SetNote>>();
    Piece out;
    out.breaks = content.block.breaks;
    for (std::size_t i = 0; i < count; ++i) {
        SetNote note{.tone = notes[i].tone,
                     .label = press.type.column(press.say(notes[i].label), press.body(true), std::max(labels, 1.0)),
                     .text = press.type.column(press.say(notes[i].text), press.body(), width - indent)};
        double const label = note.label.text.empty() ? 0 : note.label.height;
        out.parts.push_back(std::max(note.text.height, label) + kParagraphGap);
        set->push_back(std::move(note));
    }
    std::string left;
    if (notes.empty())
        left = press.say("无。", "None.");
    else if (count < notes.size())
        left = press.say("另有", "") + std::to_string(notes.size() - count) +
               press.say("条未列出。", " more are not listed.");
    auto rest = std::make_shared<SetText>(press.type.column(left, press.small(), width));
    out.foot = left.empty() ? 0 : rest->height;
    if (out.parts.empty()) out.parts.push_back(0);
    std::string const title = press.say(content.block.title);
    out.head = title_height(press, title, width);
    out.draw = [set, rest, signs, indent, title](Canvas& canvas, Box box, std::size_t from, std::size_t to) {
        draw_title(canvas, title, box);
        double y = box.y + title_height(canvas, title, box.width);
        for (std::size_t i = from; i < std::min(to, set->size()); ++i) {
            SetNote const& note = (*set)[i];
            canvas.sign(note.tone, {box.x + kSignSize / 2, y + note.text.style.size * 0.75}, kSignSize);
            canvas.tag("P");
            if (!note.label.text.empty()) canvas.text(note.label, {box.x + signs, y});
            canvas.text(note.text, {box.x + indent, y});
            canvas.end("P");
            y += std::max(note.text.height, note.label.text.empty() ? 0 : note.label.height) + kParagraphGap;
        }
        if (to >= set->size() && !rest->text.empty()) canvas.text(*rest, {box.x, y});
    };
    return out;
}

}  // namespace

double title_height(Press const& press, std::string const& title, double width) {
    return title.empty() ? 0 : press.type.column(title, press.body(true), width).height + 3;
}

void draw_title(Canvas& canvas, std::string const& title, Box box) {
    if (title.empty()) return;
    canvas.tag("Caption");
    canvas.text(canvas.type.column(title, canvas.body(true), box.width), {box.x, box.y});
    canvas.end("Caption");
}

Piece make_piece(Press const& press, Content const& content, double width) {
    switch (content.block.kind) {
        case BlockKind::heading: return make_heading(press, content, width);
        case BlockKind::text: return make_text(press, content, width);
        case BlockKind::tiles: return make_tiles(press, content, width);
        case BlockKind::notes: return make_notes(press, content, width);
        case BlockKind::table: return make_table(press, content, width);
        case BlockKind::chart: return make_chart(press, content, width);
        case BlockKind::figure:
            return make_figure(press, *std::get<Figure const*>(content.shows), content.block.title,
                               content.block.height, width);
    }
    return {};
}

}  // namespace report
