// One indicator: its number and state, how it is made, how it came to this, and how it lies in the district.
#include <algorithm>
#include <cmath>

#include "ui/axis.h"
#include "ui/draw.h"
#include "ui/indicators_parts.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/times.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {

using analysis::IndicatorRow;
using analysis::IndicatorSheet;
using analysis::IndicatorState;

namespace {

/// "14 天", "3 小时": as definitions write it, without a rest of nothing.
std::string round_time(Kit& kit, std::int64_t ms) {
    if (ms % kDay == 0) return kit.say("time.days", {Kit::number(static_cast<double>(ms / kDay))});
    if (ms % kHour == 0) return kit.say("time.hours", {Kit::number(static_cast<double>(ms / kHour))});
    return length_of_time(kit, ms);
}

std::string limit_text(double value) {
    int const decimals = value == std::floor(value) ? 0 : value * 10 == std::floor(value * 10) ? 1 : 2;
    return Kit::number(value, decimals);
}

/// "目标 ≥ 95 · 关注 < 95 · 预警 < 90 · 参考值"
std::string limits(Kit& kit, analysis::Indicator const& i) {
    if (i.better == analysis::Better::neutral) return kit.say("indicators.no_target");
    std::string const past = i.better == analysis::Better::more ? "< " : "> ";
    std::string out = target_text(kit, i);
    auto const add = [&](std::string const& text) { out += (out.empty() ? "" : " · ") + text; };
    if (i.warn) add(kit.say("indicators.warn", {past + limit_text(*i.warn)}));
    if (i.alarm) add(kit.say("indicators.alarm", {past + limit_text(*i.alarm)}));
    if (out.empty()) return kit.say("indicators.no_target");
    if (i.for_reference) add(kit.say("indicators.reference"));
    return out;
}

void draw_number(PanelContext& context, IndicatorRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    bool const known = row.figure.value.has_value();
    ImFont* const big = kit.font(known ? Type::huge : Type::large, true);
    ImFont* const body = kit.font(Type::body);
    std::string const value = figure_text(kit, row.figure, row.definition.decimals);
    put_text(list, big, at, known && row.state != IndicatorState::stale ? p.text : p.quiet, value.c_str());
    float const x = at.x + text_width(big, value.c_str()) + kit.px(8);
    if (known)
        put_text(list, body, {x, at.y + big->Ascent - body->Ascent}, p.quiet, kit.show(kit.of(row.definition.unit)));
    char const* const word = state_word(kit, row.state);
    float const right = at.x + width, middle = at.y + kit.px(22);
    put_text(list, body, {right, middle - body->FontSize / 2}, p.text, word, Align::right);
    state_mark(kit, list, {right - text_width(body, word) - kit.px(14), middle}, kit.px(6), row.state);
    ImGui::Dummy({width, kit.px(48)});
    text_cut(kit, limits(kit, row.definition), p.quiet);
    if (!known) text_cut(kit, kit.of(row.figure.why), p.warning);
}

void draw_comparisons(PanelContext& context, IndicatorRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const gap = kit.px(8), half = (ImGui::GetContentRegionAvail().x - gap) / 2, height = kit.px(56);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    struct Past {
        char const* key;
        std::optional<double> const& value;
    };
    int i = 0;
    for (Past const& past : {Past{"indicators.week", row.week}, Past{"indicators.year", row.year}}) {
        ImVec2 const from{at.x + static_cast<float>(i++) * (half + gap), at.y};
        list->AddRectFilled(from, {from.x + half, from.y + height}, p.raised, kit.px(4));
        put_text(list, kit.font(Type::small), {from.x + kit.px(12), from.y + kit.px(8)}, p.quiet, kit.say(past.key));
        std::string const value =
            past.value ? Kit::number(*past.value, row.definition.decimals) : kit.say("indicators.no_past");
        ImFont* const font = kit.font(past.value ? Type::title : Type::body, past.value.has_value());
        put_text(list, font, {from.x + kit.px(12), from.y + kit.px(26)}, past.value ? p.text : p.faint, value.c_str());
        Comparison const change = compared(kit, row, past.value, "indicators.change");
        put_text_right(kit, kit.font(Type::body), {from.x + half - kit.px(12), from.y + kit.px(28)}, change.colour,
                       change.text);
    }
    ImGui::Dummy({0, height + kit.px(4)});
}

constexpr int kAxisLines = 4;

/// It begins at zero where zero is near, else around what there is: a line needs no zero.
Axis axis_of_days(IndicatorRow const& row) {
    double low = 1e300, high = -1e300;
    for (auto const& day : row.days)
        if (day) low = std::min(low, *day), high = std::max(high, *day);
    for (auto const& limit : {row.definition.target, row.definition.alarm})
        if (limit && *limit > low - (high - low) * 2 && *limit < high + (high - low) * 2)
            low = std::min(low, *limit), high = std::max(high, *limit);
    if (low > high) return {};
    if (low > 0 && low < high * 0.5) low = 0;
    return axis_of(low, high, kAxisLines);
}

template <class Height>
void draw_grid(Kit& kit, Axis const& axis, float left, float right, Height const& y) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const small = kit.font(Type::small);
    auto const lines = static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    for (int i = 0; i <= lines; ++i) {
        double const v = axis.low + i * axis.step;
        list->AddLine({left, y(v)}, {right, y(v)}, faded(p.line, i == 0 ? 1 : 0.6F));
        put_text(list, small, {left - kit.px(8), y(v) - small->FontSize / 2}, p.quiet,
                 Kit::number(v, axis.decimals).c_str(), Align::right);
    }
}

/// A day that is not known is a gap.
template <class Height>
void draw_line(Kit& kit, IndicatorRow const& row, float left, float right, Height const& y) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 previous{};
    bool line = false;
    float const step = (right - left) / static_cast<float>(row.days.size() - 1);
    for (std::size_t i = 0; i < row.days.size(); ++i) {
        ImVec2 const here{left + step * static_cast<float>(i), row.days[i] ? y(*row.days[i]) : 0};
        if (row.days[i]) {
            if (line) list->AddLine(previous, here, p.series[0], kit.px(2));
            list->AddCircleFilled(here, kit.px(i + 1 == row.days.size() ? 3.5F : 2), p.series[0], 12);
        }
        line = row.days[i].has_value();
        previous = here;
    }
}

void draw_days(PanelContext& context, IndicatorSheet const& sheet, IndicatorRow const& row) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    heading(kit, kit.say("indicators.days"), kit.show(kit.of(row.definition.unit)));
    if (row.days.size() < 2) {
        text_cut(kit, kit.say(context.indicators->busy ? "indicators.busy" : "indicators.days.none"), p.quiet);
        return;
    }
    ImVec2 const at = ImGui::GetCursorScreenPos(), size{ImGui::GetContentRegionAvail().x, kit.px(128)};
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const small = kit.font(Type::small);
    Axis const axis = axis_of_days(row);
    float widest = 0;
    for (double const v : {axis.low, axis.high})
        widest = std::max(widest, text_width(small, Kit::number(v, axis.decimals).c_str()));
    float const left = at.x + widest + kit.px(12), right = at.x + size.x - kit.px(8);
    float const up = at.y + kit.px(8), down = at.y + size.y - kit.px(24);
    auto const y = [&](double v) {
        return down - static_cast<float>((v - axis.low) / (axis.high - axis.low)) * (down - up);
    };
    draw_grid(kit, axis, left, right, y);
    auto const threshold = [&](std::optional<double> const& limit, ImU32 colour, char const* word,
                               std::optional<double> const& other) {
        if (!limit || *limit < axis.low || *limit > axis.high) return;
        for (float x = left; x < right; x += kit.px(8))
            list->AddLine({x, y(*limit)}, {std::min(right, x + kit.px(4)), y(*limit)}, colour, kit.px(1));
        // Where there is room for it, and away from the newest day.
        bool const over_other = other && *other > *limit && y(*limit) - y(*other) < 2 * small->FontSize;
        bool const below = over_other || y(*limit) - small->FontSize < up;
        float const top = below ? y(*limit) : y(*limit) - small->FontSize;
        list->AddRectFilled({left, top + kit.px(1)}, {left + text_width(small, word), top + small->FontSize},
                            faded(p.panel, 0.8F));
        put_text(list, small, {left, top}, colour, word);
    };
    threshold(row.definition.target, p.good, kit.say("indicators.target.word"), row.definition.alarm);
    threshold(row.definition.alarm, p.level[static_cast<int>(Urgent::red)], kit.say("indicators.alarm.word"),
              row.definition.target);
    draw_line(kit, row, left, right, y);
    auto const ago = static_cast<std::int64_t>(row.days.size()) - 1;
    put_text(list, small, {left, down + kit.px(6)}, p.quiet,
             Kit::day_clock(sheet.now - ago * analysis::kIndicatorDayMs).substr(0, 5).c_str());
    put_text(list, small, {right, down + kit.px(6)}, p.quiet, Kit::day_clock(sheet.now).substr(0, 5).c_str(),
             Align::right);
    ImGui::Dummy(size);
}

void draw_making(PanelContext& context, IndicatorRow const& row) {
    Kit& kit = context.kit;
    analysis::Indicator const& i = row.definition;
    heading(kit, kit.say("indicators.making"));
    wrapped(kit.show(kit.of(i.formula)), kit.palette().text);
    ImGui::Dummy({0, kit.px(4)});
    if (row.figure.part && row.figure.of) {
        auto const number = [](double v) { return Kit::number(v, v == std::floor(v) || v >= 1000 ? 0 : 1); };
        name_value(kit, kit.say("indicators.part"), number(*row.figure.part).c_str());
        name_value(kit, kit.say("indicators.whole"), number(*row.figure.of).c_str());
    } else if (row.figure.of) {
        name_value(kit, kit.say("indicators.cases"), Kit::number(*row.figure.of).c_str());
    }
    std::string const period =
        i.period_ms > 0
            ? kit.say("indicators.last", {round_time(kit, i.period_ms)})
            : std::string(kit.say(row.as_of == base::kNoTime && i.stale_after_ms == 0 ? "indicators.of_map"
                                                                                      : "indicators.as_it_stands"));
    name_value(kit, kit.say("indicators.period"), period.c_str());
    if (row.as_of != base::kNoTime) name_value(kit, kit.say("indicators.as_of"), Kit::full_clock(row.as_of).c_str());
    if (i.stale_after_ms > 0)
        name_value(kit, kit.say("indicators.stale_after"), round_time(kit, i.stale_after_ms).c_str());
    std::string const source = i.of.empty() ? i.measure : i.measure + " · " + i.of;
    name_value(kit, kit.say(i.measure == "feed" ? "indicators.reported" : "indicators.measure"), kit.show(source));
}

void draw_indicator_zones(PanelContext& context, IndicatorSheet const& sheet, IndicatorRow const& row) {
    Kit& kit = context.kit;
    if (row.zones.size() != sheet.zones.size() || row.zones.empty()) return;
    heading(kit, kit.say("indicators.zones"), kit.show(kit.of(row.definition.unit)));
    std::vector<std::size_t> order;
    for (std::size_t z = 0; z < row.zones.size(); ++z) order.push_back(z);
    bool const least_first = row.definition.better == analysis::Better::more;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        auto const &x = row.zones[a].figure.value, &y = row.zones[b].figure.value;
        if (!x || !y) return x.has_value() > y.has_value();
        return least_first ? *x < *y : *x > *y;
    });
    std::vector<Bar> bars;
    for (std::size_t const z : order) {
        analysis::Figure const& figure = row.zones[z].figure;
        double const length = std::max(0.0, figure.value.value_or(0));
        bars.push_back({kit.of(sheet.zones[z].name), length, row.zones[z].state == IndicatorState::bad ? length : 0,
                        figure_text(kit, figure, row.definition.decimals)});
    }
    int const clicked = bar_list(kit, "zones", bars, ImGui::GetContentRegionAvail().x, 60);
    if (clicked < 0) return;
    base::Extent extent;
    for (base::Vec2d const p : sheet.zones[order[static_cast<std::size_t>(clicked)]].rings.front()) extent.add(p);
    context.push(FlyToExtent{extent});
}

}  // namespace

void draw_indicator(PanelContext& context, IndicatorSheet const& sheet, IndicatorRow const& row) {
    Kit& kit = context.kit;
    IndicatorsState& state = context.state.indicators;
    std::string path;
    for (std::int32_t up = row.parent; up >= 0; up = sheet.rows[static_cast<std::size_t>(up)].parent)
        path = kit.of(sheet.rows[static_cast<std::size_t>(up)].definition.name) + (path.empty() ? "" : " / ") + path;
    Walk const walk = walk_bar(kit, kit.say("indicators.back"), path);
    if (walk != Walk::none) {
        auto const leaf = [](IndicatorRow const& r) { return r.definition.level == 2; };
        auto const here = &row - sheet.rows.data();
        state.open.clear();
        if (walk == Walk::next)
            for (auto i = here + 1; i < static_cast<std::ptrdiff_t>(sheet.rows.size()) && state.open.empty(); ++i)
                if (leaf(sheet.rows[static_cast<std::size_t>(i)]))
                    state.open = sheet.rows[static_cast<std::size_t>(i)].definition.id;
        if (walk == Walk::previous)
            for (auto i = here - 1; i >= 0 && state.open.empty(); --i)
                if (leaf(sheet.rows[static_cast<std::size_t>(i)]))
                    state.open = sheet.rows[static_cast<std::size_t>(i)].definition.id;
        return;
    }
    if (ImGui::BeginChild("indicator", {0, 0})) {
        {
            Typed const title(kit, Type::title, true);
            ImGui::TextUnformatted(kit.show(kit.of(row.definition.name)));
        }
        draw_number(context, row);
        ImGui::Dummy({0, kit.px(4)});
        draw_comparisons(context, row);
        bool const by_zone = !row.zones.empty() && row.zones.size() == sheet.zones.size();
        bool const on = context.indicators->coloured == row.definition.id;
        if (by_zone && primary_button(kit, kit.say(on ? "indicators.map.off" : "indicators.map")))
            context.push(IndicatorCommand{ColourByIndicator{on ? std::string() : row.definition.id}});
        draw_days(context, sheet, row);
        draw_making(context, row);
        draw_indicator_zones(context, sheet, row);
        Typed const small(kit, Type::small);
        wrapped(kit.say("indicators.note"), kit.palette().quiet);
    }
    ImGui::EndChild();
}

}  // namespace ui
