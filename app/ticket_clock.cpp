#include "app/ticket_clock.h"

#include <string>
#include <string_view>

#include "analysis/data.h"
#include "base/file.h"

namespace app {
namespace {

base::Result<std::string> text_of(std::string const& file, std::string_view otherwise) {
    if (file.empty()) return std::string(otherwise);
    return base::read_file(file);
}

}  // namespace

twin::Ticket TicketClock::timed(twin::Ticket ticket) const {
    ticket.due = analysis::due_of(ticket, limits, calendar);
    return ticket;
}

base::UtcMs TicketClock::warn_time(twin::Ticket const& timed) const {
    if (timed.due == base::kNoTime || timed.accepted == base::kNoTime || timed.due <= timed.accepted)
        return base::kNoTime;
    auto const* const limit = analysis::find_limit(limits, timed, "handle");
    double const ratio = limit ? limit->warn_ratio : analysis::TimeLimit{}.warn_ratio;
    return analysis::warn_from(timed.accepted, timed.due, ratio, calendar);
}

bool TicketClock::nearly_due(twin::Ticket const& timed, base::UtcMs now) const {
    base::UtcMs const from = warn_time(timed);
    return from != base::kNoTime && now >= from;
}

base::Result<TicketClock> read_ticket_clock(twin::LiveSpec const& live) {
    auto const holidays = text_of(live.holidays, analysis::demo_holidays());
    if (!holidays) return holidays.error();
    auto calendar = analysis::WorkCalendar::parse(*holidays, live.holidays);
    if (!calendar) return calendar.error();
    auto const table = text_of(live.time_limits, analysis::demo_time_limits());
    if (!table) return table.error();
    auto limits = analysis::parse_time_limits(*table, live.time_limits);
    if (!limits) return limits.error();
    return TicketClock{std::move(*calendar), std::move(*limits), live.time_limits.empty()};
}

}  // namespace app
