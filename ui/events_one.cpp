// One event: its picture with the box, how often it was seen, what became of it, and who has taken note.
#include <algorithm>
#include <array>
#include <utility>

#include "ui/cases_facts.h"
#include "ui/events_parts.h"
#include "ui/icons.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using Is = LifeStep::Is;

/// Where a picture of that size lies in the box without being stretched.
void fit(ImVec2& low, ImVec2& high, Shown const& shown) {
    if (shown.width == 0 || shown.height == 0) return;
    float const wide = high.x - low.x, tall = high.y - low.y;
    float const scale = std::min(wide / static_cast<float>(shown.width), tall / static_cast<float>(shown.height));
    float const w = scale * static_cast<float>(shown.width), h = scale * static_cast<float>(shown.height);
    low = {low.x + (wide - w) / 2, low.y + (tall - h) / 2};
    high = {low.x + w, low.y + h};
}

void draw_evidence(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const width = ImGui::GetContentRegionAvail().x;
    Shown shown;
    if (row.snapshot.empty()) {
        shown.problem = kit.say("events.no_evidence");
    } else if (context.evidence) {
        shown = context.evidence(row.snapshot);
    }
    bool const there = shown.problem.empty() && shown.image != 0;
    ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + width, low.y + (there ? width * kPictureRatio : kit.px(96))};
    list->AddRectFilled(low, high, palette.ground, kit.px(4));
    ImGui::Dummy({width, high.y - low.y});
    if (!there) {
        ImFont* const body = kit.font(Type::body);
        std::string const text = cut_end(body, shown.problem, width - kit.px(24));
        put_text(kit, body,
                 {low.x + (width - text_width(body, text.c_str())) / 2, (low.y + high.y - body->FontSize) / 2},
                 palette.quiet, text);
        return;
    }
    fit(low, high, shown);
    list->AddImage(image_of(shown.image), low, high);
    if (!row.box) return;
    auto const& [x0, y0, x1, y1] = *row.box;
    ImVec2 const a{low.x + x0 * (high.x - low.x), low.y + y0 * (high.y - low.y)};
    ImVec2 const b{low.x + x1 * (high.x - low.x), low.y + y1 * (high.y - low.y)};
    ImU32 const colour = palette.level[static_cast<std::size_t>(row.urgent)];
    // A dark line beside the bright one, so that the box is seen on any picture.
    list->AddRect(a, b, IM_COL32(0, 0, 0, 180), 0, 0, kit.px(4));
    list->AddRect(a, b, colour, 0, 0, kit.px(2));
}

char const* word_of(CaseAction action) {
    constexpr std::array kDid{"cases.did.acknowledge", "cases.did.assign", "cases.did.note", "cases.did.close",
                              "cases.did.reopen"};
    return kDid[std::min(static_cast<std::size_t>(action), kDid.size() - 1)];
}

/// A step of its source's workflow in words; one that nobody knows as it was written.
std::string step_name(Kit& kit, std::string const& workflow) {
    constexpr std::array<std::pair<std::string_view, char const*>, 9> kSteps{{{"REPORTED", "cases.event.reported"},
                                                                              {"FILED", "cases.event.filed"},
                                                                              {"DISPATCHED", "cases.event.dispatched"},
                                                                              {"HANDLING", "cases.event.in_hand"},
                                                                              {"REWORK", "cases.event.rework"},
                                                                              {"FEEDBACK", "cases.event.feedback"},
                                                                              {"CHECK", "cases.event.checks"},
                                                                              {"CLOSED", "cases.event.closed"},
                                                                              {"VOID", "cases.event.void"}}};
    auto const found = std::ranges::find(kSteps, std::string_view(workflow), &decltype(kSteps)::value_type::first);
    return found == kSteps.end() ? workflow : std::string(kit.say(found->second));
}

/// What its source and our own log say was done about it, by time, each with how long it took since the step before.
std::vector<LifeStep> handling_of(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    std::vector<LifeStep> steps;
    for (EventRow::Step const& step : row.steps)
        if (step.workflow != "REPORTED") steps.push_back({step_name(kit, step.workflow), step.at, {}, Is::done});
    auto const ours = [&](CaseRow const& known) {
        return known.subject.kind == SubjectKind::event && known.subject.id == row.id;
    };
    if (context.cases) {
        auto const known = std::ranges::find_if(context.cases->rows, ours);
        if (known != context.cases->rows.end())
            for (CaseEntryRow const& entry : known->log)
                steps.push_back({kit.say(word_of(entry.action)), entry.at,
                                 entry.holder.empty() ? entry.user : entry.holder, Is::done});
    }
    std::ranges::stable_sort(steps, {}, &LifeStep::at);
    base::UtcMs before = row.first;
    for (LifeStep& step : steps) {
        std::string const took = kit.say("events.after", {length_of_time(kit, step.at - before)});
        step.note = step.note.empty() ? took : step.note + " · " + took;
        before = step.at;
    }
    return steps;
}

void draw_handling(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    auto const steps = handling_of(context, row);
    heading(kit, kit.say("events.handling"),
            kit.say(row.steps.empty() ? "events.handling.none" : "events.handling.note"));
    if (!steps.empty()) life_line(kit, steps);
}

std::vector<LifeStep> sightings_of(Kit& kit, EventRow const& row, base::UtcMs now) {
    std::vector<LifeStep> steps;
    steps.push_back({kit.say("events.first"), row.first, {}, Is::done});
    if (row.sightings > 1)
        steps.push_back(
            {kit.say("events.last"), row.last, kit.say("events.merged", {Kit::number(row.sightings)}), Is::done});
    bool const over = row.ended != base::kNoTime;
    std::string const lasted = kit.say(
        "events.lasted", {length_of_time(kit, std::max<std::int64_t>(0, (over ? row.ended : now) - row.first))});
    steps.push_back({kit.say("events.ended"), row.ended, over ? lasted : std::string(kit.say("events.going_on")),
                     over ? Is::done : Is::waiting});
    return steps;
}

void draw_acknowledge(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    if (row.acknowledged) {
        text_cut(kit, kit.say("events.acknowledged"), kit.palette().quiet);
        return;
    }
    text_field(kit, "##note", kit.say("events.note"), context.state.note);
    if (!primary_button(kit, kit.say("events.acknowledge"))) return;
    context.push(Acknowledge{subject_of(row), context.state.note});
    context.state.note.clear();
}

void draw_details(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    heading(kit, kit.say("events.details"));
    auto const line = [&](char const* key, std::string const& value) { name_value(kit, kit.say(key), value.c_str()); };
    line("events.number", row.id);
    line("events.camera", row.camera.empty() ? kit.say("events.no_camera") : camera_name(context, row.camera));
    if (row.confidence >= 0) line("events.confidence", Kit::percent(static_cast<double>(row.confidence), 0));
    line("events.case", row.case_id.empty() ? kit.say("events.no_case") : row.case_id);
    if (!row.workflow.empty()) line("events.workflow", step_name(kit, row.workflow));
}

/// The one before or after in the list as it was left.
void walk_events(PanelContext& context, int step) {
    QueueState& state = context.state.events;
    auto const& events = context.facts.events.events;
    auto const is_open = [&](std::uint32_t i) { return i < events.size() && events[i].id == state.expanded; };
    auto const here = std::ranges::find_if(state.rows, is_open);
    std::ptrdiff_t const to = (here == state.rows.end() ? -1 : here - state.rows.begin()) + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(state.rows.size())) return;
    std::uint32_t const row = state.rows[static_cast<std::size_t>(to)];
    if (row >= events.size()) return;
    state.expanded = events[row].id;
    context.state.note.clear();
    choose(context, subject_of(events[row]));
}

}  // namespace

void draw_event(PanelContext& context, EventRow const& row) {
    Kit& kit = context.kit;
    switch (walk_bar(kit, kit.say("events.back"), row.id)) {
        case Walk::back: context.state.events.expanded.clear(); return;
        case Walk::previous: walk_events(context, -1); break;
        case Walk::next: walk_events(context, 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("event", {0, 0})) {
        std::string const state =
            std::string(kit.say(key_of(row.urgent))) + " · " + kit.say(row.open ? "events.is_open" : "events.is_over");
        title_line(kit, row.urgent, row.open, kit.of(row.type_name), state);
        draw_evidence(context, row);
        heading(kit, kit.say("events.history"));
        life_line(kit, sightings_of(kit, row, context.facts.time.event));
        draw_handling(context, row);
        draw_acknowledge(context, row);
        draw_details(context, row);
        ImGui::Dummy({0, kit.px(4)});
        if (row.at && quiet_button(kit, kit.say("events.go"))) context.push(FlyTo{subject_of(row)});
        if (!row.camera.empty()) {
            if (row.at) ImGui::SameLine(0, kit.px(8));
            if (quiet_button(kit, kit.say("events.play"))) context.push(PlayVideo{row.camera, false, false});
        }
    }
    ImGui::EndChild();
}

}  // namespace ui
