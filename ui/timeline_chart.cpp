#include "ui/timeline_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/times.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::int64_t kLeastSpan = 10 * kMinute;
constexpr float kAhead = 0.5F;  ///< of a bar's colour, after the moment shown
using Hand = TimelineState::Hand;

/// Where times lie in the picture.
struct TimeAxis {
    ImVec2 low, high;  ///< of the chart, ruler and lanes
    float ruler;       ///< height
    base::UtcMs from, until;

    float x(base::UtcMs time) const {
        double const share = static_cast<double>(time - from) / static_cast<double>(until - from);
        return low.x + static_cast<float>(share) * (high.x - low.x);
    }
    base::UtcMs time(float at) const {
        double const share = static_cast<double>((at - low.x) / (high.x - low.x));
        return from + static_cast<base::UtcMs>(share * static_cast<double>(until - from));
    }
    bool shows(base::UtcMs time) const { return time >= from && time <= until; }
};

std::int64_t tick_step(TimeAxis const& axis, float least) {
    double const per_pixel =
        static_cast<double>(axis.until - axis.from) / static_cast<double>(axis.high.x - axis.low.x);
    for (std::int64_t const step : {kMinute, 5 * kMinute, 15 * kMinute, kHour, 3 * kHour, 6 * kHour, 12 * kHour, kDay,
                                    2 * kDay, 7 * kDay, 14 * kDay, 28 * kDay})
        if (static_cast<double>(step) / per_pixel >= static_cast<double>(least)) return step;
    return 91 * kDay;
}

/// Ticks up to now; none where the moment's flag lies.
void draw_ruler(Kit& kit, TimeAxis const& axis, TimeFacts const& shown) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = kit.palette();
    ImFont* const small = kit.font(Type::small);
    std::int64_t const step = tick_step(axis, kit.px(84));
    base::UtcMs const first = (axis.from + kZone + step - 1) / step * step - kZone;
    float const flag = axis.shows(shown.event) ? axis.x(shown.event) : -1e9F;
    float const flag_half = text_width(small, "00:00") / 2 + kit.px(10);
    for (base::UtcMs time = first; time <= std::min(axis.until, shown.now); time += step) {
        float const x = std::round(axis.x(time));
        bool const midnight = (time + kZone) % kDay == 0;
        list->AddLine({x, axis.low.y + axis.ruler - kit.px(4)}, {x, axis.high.y},
                      faded(palette.line, midnight ? 1 : 0.6F));
        std::string const label = midnight ? Kit::day_clock(time).substr(0, 5) : Kit::clock(time);
        float const half = text_width(small, label.c_str()) / 2;
        float const at = std::clamp(flag, axis.low.x + flag_half, axis.high.x - flag_half);
        if (x + half > axis.high.x || std::abs(x - at) < half + flag_half) continue;
        put_text(list, small, {std::max(x, axis.low.x + kit.px(16)), axis.low.y}, palette.quiet, label.c_str(),
                 Align::centre);
    }
}

/// One row of bars that stand on its lower edge, its largest value said at the left. What came after the moment shown
/// is faint: the screen shows nothing of it yet.
void draw_lane(Kit& kit, TimeAxis const& axis, Series const& series, base::UtcMs shown, ImU32 colour, char const* name,
               float top, float bottom) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = kit.palette();
    ImFont* const small = kit.font(Type::small);
    float most = 0;
    for (float const value : series.values) most = std::isnan(value) ? most : std::max(most, value);
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        base::UtcMs const from = series.from + static_cast<std::int64_t>(i) * series.step_ms;
        float const x0 = std::max(axis.low.x, axis.x(from)), x1 = std::min(axis.high.x, axis.x(from + series.step_ms));
        if (x1 <= x0) continue;
        float const value = series.values[i];
        if (std::isnan(value)) {
            // No data is not nothing: said by a wash of its own.
            list->AddRectFilled({x0, top}, {x1, bottom}, faded(palette.line, 0.35F));
            continue;
        }
        if (value <= 0) continue;
        float const height = std::max(1.0F, value / std::max(1.0F, most) * (bottom - top));
        float const gap = x1 - x0 > kit.px(4) ? kit.px(1) : 0;
        list->AddRectFilled({x0, bottom - height}, {x1 - gap, bottom}, from > shown ? faded(colour, kAhead) : colour);
    }
    list->AddLine({axis.low.x, bottom}, {axis.high.x, bottom}, palette.line);
    float const right = axis.low.x - kit.px(8), middle = (top + bottom) / 2;
    bool const tall = bottom - top >= kit.px(30);
    put_text(list, small, {right, tall ? middle - kit.px(15) : middle - kit.px(8)}, palette.text, name, Align::right);
    if (tall)
        put_text(list, small, {right, middle}, palette.quiet, kit.say("timeline.most", {Kit::number(most)}).c_str(),
                 Align::right);
}

void draw_unknown(Kit& kit, TimeAxis const& axis, TimeFacts const& time) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = kit.palette();
    ImFont* const small = kit.font(Type::small);
    auto const wash = [&](float from, float to, char const* word) {
        if (to <= from) return;
        list->AddRectFilled({from, axis.low.y + axis.ruler}, {to, axis.high.y}, faded(palette.ground, 0.6F));
        if (to - from > text_width(small, word) + kit.px(8))
            put_text(list, small, {(from + to) / 2, (axis.low.y + axis.ruler + axis.high.y) / 2 - kit.px(8)},
                     palette.quiet, word, Align::centre);
    };
    if (time.first != base::kNoTime && time.first > axis.from)
        wash(axis.low.x, std::min(axis.high.x, axis.x(time.first)), kit.say("timeline.no_data"));
    if (time.now < axis.until) wash(std::max(axis.low.x, axis.x(time.now)), axis.high.x, kit.say("timeline.to_come"));
}

/// Where what is known ends before what is shown begins, an empty chart would look like a quiet day.
void draw_way_to_data(PanelContext& context, TimeAxis const& axis) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    if (time.last == base::kNoTime || time.last >= axis.from) return;
    std::string const text = kit.say("timeline.last", {Kit::day_clock(time.last)});
    ImFont* const body = kit.font(Type::body);
    float const width = text_width(body, text.c_str());
    ImVec2 const at{(axis.low.x + axis.high.x - width) / 2 - kit.px(30), (axis.low.y + axis.ruler + axis.high.y) / 2};
    put_text(ImGui::GetWindowDrawList(), body, {at.x, at.y - kit.px(8)}, kit.palette().text, text.c_str());
    ImGui::SetCursorScreenPos({at.x + width + kit.px(12), at.y - kit.px(14)});
    if (quiet_button(kit, kit.say("timeline.last.go"))) context.push(SetMoment{time.last, base::kNoTime});
}

void draw_range(Kit& kit, TimeAxis const& axis, base::UtcMs from, base::UtcMs until) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = kit.palette();
    float const x0 = std::clamp(axis.x(std::min(from, until)), axis.low.x, axis.high.x);
    float const x1 = std::clamp(axis.x(std::max(from, until)), axis.low.x, axis.high.x);
    if (x1 <= x0) return;
    list->AddRectFilled({x0, axis.low.y + axis.ruler}, {x1, axis.high.y}, faded(palette.accent, 0.18F));
    for (float const x : {x0, x1})
        list->AddLine({x, axis.low.y + axis.ruler}, {x, axis.high.y}, palette.accent, kit.px(1));
}

/// A label that keeps inside the chart, on a ground of its own.
void draw_flag(Kit& kit, TimeAxis const& axis, float x, float y, ImU32 fill, ImU32 ink, std::string const& text) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImFont* const small = kit.font(Type::small, true);
    float const half = text_width(small, text.c_str()) / 2 + kit.px(6);
    float const middle = std::clamp(x, axis.low.x + half, axis.high.x - half);
    list->AddRectFilled({middle - half, y}, {middle + half, y + kit.px(18)}, fill, kit.px(4));
    put_text(list, small, {middle, y + kit.px(1)}, ink, text.c_str(), Align::centre);
}

void draw_moment(Kit& kit, TimeAxis const& axis, TimeFacts const& time, TimelineState const& state) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = kit.palette();
    base::UtcMs const event = state.hand == Hand::moment ? state.to : time.event;
    base::UtcMs const known = state.hand == Hand::known ? state.to : time.known;
    if ((known_apart(time) || state.hand == Hand::known) && axis.shows(known)) {
        ImU32 const colour = palette.category[1];
        float const x = std::round(axis.x(known));
        for (float y = axis.low.y + axis.ruler; y < axis.high.y; y += kit.px(8))
            list->AddLine({x, y}, {x, std::min(axis.high.y, y + kit.px(4))}, colour, kit.px(2));
        list->AddNgonFilled({x, axis.high.y}, kit.px(5), colour, 4);
        draw_flag(kit, axis, x, axis.high.y - kit.px(20), colour, IM_COL32(0, 0, 0, 255),
                  std::string(kit.say("timeline.known")) + " " + Kit::clock(known));
    }
    if (!axis.shows(event)) return;
    bool const live = time.live && state.hand != Hand::moment;
    ImU32 const colour = live ? palette.accent : palette.level[static_cast<int>(Urgent::orange)];
    float const x = std::round(axis.x(event));
    list->AddLine({x, axis.low.y + axis.ruler}, {x, axis.high.y}, colour, kit.px(2));
    draw_flag(kit, axis, x, axis.low.y - kit.px(1), colour, IM_COL32(8, 20, 40, 255), Kit::clock(event));
}

void let_go(PanelContext& context, TimeAxis const&, TimelineState& state) {
    TimeFacts const& time = context.facts.time;
    switch (state.hand) {
        case Hand::moment: context.push(moment_at(time, std::min(state.to, time.now))); break;
        case Hand::known: context.push(SetMoment{time.event, std::min(state.to, time.now)}); break;
        case Hand::range:
            context.push(SetRange{std::min(state.from, state.to), std::max(state.from, state.to), time.loop});
            break;
        case Hand::shift:
        case Hand::none: break;
    }
    state.hand = Hand::none;
}

/// Which part of the chart a hand has got hold of: ruler and moment, the known time, the ground (by shift), or, once it
/// moves, a range.
void take_hold(Kit& kit, TimeAxis const& axis, TimeFacts const& time, TimelineState& state, ImVec2 mouse) {
    state.from = state.to = axis.time(mouse.x);
    float const reach = kit.px(7);
    bool const low = mouse.y > (axis.low.y + axis.high.y) / 2;
    if (ImGui::GetIO().KeyShift) {
        state.hand = Hand::shift;
    } else if (known_apart(time) && low && std::abs(mouse.x - axis.x(time.known)) < reach) {
        state.hand = Hand::known;
    } else if (mouse.y < axis.low.y + axis.ruler || std::abs(mouse.x - axis.x(time.event)) < reach) {
        state.hand = Hand::moment;
    }
}

void handle(PanelContext& context, TimeAxis const& axis) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    TimelineState& state = context.state.timeline;
    ImVec2 const mouse = ImGui::GetIO().MousePos;
    if (ImGui::IsItemActivated()) take_hold(kit, axis, time, state, mouse);
    if (ImGui::IsItemActive()) {
        base::UtcMs const at = std::clamp(axis.time(mouse.x), axis.from, axis.until);
        if (state.hand == Hand::none && std::abs(axis.x(state.from) - mouse.x) > kit.px(4)) state.hand = Hand::range;
        if (state.hand == Hand::shift) {
            std::int64_t const by = state.from - axis.time(mouse.x);
            if (by != 0) context.push(up_to_now(time, {axis.from + by, axis.until + by}));
        } else {
            state.to = at;
        }
    }
    if (ImGui::IsItemDeactivated()) {
        // A click that moved nowhere means the moment.
        if (state.hand == Hand::none) state.hand = Hand::moment;
        let_go(context, axis, state);
    }
    if (!ImGui::IsItemHovered()) return;
    if (float const wheel = ImGui::GetIO().MouseWheel; wheel != 0)
        context.push(zoomed(time, wheel > 0 ? 0.8 : 1.25, axis.time(mouse.x)));
    if (state.hand != Hand::none) return;
    base::UtcMs const at = axis.time(mouse.x);
    auto const value = [&](Series const& series) {
        auto const bin = static_cast<std::size_t>(std::max<std::int64_t>(0, (at - series.from) / series.step_ms));
        bool const there = at >= series.from && bin < series.values.size() && !std::isnan(series.values[bin]);
        return there ? Kit::number(static_cast<double>(series.values[bin])) : std::string(kit.say("timeline.no_data"));
    };
    std::string text = Kit::full_clock(at) + "\n" + kit.say("timeline.tickets") + " " + value(time.tickets) + "   " +
                       kit.say("timeline.events") + " " + value(time.events);
    if (!time.live && at > time.event && at <= time.now) text += std::string("\n") + kit.say("timeline.ahead");
    hover_text(kit, text.c_str());
}

}  // namespace

bool known_apart(TimeFacts const& time) { return !time.live && time.known < time.now - kMinute; }

SetMoment moment_at(TimeFacts const& time, base::UtcMs event) {
    return {event, known_apart(time) ? time.known : base::kNoTime};
}

ShowSpan zoomed(TimeFacts const& time, double factor, base::UtcMs middle) {
    std::int64_t const most = std::max(time.now - std::max<base::UtcMs>(time.first, 0), kDay);
    auto const length = static_cast<double>(time.span_until - time.span_from);
    double const wanted =
        std::clamp(length * factor, static_cast<double>(kLeastSpan), static_cast<double>(most) * 1.05);
    double const share = length > 0 ? static_cast<double>(middle - time.span_from) / length : 0.5;
    auto const from = middle - static_cast<base::UtcMs>(share * wanted);
    return up_to_now(time, {from, from + static_cast<base::UtcMs>(wanted)});
}

ShowSpan up_to_now(TimeFacts const& time, ShowSpan span) {
    // A little room after now, so that its mark does not stick to the edge.
    base::UtcMs const over = span.until - (time.now + (span.until - span.from) / 50);
    return over > 0 ? ShowSpan{span.from - over, span.until - over} : span;
}

void draw_time_chart(PanelContext& context, ImVec2 size) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const gutter = kit.px(72);
    ImVec2 const low{at.x + gutter, at.y};
    TimeAxis const axis{low, {at.x + size.x, at.y + size.y - kit.px(4)}, kit.px(20), time.span_from, time.span_until};
    ImDrawList* const list = ImGui::GetWindowDrawList();
    // Its button comes before the chart, so that a click is its own, and lies over it.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    draw_way_to_data(context, axis);
    list->ChannelsSetCurrent(0);
    ImGui::SetCursorScreenPos(low);
    ImGui::InvisibleButton("chart", {size.x - gutter, size.y});
    handle(context, axis);

    list->PushClipRect({at.x, at.y - kit.px(2)}, {at.x + size.x, at.y + size.y + kit.px(4)}, true);
    draw_ruler(kit, axis, time);
    float const first = axis.low.y + axis.ruler + kit.px(2), middle = (first + axis.high.y) / 2;
    draw_lane(kit, axis, time.tickets, time.event, kit.palette().series[0], kit.say("timeline.tickets"), first,
              middle - kit.px(2));
    draw_lane(kit, axis, time.events, time.event, kit.palette().series[1], kit.say("timeline.events"),
              middle + kit.px(2), axis.high.y);
    draw_unknown(kit, axis, time);
    TimelineState const& state = context.state.timeline;
    if (state.hand == Hand::range) {
        draw_range(kit, axis, state.from, state.to);
    } else if (time.range_from && time.range_until) {
        draw_range(kit, axis, *time.range_from, *time.range_until);
    }
    draw_moment(kit, axis, time, state);
    list->PopClipRect();
    list->ChannelsMerge();
}

}  // namespace ui
