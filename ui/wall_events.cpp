// The wall's cards about video events, cameras and sensors.
#include <algorithm>
#include <array>

#include "ui/events_parts.h"
#include "ui/palette.h"
#include "ui/wall_parts.h"

namespace ui {
namespace {

constexpr char const* kNoEvents = "wall.no_events";
constexpr char const* kConnectEvents = "wall.no_events.do";

/// What nobody reports any more would count as over: silence says nothing of what goes on.
bool is_silent(EventFacts const& facts) { return facts.freshness.lamp >= Lamp::stale; }

constexpr std::array kLevels{Urgent::red, Urgent::orange, Urgent::yellow, Urgent::blue};

}  // namespace

void card_levels(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    Palette const& p = kit.palette();
    CardBody body(context, "levels", "wall.levels", box);
    body.footer("", &facts.freshness, context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoEvents, kConnectEvents);
    if (is_silent(facts)) return body.empty("wall.silent", "wall.silent.do");
    char const* const unit = kit.say("wall.events");
    wall_numbers(body, {{kit.say("wall.open_events"), Kit::number(facts.open), unit, ""}}, Type::giant);
    std::array<std::uint32_t, 5> counts{};
    for (EventRow const& row : facts.events)
        if (row.open) ++counts[static_cast<std::size_t>(row.urgent)];
    constexpr std::array<char const*, 5> kWords{"events.level.none", "events.level.blue", "events.level.yellow",
                                                "events.level.orange", "events.level.red"};
    std::vector<WallNumber> numbers;
    for (Urgent const level : kLevels) {
        auto const i = static_cast<std::size_t>(level);
        numbers.push_back({kit.say(kWords[i]), Kit::number(counts[i]), "", "", false, level});
    }
    wall_numbers(body, numbers, Type::large);
    // The same four as one bar, so that their shares are seen from afar.
    double const all = std::max(1.0, static_cast<double>(facts.open));
    if (body.left() < kit.px(12)) return;
    float x = body.at.x;
    float const height = kit.px(12);
    for (Urgent const level : kLevels) {
        auto const i = static_cast<std::size_t>(level);
        float const part = static_cast<float>(counts[i] / all) * body.width;
        if (part > 0)
            body.list->AddRectFilled({x, body.at.y}, {x + std::max(1.0F, part - kit.px(2)), body.at.y + height},
                                     p.level[i]);
        x += part;
    }
    body.at.y += height + kit.px(16);
    wall_strip(body, facts.by_hour);
}

void card_newest(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    CardBody body(context, "newest", "wall.newest", box);
    body.footer("", &facts.freshness, context.facts.time.event);
    if (!facts.freshness.any) return body.empty(kNoEvents, kConnectEvents);
    std::vector<EventRow const*> open;
    for (EventRow const& row : facts.events)
        if (row.open) open.push_back(&row);
    if (open.empty() && is_silent(facts)) return body.empty("wall.silent", "wall.silent.do");
    if (open.empty()) return body.empty("wall.none_open", "wall.none_open.do");
    std::size_t const shown = std::min<std::size_t>(7, open.size());
    std::partial_sort(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(shown), open.end(),
                      [](auto* a, auto* b) { return a->last > b->last; });
    std::vector<WallRow> rows;
    for (std::size_t i = 0; i < shown; ++i) {
        EventRow const& event = *open[i];
        WallRow row;
        row.mark = WallRow::Mark::level;
        row.urgent = event.urgent;
        row.filled = !event.acknowledged;
        row.text = kit.of(event.type_name).empty() ? event.type : kit.of(event.type_name);
        row.remark = camera_name(context, event.camera);
        row.right = kit.ago(event.last, context.facts.time.event);
        rows.push_back(std::move(row));
    }
    wall_rows(body, rows, open.size());
}

void card_event_day(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    CardBody body(context, "event_day", "wall.event_day", box);
    body.footer(kit.say("wall.last_24_hours"), &facts.freshness, context.facts.time.event);
    if (!facts.freshness.any || facts.by_hour.values.empty()) return body.empty(kNoEvents, kConnectEvents);
    ImGui::SetCursorScreenPos(body.at);
    bars_over_time(kit, "trend", facts.by_hour, {body.width, body.left()}, kit.say("wall.events_an_hour"));
}

void card_event_types(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    CardBody body(context, "event_types", "wall.event_types", box);
    body.footer(kit.say("wall.last_30_days"), &facts.freshness, context.facts.time.event);
    if (facts.types.empty()) return body.empty(kNoEvents, kConnectEvents);
    std::vector<EventFacts::TypePrecision const*> types;
    for (auto const& type : facts.types) types.push_back(&type);
    std::stable_sort(types.begin(), types.end(), [](auto* a, auto* b) { return a->events > b->events; });
    std::vector<Bar> bars;
    for (auto const* type : types) {
        if (bars.size() == 7) break;
        std::string const& name = kit.of(type->name);
        bars.push_back(
            {name.empty() ? type->type : name, static_cast<double>(type->events), 0, Kit::number(type->events)});
    }
    wall_bars(body, bars);
}

void card_equipment(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    CardBody body(context, "equipment", "wall.equipment", box);
    bool const cameras = facts.camera_freshness.any, devices = facts.device_freshness.any;
    body.footer("", cameras ? &facts.camera_freshness : &facts.device_freshness, context.facts.time.event);
    if (!cameras && !devices) return body.empty("wall.no_equipment", "wall.no_equipment.do");
    auto const count = [](std::uint32_t n) { return Kit::number(n); };
    char const* const none = kit.say("wall.no_data");
    std::uint32_t const known = facts.online + facts.offline;
    wall_numbers(body,
                 {{kit.say("wall.cameras_online"),
                   cameras && known > 0 ? Kit::percent(facts.online / static_cast<double>(known)) : none, "",
                   cameras ? kit.say("wall.of_cameras", {count(facts.online), count(known)}) : ""}},
                 cameras && known > 0 ? Type::huge : Type::title);
    wall_numbers(
        body,
        {{kit.say("wall.devices_online"), devices ? count(facts.devices_online) : none, "", ""},
         {kit.say("wall.devices_alarm"), devices ? count(facts.devices_alarm) : none, "", "",
          devices && facts.devices_alarm > 0, devices && facts.devices_alarm > 0 ? Urgent::orange : Urgent::none},
         {kit.say("wall.devices_offline"), devices ? count(facts.devices_offline) : none, "", ""}},
        devices ? Type::large : Type::body);
}

}  // namespace ui
