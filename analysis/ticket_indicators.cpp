#include "analysis/ticket_indicators.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace analysis {

namespace {

using twin::DispatchMode;
using twin::Satisfaction;
using twin::Ticket;
using twin::TicketStatus;

bool counts(Ticket const& t) { return t.status != TicketStatus::rejected && t.status != TicketStatus::cancelled; }

bool was_dispatched(Ticket const& t) {
    if (t.dispatch == DispatchMode::unknown) return t.dispatched != base::kNoTime;
    return t.dispatch == DispatchMode::ai || t.dispatch == DispatchMode::manual;
}

bool closed_in_time(Ticket const& t) {
    return t.due == base::kNoTime || (t.closed != base::kNoTime && t.closed <= t.due);
}

void add_to(Share& share, bool part) {
    share.of += 1;
    share.part += part ? 1 : 0;
}

/// Between the two values around it (type 7 of Hyndman and Fan 1996).
std::optional<double> quantile(std::vector<double> const& sorted, double q) {
    if (sorted.empty()) return {};
    double const place = q * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

void count_closed(TicketIndicators& sum, Ticket const& t, std::vector<double>& hours) {
    bool const rated = t.satisfaction != Satisfaction::unrated;
    add_to(sum.rated, rated);
    if (rated) add_to(sum.satisfied, t.satisfaction != Satisfaction::dissatisfied);
    if (t.closed == base::kNoTime || t.accepted == base::kNoTime || t.closed < t.accepted) return;
    constexpr double kHour = 3600e3;
    hours.push_back(static_cast<double>(t.closed - t.accepted) / kHour);
}

}  // namespace

std::optional<double> Share::value() const {
    if (of == 0) return {};
    return static_cast<double>(part) / static_cast<double>(of);
}

Share::Interval Share::wilson95() const {
    if (of == 0) return {0, 1};
    constexpr double z = 1.959964;
    double const n = static_cast<double>(of), p = static_cast<double>(part) / n;
    double const scale = 1 / (1 + z * z / n), middle = p + z * z / (2 * n);
    double const half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, scale * (middle - half)), std::min(1.0, scale * (middle + half))};
}

bool is_overdue(Ticket const& t, base::UtcMs now) {
    if (!counts(t) || t.due == base::kNoTime) return false;
    if (twin::is_closed(t)) return t.closed != base::kNoTime && t.closed > t.due;
    return t.due <= now;
}

TicketIndicators ticket_indicators(std::span<Ticket const* const> tickets, base::UtcMs now) {
    TicketIndicators sum;
    std::vector<double> hours;
    for (Ticket const* const ticket : tickets) {
        Ticket const& t = *ticket;
        if (!counts(t)) continue;
        ++sum.accepted;
        bool const closed = twin::is_closed(t), overdue = is_overdue(t, now);
        add_to(sum.closed, closed);
        if (closed || overdue) {
            add_to(sum.closed_in_time, closed && closed_in_time(t));
            add_to(sum.overdue, overdue);
        }
        if (closed) count_closed(sum, t, hours);
        if (was_dispatched(t)) {
            bool const ai = t.dispatch == DispatchMode::ai;
            add_to(sum.ai_dispatched, ai);
            add_to(sum.returned, t.returns > 0);
            if (ai) add_to(sum.ai_right, t.returns == 0 && t.reassigned == 0);
        }
        bool const visited = t.visited != base::kNoTime || t.solved != twin::Solved::unknown;
        if (visited) add_to(sum.solved, t.solved == twin::Solved::yes);
        add_to(sum.repeated, !t.repeat_of.empty());
    }
    std::ranges::sort(hours);
    sum.median_hours = quantile(hours, 0.5);
    sum.p90_hours = quantile(hours, 0.9);
    return sum;
}

}  // namespace analysis
