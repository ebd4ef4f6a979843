#include "app/case_week.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace app {

SupervisionWeek supervision_week(ui::Facts const& facts, ui::CaseFacts const& cases, base::UtcMs from,
                                 base::UtcMs until, std::size_t most_worst) {
    SupervisionWeek out;
    out.from = from;
    out.until = until;
    auto const within = [&](base::UtcMs time) { return time != base::kNoTime && time >= from && time < until; };
    std::map<std::string, SupervisionWeek::Holder> holders;
    for (std::uint32_t i = 0; i < cases.rows.size(); ++i) {
        ui::CaseRow const& row = cases.rows[i];
        out.arrived += within(row.since) ? 1U : 0U;
        for (ui::CaseEntryRow const& entry : row.log) {
            if (!within(entry.at)) continue;
            out.acknowledged += entry.action == ui::CaseAction::acknowledge ? 1U : 0U;
            out.assigned += entry.action == ui::CaseAction::assign ? 1U : 0U;
            out.closed_here += entry.action == ui::CaseAction::close ? 1U : 0U;
        }
        bool secret = false;
        if (row.subject.kind == ui::SubjectKind::ticket && row.row < facts.hotline.tickets.size()) {
            twin::Ticket const& ticket = facts.hotline.tickets[row.row].ticket;
            secret = ticket.secret;
            bool const closed = within(ticket.closed);
            out.closed += closed ? 1U : 0U;
            out.closed_late += closed && ticket.due != base::kNoTime && ticket.closed > ticket.due ? 1U : 0U;
            out.returned += row.open && ticket.returns > 0 ? 1U : 0U;
        }
        if (!row.open) continue;
        ++out.open;
        out.nearly_due += row.nearly_due ? 1U : 0U;
        out.overdue += row.overdue ? 1U : 0U;
        SupervisionWeek::Holder& holder = holders[row.holder];
        holder.name = row.holder;
        ++holder.open;
        holder.nearly_due += row.nearly_due ? 1U : 0U;
        holder.overdue += row.overdue ? 1U : 0U;
        if (row.overdue && !secret) out.worst.push_back(i);
    }
    for (auto& [name, holder] : holders) out.holders.push_back(std::move(holder));
    std::ranges::stable_sort(out.holders, [](auto const& a, auto const& b) {
        return std::tie(b.overdue, b.open, a.name) < std::tie(a.overdue, a.open, b.name);
    });
    std::ranges::stable_sort(out.worst, {}, [&](std::uint32_t i) { return cases.rows[i].due; });
    if (out.worst.size() > most_worst) out.worst.resize(most_worst);
    return out;
}

}  // namespace app
