#include "app/case_facts.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "analysis/cases.h"
#include "analysis/data.h"
#include "base/file.h"

namespace app {
namespace {

void take_log(ui::CaseRow& row, Standing const& standing, std::string const& me) {
    row.acknowledged = row.acknowledged || standing.acknowledged;
    row.closed_here = standing.closed;
    row.assigned = !standing.holder.empty();
    if (row.assigned) row.holder = standing.holder;
    row.open = row.source_open && !standing.closed;
    bool touched = false;
    for (CaseEntry const* entry : standing.log) {
        row.log.push_back({entry->at, entry->user, entry->source, entry->action, entry->holder, entry->note});
        touched = touched || entry->user == me;
    }
    row.mine = !me.empty() && (row.assigned ? row.holder == me : touched);
}

ui::CaseRow case_of(ui::TicketRow const& ticket, std::uint32_t index, CaseInput const& input) {
    ui::CaseRow row;
    row.subject = {ui::SubjectKind::ticket, 0, ticket.ticket.id, ticket.at};
    row.row = index;
    row.since = analysis::time_of(ticket.ticket);
    row.due = ticket.ticket.due;
    row.by_reference = ticket.limit_for_reference;
    row.source_open = ticket.open;
    row.holder = ticket.ticket.department;
    row.acknowledged = ticket.acknowledged;
    take_log(row, input.book.of(matter_of(ticket, input.facts.time.event), input.known), input.me);
    row.overdue = row.open && ticket.overdue;
    row.nearly_due = row.open && ticket.nearly_due;
    row.urgent = row.open ? ticket.urgent : ui::Urgent::none;
    return row;
}

ui::CaseRow case_of(ui::EventRow const& event, std::uint32_t index, CaseInput const& input) {
    base::UtcMs const now = input.facts.time.event;
    ui::CaseRow row;
    row.subject = {ui::SubjectKind::event, 0, event.id, event.at};
    row.row = index;
    row.since = event.first;
    row.source_open = is_open_case(event);
    row.acknowledged = event.acknowledged;
    take_log(row, input.book.of(matter_of(event), input.known), input.me);
    if (auto const* const limit = analysis::find_limit(input.events.limits, event.type);
        limit && event.first != base::kNoTime) {
        row.due = input.calendar.due(event.first, limit->value, limit->unit);
        row.by_reference = input.events.reference;
        if (row.open) {
            row.overdue = now > row.due;
            row.nearly_due =
                !row.overdue && now >= analysis::warn_from(event.first, row.due, limit->warn_ratio, input.calendar);
        }
    }
    if (!row.open) return row;
    row.urgent = row.overdue      ? ui::Urgent::red
                 : row.nearly_due ? std::max(event.urgent, ui::Urgent::orange)
                                  : event.urgent;
    return row;
}

}  // namespace

base::Result<EventClock> read_event_clock(twin::SupervisionSpec const& supervision) {
    EventClock out;
    out.reference = supervision.event_limits.empty();
    std::string text(analysis::demo_event_limits());
    if (!out.reference) {
        auto own = base::read_file(supervision.event_limits);
        if (!own) return own.error();
        text = *std::move(own);
    }
    auto limits = analysis::parse_event_limits(text, supervision.event_limits);
    if (!limits) return limits.error();
    out.limits = *std::move(limits);
    return out;
}

bool is_open_case(ui::EventRow const& row) {
    if (row.workflow == "CLOSED" || row.workflow == "VOID") return false;
    bool const filed = !row.workflow.empty() && row.workflow != "REPORTED";
    return filed || row.open;
}

ui::CaseFacts case_facts(CaseInput const& input) {
    ui::CaseFacts out;
    out.revision = input.facts.revision;
    out.me = input.me;
    auto const& tickets = input.facts.hotline.tickets;
    auto const& events = input.facts.events.events;
    out.rows.reserve(tickets.size() + events.size());
    for (std::uint32_t i = 0; i < tickets.size(); ++i) {
        // What nobody has to handle is no case: refused, withdrawn.
        twin::TicketStatus const status = tickets[i].ticket.status;
        if (status == twin::TicketStatus::rejected || status == twin::TicketStatus::cancelled) continue;
        out.rows.push_back(case_of(tickets[i], i, input));
    }
    for (std::uint32_t i = 0; i < events.size(); ++i) out.rows.push_back(case_of(events[i], i, input));
    for (ui::CaseRow const& row : out.rows) {
        out.open += row.open ? 1 : 0;
        out.done += row.open ? 0 : 1;
        out.overdue += row.overdue ? 1 : 0;
        out.nearly_due += row.nearly_due ? 1 : 0;
        out.mine += row.mine && row.open ? 1 : 0;
        if (row.subject.kind != ui::SubjectKind::event) continue;
        out.open_events += row.open ? 1 : 0;
        out.gone_events += row.open && !events[row.row].open ? 1U : 0U;
        out.overdue_events += row.overdue ? 1 : 0;
        out.nearly_due_events += row.nearly_due ? 1 : 0;
    }
    auto const order = [](ui::CaseRow const& row) {
        base::UtcMs const due = row.due == base::kNoTime ? std::numeric_limits<base::UtcMs>::max() : row.due;
        return std::tuple(!row.open, -static_cast<int>(row.urgent), row.open ? due : 0);
    };
    std::ranges::stable_sort(out.rows, [&](ui::CaseRow const& a, ui::CaseRow const& b) {
        auto const one = order(a), other = order(b);
        return one != other ? one < other : a.since > b.since;
    });
    return out;
}

}  // namespace app
