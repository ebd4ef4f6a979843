#include "scene/live_furniture.h"

#include <array>
#include <optional>
#include <string_view>

#include "scene/live_parts.h"

namespace scene {
namespace {

constexpr double kSmall = 12, kText = 14, kTitle = 16;
constexpr double kSmallRow = 18, kClassRow = 20, kLayerGap = 10, kKeyGap = 12;

/// What is out of date is amber: red is for alarms.
std::uint32_t stale_ink(Style style) {
    if (style == Style::paper) return 0xff101010;
    return style == Style::night ? 0xfff5a524 : 0xff9a5b00;
}

/// How much the legend says: all; titles with their freshness; one line a layer.
enum class Detail : std::uint8_t { whole, heads, rows };

struct KeyItem {
    TextLine symbol, name;
    std::uint32_t colour = 0;
};

struct Block {
    LiveLayer const& layer;
    TextLine title;
    TextLine freshness;
    std::vector<KeyItem> key;
    std::vector<TextLine> classes;
    double width = 0, height = 0;
};

class LegendSetter {
public:
    LegendSetter(LiveScene const& live, Desk& desk) : live_(live), desk_(desk) {}

    /// False where it does not fit.
    bool place(double bottom, Detail detail) {
        blocks_.clear();
        double width = 0, height = 0;
        for (LiveLayer const& layer : live_.legend) {
            if (layer.title.empty()) continue;
            Block block = measured(layer, detail);
            width = std::max(width, block.width);
            height += block.height + (blocks_.empty() ? 0 : gap(detail));
            blocks_.push_back(std::move(block));
        }
        if (blocks_.empty()) return true;
        double const padding = desk_.px(kPadding);
        double const left = desk_.px(kMargin);
        base::Extent const box{left, bottom - height - 2 * padding, left + std::ceil(width) + 2 * padding, bottom};
        if (!desk_.take(box)) return false;
        desk_.card(box);
        double y = box.min_y + padding;
        for (Block const& block : blocks_) {
            draw(block, box.min_x + padding, y);
            y += block.height + gap(detail);
        }
        return true;
    }

private:
    TextLine line(std::string_view text, double pixels, bool strong = false) {
        return measure(desk_.atlas, text, desk_.px(pixels), strong);
    }

    double gap(Detail detail) const { return detail == Detail::rows ? 0 : desk_.px(kLayerGap); }

    Block measured(LiveLayer const& layer, Detail detail) {
        bool const whole = detail == Detail::whole;
        if (detail == Detail::rows) {
            Block row{layer, line(layer.title + "  " + layer.freshness, kSmall), {}, {}, {}, 0, desk_.px(kSmallRow)};
            row.width = row.title.width + (layer.stale ? desk_.px(kSwatch + 8) : 0);
            return row;
        }
        Block block{layer, line(layer.title, kTitle, true), {}, {}, {}, 0, 0};
        block.height = desk_.px(kRow);
        block.width = block.title.width + (layer.stale ? desk_.px(kSwatch + 8) : 0);
        std::string said = layer.freshness;
        if (whole && !layer.source.empty()) said += (said.empty() ? "" : " · ") + layer.source;
        if (!said.empty()) {
            block.freshness = line(said, kSmall);
            block.height += desk_.px(kSmallRow);
            block.width = std::max(block.width, block.freshness.width);
        }
        if (!whole) return block;
        if (layer.pins) add_key(layer, block);
        for (Legend::Entry const& entry : layer.classes) {
            block.classes.push_back(line(entry.text, kText));
            block.width = std::max(block.width, block.classes.back().width + desk_.px(kSwatch + 8));
            block.height += desk_.px(kClassRow);
        }
        return block;
    }

    /// The shapes of the levels, the most urgent first.
    void add_key(LiveLayer const& layer, Block& block) {
        constexpr std::array<std::string_view, 4> symbols{"●", "■", "▲", "◆"};
        constexpr std::array<std::string_view, 4> chinese{"蓝", "黄", "橙", "红"},
            english{"blue", "yellow", "orange", "red"};
        double width = 0;
        for (std::size_t i = 4; i-- > 0;) {
            std::string_view const name = i < layer.levels.size() ? std::string_view(layer.levels[i])
                                          : block.title.chinese   ? chinese[i]
                                                                  : english[i];
            block.key.push_back({line(symbols[i], kText), line(name, kSmall), level_colour(static_cast<Level>(i + 1))});
            width += block.key.back().symbol.width + desk_.px(3) + block.key.back().name.width + desk_.px(kKeyGap);
        }
        block.width = std::max(block.width, width - desk_.px(kKeyGap));
        block.height += desk_.px(kClassRow);
    }

    void draw(Block const& block, double x, double y) {
        FurnitureInk const& ink = desk_.ink;
        double const title_row = std::min(block.height, desk_.px(kRow));
        double middle = y + title_row / 2;
        double at = x;
        if (block.layer.stale) {
            hatch(at, middle);
            at += desk_.px(kSwatch + 8);
        }
        desk_.text(block.title, at, middle, block.layer.stale ? ink.quiet : ink.text);
        y += title_row;
        if (!block.freshness.characters.empty()) {
            desk_.text(block.freshness, x, y + desk_.px(kSmallRow) / 2,
                       block.layer.stale ? stale_ink(desk_.view.style) : ink.quiet);
            y += desk_.px(kSmallRow);
        }
        if (!block.key.empty()) {
            at = x;
            middle = y + desk_.px(kClassRow) / 2;
            bool const dark = desk_.view.style == Style::night;
            for (KeyItem const& item : block.key) {
                Ink const symbol{0xff000000 | item.colour, dark ? 0 : 0xff101820};
                desk_.painter.line(item.symbol, {at, middle + kMiddle * item.symbol.pixels}, symbol);
                at += item.symbol.width + desk_.px(3);
                desk_.text(item.name, at, middle, ink.text);
                at += item.name.width + desk_.px(kKeyGap);
            }
            y += desk_.px(kClassRow);
        }
        for (std::size_t i = 0; i < block.classes.size(); ++i, y += desk_.px(kClassRow)) {
            middle = y + desk_.px(kClassRow) / 2;
            desk_.swatch(x, middle, block.layer.classes[i].colour);
            desk_.text(block.classes[i], x + desk_.px(kSwatch + 8), middle, ink.text);
        }
    }

    void hatch(double x, double middle) { draw_hatch(desk_, x, middle); }

public:
    /// A little square of stripes, as stale layers are on the map.
    static void draw_hatch(Desk& desk, double x, double middle) {
        double const size = desk.px(kSwatch);
        base::Extent const box{x, middle - size / 2, x + size, middle + size / 2};
        desk.painter.rectangle(box.grown(std::max(1.0, std::round(desk.scale))), desk.ink.quiet);
        desk.painter.rectangle(box, desk.ink.card | 0xff000000);
        double const thick = std::max(1.0, desk.px(1.5));
        for (int i = 1; i < 6; ++i) {
            double const at = size * i / 3;
            base::Vec2d const from{x + std::min(at, size), box.min_y + std::max(at - size, 0.0)};
            base::Vec2d const to{x + std::max(at - size, 0.0), box.min_y + std::min(at, size)};
            desk.painter.bar(from, to, thick, desk.ink.quiet);
        }
    }

private:
    LiveScene const& live_;
    Desk& desk_;
    std::vector<Block> blocks_;
};

/// The data's time, and under it every layer that is behind.
void place_moment(LiveScene const& live, Desk& desk) {
    if (live.moment.empty()) return;
    TextLine const moment = measure(desk.atlas, live.moment, desk.px(18), true);
    std::vector<TextLine> behind;
    double width = moment.width;
    for (LiveLayer const& layer : live.legend) {
        if (!layer.stale) continue;
        behind.push_back(measure(desk.atlas, layer.title + "  " + layer.freshness, desk.px(kText), false));
        width = std::max(width, behind.back().width + desk.px(kSwatch + 8));
    }
    auto const placed = [&](std::size_t rows) {
        double const left = desk.px(kMargin), padding = desk.px(kPadding);
        double const height = desk.px(kTitleRow) + desk.px(kRow) * static_cast<double>(rows) + padding;
        base::Extent const box{left, left, left + std::ceil(width) + 2 * padding, left + height};
        if (!desk.take(box)) return false;
        desk.card(box);
        double const x = left + padding;
        double y = left + padding / 2;
        desk.text(moment, x, y + desk.px(kTitleRow) / 2, desk.ink.text);
        y += desk.px(kTitleRow);
        for (std::size_t i = 0; i < rows; ++i, y += desk.px(kRow)) {
            double const middle = y + desk.px(kRow) / 2;
            LegendSetter::draw_hatch(desk, x, middle);
            desk.text(behind[i], x + desk.px(kSwatch + 8), middle, stale_ink(desk.view.style));
        }
        return true;
    };
    if (!placed(behind.size())) placed(0);
}

}  // namespace

void place_live_furniture(LiveScene const& live, double bottom, Desk& desk) {
    place_moment(live, desk);
    LegendSetter setter(live, desk);
    for (Detail const detail : {Detail::whole, Detail::heads, Detail::rows}) {
        if (setter.place(bottom, detail)) return;
    }
}

void draw_live_texts(LiveScene const& live, double scale, Atlas& atlas, TextPainter& painter) {
    for (LiveText const& text : live.texts) {
        TextLine const line = measure(atlas, text.text, text.pixels * scale, true);
        painter.line(line, {text.centre.x - line.width / 2, text.centre.y + kMiddle * line.pixels},
                     {text.fill, text.halo});
    }
}

}  // namespace scene
