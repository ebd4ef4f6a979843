// Time: which moment is shown and whether that is now; replay, ranges, and what was known when.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/shortcuts.h"
#include "ui/timeline_chart.h"
#include "ui/times.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::array kSpeeds{1.0, 10.0, 60.0, 600.0};

/// Chips are lower than buttons: this puts them into the middle of the row that begins at `top`.
bool row_chip(Kit& kit, float top, std::string const& text, bool on) {
    ImGui::SetCursorPosY(top + kit.px(2));
    return chip(kit, text.c_str(), text.c_str(), on);
}

bool is_near(double a, double b) { return std::abs(a - b) < 0.01; }

/// The moment, large, with what it is: nobody shall take the past for now.
void draw_clock(PanelContext& context) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    TimeFacts const& time = context.facts.time;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const row = kit.px(28);
    ImFont* const title = kit.font(Type::title, true);
    ImFont* const small = kit.font(Type::small, true);
    ImU32 const amber = palette.level[static_cast<int>(Urgent::orange)];
    ImU32 const colour = time.live ? palette.accent : amber;
    std::string const word = time.live         ? kit.say("timeline.live")
                             : time.speed != 0 ? kit.say("timeline.replay", {Kit::number(time.speed)})
                                               : std::string(kit.say("timeline.past"));
    // As wide as the widest word, so that no button moves from under the mouse when a replay begins.
    std::string const widest = kit.say("timeline.replay", {Kit::number(kSpeeds.back())});
    float const width = std::max({text_width(small, widest.c_str()), text_width(small, kit.say("timeline.past")),
                                  text_width(small, word.c_str())}) +
                        kit.px(16);
    ImVec2 const low{at.x, at.y + kit.px(4)}, high{at.x + width, at.y + kit.px(24)};
    if (time.live) {
        list->AddRect(low, high, colour, kit.px(4));
    } else {
        list->AddRectFilled(low, high, colour, kit.px(4));
    }
    put_text(list, small, {at.x + width / 2, low.y + kit.px(2)}, time.live ? colour : IM_COL32(8, 20, 40, 255),
             word.c_str(), Align::centre);
    std::string const moment = Kit::full_clock(time.event);
    put_text(list, title, {high.x + kit.px(10), at.y + kit.px(2)}, palette.text, moment.c_str());
    float end = high.x + kit.px(10) + text_width(title, moment.c_str());
    if (known_apart(time)) {
        ImFont* const body = kit.font(Type::body);
        std::string const known = kit.say("timeline.known_at", {Kit::day_clock(time.known)});
        put_text(list, body, {end + kit.px(12), at.y + kit.px(4)}, palette.text, known.c_str());
        end += kit.px(12) + text_width(body, known.c_str());
    }
    ImGui::Dummy({end - at.x, row});
}

void draw_hands(PanelContext& context) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    TimelineState& state = context.state.timeline;
    float const gap = kit.px(4), top = ImGui::GetCursorPosY();
    if (icon_button(kit, "previous", icon::kPrevious, kit.say("timeline.previous"))) context.push(NextEvent{-1});
    ImGui::SameLine(0, gap);
    bool const plays = time.speed != 0 && !time.live;
    char const* const word = kit.say(plays ? "timeline.pause" : "timeline.play");
    if (icon_button(kit, "play", plays ? icon::kPause : icon::kPlay, word, plays))
        context.push(Play{plays ? 0 : state.speed});
    ImGui::SameLine(0, gap);
    if (icon_button(kit, "next", icon::kNext, kit.say("timeline.next"))) context.push(NextEvent{1});
    for (double const speed : kSpeeds) {
        ImGui::SameLine(0, gap);
        std::string const text = kit.say("timeline.times", {Kit::number(speed)});
        bool const on = is_near(plays ? time.speed : state.speed, speed);
        if (!row_chip(kit, top, text, on)) continue;
        state.speed = speed;
        if (plays) context.push(Play{speed});
    }
    if (known_apart(time)) {
        ImGui::SameLine(0, kit.px(12));
        ImGui::SetCursorPosY(top);
        if (quiet_button(kit, kit.say("timeline.known_reset"))) context.push(SetMoment{time.event, base::kNoTime});
    }
    if (!time.range_from || !time.range_until) return;
    ImGui::SameLine(0, kit.px(12));
    ImGui::SetCursorPosY(top);
    if (icon_button(kit, "loop", icon::kLoop, kit.say("timeline.loop"), time.loop))
        context.push(SetRange{*time.range_from, *time.range_until, !time.loop});
    ImGui::SameLine(0, gap);
    if (icon_button(kit, "clear", icon::kClose, kit.say("timeline.clear_range"))) context.push(SetRange{});
}

struct SpanChoice {
    std::int64_t ms;
    char const* key;
    int number;
};
constexpr std::array kSpans{SpanChoice{6 * kHour, "timeline.hours", 6}, SpanChoice{kDay, "timeline.hours", 24},
                            SpanChoice{7 * kDay, "timeline.days", 7}, SpanChoice{30 * kDay, "timeline.days", 30}};

void show(PanelContext& context, std::int64_t length) {
    TimeFacts const& time = context.facts.time;
    // Now at the right, with a little room after it; the past in the middle.
    base::UtcMs const until =
        time.live ? time.now + length / 50 : std::min(time.event + length / 2, time.now + length / 50);
    context.push(ShowSpan{until - length, until});
}

/// What happened while nobody sat here, at one click.
void play_last_night(PanelContext& context) {
    base::UtcMs const midnight = (context.facts.time.now + kZone) / kDay * kDay - kZone;
    base::UtcMs const from = midnight - 6 * kHour, until = std::min(midnight + 8 * kHour, context.facts.time.now);
    TimelineState& state = context.state.timeline;
    state.speed = kSpeeds.back();
    context.push(SetRange{from, until, false});
    context.push(SetMoment{from, base::kNoTime});
    context.push(ShowSpan{from - kHour, until + kHour});
    context.push(Play{state.speed});
}

float zoom_width(Kit& kit, bool spans) {
    float width =
        kit.px(3 * 28 + 4 + 12) + text_width(kit.font(Type::small), kit.say("timeline.last_night")) + kit.px(28);
    if (!spans) return width;
    for (SpanChoice const& span : kSpans) {
        std::string const text = kit.say(span.key, {Kit::number(span.number)});
        width += text_width(kit.font(Type::small), text.c_str()) + kit.px(16 + 4);
    }
    return width;
}

void draw_zoom(PanelContext& context, bool spans) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    base::UtcMs const middle = time.live ? time.now : time.event;
    std::int64_t const length = time.span_until - time.span_from;
    float const top = ImGui::GetCursorPosY();
    bool const split = context.stage.split;
    if (icon_button(kit, "split", icon::kCompare, kit.say(split ? "timeline.split.end" : "timeline.split"), split))
        toggle_split(context);
    ImGui::SameLine(0, kit.px(12));
    if (row_chip(kit, top, kit.say("timeline.last_night"), false)) play_last_night(context);
    if (ImGui::IsItemHovered()) hover_text(kit, kit.say("timeline.last_night.do"));
    ImGui::SameLine(0, kit.px(12));
    for (SpanChoice const& span : kSpans) {
        if (!spans) break;
        std::string const text = kit.say(span.key, {Kit::number(span.number)});
        bool const on = std::abs(length - span.ms) <= span.ms / 20;
        if (row_chip(kit, top, text, on)) show(context, span.ms);
        ImGui::SameLine(0, kit.px(4));
    }
    ImGui::SetCursorPosY(top);
    if (icon_button(kit, "zoom_out", icon::kRemove, kit.say("timeline.zoom_out")))
        context.push(zoomed(time, 2, middle));
    ImGui::SameLine(0, kit.px(4));
    if (icon_button(kit, "zoom_in", icon::kAdd, kit.say("timeline.zoom_in"))) context.push(zoomed(time, 0.5, middle));
}

}  // namespace

void draw_timeline(PanelContext& context) {
    Kit& kit = context.kit;
    TimeFacts const& time = context.facts.time;
    if (time.span_until <= time.span_from) {
        empty_state(kit, kit.say("timeline.none"), kit.say("timeline.none.do"));
        return;
    }
    float const edge = kit.px(12);
    float const left = ImGui::GetCursorPosX() + edge, whole = ImGui::GetContentRegionAvail().x - 2 * edge;
    ImGui::SetCursorPos({left, ImGui::GetCursorPosY() + kit.px(2)});
    float const top = ImGui::GetCursorPosY();
    draw_clock(context);
    ImGui::SameLine(0, kit.px(20));
    draw_hands(context);
    if (!time.live) {
        ImGui::SameLine(0, kit.px(12));
        ImGui::SetCursorPosY(top);
        if (primary_button(kit, kit.say("timeline.go_live"))) context.push(GoLive{});
    }
    ImGui::SameLine();
    // Where the window is too narrow for all, the wheel and both buttons zoom: last night stays at one click.
    float const from = ImGui::GetCursorPosX() + kit.px(12);
    bool const spans = from < left + whole - zoom_width(kit, true);
    float const zoom = left + whole - zoom_width(kit, spans);
    if (from < zoom) {
        ImGui::SetCursorPos({zoom, top});
        draw_zoom(context, spans);
    } else {
        ImGui::NewLine();
    }
    ImGui::SetCursorPos({left, top + kit.px(32)});
    draw_time_chart(context, {whole, std::max(ImGui::GetContentRegionAvail().y - kit.px(4), kit.px(48))});
}

}  // namespace ui
