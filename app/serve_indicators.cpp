#include "app/serve_indicators.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "analysis/ticket_indicators.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kFew = 100;

Json described(analysis::Share const& share) {
    Json out{{"part", share.part}, {"of", share.of}};
    out["value"] = share.value() ? Json(*share.value()) : Json(nullptr);
    if (share.of > 0 && share.of < kFew) {
        auto const [low, high] = share.wilson95();
        out["wilson95"] = {low, high};
    }
    return out;
}

Json number_or_null(std::optional<double> const& value) { return value ? Json(*value) : Json(nullptr); }

}  // namespace

std::string indicators_json(twin::LiveState const& state, TicketClock const& clock, base::UtcMs from, base::UtcMs to,
                            base::UtcMs now) {
    std::vector<twin::Ticket> timed;
    for (auto const* entry : state.tickets()) {
        base::UtcMs const accepted = entry->ticket.accepted;
        if (accepted != base::kNoTime && accepted >= from && accepted < to) timed.push_back(clock.timed(entry->ticket));
    }
    std::vector<twin::Ticket const*> tickets;
    for (twin::Ticket const& ticket : timed) tickets.push_back(&ticket);
    auto const i = analysis::ticket_indicators(tickets, now);
    Json const out{{"time", base::format_time(now)},
                   {"from", base::format_time(from)},
                   {"to", base::format_time(to)},
                   {"limits_for_reference", clock.reference},
                   {"accepted", i.accepted},
                   {"closed", described(i.closed)},
                   {"closed_in_time", described(i.closed_in_time)},
                   {"overdue", described(i.overdue)},
                   {"ai_dispatched", described(i.ai_dispatched)},
                   {"ai_right", described(i.ai_right)},
                   {"returned", described(i.returned)},
                   {"satisfied", described(i.satisfied)},
                   {"rated", described(i.rated)},
                   {"solved", described(i.solved)},
                   {"repeated", described(i.repeated)},
                   {"median_hours", number_or_null(i.median_hours)},
                   {"p90_hours", number_or_null(i.p90_hours)}};
    return out.dump();
}

}  // namespace app
