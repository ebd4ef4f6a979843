#include "scene/live_furniture.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "scene/live_parts.h"

namespace scene {
namespace {

constexpr double kSmall = 12, kText = 14, kTitle = 16;
constexpr double kSmallRow = 18, kClassRow = 20, kLayerGap = 10, kKeyGap = 10, kKeyRow = 24, kIcon = 24;

/// What is out of date is amber: red is for alarms.
std::uint32_t stale_ink(Style style) {
    if (style == Style::paper) return 0xff101010;
    return style == Style::night ? 0xfff5a524 : 0xff9a5b00;
}

/// How much the legend says: all; titles with their freshness; one line a layer.
enum class Detail : std::uint8_t { whole, heads, rows };

/// A symbol and what it means.
struct KeyItem {
    std::uint32_t look = 0;
    TextLine name;
    double width = 0;  ///< of all, pixels
};

struct LegendBlock {
    LegendLayer const& from;
    TextLine title;
    TextLine freshness;
    std::vector<std::vector<KeyItem>> key;                    ///< rows
    std::vector<std::pair<std::uint32_t, TextLine>> classes;  ///< colour, what it means
    double width = 0, height = 0;
    LiveLayer const& layer() const { return from.layer; }
};

/// What the states of a kind are called.
struct StateWords {
    char const *overdue, *over, *pulse;
};
StateWords state_words(PinKind kind, bool chinese) {
    switch (kind) {
        case PinKind::ticket:
            return chinese ? StateWords{"超期", "已办结", "新到"} : StateWords{"overdue", "closed", "new"};
        case PinKind::event:
            return chinese ? StateWords{"超期", "已结束", "刚发生"} : StateWords{"overdue", "over", "just now"};
        default:
            return chinese ? StateWords{"超期", "离线", "刚上报"} : StateWords{"overdue", "offline", "just reported"};
    }
}

class LegendSetter {
public:
    LegendSetter(LiveScene const& live, Desk& desk) : live_(live), desk_(desk) {}

    /// False where it does not fit.
    bool place(double bottom, Detail detail) {
        blocks_.clear();
        double width = 0, height = 0;
        for (LegendLayer const& layer : live_.legend) {
            if (layer.layer.title.empty()) continue;
            LegendBlock block = measured(layer, detail);
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
        for (LegendBlock const& block : blocks_) {
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

    LegendBlock measured(LegendLayer const& from, Detail detail) {
        LiveLayer const& layer = from.layer;
        double const icon = (from.kind ? desk_.px(kIcon) : 0) + (layer.stale ? desk_.px(kSwatch + 8) : 0);
        if (detail == Detail::rows) {
            LegendBlock row{
                from, line(layer.title + "  " + layer.freshness, kSmall), {}, {}, {}, 0, desk_.px(kSmallRow)};
            row.width = row.title.width + icon;
            return row;
        }
        bool const whole = detail == Detail::whole;
        LegendBlock block{from, line(layer.title, kTitle, true), {}, {}, {}, 0, desk_.px(kRow)};
        block.width = block.title.width + icon;
        std::string said = layer.freshness;
        if (whole && !layer.source.empty()) said += (said.empty() ? "" : " · ") + layer.source;
        if (!said.empty()) {
            block.freshness = line(said, kSmall);
            block.height += desk_.px(kSmallRow);
            block.width = std::max(block.width, block.freshness.width);
        }
        if (!whole) return block;
        if (from.kind) add_key(block);
        for (Legend::Entry const& entry : layer.classes) add_class(block, entry.colour, line(entry.text, kText));
        if (from.kind && from.area) {
            // Reports of which only the area is known are no pins, and the numbers on the map are theirs.
            bool const chinese = block.title.chinese;
            add_class(block, *from.area,
                      line(chinese ? "仅知所在片区，按片计数" : "known to an area only, counted there", kSmall));
        }
        return block;
    }

    void add_class(LegendBlock& block, std::uint32_t colour, TextLine text) {
        block.width = std::max(block.width, text.width + desk_.px(kSwatch + 8));
        block.height += desk_.px(kClassRow);
        block.classes.emplace_back(colour, std::move(text));
    }

    /// The levels, the most urgent first, then the states there are.
    void add_key(LegendBlock& block) {
        constexpr std::array<std::string_view, 4> kChinese{"蓝", "黄", "橙", "红"};
        constexpr std::array<std::string_view, 4> kEnglish{"blue", "yellow", "orange", "red"};
        LiveLayer const& layer = block.layer();
        PinKind const kind = *block.from.kind;
        auto const shape = static_cast<std::uint32_t>(kind);
        StateWords const words = state_words(kind, block.title.chinese);
        bool overdue = block.from.overdue;
        std::vector<KeyItem> levels, states;
        for (std::size_t i = 4; i-- > 0;) {
            if (!layer.pins && !block.from.levels[i + 1]) continue;
            std::string_view const name = i < layer.levels.size() ? std::string_view(layer.levels[i])
                                          : block.title.chinese   ? kChinese[i]
                                                                  : kEnglish[i];
            // A level that means "overdue" is shown once, as it is drawn.
            bool const means_overdue = overdue && name == words.overdue;
            overdue = overdue && !means_overdue;
            levels.push_back(
                item(shape | static_cast<std::uint32_t>(i + 1) << 4 | (means_overdue ? kOverdue : 0), name));
        }
        if (kind == PinKind::drone) levels.clear();
        std::uint32_t const most = kind <= PinKind::event ? shape | 4u << 4 : shape;
        std::uint32_t const usual = kind <= PinKind::event ? shape | 1u << 4 : shape;
        if (overdue) states.push_back(item(most | kOverdue, words.overdue));
        if (block.from.pulse) states.push_back(item(most | kPulse, words.pulse));
        if (block.from.over) states.push_back(item(usual | kHollow, words.over));
        if (levels.size() + states.size() <= 3) {
            std::move(states.begin(), states.end(), std::back_inserter(levels));
            states.clear();
        }
        for (auto* const row : {&levels, &states}) {
            if (row->empty()) continue;
            double width = -desk_.px(kKeyGap);
            for (KeyItem const& it : *row) width += it.width + desk_.px(kKeyGap);
            block.width = std::max(block.width, width);
            block.height += desk_.px(kKeyRow);
            block.key.push_back(std::move(*row));
        }
    }

    KeyItem item(std::uint32_t look, std::string_view name) {
        KeyItem out{look, line(name, kSmall), 0};
        out.width = desk_.px(kIcon) + out.name.width;
        return out;
    }

    /// A symbol in the room of an icon.
    void symbol(std::uint32_t look, double x, double middle) {
        bool const wide = (look & (kOverdue | kPulse)) != 0;
        desk_.painter.symbol({x + desk_.px(kIcon - 4) / 2, middle}, desk_.scale * (wide ? 0.58 : 0.72), look, 0);
    }

    void draw(LegendBlock const& block, double x, double y) {
        FurnitureInk const& ink = desk_.ink;
        bool const stale = block.layer().stale;
        double const title_row = std::min(block.height, desk_.px(kRow));
        double middle = y + title_row / 2;
        double at = x;
        if (block.from.kind) {
            auto const shape = static_cast<std::uint32_t>(*block.from.kind);
            symbol(shape | (*block.from.kind == PinKind::camera || *block.from.kind == PinKind::device ? 0 : 1u << 4) |
                       (stale ? kStale : 0),
                   at, middle);
            at += desk_.px(kIcon);
        }
        if (stale) {
            draw_hatch(desk_, at, middle);
            at += desk_.px(kSwatch + 8);
        }
        desk_.text(block.title, at, middle, stale ? ink.quiet : ink.text);
        y += title_row;
        if (!block.freshness.characters.empty()) {
            desk_.text(block.freshness, x, y + desk_.px(kSmallRow) / 2,
                       stale ? stale_ink(desk_.view.style) : ink.quiet);
            y += desk_.px(kSmallRow);
        }
        for (std::vector<KeyItem> const& row : block.key) {
            at = x;
            middle = y + desk_.px(kKeyRow) / 2;
            for (KeyItem const& it : row) {
                symbol(it.look, at, middle);
                desk_.text(it.name, at + desk_.px(kIcon), middle, ink.text);
                at += it.width + desk_.px(kKeyGap);
            }
            y += desk_.px(kKeyRow);
        }
        for (std::size_t i = 0; i < block.classes.size(); ++i, y += desk_.px(kClassRow)) {
            middle = y + desk_.px(kClassRow) / 2;
            desk_.swatch(x, middle, block.classes[i].first);
            desk_.text(block.classes[i].second, x + desk_.px(kSwatch + 8), middle, ink.text);
        }
    }

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
    std::vector<LegendBlock> blocks_;
};

/// The data's time, and under it every layer that is behind.
void place_moment(LiveScene const& live, Desk& desk) {
    if (live.moment.empty()) return;
    TextLine const moment = measure(desk.atlas, live.moment, desk.px(18), true);
    std::vector<TextLine> behind;
    double width = moment.width;
    for (LegendLayer const& one : live.legend) {
        LiveLayer const& layer = one.layer;
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
        if (text.plate) {
            double const half_width = (6 + 4.0 * static_cast<double>(text.text.size())) * scale, half = 10 * scale;
            base::Extent const box{text.centre.x - half_width, text.centre.y - half, text.centre.x + half_width,
                                   text.centre.y + half};
            painter.rectangle(box.grown(std::max(1.0, scale)), text.fill);
            painter.rectangle(box, text.plate);
        }
        painter.line(line, {text.centre.x - line.width / 2, text.centre.y + kMiddle * line.pixels},
                     {text.fill, text.halo});
    }
}

}  // namespace scene
