// A picture with its strip of furniture: scale bar, north, legend, sources. Drawn as lines and text, so it is sharp.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include "report/numbers.h"
#include "report/piece.h"

namespace report {
namespace {

constexpr double kKey = 8, kKeyGap = 5, kEntryGap = 14, kStripGap = 5, kNorthSize = 18, kScaleMost = 110;

/// Legend entries in lines, each at its place in the strip.
struct Strip {
    struct Entry {
        LegendEntry const* entry = nullptr;
        SetText name;
        Point at;
    };
    struct Piece {
        SetText text;
        Point at;  ///< in the furniture
    };
    std::vector<Entry> entries;
    SetText caption;
    std::vector<Piece> furniture;
    double furniture_height = 0;
    double side = 0;   ///< width of scale bar and north arrow, at the right
    double tools = 0;  ///< their height
    double legend = 0;
    double height = 0;
};

/// Beside each other while there is room: a line ends between two statements, and in one that is longer than a line.
void set_furniture(Press const& press, std::vector<Words> const& words, double width, Strip& strip) {
    double x = 0, y = 0, tall = 0;
    for (Words const& one : words) {
        if (press.say(one).empty()) continue;
        SetText text = press.type.column(press.say(one), press.small(), width);
        if (x > 0 && x + text.ink > width) x = 0, y += tall, tall = 0;
        strip.furniture.push_back({text, {x, y}});
        x += text.ink + kEntryGap;
        tall = std::max(tall, text.height);
    }
    strip.furniture_height = y + tall;
}

Strip set_strip(Press const& press, Figure const& figure, double width) {
    Strip out;
    bool const scale = figure.metres_per_pixel > 0, north = figure.north != Figure::kNoNorth;
    out.side = (scale ? kScaleMost + 12 : 0) + (north ? kNorthSize + 8 : 0);
    double const line = press.type.line_height(press.small());
    out.tools = tools_height(press, figure);
    double const room = width - out.side;
    double x = 0, y = 0;
    for (LegendEntry const& entry : figure.legend) {
        SetText name = press.type.column(press.say(entry.name), press.small(kInk), room - kKey - kKeyGap);
        double const need = kKey + kKeyGap + name.ink;
        if (x > 0 && x + need > room) x = 0, y += line;
        out.entries.push_back({&entry, name, {x, y}});
        x += need + kEntryGap;
        out.legend = y + name.height;
    }
    if (!press.say(figure.caption).empty())
        out.caption = press.type.column(press.say(figure.caption), press.body(), width);
    set_furniture(press, figure.furniture, width, out);
    double const row = std::max(out.legend, out.tools);
    out.height = (row > 0 ? row + kStripGap : 0) + (out.caption.layout ? out.caption.height + 2 : 0) +
                 (out.furniture.empty() ? 0 : out.furniture_height + 2);
    return out;
}

/// A bar of a round length in two halves, with its length in words.
void draw_scale(Canvas& canvas, double metres_per_point, Box box) {
    double const most = kScaleMost * 0.8 * metres_per_point;
    double const power = std::pow(10, std::floor(std::log10(most)));
    double const metres = power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
    double const length = metres / metres_per_point;
    bool const far = metres >= 1000;
    std::string const words =
        format_number(far ? metres / 1000 : metres, far || metres >= 1 ? 0 : 2) + (far ? " km" : " m");
    double const y = box.y + 3;
    canvas.fill(Box{box.x, y, length / 2, 3.5}, kInk);
    canvas.path({{box.x, y}, {box.x + length, y}, {box.x + length, y + 3.5}, {box.x, y + 3.5}, {box.x, y}}, kInk, 0.6);
    canvas.text(canvas.type.line("0", canvas.small(kInk)), {box.x, y + 4});
    SetText const end = canvas.type.line(words, canvas.small(kInk));
    canvas.text(end, {box.x + length - end.ink / 2, y + 4});
}

void draw_north(Canvas& canvas, double degrees, Box box) {
    double const angle = degrees * std::numbers::pi / 180, r = box.width / 2;
    Point const m{box.x + r, box.y + r};
    auto const at = [&](double along, double across) {
        return Point{m.x + along * std::sin(angle) + across * std::cos(angle),
                     m.y - along * std::cos(angle) + across * std::sin(angle)};
    };
    Point const tip = at(r, 0), left = at(-r * 0.9, -r * 0.5), right = at(-r * 0.9, r * 0.5), heel = at(-r * 0.5, 0);
    canvas.fill({tip, left, heel}, kInk);
    canvas.path({tip, right, heel, tip}, kInk, 0.6);
    SetText const n = canvas.type.line("N", canvas.small(kInk, true));
    Point const place = at(-r * 0.1, r * 1.15);
    canvas.text(n, {place.x - (std::sin(angle) > 0.7 ? n.ink / 2 : 0), place.y - n.height / 2});
}

Box fitted(base::Image const& image, Box box) {
    if (image.width == 0 || image.height == 0) return box;
    double const scale = std::min(box.width / image.width, box.height / image.height);
    double const width = image.width * scale, height = image.height * scale;
    return {box.x + (box.width - width) / 2, box.y, width, height};
}

void draw_strip(Canvas& canvas, Figure const& figure, Strip const& strip, double metres_per_point, Box box) {
    double y = box.y + kStripGap;
    for (Strip::Entry const& entry : strip.entries) {
        double const line = entry.name.style.size * 1.45;
        draw_shape(canvas, *entry.entry, {box.x + entry.at.x, y + entry.at.y + (line - kKey) / 2, kKey, kKey});
        canvas.text(entry.name, {box.x + entry.at.x + kKey + kKeyGap, y + entry.at.y});
    }
    draw_tools(canvas, figure, metres_per_point, {box.x, y, box.width, 0});
    double const row = std::max(strip.legend, strip.tools);
    y = box.y + (row > 0 ? row + kStripGap : 0) + 2;
    if (!strip.caption.layout && strip.furniture.empty()) return;
    canvas.tag("Caption");
    if (strip.caption.layout) {
        canvas.text(strip.caption, {box.x, y});
        y += strip.caption.height + 2;
    }
    for (Strip::Piece const& one : strip.furniture) canvas.text(one.text, {box.x + one.at.x, y + one.at.y});
    canvas.end("Caption");
}

}  // namespace

double tools_height(Press const& press, Figure const& figure) {
    bool const north = figure.north != Figure::kNoNorth;
    if (figure.metres_per_pixel <= 0 && !north) return 0;
    return std::max(press.type.line_height(press.small()) + 8, north ? kNorthSize + 2 : 0);
}

void draw_tools(Canvas& canvas, Figure const& figure, double metres_per_point, Box box) {
    double const y = box.y;
    double right = box.x + box.width;
    if (figure.north != Figure::kNoNorth) {
        draw_north(canvas, figure.north, {right - kNorthSize - 8, y, kNorthSize, kNorthSize});
        right -= kNorthSize + 16;
    }
    if (figure.metres_per_pixel > 0) draw_scale(canvas, metres_per_point, {right - kScaleMost, y, kScaleMost, 0});
}

Box picture_box(Press const& press, Figure const& figure, Words const& title, Box box) {
    double const head = title_height(press, press.say(title), box.width);
    double const strip = set_strip(press, figure, box.width).height;
    return {box.x, box.y + head, box.width, std::max(1.0, box.height - head - strip)};
}

Piece make_figure(Press const& press, Figure const& figure, Words const& title, double wanted, double width) {
    auto strip = std::make_shared<Strip>(set_strip(press, figure, width));
    auto image = figure.image.pixels.empty() ? nullptr : surface_of(figure.image);
    double const head = title_height(press, press.say(title), width);
    double const shape = figure.image.width > 0 ? static_cast<double>(figure.image.height) / figure.image.width : 0.6;
    constexpr double kLeast = 120;
    Piece out;
    out.wanted = head + strip->height + (wanted > 0 ? wanted : width * shape);
    out.least = head + strip->height + kLeast;
    out.draw = [strip, image, &figure, title](Canvas& canvas, Box box, std::size_t, std::size_t) {
        draw_title(canvas, canvas.say(title), box);
        Box const place = fitted(figure.image, picture_box(canvas, figure, title, box));
        if (image) {
            canvas.tag("Figure");
            canvas.image(image, place);
            canvas.end("Figure");
            constexpr double kCoarse = 110;
            double const dots = figure.image.width * 72.0 / place.width;
            if (dots < kCoarse)
                canvas.complaints.push_back("the picture has only " + format_number(dots, 0) + " dots an inch");
        }
        canvas.path({{place.x, place.y},
                     {place.x + place.width, place.y},
                     {place.x + place.width, place.y + place.height},
                     {place.x, place.y + place.height},
                     {place.x, place.y}},
                    kRule, 0.5);
        double const metres = figure.image.width > 0 ? figure.metres_per_pixel * figure.image.width / place.width : 0;
        draw_strip(canvas, figure, *strip, metres, {box.x, place.y + place.height, box.width, 0});
    };
    return out;
}

}  // namespace report
