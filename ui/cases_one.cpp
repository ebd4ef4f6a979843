// One case: its steps with their times, what Borough's own log says of it, and what can be done about it.
#include <algorithm>
#include <array>
#include <utility>

#include "ui/cases_parts.h"
#include "ui/hotline_parts.h"
#include "ui/icons.h"
#include "ui/widgets.h"

namespace ui {
namespace {

using Is = LifeStep::Is;
using twin::TicketStatus;

/// The limit stands where its time does; before what is still to come.
void put_limit(Kit& kit, CaseRow const& row, base::UtcMs now, std::vector<LifeStep>& steps) {
    if (row.due == base::kNoTime) return;
    LifeStep step{kit.say("hotline.limit"), row.due, {}, row.overdue ? Is::missed : Is::limit};
    if (row.open) step.note = kit.until(row.due, now);
    auto const later = std::ranges::find_if(
        steps, [&](LifeStep const& s) { return s.is == Is::waiting || (s.at != base::kNoTime && s.at > row.due); });
    steps.insert(later, std::move(step));
}

constexpr int kClosedStep = 4;
/// How far along a state is: accepted, dispatched, in hand, replied, closed, visited.
int step_of(TicketStatus status) {
    switch (status) {
        case TicketStatus::fresh: return -1;
        case TicketStatus::accepted: return 0;
        case TicketStatus::dispatched:
        case TicketStatus::returned: return 1;
        case TicketStatus::handling:
        case TicketStatus::suspended:
        case TicketStatus::redo: return 2;
        case TicketStatus::replied: return 3;
        case TicketStatus::closed: return kClosedStep;
        case TicketStatus::answered:
        case TicketStatus::visit:
        case TicketStatus::archived: return kClosedStep + 1;
        default: return -2;
    }
}

std::vector<LifeStep> steps_of(Kit& kit, twin::Ticket const& ticket) {
    int const here = step_of(ticket.status);
    bool const direct = ticket.status == TicketStatus::answered || ticket.dispatch == twin::DispatchMode::direct;
    struct Step {
        char const* key;
        base::UtcMs at;
        bool skipped;
    };
    std::array<Step, 6> const all{{{"hotline.accepted", ticket.accepted, false},
                                   {"hotline.dispatched", ticket.dispatched, direct},
                                   {"cases.step.hand", base::kNoTime, direct},
                                   {"cases.step.reply", base::kNoTime, direct},
                                   {"hotline.closed", ticket.closed, false},
                                   {"cases.step.visit", ticket.visited, false}}};
    std::vector<LifeStep> steps;
    if (ticket.called != base::kNoTime) steps.push_back({kit.say("hotline.called"), ticket.called, {}, Is::done});
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        Step const& step = all[static_cast<std::size_t>(i)];
        if (step.skipped) continue;
        // Some sources close a ticket with its visit, and then it is not closed before.
        bool const untimed = here >= 0 && i < here && i != kClosedStep;
        bool const done = step.at != base::kNoTime || untimed || ticket.status == TicketStatus::archived;
        LifeStep out{kit.say(step.key), step.at, {}, done || i == here ? Is::done : Is::waiting};
        if (i == here) out.note = kit.say("cases.now", {kit.say(key_of(ticket.status))});
        if (i == 1 && ticket.returns > 0) out.note = kit.say("cases.returned", {Kit::number(ticket.returns)});
        steps.push_back(std::move(out));
    }
    return steps;
}

std::vector<LifeStep> steps_of(Kit& kit, EventRow const& event) {
    constexpr std::array<char const*, 6> kNames{"cases.event.reported", "cases.event.filed",  "cases.event.dispatched",
                                                "cases.event.in_hand",  "cases.event.checks", "cases.event.closed"};
    constexpr std::array<std::string_view, 6> kWords{"REPORTED", "FILED", "DISPATCHED", "HANDLING", "CHECK", "CLOSED"};
    std::string const word = event.workflow == "FEEDBACK" ? "CHECK"
                             : event.workflow == "REWORK" ? "HANDLING"
                                                          : event.workflow;
    auto const found = std::ranges::find(kWords, word);
    int const here = found == kWords.end() ? 0 : static_cast<int>(found - kWords.begin());
    std::vector<LifeStep> steps;
    for (int i = 0; i < static_cast<int>(kNames.size()); ++i) {
        auto const told =
            std::ranges::find(event.steps, kWords[static_cast<std::size_t>(i)], &EventRow::Step::workflow);
        base::UtcMs const at = i == 0                      ? event.first
                               : told != event.steps.end() ? told->at
                               : i == 5 && here == 5       ? event.ended
                                                           : base::kNoTime;
        LifeStep step{kit.say(kNames[static_cast<std::size_t>(i)]), at, {}, i <= here ? Is::done : Is::waiting};
        if (i == here && event.workflow != "VOID") step.note = kit.say("cases.here");
        steps.push_back(std::move(step));
        if (i == 0 && event.workflow == "VOID") {
            steps.push_back({kit.say("cases.event.void"), event.ended, kit.say("cases.here"), Is::done});
            break;
        }
    }
    return steps;
}

char const* action_key(CaseAction action) {
    constexpr std::array kDid{"cases.did.acknowledge", "cases.did.assign", "cases.did.note", "cases.did.close",
                              "cases.did.reopen"};
    return kDid[std::min(static_cast<std::size_t>(action), kDid.size() - 1)];
}

void draw_case_log(PanelContext& context, CaseRow const& row) {
    Kit& kit = context.kit;
    heading(kit, kit.say("cases.log"), kit.say(row.log.empty() ? "cases.log.none" : "cases.log.ours"));
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const width = ImGui::GetContentRegionAvail().x;
    for (CaseEntryRow const& entry : row.log) {
        ImVec2 const at = ImGui::GetCursorScreenPos();
        std::string what = kit.say(action_key(entry.action));
        if (!entry.holder.empty()) what += " → " + term(context, entry.holder);
        std::string const who = entry.user.empty() ? kit.say("cases.somebody") : entry.user;
        std::string const when = Kit::day_clock(entry.at);
        std::string const by = entry.source.empty() ? who : who + " · " + kit.say("cases.remote");
        put_text(kit, body, at, kit.palette().text,
                 cut_end(body, what, width - text_width(small, by.c_str()) - kit.px(12)));
        put_text_right(kit, small, {at.x + width, at.y + kit.px(2)}, kit.palette().quiet, by);
        put_text(kit, small, {at.x, at.y + kit.px(22)}, kit.palette().quiet,
                 cut_end(small, entry.note, width - kit.px(96)));
        put_text_right(kit, small, {at.x + width, at.y + kit.px(22)}, kit.palette().quiet, when);
        ImGui::Dummy({width, kit.px(44)});
    }
}

std::vector<Choice> units_of(PanelContext const& context) {
    std::vector<Choice> out;
    for (Tally const& unit : context.facts.hotline.units) out.push_back({unit.key, unit.key, {}});
    return out;
}

void act(PanelContext& context, CaseRow const& row, CaseAction action, std::string holder) {
    CaseState& state = context.state.cases;
    context.push(CaseDo{row.subject, action, std::move(holder), state.note});
    state.note.clear();
}

void draw_holder(PanelContext& context, CaseState& state) {
    Kit& kit = context.kit;
    float const gap = kit.px(8), half = (ImGui::GetContentRegionAvail().x - gap) / 2;
    choice_field(kit, "##unit", kit.say("cases.choose_unit"), units_of(context), state.holder, half);
    ImGui::SameLine(0, gap);
    text_field(kit, "##holder", kit.say("cases.or_write"), state.holder, half);
}

/// One way on, and what else one may want beside it.
void draw_actions(PanelContext& context, CaseRow const& row) {
    Kit& kit = context.kit;
    CaseState& state = context.state.cases;
    std::string const& me = context.cases->me;
    heading(kit, kit.say("cases.act"), kit.say("cases.act.note"));
    if (!row.open) {
        text_field(kit, "##note", kit.say("cases.note"), state.note);
        if (row.closed_here && quiet_button(kit, kit.say("cases.do.reopen"))) act(context, row, CaseAction::reopen, {});
        if (row.closed_here) ImGui::SameLine(0, kit.px(8));
        if (!state.note.empty() && quiet_button(kit, kit.say("cases.do.note"))) act(context, row, CaseAction::note, {});
        return;
    }
    draw_holder(context, state);
    text_field(kit, "##note", kit.say("cases.note"), state.note);
    bool const gives = !state.holder.empty() && (!row.assigned || state.holder != row.holder);
    bool const takes = !gives && !row.assigned && !me.empty();
    struct Way {
        char const* key;
        CaseAction action;
        std::string holder;
        bool offered;
    };
    std::array<Way, 5> const ways{{{"cases.do.acknowledge", CaseAction::acknowledge, {}, !row.acknowledged},
                                   {"cases.do.assign", CaseAction::assign, state.holder, gives},
                                   {"cases.do.take", CaseAction::assign, me, takes},
                                   {"cases.do.close", CaseAction::close, {}, true},
                                   {"cases.do.note", CaseAction::note, {}, !state.note.empty()}}};
    // What somebody has typed is what they are about to do. To close a case is never the way that offers itself.
    enum : std::size_t { acknowledge, assign, take, close, note };
    std::size_t const primary = gives                 ? assign
                                : !row.acknowledged   ? acknowledge
                                : !state.note.empty() ? note
                                : takes               ? take
                                                      : ways.size();
    bool first = primary == ways.size();
    if (!first && primary_button(kit, kit.say(ways[primary].key)))
        act(context, row, ways[primary].action, ways[primary].holder);
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (i == primary || !ways[i].offered) continue;
        if (!std::exchange(first, false)) ImGui::SameLine(0, kit.px(8));
        float const wide = text_width(kit.font(Type::body), kit.say(ways[i].key)) + kit.px(24);
        if (ImGui::GetContentRegionAvail().x < wide) ImGui::NewLine();
        if (quiet_button(kit, kit.say(ways[i].key))) act(context, row, ways[i].action, ways[i].holder);
    }
}

void draw_facts(PanelContext& context, CaseRow const& row) {
    Kit& kit = context.kit;
    std::string const holder = row.holder.empty() ? kit.say("cases.nobody") : term(context, row.holder);
    name_value(kit, kit.say("cases.holder"), holder.c_str(),
               kit.say(row.assigned ? "cases.holder.ours" : "cases.holder.theirs"));
    std::string const place = case_place(context, row);
    if (!place.empty()) name_value(kit, kit.say("cases.place"), place.c_str());
    if (row.closed_here && row.source_open)
        name_value(kit, kit.say("cases.source"), kit.say("cases.source.open"), kit.say("cases.source.note"));
}

/// All that the source says of it.
void open_whole(PanelContext& context, CaseRow const& row) {
    bool const event = row.subject.kind == SubjectKind::event;
    (event ? context.state.events.expanded : context.state.hotline.expanded) = row.subject.id;
    choose(context, row.subject);
    context.settings.right_panel = event ? "events" : "hotline";
}

void push_evidence_sheet(PanelContext& context, std::string const& event) {
    SheetWish wish = context.state.sheet.wish;
    wish.report = "event_evidence";
    wish.subject = event;
    wish.area.clear();
    context.push(SheetCommand{OpenSheet{std::move(wish)}});
}

void walk(PanelContext& context, CaseRow const& row, int step) {
    CaseState& state = context.state.cases;
    auto const& all = context.cases->rows;
    auto const here =
        std::ranges::find_if(state.rows, [&](std::uint32_t i) { return i < all.size() && &all[i] == &row; });
    std::ptrdiff_t const to = (here == state.rows.end() ? -1 : here - state.rows.begin()) + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(state.rows.size())) return;
    CaseRow const& next = all[state.rows[static_cast<std::size_t>(to)]];
    state.expanded = next.subject.id;
    state.kind = next.subject.kind;
    state.note.clear();
    state.holder = next.assigned ? next.holder : std::string();
    choose(context, next.subject);
    context.settings.right_panel = "cases";
}

}  // namespace

void draw_case(PanelContext& context, CaseRow const& row) {
    Kit& kit = context.kit;
    switch (walk_bar(kit, kit.say("cases.back"), row.subject.id)) {
        case Walk::back: context.state.cases.expanded.clear(); return;
        case Walk::previous: walk(context, row, -1); break;
        case Walk::next: walk(context, row, 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("case", {0, 0})) {
        title_line(kit, row.urgent, row.open && !row.acknowledged, case_title(context, row), case_state(context, row));
        draw_facts(context, row);
        heading(kit, kit.say("cases.steps"), row.by_reference ? kit.say("hotline.by_reference") : nullptr);
        std::vector<LifeStep> steps;
        if (TicketRow const* const ticket = ticket_of(context, row)) steps = steps_of(kit, ticket->ticket);
        if (EventRow const* const event = event_of(context, row)) steps = steps_of(kit, *event);
        put_limit(kit, row, context.facts.time.event, steps);
        life_line(kit, steps);
        draw_actions(context, row);
        ImGui::Dummy({0, kit.px(4)});
        bool const event = row.subject.kind == SubjectKind::event;
        if (quiet_button(kit, kit.say(event ? "cases.event" : "cases.ticket"))) open_whole(context, row);
        if (row.subject.at) ImGui::SameLine(0, kit.px(8));
        if (row.subject.at && quiet_button(kit, kit.say("hotline.go"))) context.push(FlyTo{row.subject});
        if (event) {
            ImGui::SameLine(0, kit.px(8));
            if (quiet_button(kit, kit.say("sheet.evidence"))) push_evidence_sheet(context, row.subject.id);
        }
        draw_case_log(context, row);  // last: it grows, and shall push no button below the edge
    }
    ImGui::EndChild();
}

}  // namespace ui
