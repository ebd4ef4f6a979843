// Cases: what somebody still has to see to, by how near its limit is.
#include <algorithm>
#include <array>

#include "ui/cases_parts.h"
#include "ui/events_parts.h"
#include "ui/hotline_parts.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

struct CaseTab {
    enum : std::uint8_t { mine, open, nearly_due, overdue, done };
};

bool is_in(CaseRow const& row, int tab) {
    switch (tab) {
        case CaseTab::mine: return row.mine && row.open;
        case CaseTab::nearly_due: return row.nearly_due;
        case CaseTab::overdue: return row.overdue;
        case CaseTab::done: return !row.open;
        default: return row.open;
    }
}

bool says(PanelContext const& context, CaseRow const& row, std::string const& text) {
    return contains_text(row.subject.id, text) || contains_text(row.holder, text) ||
           contains_text(term(context, row.holder), text) || contains_text(case_title(context, row), text) ||
           contains_text(case_place(context, row), text);
}

void filter(PanelContext const& context, CaseState& state) {
    CaseFacts const& facts = *context.cases;
    std::string key = std::to_string(facts.revision) + ' ' + std::to_string(facts.log_revision) + ' ' +
                      std::to_string(state.tab) + ' ' + std::to_string(static_cast<int>(context.kit.language())) + ' ' +
                      state.text;
    if (state.key == key) return;
    state.key = std::move(key);
    state.rows.clear();
    for (std::uint32_t i = 0; i < facts.rows.size(); ++i) {
        CaseRow const& row = facts.rows[i];
        if (is_in(row, state.tab) && (state.text.empty() || says(context, row, state.text))) state.rows.push_back(i);
    }
}

ListRow list_row_of(PanelContext const& context, CaseRow const& row) {
    Kit& kit = context.kit;
    ListRow out;
    out.id = row.subject.id;
    out.urgent = row.urgent;
    out.filled = row.open && !row.acknowledged;
    out.faint = !row.open;
    out.title = case_title(context, row);
    std::string const holder = row.holder.empty() ? kit.say("cases.nobody") : term(context, row.holder);
    std::string const place = case_place(context, row);
    out.detail = place.empty() ? holder : holder + " · " + place;
    base::UtcMs const now = context.facts.time.event;
    bool const limited = row.open && row.due != base::kNoTime;
    out.right = limited ? kit.until(row.due, now) : case_state(context, row);
    out.right_detail = limited                      ? case_state(context, row)
                       : row.since != base::kNoTime ? Kit::day_clock(row.since)
                                                    : std::string();
    if (row.overdue) out.right_colour = kit.palette().level[static_cast<int>(Urgent::red)];
    if (row.nearly_due) out.right_colour = kit.palette().level[static_cast<int>(Urgent::orange)];
    out.chosen = context.selection.subject.same(row.subject);
    return out;
}

std::string counted(Kit& kit, char const* key, std::uint32_t count) {
    return kit.say(key) + (count > 0 ? " " + Kit::number(count) : std::string());
}

/// How the number of open events comes about, beside those that are still seen.
void draw_events_are(PanelContext& context) {
    CaseFacts const& facts = *context.cases;
    std::uint32_t const ongoing = context.facts.events.open, seen = facts.open_events - facts.gone_events;
    if (facts.open_events == 0) return;
    Kit& kit = context.kit;
    auto const number = [](std::uint32_t n) { return Kit::number(n); };
    std::string const open = number(facts.open_events), gone = number(facts.gone_events);
    text_cut(kit,
             ongoing <= seen ? kit.say("cases.events_are", {open, number(seen), gone})
                             : kit.say("cases.events_are.ruled", {open, number(ongoing), gone, number(ongoing - seen)}),
             kit.palette().quiet);
    hover_text(kit, kit.say("cases.events_are.how"));
}

/// Where what is done is written, and whether that works.
void draw_kept(Kit& kit, CaseFacts const& facts) {
    Palette const& p = kit.palette();
    if (!facts.problem.empty()) return text_cut(kit, kit.say("cases.problem", {facts.problem}), p.warning);
    std::string const count = Kit::number(static_cast<double>(facts.to_post));
    if (!facts.post_problem.empty()) {
        text_cut(kit, kit.say("cases.to_post.fails", {count}), p.warning);
        hover_text(kit, facts.post_problem.c_str());
        return;
    }
    if (facts.to_post > 0) return text_cut(kit, kit.say("cases.to_post", {count}), p.quiet);
    char const* const kept = !facts.kept ? "cases.not_kept" : facts.posts ? "cases.kept_posted" : "cases.kept";
    text_cut(kit, kit.say(kept), facts.kept ? p.quiet : p.warning);
}

void draw_tabs(PanelContext& context, CaseState& state) {
    Kit& kit = context.kit;
    CaseFacts const& facts = *context.cases;
    stat_strip(kit, {{Kit::number(facts.open), kit.say("cases.open")},
                     {Kit::number(facts.nearly_due), kit.say("cases.nearly_due"), Urgent::orange},
                     {Kit::number(facts.overdue), kit.say("cases.overdue"), Urgent::red},
                     {Kit::number(facts.mine), kit.say("cases.mine")}});
    {
        Typed const small(kit, Type::small);
        // What stands elsewhere counts tickets alone, or events that are seen.
        auto const both = [](std::uint32_t all, std::uint32_t events) {
            return Kit::number(all - events) + " + " + Kit::number(events);
        };
        text_cut(kit,
                 kit.say("cases.made_of",
                         {both(facts.open, facts.open_events), both(facts.nearly_due, facts.nearly_due_events),
                          both(facts.overdue, facts.overdue_events)}),
                 kit.palette().quiet);
        draw_events_are(context);
        draw_kept(kit, facts);
    }
    std::array const names{counted(kit, "cases.mine", 0), counted(kit, "cases.open", 0),
                           counted(kit, "cases.nearly_due", 0), counted(kit, "cases.overdue", 0),
                           counted(kit, "cases.done", 0)};
    std::vector<char const*> shown;
    for (std::string const& name : names) shown.push_back(name.c_str());
    state.tab = tabs(kit, "cases", shown, state.tab);
}

void draw_list(PanelContext& context, CaseState& state) {
    Kit& kit = context.kit;
    text_field(kit, "##search", kit.say("cases.search"), state.text, ImGui::GetContentRegionAvail().x - kit.px(88));
    filter(context, state);
    ImGui::SameLine();
    count_at_right(kit, kit.say("cases.count", {Kit::number(static_cast<double>(state.rows.size()))}));
    if (state.rows.empty()) {
        bool const own = state.tab == CaseTab::mine && state.text.empty();
        empty_state(kit, kit.say(own ? "cases.none.mine" : "cases.none"),
                    kit.say(own ? "cases.none.mine.do" : "cases.none.do"));
        return;
    }
    virtual_list(kit, "rows", state.rows.size(), kit.px(kListRow), [&](std::size_t i) {
        CaseRow const& row = context.cases->rows[state.rows[i]];
        ImGui::PushID(static_cast<int>(row.subject.kind));
        if (list_row(kit, list_row_of(context, row))) {
            state.expanded = row.subject.id;
            state.kind = row.subject.kind;
            state.note.clear();
            state.holder = row.assigned ? row.holder : std::string();
            choose(context, row.subject);
            context.settings.right_panel = "cases";
        }
        ImGui::PopID();
    });
}

}  // namespace

TicketRow const* ticket_of(PanelContext const& context, CaseRow const& row) {
    auto const& all = context.facts.hotline.tickets;
    bool const there =
        row.subject.kind == SubjectKind::ticket && row.row < all.size() && all[row.row].ticket.id == row.subject.id;
    return there ? &all[row.row] : nullptr;
}

EventRow const* event_of(PanelContext const& context, CaseRow const& row) {
    auto const& all = context.facts.events.events;
    bool const there =
        row.subject.kind == SubjectKind::event && row.row < all.size() && all[row.row].id == row.subject.id;
    return there ? &all[row.row] : nullptr;
}

std::string case_title(PanelContext const& context, CaseRow const& row) {
    if (TicketRow const* const ticket = ticket_of(context, row)) return title_of(context, ticket->ticket);
    if (EventRow const* const event = event_of(context, row)) return context.kit.of(event->type_name);
    return row.subject.id;
}

std::string case_place(PanelContext const& context, CaseRow const& row) {
    if (TicketRow const* const ticket = ticket_of(context, row))
        return ticket->ticket.secret ? std::string() : term(context, ticket->ticket.where.address);
    EventRow const* const event = event_of(context, row);
    if (!event) return {};
    return event->camera.empty() ? context.kit.say("events.no_camera") : camera_name(context, event->camera);
}

std::string case_state(PanelContext const& context, CaseRow const& row) {
    Kit& kit = context.kit;
    if (row.closed_here) return kit.say("cases.closed_here");
    if (TicketRow const* const ticket = ticket_of(context, row)) return kit.say(key_of(ticket->ticket.status));
    EventRow const* const event = event_of(context, row);
    if (!event) return {};
    if (event->workflow == "VOID") return kit.say("cases.event.void");
    if (event->workflow == "CLOSED") return kit.say("cases.event.closed");
    if (event->workflow.empty() || event->workflow == "REPORTED")
        return kit.say(event->open ? "cases.event.reported" : "cases.event.gone");
    return kit.say("cases.event.in_hand");
}

void draw_cases(PanelContext& context) {
    Kit& kit = context.kit;
    CaseState& state = context.state.cases;
    if (!context.cases ||
        (context.cases->rows.empty() && !context.facts.hotline.freshness.any && !context.facts.events.freshness.any)) {
        empty_state(kit, kit.say("cases.no_feed"), kit.say("cases.no_feed.do"));
        return;
    }
    if (!state.expanded.empty()) {
        auto const found = std::ranges::find_if(context.cases->rows, [&](CaseRow const& row) {
            return row.subject.kind == state.kind && row.subject.id == state.expanded;
        });
        if (found != context.cases->rows.end()) return draw_case(context, *found);
        state.expanded.clear();
    }
    draw_tabs(context, state);
    draw_list(context, state);
}

}  // namespace ui
