// The alarm over the district: what, where, since when, and the picture of it.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/icons.h"
#include "ui/over.h"
#include "ui/palette.h"
#include "ui/wall_parts.h"
#include "ui/warning_parts.h"

namespace ui {
namespace {

constexpr std::array<char const*, 5> kWords{"events.level.none", "events.level.blue", "events.level.yellow",
                                            "events.level.orange", "events.level.red"};

struct Place {
    ImVec2 from, to;
};

/// The picture as large as fits, with the box around what was seen; or why there is none.
void draw_evidence(Kit& kit, ImDrawList* list, Alarm const& alarm, Place const& room) {
    Palette const& p = kit.palette();
    list->AddRectFilled(room.from, room.to, p.ground, kit.px(4));
    Shown const& shown = alarm.evidence;
    ImVec2 const centre((room.from.x + room.to.x) / 2, (room.from.y + room.to.y) / 2);
    if (shown.image == 0 || shown.width == 0 || shown.height == 0) {
        ImFont* const font = kit.font(Type::body);
        std::string const why = shown.problem.empty() ? kit.say("events.no_evidence") : shown.problem;
        if (kit.has_icons()) {
            ImFont* const icon = kit.font(Type::huge);
            put_text(list, icon, {centre.x, centre.y - icon->FontSize}, p.quiet, icon::kCameraOff, Align::centre);
        }
        float const width = room.to.x - room.from.x - kit.px(16);
        put_text(list, font, {centre.x, centre.y + kit.px(8)}, p.quiet, cut_end(font, kit.show(why), width).c_str(),
                 Align::centre);
        return;
    }
    auto const width = static_cast<float>(shown.width), height = static_cast<float>(shown.height);
    float const scale = std::min((room.to.x - room.from.x) / width, (room.to.y - room.from.y) / height);
    ImVec2 const half(width * scale / 2, height * scale / 2);
    ImVec2 const a(centre.x - half.x, centre.y - half.y), b(centre.x + half.x, centre.y + half.y);
    list->AddImage(image_of(shown.image), a, b);
    if (!alarm.box) return;
    auto const& [x0, y0, x1, y1] = *alarm.box;
    auto const at = [&](float x, float y) { return ImVec2(a.x + x * (b.x - a.x), a.y + y * (b.y - a.y)); };
    // Dark under bright, so that it is seen on any picture.
    list->AddRect(at(x0, y0), at(x1, y1), IM_COL32(0, 0, 0, 200), 0, 0, kit.px(5));
    list->AddRect(at(x0, y0), at(x1, y1), p.level[static_cast<std::size_t>(alarm.urgent)], 0, 0, kit.px(3));
}

/// A warning has days in place of a picture: those that made it one, against what is usual.
void draw_days(PanelContext& context, WarningRow const& row, Place const& room) {
    Kit& kit = context.kit;
    ImGui::GetWindowDrawList()->AddRectFilled(room.from, room.to, kit.palette().ground, kit.px(4));
    float const pad = kit.px(12);
    ImGui::SetCursorScreenPos({room.from.x + pad, room.from.y + pad});
    warning_chart(kit, row.chart, row.urgent, {room.to.x - room.from.x - 2 * pad, room.to.y - room.from.y - 2 * pad});
}

/// Of an alarm that is an early warning; null: it is something else, or is not known here.
WarningRow const* warning_of(PanelContext const& context, Alarm const& alarm) {
    if (alarm.subject.kind != SubjectKind::spot || !context.warning) return nullptr;
    for (WarningRow const& row : context.warning->rows)
        if (matter_key(row) == alarm.subject.id) return &row;
    return nullptr;
}

char const* heading_of(Alarm const& alarm) {
    switch (alarm.subject.kind) {
        case SubjectKind::ticket: return "wall.alarm_ticket";
        case SubjectKind::spot: return "wall.alarm_warning";
        default: return "wall.alarm_event";
    }
}

struct Fact {
    char const* icon;
    std::string words;
};

std::vector<Fact> facts_of(PanelContext& context, Alarm const& alarm) {
    Kit& kit = context.kit;
    base::UtcMs const now = context.facts.time.event;
    std::vector<Fact> facts;
    if (!alarm.place.empty()) facts.push_back({icon::kPlace, alarm.place});
    if (alarm.place.empty()) facts.push_back({icon::kPlace, kit.say("wall.place_unknown")});
    if (alarm.at != base::kNoTime)
        facts.push_back({icon::kTimeline, Kit::day_clock(alarm.at) + "  " + kit.ago(alarm.at, now)});
    bool const event = alarm.subject.kind == SubjectKind::event;
    if (!alarm.source.empty()) facts.push_back({event ? icon::kCamera : icon::kHotline, alarm.source});
    std::string more;
    if (alarm.sightings > 0) more = kit.say("events.seen_times", {Kit::number(alarm.sightings)});
    if (alarm.confidence >= 0)
        more += (more.empty() ? "" : "  ") +
                kit.say("wall.confidence", {Kit::percent(static_cast<double>(alarm.confidence), 0)});
    if (alarm.due != base::kNoTime) more = kit.until(alarm.due, now);
    if (!alarm.open) more += (more.empty() ? "" : "  ") + std::string(kit.say("events.is_over"));
    if (!more.empty()) facts.push_back({icon::kInfo, more});
    return facts;
}

/// How long it is still shown, and what waits behind it.
void draw_countdown(PanelContext& context, ImDrawList* list, Alarm const& alarm, Place const& room) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    float const bar = room.to.y - kit.px(4);
    double const part = alarm.seconds_whole > 0 ? std::clamp(alarm.seconds_left / alarm.seconds_whole, 0.0, 1.0) : 0;
    list->AddRectFilled({room.from.x, bar}, room.to, p.line, kit.px(2));
    list->AddRectFilled({room.from.x, bar},
                        {room.from.x + (room.to.x - room.from.x) * static_cast<float>(part), room.to.y}, p.accent,
                        kit.px(2));
    float const y = bar - font->FontSize - kit.px(8);
    put_text(list, font, {room.from.x, y}, p.quiet,
             kit.say("wall.seconds_left", {Kit::number(std::ceil(alarm.seconds_left))}).c_str());
    std::uint32_t const waiting = context.wall.waiting;
    std::string const behind =
        waiting > 0 ? kit.say("wall.behind", {Kit::number(waiting)}) : kit.say("wall.none_behind");
    put_text(list, font, {room.to.x, y}, waiting > 0 ? p.text : p.quiet, behind.c_str(), Align::right);
    kit.again(1);
}

}  // namespace

void draw_alarm_place(PanelContext& context) {
    base::Extent const& pixels = context.stage.pixels;
    WarningRow const* const row = context.wall.alarm ? warning_of(context, *context.wall.alarm) : nullptr;
    if (!row || pixels.empty()) return;
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    OnCanvas const on(context.stage);
    ImU32 const colour = kit.palette().level[static_cast<std::size_t>(row->urgent)];
    list->PushClipRect({static_cast<float>(pixels.min_x), static_cast<float>(pixels.min_y)},
                       {static_cast<float>(pixels.max_x), static_cast<float>(pixels.max_y)}, true);
    for (auto const& line : row->outlines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            ImVec2 from, to;
            if (on.line(line[i - 1], line[i], from, to)) clear_line(kit, list, from, to, colour, kit.px(4));
        }
    }
    if (auto const at = row->at ? on(*row->at) : std::nullopt) {
        list->AddCircleFilled(*at, kit.px(18), IM_COL32(4, 10, 24, 170));
        level_mark(kit, list, *at, kit.px(13), row->urgent);
    }
    list->PopClipRect();
}

void draw_alarm(PanelContext& context, base::Extent const& box) {
    Alarm const& alarm = *context.wall.alarm;
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    auto const level = static_cast<std::size_t>(alarm.urgent);
    Place const all{{static_cast<float>(box.min_x), static_cast<float>(box.min_y)},
                    {static_cast<float>(box.max_x), static_cast<float>(box.max_y)}};
    list->AddRectFilled(all.from, all.to, p.panel, kit.px(4));
    list->AddRect(all.from, all.to, p.level[level], kit.px(4), 0, kit.px(2));
    list->AddRectFilled(all.from, {all.from.x + kit.px(8), all.to.y}, p.level[level], kit.px(4),
                        ImDrawFlags_RoundCornersLeft);

    float const pad = kit.px(16), height = all.to.y - all.from.y - 2 * pad;
    float const picture = std::min(height * 16 / 9, (all.to.x - all.from.x) * 0.54F);
    Place const evidence{{all.from.x + pad + kit.px(8), all.from.y + pad},
                         {all.from.x + pad + kit.px(8) + picture, all.to.y - pad}};
    WarningRow const* const warning = warning_of(context, alarm);
    if (warning && !warning->chart.counts.empty())
        draw_days(context, *warning, evidence);
    else
        draw_evidence(kit, list, alarm, evidence);

    Place const words{{evidence.to.x + kit.px(20), all.from.y + pad}, {all.to.x - pad, all.to.y - pad}};
    float const width = words.to.x - words.from.x;
    ImFont *const title = kit.font(Type::title, true), *const large = kit.font(Type::large, true);
    ImFont *const body = kit.font(Type::body), *const icons = kit.font(Type::title);
    float y = words.from.y;
    level_mark(kit, list, {words.from.x + kit.px(11), y + title->FontSize / 2}, kit.px(10), alarm.urgent);
    std::string const kind = kit.say(heading_of(alarm), {kit.say(kWords[level])});
    put_text(list, title, {words.from.x + kit.px(32), y}, p.text, kind.c_str());
    if (alarm.together > 1)
        put_text(list, title, {words.to.x, y}, p.level[3],
                 kit.say("wall.together", {Kit::number(alarm.together)}).c_str(), Align::right);
    y += title->FontSize + kit.px(8);
    put_text(list, large, {words.from.x, y}, p.text, cut_end(large, kit.show(alarm.title), width).c_str());
    y += large->FontSize + kit.px(8);
    for (Fact const& fact : facts_of(context, alarm)) {
        float const x = words.from.x + (kit.has_icons() ? kit.px(28) : 0);
        if (kit.has_icons()) put_text(list, icons, {words.from.x, y + kit.px(-2)}, p.quiet, fact.icon);
        put_text(list, body, {x, y}, p.text, cut_end(body, kit.show(fact.words), words.to.x - x).c_str());
        y += kit.px(26);
    }
    draw_countdown(context, list, alarm, words);
}

}  // namespace ui
