#include "scene/furniture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

#include "scene/live_furniture.h"
#include "scene/section.h"
#include "scene/section_furniture.h"

namespace scene {
namespace {

/// Returns where what stands above it may end, pixels.
double place_legend(Desk& desk, Legend const& legend) {
    double const bottom = desk.view.height - desk.px(kMargin);
    if (legend.entries.empty()) return bottom;
    TextLine const title = measure(desk.atlas, legend.title, desk.px(16), true);
    std::vector<TextLine> entries;
    double widest = title.width;
    for (Legend::Entry const& entry : legend.entries) {
        entries.push_back(measure(desk.atlas, entry.text, desk.px(14), false));
        widest = std::max(widest, entries.back().width + desk.px(kSwatch + 8));
    }
    double const padding = desk.px(kPadding);
    double const title_row = legend.title.empty() ? 0 : desk.px(kTitleRow);
    double const height = 2 * padding + title_row + desk.px(kRow) * static_cast<double>(entries.size());
    double const left = desk.px(kMargin);
    base::Extent const box{left, bottom - height, left + std::ceil(widest) + 2 * padding, bottom};
    if (!desk.take(box)) return bottom;
    desk.card(box);
    double const x = box.min_x + padding;
    double y = box.min_y + padding + title_row;
    if (title_row > 0) desk.text(title, x, y - title_row * 0.55, desk.ink.text);
    for (std::size_t i = 0; i < entries.size(); ++i, y += desk.px(kRow)) {
        double const middle = y + desk.px(kRow) / 2;
        desk.swatch(x, middle, legend.entries[i].colour);
        desk.text(entries[i], x + desk.px(kSwatch + 8), middle, desk.ink.text);
    }
    return box.min_y - padding;
}

std::string length_text(double metres) {
    char text[32];
    if (metres >= 1000) {
        std::snprintf(text, sizeof text, "%g km", metres / 1000);
    } else {
        std::snprintf(text, sizeof text, "%g m", metres);
    }
    return text;
}

/// True everywhere in a plan; in a view at an angle only across the middle of the picture, which the sign says in any
/// language.
void place_scale_bar(Desk& desk) {
    Camera const& camera = desk.view.camera;
    double const per_metre = project(camera, camera.target, desk.view.width, desk.view.height).pixels_per_metre;
    if (!(per_metre > 0)) return;
    double const metres = round_length(desk.px(180) / per_metre);
    double const width = metres * per_metre;
    std::string const sign = camera.ortho_height > 0 ? "" : "≈ ";
    TextLine const text = measure(desk.atlas, sign + length_text(metres), desk.px(14), false);
    double const right = desk.view.width - desk.px(kMargin);
    double const bottom = desk.view.height - desk.px(kMargin);
    double const padding = desk.px(8);
    double const across = std::max(width, text.width);
    base::Extent const box{right - across - 2 * padding, bottom - desk.px(40), right, bottom};
    if (!desk.take(box)) return;
    desk.painter.rectangle(box, desk.ink.card);
    double const x = box.min_x + padding;
    desk.text(text, x, box.min_y + desk.px(14), desk.ink.text);
    // Two halves, ink and paper, as survives a photocopy.
    double const y = box.max_y - desk.px(14);
    double const line = std::max(1.0, desk.px(1));
    base::Extent const bar{x, y, x + width, y + desk.px(5)};
    desk.painter.rectangle(bar.grown(line), desk.ink.line);
    desk.painter.rectangle({x + width / 2, bar.min_y, bar.max_x, bar.max_y}, desk.ink.card | 0xff000000);
}

/// Points the way north runs on the ground in the middle of the picture.
void place_north(Desk& desk) {
    Camera const& camera = desk.view.camera;
    double const step = length(camera.target - camera.eye) * 0.01;
    auto const here = project(camera, camera.target, desk.view.width, desk.view.height);
    auto const there = project(camera, camera.target + base::Vec3d{0, step, 0}, desk.view.width, desk.view.height);
    base::Vec2d north = there.pixel - here.pixel;
    if (length(north) == 0) return;
    north = north * (1 / length(north));
    double const size = desk.px(30);
    double const margin = desk.px(kMargin);
    base::Vec2d const centre{desk.view.width - margin - size, margin + size};
    base::Extent const box{centre.x - size, centre.y - size, centre.x + size, centre.y + size};
    if (!desk.take(box)) return;
    double const thick = std::max(2.0, desk.px(2));
    base::Vec2d const tip = centre + north * (size * 0.45);
    base::Vec2d const tail = centre - north * (size * 0.8);
    base::Vec2d const across{-north.y, north.x};
    // A pale ribbon under the ink keeps it legible on any ground.
    std::uint32_t const under = desk.ink.card | 0xe0000000;
    for (auto const& [grow, colour] : {std::pair{thick * 2, under}, std::pair{0.0, desk.ink.line}}) {
        desk.painter.bar(tail - north * (grow / 2), tip + north * (grow / 2), thick + grow, colour);
        for (double const side : {-1.0, 1.0}) {
            desk.painter.bar(tip, tip - north * (size * 0.35) + across * (side * size * 0.2), thick + grow, colour);
        }
    }
    TextLine const letter = measure(desk.atlas, "N", desk.px(18), true);
    base::Vec2d const at = centre + north * (size * 0.78);
    desk.painter.line(letter, {at.x - letter.width / 2, at.y + 0.36 * letter.pixels}, {desk.ink.text, under});
}

}  // namespace

double round_length(double most) {
    double const power = std::pow(10, std::floor(std::log10(most)));
    for (double const step : {5.0, 2.0}) {
        if (step * power <= most) return step * power;
    }
    return power;
}

std::vector<base::Extent> place_furniture(Scene const& scene, View const& view, double scale, Atlas& atlas,
                                          TextPainter& painter, LabelBoxes& boxes, LiveScene const* live) {
    Desk desk{view, scale, atlas, painter, boxes, furniture_ink(view.style)};
    double const above = place_legend(desk, scene.legend);
    if (live) place_live_furniture(*live, above, desk);
    place_section(desk, scene.labels);
    if (view.style == Style::paper) {
        place_scale_bar(desk);
        if (!is_drawing(view)) place_north(desk);
    }
    return std::move(desk.cards);
}

void draw_notice(std::span<std::string const> lines, View const& view, double scale, Atlas& atlas,
                 TextPainter& painter) {
    if (lines.empty()) return;
    LabelBoxes none(view.width, view.height, 0, std::max(view.width, view.height));
    Desk desk{view, scale, atlas, painter, none, furniture_ink(view.style)};
    std::vector<TextLine> texts;
    double widest = 0;
    for (std::string const& line : lines) {
        texts.push_back(measure(atlas, line, desk.px(texts.empty() ? 18 : 14), texts.empty()));
        widest = std::max(widest, texts.back().width);
    }
    double const half_width = std::ceil(widest / 2) + desk.px(2 * kPadding);
    double const half_height = desk.px(kRow) * static_cast<double>(texts.size()) / 2 + desk.px(kPadding);
    double const x = std::round(view.width / 2.0);
    double const y = std::round(view.height / 2.0);
    desk.card({x - half_width, y - half_height, x + half_width, y + half_height});
    double row = y - half_height + desk.px(kPadding) + desk.px(kRow) / 2;
    for (TextLine const& text : texts) {
        desk.text(text, x - half_width + desk.px(2 * kPadding), row, desk.ink.text);
        row += desk.px(kRow);
    }
}

}  // namespace scene
