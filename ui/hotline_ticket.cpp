// One ticket: from the call to the visit, with its limit, and what is like it and near.
#include <algorithm>

#include "ui/hotline_parts.h"
#include "ui/icons.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

constexpr double kNearMetres = 200;
constexpr std::size_t kMostLike = 5;

using Is = LifeStep::Is;

std::string after(Kit& kit, base::UtcMs from, base::UtcMs to) {
    if (from == base::kNoTime || to == base::kNoTime || to < from) return {};
    return kit.say("hotline.after", {length_of_time(kit, to - from)});
}

LifeStep limit_of(Kit& kit, TicketRow const& row, base::UtcMs now) {
    twin::Ticket const& ticket = row.ticket;
    LifeStep step{kit.say("hotline.limit"), ticket.due, {}, Is::limit};
    base::UtcMs const end = ticket.closed != base::kNoTime ? ticket.closed : now;
    if (end == base::kNoTime) return step;
    if (end > ticket.due || row.overdue) {
        step.is = Is::missed;
        step.note = kit.say("hotline.late_by", {length_of_time(kit, std::max<std::int64_t>(0, end - ticket.due))});
    } else if (row.open) {
        step.note = kit.say("hotline.left", {length_of_time(kit, ticket.due - now)});
    } else {
        step.note = kit.say("hotline.closed_on_time");
    }
    return step;
}

std::vector<LifeStep> life_of(Kit& kit, TicketRow const& row, base::UtcMs now) {
    twin::Ticket const& ticket = row.ticket;
    std::vector<LifeStep> steps;
    auto const add = [&](char const* key, base::UtcMs at, std::string note, bool awaited) {
        bool const done = at != base::kNoTime;
        if (!done && !awaited) return;
        steps.push_back({kit.say(key), at, done ? std::move(note) : std::string(kit.say("hotline.not_yet")),
                         done ? Is::done : Is::waiting});
    };
    add("hotline.called", ticket.called, {}, false);
    add("hotline.accepted", ticket.accepted, after(kit, ticket.called, ticket.accepted), true);
    bool const direct = ticket.dispatch == twin::DispatchMode::direct;
    std::string const mode = ticket.dispatch == twin::DispatchMode::unknown
                                 ? after(kit, ticket.accepted, ticket.dispatched)
                                 : kit.say(key_of(ticket.dispatch));
    add("hotline.dispatched", ticket.dispatched, mode, row.open && !direct);
    add("hotline.closed", ticket.closed, after(kit, ticket.accepted, ticket.closed), row.open);
    add("hotline.visited", ticket.visited, kit.say(key_of(ticket.satisfaction)), false);
    if (ticket.due == base::kNoTime) return steps;
    // The limit stands where its time does; before what is still to come.
    auto const later = std::ranges::find_if(
        steps, [&](LifeStep const& step) { return step.at == base::kNoTime || step.at > ticket.due; });
    steps.insert(later, limit_of(kit, row, now));
    return steps;
}

void draw_details(PanelContext& context, TicketRow const& row) {
    Kit& kit = context.kit;
    twin::Ticket const& ticket = row.ticket;
    auto const line = [&](char const* key, std::string const& value) {
        if (!value.empty()) name_value(kit, kit.say(key), value.c_str());
    };
    heading(kit, kit.say("hotline.details"));
    line("hotline.number", ticket.id);
    line("hotline.status", kit.say(key_of(ticket.status)));
    line("hotline.kind", kit.say(key_of(ticket.kind)));
    line("hotline.class", term(context, ticket.class_path));
    char const* const channel = channel_key(ticket.channel);
    line("hotline.channel", channel ? kit.say(channel) : ticket.channel);
    line("hotline.unit", term(context, ticket.department));
    line("hotline.place", ticket.where.address);
    if (ticket.returns + ticket.urged + ticket.supervised > 0)
        line("hotline.pressed", std::to_string(ticket.returns) + " / " + std::to_string(ticket.urged) + " / " +
                                    std::to_string(ticket.supervised));
    if (ticket.solved != twin::Solved::unknown) line("hotline.solved", kit.say(key_of(ticket.solved)));
    if (ticket.satisfaction != twin::Satisfaction::unrated)
        line("hotline.satisfaction", kit.say(key_of(ticket.satisfaction)));
    line("hotline.repeat_of", ticket.repeat_of);
}

double apart(TicketRow const& a, TicketRow const& b) {
    return base::length(base::Vec2d{a.at->x - b.at->x, a.at->y - b.at->y});
}

void find_like(PanelContext& context, TicketRow const& row) {
    QueueState& state = context.state.hotline;
    std::string const key = row.ticket.id + '\n' + std::to_string(context.facts.revision);
    if (state.like_key == key) return;
    state.like_key = key;
    state.like.clear();
    auto const& tickets = context.facts.hotline.tickets;
    for (std::uint32_t i = 0; row.at && i < tickets.size(); ++i) {
        TicketRow const& other = tickets[i];
        bool const same = other.ticket.class_path == row.ticket.class_path && other.ticket.id != row.ticket.id;
        if (same && other.at && apart(other, row) <= kNearMetres) state.like.push_back(i);
    }
    std::ranges::sort(state.like, {}, [&](std::uint32_t i) { return apart(tickets[i], row); });
    if (state.like.size() > kMostLike) state.like.resize(kMostLike);
}

void draw_like(PanelContext& context, TicketRow const& row) {
    Kit& kit = context.kit;
    QueueState& state = context.state.hotline;
    find_like(context, row);
    heading(kit, kit.say("hotline.near"), kit.say("hotline.near.within"));
    if (state.like.empty()) {
        text_cut(kit, kit.say("hotline.near.none"), kit.palette().quiet);
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (std::uint32_t const i : state.like) {
        TicketRow const& other = context.facts.hotline.tickets[i];
        ListRow line = ticket_row(context, other);
        line.right = kit.say("hotline.metres", {Kit::number(apart(other, row))});
        line.right_colour.reset();
        if (!list_row(kit, line)) continue;
        state.expanded = other.ticket.id;
        choose(context, subject_of(other));
    }
    ImGui::PopStyleVar();
}

/// The one before or after in the list as it was left.
void walk_tickets(PanelContext& context, int step) {
    QueueState& state = context.state.hotline;
    auto const& tickets = context.facts.hotline.tickets;
    auto const is_open = [&](std::uint32_t i) { return i < tickets.size() && tickets[i].ticket.id == state.expanded; };
    auto const here = std::ranges::find_if(state.rows, is_open);
    std::ptrdiff_t const to = (here == state.rows.end() ? -1 : here - state.rows.begin()) + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(state.rows.size())) return;
    std::uint32_t const row = state.rows[static_cast<std::size_t>(to)];
    if (row >= tickets.size()) return;
    state.expanded = tickets[row].ticket.id;
    choose(context, subject_of(tickets[row]));
}

}  // namespace

void draw_ticket(PanelContext& context, TicketRow const& row) {
    Kit& kit = context.kit;
    QueueState& state = context.state.hotline;
    switch (walk_bar(kit, kit.say("hotline.back"), row.ticket.id)) {
        case Walk::back: state.expanded.clear(); return;
        case Walk::previous: walk_tickets(context, -1); break;
        case Walk::next: walk_tickets(context, 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("ticket", {0, 0})) {
        title_line(kit, row.urgent, row.open, title_of(context, row.ticket), kit.say(key_of(row.ticket.status)));
        if (row.ticket.secret) {
            wrapped(kit.say("hotline.secret.note"), kit.palette().quiet);
        }
        heading(kit, kit.say("hotline.life"), row.limit_for_reference ? kit.say("hotline.by_reference") : nullptr);
        life_line(kit, life_of(kit, row, context.facts.time.event));
        draw_details(context, row);
        if (row.at) draw_like(context, row);
        ImGui::Dummy({0, kit.px(8)});
        if (row.at && primary_button(kit, kit.say("hotline.go"))) context.push(FlyTo{subject_of(row)});
    }
    ImGui::EndChild();
}

}  // namespace ui
