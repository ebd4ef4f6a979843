// The hotline's indicators, each with its denominator (DOMAIN 3.5).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/time.h"
#include "twin/records.h"

namespace analysis {

/// A share that knows what it is a share of. Below 100 cases it is shown with Wilson's 95 % interval.
struct Share {
    std::uint64_t part = 0, of = 0;
    std::optional<double> value() const;  ///< none where `of` is 0: "no cases" is not 0 %
    struct Interval {
        double low = 0, high = 0;
    };
    Interval wilson95() const;  ///< Wilson 1927, with z = 1.959964
};

/// Tickets accepted in the period (the cohort), judged at `now`.
struct TicketIndicators {
    std::uint64_t accepted = 0;          ///< A: without rejected and cancelled
    Share closed;                        ///< 办结率 = closed / A
    Share closed_in_time;                ///< 按期办结率 = closed by due / D, D = closed + open and due
    Share overdue;                       ///< 逾期率 = (closed late + open overdue) / D
    Share ai_dispatched;                 ///< AI 分派率 = AI / dispatched
    Share ai_right;                      ///< AI 分派准确率 = AI never returned or reassigned / AI
    Share returned;                      ///< 退单率 = with at least one return / dispatched
    Share satisfied;                     ///< 满意率 = satisfied and basically satisfied / rated
    Share rated;                         ///< 参评率 = rated / closed
    Share solved;                        ///< 解决率 = solved / visited
    Share repeated;                      ///< 重复诉求率 = repeats / A
    std::optional<double> median_hours;  ///< 平均办理时长 misleads: median and the 90th percentile
    std::optional<double> p90_hours;
};

TicketIndicators ticket_indicators(std::span<twin::Ticket const* const> tickets, base::UtcMs now);

/// Closed after its limit, or open at `now` with the limit reached. Without a limit nothing is overdue.
bool is_overdue(twin::Ticket const& ticket, base::UtcMs now);

}  // namespace analysis
