// The wall's title band, its ticker, and which card stands where.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/icons.h"
#include "ui/palette.h"
#include "ui/times.h"
#include "ui/wall_parts.h"

namespace ui {
namespace {

constexpr std::int64_t kPageMs = 12'000;  ///< long enough to read a line from the back row
/// On a page: the newest of a wide wall stand still, and the others are left out.
constexpr std::size_t kEnoughLines = 8;

struct Band {
    Kit& kit;
    ImDrawList* list;
    ImVec2 from, to;
    float middle(ImFont* font) const { return std::round((from.y + to.y - font->FontSize) / 2); }
};

Band band(PanelContext& context, base::Extent const& box) {
    return {context.kit,
            ImGui::GetWindowDrawList(),
            {static_cast<float>(box.min_x), static_cast<float>(box.min_y)},
            {static_cast<float>(box.max_x), static_cast<float>(box.max_y)}};
}

/// Monday is 0.
int weekday(base::UtcMs time) {
    return static_cast<int>(((time + kZone) / kDay + 3) % 7);  // 1 January 1970 was a Thursday
}

/// The clock, and beside it the date: what a visitor looks for first at the right.
float draw_clock(Band const& b, base::UtcMs now) {
    constexpr std::array kDays{"wall.monday", "wall.tuesday",  "wall.wednesday", "wall.thursday",
                               "wall.friday", "wall.saturday", "wall.sunday"};
    Palette const& p = b.kit.palette();
    ImFont *const big = b.kit.font(Type::huge, true), *const body = b.kit.font(Type::body);
    float const right = b.to.x - b.kit.px(24);
    std::string const clock = Kit::clock(now), date = Kit::full_clock(now).substr(0, 10);
    put_text(b.list, big, {right, b.middle(big)}, p.text, clock.c_str(), Align::right);
    float const x = right - text_width(big, clock.c_str()) - b.kit.px(16);
    float const y = (b.from.y + b.to.y) / 2;
    put_text(b.list, body, {x, y - body->FontSize}, p.text, date.c_str(), Align::right);
    put_text(b.list, body, {x, y}, p.quiet, b.kit.say(kDays[static_cast<std::size_t>(weekday(now))]), Align::right);
    b.kit.again(60 - static_cast<double>(now % 60'000) / 1000);
    return x - std::max(text_width(body, date.c_str()), b.kit.px(80));
}

/// A filled word with its mark; returns its left edge.
float draw_pill(Band const& b, float right, ImU32 fill, char const* icon, std::string const& words) {
    Palette const& p = b.kit.palette();
    ImFont* const font = b.kit.font(Type::body, true);
    std::string const text = b.kit.has_icons() ? std::string(icon) + " " + words : words;
    float const width = text_width(font, b.kit.show(text)) + b.kit.px(24), height = b.kit.px(32);
    float const top = std::round((b.from.y + b.to.y - height) / 2);
    b.list->AddRectFilled({right - width, top}, {right, top + height}, fill, b.kit.px(4));
    put_text(b.list, font, {right - width + b.kit.px(12), top + (height - font->FontSize) / 2}, p.accent_text,
             b.kit.show(text));
    return right - width - b.kit.px(16);
}

/// What makes this picture less than the district now: an old moment, a carousel that stands.
float draw_notices(PanelContext& context, Band const& b, float right) {
    Kit& kit = b.kit;
    Palette const& p = kit.palette();
    TimeFacts const& time = context.facts.time;
    if (!time.live) {
        char const* const words = time.speed > 0 ? "wall.replay" : "wall.past";
        right = draw_pill(b, right, p.level[3], icon::kPlay, kit.say(words, {Kit::full_clock(time.event)}));
    }
    WallFacts const& wall = context.wall;
    if (!wall.paused) return right;
    std::string words = kit.say("wall.paused");
    if (wall.pause_seconds_left >= 0)
        words = kit.say("wall.paused_for", {Kit::number(std::ceil(wall.pause_seconds_left / 60))});
    if (wall.waiting > 0) words += kit.say("wall.waiting", {Kit::number(wall.waiting)});
    if (wall.pause_seconds_left >= 0) kit.again(30);
    return draw_pill(b, right, wall.waiting > 0 ? p.level[3] : p.accent, icon::kPause, words);
}

/// The scenes in a row, the one that is shown with its progress under it.
void draw_scenes(PanelContext& context, Band const& b, float left, float right) {
    WallFacts const& wall = context.wall;
    if (wall.scenes.empty()) return;
    Kit& kit = b.kit;
    Palette const& p = kit.palette();
    ImFont *const strong = kit.font(Type::title, true), *const quiet = kit.font(Type::body);
    float const gap = kit.px(32);
    auto const width_of = [&](std::size_t i) {
        return text_width(i == wall.scene ? strong : quiet, kit.show(kit.of(wall.scenes[i])));
    };
    float all = -gap;
    for (std::size_t i = 0; i < wall.scenes.size(); ++i) all += width_of(i) + gap;
    bool const only_this = all > right - left;  // no room for the names of the others
    float const width = only_this ? width_of(wall.scene) : all;
    float x = std::max(left, std::min((b.from.x + b.to.x - width) / 2, right - width));
    for (std::size_t i = 0; i < wall.scenes.size(); ++i) {
        bool const on = i == wall.scene;
        if (only_this && !on) continue;
        ImFont* const font = on ? strong : quiet;
        put_text(b.list, font, {x, b.middle(font)}, on ? p.text : p.quiet, kit.show(kit.of(wall.scenes[i])));
        if (on) {
            float const y = (b.from.y + b.to.y) / 2 + kit.px(18), under = std::max(kit.px(48), width_of(i));
            double const part = wall.seconds_whole > 0 ? 1 - wall.seconds_left / wall.seconds_whole : 0;
            float const done = wall.alarm || wall.paused ? 0 : static_cast<float>(std::clamp(part, 0.0, 1.0));
            b.list->AddRectFilled({x, y}, {x + under, y + kit.px(3)}, p.line, kit.px(2));
            b.list->AddRectFilled({x, y}, {x + under * done, y + kit.px(3)}, p.accent, kit.px(2));
        }
        x += width_of(i) + gap;
    }
    if (!wall.paused && wall.scenes.size() > 1) kit.again(1);
}

float draw_line(Band const& b, WallFacts::Line const& line, float x, bool draw) {
    Kit& kit = b.kit;
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    float const y = b.middle(font);
    std::string const time = Kit::clock(line.at);
    char const* const kind = kit.say(line.kind == SubjectKind::ticket ? "wall.ticket" : "wall.event");
    auto const put = [&](ImU32 colour, char const* words, double gap) {
        if (draw) put_text(b.list, font, {x, y}, colour, words);
        x += text_width(font, words) + kit.px(gap);
    };
    if (draw) level_mark(kit, b.list, {x + kit.px(8), (b.from.y + b.to.y) / 2}, kit.px(6.5), line.urgent, line.open);
    x += kit.px(24);
    put(p.quiet, time.c_str(), 8);
    put(p.quiet, kind, 8);
    put(p.text, kit.show(line.text), 40);
    return x;
}

constexpr std::array<Card, 18> kCards{{
    {"hotline_today", "wall.hotline_today", card_hotline_today},
    {"overdue", "wall.overdue", card_overdue},
    {"units", "wall.units", card_units},
    {"levels", "wall.levels", card_levels},
    {"newest", "wall.newest", card_newest},
    {"feeds", "wall.feeds", card_feeds},
    {"hotline_day", "wall.hotline_day", card_hotline_day},
    {"event_day", "wall.event_day", card_event_day},
    {"people", "wall.people", card_people},
    {"kpis", "wall.kpis", card_kpis},
    {"categories", "wall.categories", card_categories},
    {"repeated", "wall.repeated", card_repeated},
    {"nearly_due", "wall.nearly_due", card_nearly_due},
    {"event_types", "wall.event_types", card_event_types},
    {"equipment", "wall.equipment", card_equipment},
    {"more_kpis", "wall.more_kpis", card_more_kpis},
    {"communities", "wall.communities", card_communities},
    {"hotline_month", "wall.hotline_month", card_hotline_month},
}};

}  // namespace

std::span<Card const> cards() { return kCards; }

std::vector<std::size_t> card_order(std::size_t columns) {
    // Indices into cards(), by columns from the left, three each: the hotline at the left, events at the right, and
    // what matters most beside the district.
    if (columns <= 2) return {0, 1, 2, 3, 4, 5};
    if (columns <= 4) return {6, 10, 11, 0, 1, 2, 3, 4, 7, 8, 9, 5};
    return {17, 10, 11, 6, 12, 9, 0, 1, 2, 3, 4, 7, 13, 14, 15, 8, 16, 5};
}

void draw_wall_title(PanelContext& context, base::Extent const& box) {
    Band const b = band(context, box);
    Kit& kit = b.kit;
    Palette const& p = kit.palette();
    b.list->AddRectFilled(b.from, b.to, p.panel);
    b.list->AddLine({b.from.x, b.to.y - 0.5F}, {b.to.x, b.to.y - 0.5F}, p.line);
    ImFont *const large = kit.font(Type::large, true), *const body = kit.font(Type::body);
    float const x = b.from.x + kit.px(24), y = (b.from.y + b.to.y - large->FontSize - body->FontSize) / 2;
    std::string const& name = kit.of(context.district.name);
    std::string const& own = kit.of(context.wall.subtitle);
    char const* const usual = context.has_feeds() ? kit.say("wall.subtitle") : kit.say("wall.subtitle.model");
    char const* const subtitle = own.empty() ? usual : kit.show(own);
    put_text(b.list, large, {x, y}, p.text, kit.show(name));
    put_text(b.list, body, {x, y + large->FontSize}, p.quiet, subtitle);
    float const left = x + std::max(text_width(large, kit.show(name)), text_width(body, subtitle)) + kit.px(32);
    float right = draw_clock(b, context.facts.time.now) - kit.px(32);
    right = draw_notices(context, b, right);
    draw_scenes(context, b, left, right);
}

void draw_ticker(PanelContext& context, base::Extent const& box) {
    Band const b = band(context, box);
    Kit& kit = b.kit;
    Palette const& p = kit.palette();
    b.list->AddRectFilled(b.from, b.to, p.panel);
    b.list->AddLine(b.from, {b.to.x, b.from.y}, p.line);
    ImFont* const strong = kit.font(Type::body, true);
    ImFont* const font = kit.font(Type::body);
    char const* const title = kit.say("wall.newest_lines");
    float const x = b.from.x + kit.px(24);
    put_text(b.list, strong, {x, b.middle(strong)}, p.accent, title);
    float const first = x + text_width(strong, title) + kit.px(24);
    float const last = b.to.x - kit.px(96);
    auto const& lines = context.wall.ticker;
    bool const fed = context.facts.hotline.freshness.any || context.facts.events.freshness.any;
    if (lines.empty()) {
        put_text(b.list, font, {first, b.middle(font)}, p.quiet, kit.say(fed ? "wall.no_lines" : "wall.no_feeds"));
        return;
    }
    // Whole lines only: a page ends where the next would be cut, unless it is a page's only one.
    std::vector<std::size_t> pages{0};
    float at = first;
    std::size_t shown = lines.size();
    for (std::size_t i = 0; i < shown; ++i) {
        float const end = draw_line(b, lines[i], at, false);
        if (end - kit.px(40) > last && i >= kEnoughLines && pages.size() == 1) {
            shown = i;
            break;
        }
        if (end - kit.px(40) > last && i > pages.back()) {
            pages.push_back(i);
            at = first + (end - at);
        } else {
            at = end;
        }
    }
    base::UtcMs const now = context.facts.time.now;
    std::size_t const page = static_cast<std::size_t>(now / kPageMs) % pages.size();
    std::size_t const end = page + 1 < pages.size() ? pages[page + 1] : shown;
    b.list->PushClipRect({first, b.from.y}, {last, b.to.y}, true);
    at = first;
    for (std::size_t i = pages[page]; i < end; ++i) at = draw_line(b, lines[i], at, true);
    b.list->PopClipRect();
    if (pages.size() < 2) return;
    std::string const number = std::to_string(page + 1) + " / " + std::to_string(pages.size());
    put_text(b.list, font, {b.to.x - kit.px(24), b.middle(font)}, p.quiet, number.c_str(), Align::right);
    kit.again(static_cast<double>(kPageMs - now % kPageMs) / 1000);
}

}  // namespace ui
