// Video events: the queue by severity, types with how often they were right, the day's course.
#include <algorithm>
#include <array>

#include "ui/events_parts.h"
#include "ui/hotline_parts.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

struct EventTab {
    enum : std::uint8_t { queue, types, trend };
};

bool passes(PanelContext const& context, EventRow const& row, QueueState const& state) {
    if (state.only_open && !row.open) return false;
    // The second filter of the queue is for what nobody has looked at yet.
    if (state.only_overdue && row.acknowledged) return false;
    if (!state.category.empty() && row.type != state.category) return false;
    if (state.text.empty()) return true;
    return contains_text(row.type_name.zh, state.text) || contains_text(row.type_name.en, state.text) ||
           contains_text(row.camera, state.text) || contains_text(row.case_id, state.text) ||
           contains_text(row.id, state.text) || contains_text(camera_name(context, row.camera), state.text);
}

void filter(PanelContext const& context, QueueState& state) {
    std::string const key =
        state.text + '\n' + state.category + (state.only_open ? "o" : "") + (state.only_overdue ? "u" : "");
    if (state.revision == context.facts.revision && state.key == key && !key.empty()) return;
    state.revision = context.facts.revision;
    state.key = key;
    state.rows.clear();
    auto const& events = context.facts.events.events;
    for (std::uint32_t i = 0; i < events.size(); ++i)
        if (passes(context, events[i], state)) state.rows.push_back(i);
}

void draw_event_stats(PanelContext& context) {
    Kit& kit = context.kit;
    EventFacts const& facts = context.facts.events;
    std::uint32_t unread = 0, severe = 0, day = 0;
    for (EventRow const& row : facts.events) {
        unread += row.open && !row.acknowledged ? 1U : 0U;
        severe += row.open && row.urgent == Urgent::red ? 1U : 0U;
        day += context.facts.time.event - row.last <= 24LL * 3'600'000 ? 1U : 0U;
    }
    stat_strip(kit, {{Kit::number(facts.open), kit.say("events.open"), {}, kit.say("events.open.how")},
                     {Kit::number(severe), kit.say("events.severe"), Urgent::red},
                     {Kit::number(unread), kit.say("events.unread")},
                     {Kit::number(day), kit.say("events.day")}});
    freshness_line(kit, facts.freshness, context.facts.time.event);
}

ListRow event_row(PanelContext const& context, EventRow const& row) {
    Kit& kit = context.kit;
    ListRow out;
    out.id = row.id;
    out.urgent = row.urgent;
    out.filled = row.open;
    out.faint = !row.open;
    out.title = kit.of(row.type_name);
    out.detail = row.camera.empty() ? kit.say("events.no_camera") : camera_name(context, row.camera);
    out.right = kit.ago(row.last, context.facts.time.event);
    std::string const seen = kit.say("events.seen_times", {Kit::number(row.sightings)});
    out.right_detail = row.acknowledged ? kit.say("events.acknowledged") : row.sightings > 1 ? seen : std::string();
    Subject const& chosen = context.selection.subject;
    out.chosen = chosen.kind == SubjectKind::event && chosen.id == row.id;
    return out;
}

void draw_event_filters(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    float const gap = kit.px(8), half = (ImGui::GetContentRegionAvail().x - gap) / 2;
    text_field(kit, "##search", kit.say("events.search"), state.text, half);
    ImGui::SameLine(0, gap);
    std::vector<Choice> choices;
    for (auto const& type : context.facts.events.types)
        choices.push_back({type.type, kit.of(type.name), Kit::number(type.events)});
    choice_field(kit, "##type", kit.say("events.all_types"), choices, state.category, half);
    if (chip(kit, "open", kit.say("events.open"), state.only_open)) state.only_open = !state.only_open;
    ImGui::SameLine(0, gap);
    if (chip(kit, "unread", kit.say("events.unread"), state.only_overdue)) state.only_overdue = !state.only_overdue;
    ImGui::SameLine();
    count_at_right(kit, kit.say("events.count", {Kit::number(static_cast<double>(state.rows.size()))}));
}

void draw_event_queue(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    filter(context, state);
    draw_event_filters(context, state);
    if (state.rows.empty()) {
        empty_state(kit, kit.say("events.none"), kit.say("events.none.do"));
        if (quiet_button(kit, kit.say("events.clear"))) {
            state.text.clear(), state.category.clear();
            state.only_open = state.only_overdue = false;
        }
        return;
    }
    auto const& events = context.facts.events.events;
    virtual_list(kit, "queue", state.rows.size(), kit.px(kListRow), [&](std::size_t i) {
        EventRow const& row = events[state.rows[i]];
        if (!list_row(kit, event_row(context, row))) return;
        state.expanded = row.id;
        context.state.note.clear();
        choose(context, subject_of(row));
    });
}

void draw_types(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    {
        Typed const small(kit, Type::small);
        bool const told = std::ranges::any_of(context.facts.events.types, [](auto const& t) { return t.rejected > 0; });
        text_cut(kit, kit.say(told ? "events.types.note" : "events.types.unknown"), kit.palette().quiet);
    }
    auto const& all = context.facts.events.types;
    virtual_list(kit, "types", all.size(), kit.px(kListRow), [&](std::size_t i) {
        auto const& type = all[i];
        ListRow row;
        row.id = type.type;
        row.title = kit.of(type.name);
        std::string const filed = Kit::number(type.confirmed), voided = Kit::number(type.rejected);
        row.marked = false;
        row.right = kit.say("events.times", {Kit::number(type.events)});
        row.detail = type.rejected > 0 ? kit.say("events.types.voided", {filed, voided})
                                       : kit.say("events.types.filed", {filed});
        // Without one that was voided nobody knows how many were wrong.
        double const judged = type.confirmed + type.rejected;
        if (type.rejected > 0)
            row.right_detail = kit.say("events.types.precision", {Kit::percent(type.confirmed / judged, 0)});
        if (!list_row(kit, row)) return;
        state.category = type.type;
        state.only_open = state.only_overdue = false;
        state.view = EventTab::queue;
    });
}

void draw_event_trend(PanelContext& context) {
    Kit& kit = context.kit;
    Series const& series = context.facts.events.by_hour;
    heading(kit, kit.say("events.day"));
    bars_over_time(kit, "by_hour", series, {ImGui::GetContentRegionAvail().x, kit.px(160)}, kit.say("events.unit"));
}

}  // namespace

Subject subject_of(EventRow const& row) { return {SubjectKind::event, 0, row.id, row.at}; }

std::string camera_name(PanelContext const& context, std::string const& id) {
    auto const& cameras = context.facts.events.cameras;
    auto const found = std::ranges::lower_bound(
        cameras, id, {}, [](CameraRow const& row) -> std::string const& { return row.camera.id; });
    bool const known = found != cameras.end() && found->camera.id == id && !found->camera.name.empty();
    return known ? term(context, found->camera.name) : id;
}

char const* key_of(Urgent urgent) {
    constexpr std::array kLevels{"events.level.none", "events.level.blue", "events.level.yellow", "events.level.orange",
                                 "events.level.red"};
    return kLevels[static_cast<std::size_t>(urgent)];
}

void draw_events(PanelContext& context) {
    Kit& kit = context.kit;
    QueueState& state = context.state.events;
    EventFacts const& facts = context.facts.events;
    if (!facts.freshness.any && facts.events.empty()) {
        empty_state(kit, kit.say("events.no_feed"), kit.say("events.no_feed.do"));
        return;
    }
    if (!state.expanded.empty()) {
        auto const open = std::ranges::find(facts.events, state.expanded, &EventRow::id);
        if (open != facts.events.end()) {
            draw_event(context, *open);
            return;
        }
        state.expanded.clear();
    }
    draw_event_stats(context);
    state.view =
        tabs(kit, "events", {kit.say("events.tab.queue"), kit.say("events.tab.types"), kit.say("events.tab.trend")},
             state.view);
    switch (state.view) {
        case EventTab::types: draw_types(context, state); break;
        case EventTab::trend: draw_event_trend(context); break;
        default: draw_event_queue(context, state);
    }
}

}  // namespace ui
