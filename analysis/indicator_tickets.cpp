// Measures of hotline tickets (DOMAIN 3.5), cut to a class path by `of`.
#include <array>
#include <map>

#include "analysis/indicator_parts.h"
#include "analysis/ticket_indicators.h"

namespace analysis {
namespace {

using Tickets = std::vector<twin::Ticket const*>;

bool is_of(twin::Ticket const& ticket, Indicator const& indicator) {
    return indicator.of.empty() || ticket.class_path.starts_with(indicator.of);
}

/// Accepted in the period, without those that were rejected or cancelled.
Tickets cohort(IndicatorData const& data, Indicator const& indicator, int zone) {
    Tickets out;
    for (IndicatorData::Ticket const& one : data.tickets) {
        twin::Ticket const& t = one.ticket;
        bool const counts = t.status != twin::TicketStatus::rejected && t.status != twin::TicketStatus::cancelled;
        if (!counts || !lies_in(one.zone, zone) || !is_of(t, indicator)) continue;
        if (t.accepted != base::kNoTime && t.accepted > data.now - indicator.period_ms && t.accepted <= data.now)
            out.push_back(&t);
    }
    return out;
}

/// Unless something is missing: `make(zone)` for the whole and for each zone.
template <class Make>
Measured of_tickets(IndicatorData const& data, Indicator const& indicator, Make const& make) {
    Measured out;
    out.as_of = data.tickets_heard;
    if (twin::Name why = missing(data, indicator, data.tickets_heard); !why.zh.empty()) {
        out.all = no_figure(std::move(why));
        return out;
    }
    base::UtcMs const as_of = out.as_of;
    out = everywhere(data, make);
    out.as_of = as_of;
    return out;
}

Measured ticket_count(IndicatorData const& data, Indicator const& indicator) {
    Measured out = of_tickets(data, indicator, [&](int zone) {
        return count_figure(static_cast<double>(cohort(data, indicator, zone).size()));
    });
    hide_small_counts(out, data.rules);
    return out;
}

/// A journal that has just begun does not know of older tickets that are still open.
constexpr std::int64_t kStandingReach = 30LL * 24 * 3600 * 1000;

Measured standing(IndicatorData const& data, Indicator const& indicator,
                  bool (*wanted)(twin::Ticket const&, base::UtcMs)) {
    Indicator reaching = indicator;
    reaching.period_ms = kStandingReach;
    Measured out = of_tickets(data, reaching, [&](int zone) {
        double n = 0;
        for (auto const& one : data.tickets)
            n += lies_in(one.zone, zone) && is_of(one.ticket, indicator) && wanted(one.ticket, data.now) ? 1 : 0;
        return count_figure(n);
    });
    hide_small_counts(out, data.rules);
    return out;
}

Measured open(IndicatorData const& data, Indicator const& indicator) {
    return standing(data, indicator, [](twin::Ticket const& t, base::UtcMs) { return twin::is_open(t); });
}

Measured overdue(IndicatorData const& data, Indicator const& indicator) {
    return standing(data, indicator,
                    [](twin::Ticket const& t, base::UtcMs now) { return twin::is_open(t) && is_overdue(t, now); });
}

Measured share(IndicatorData const& data, Indicator const& indicator, Share TicketIndicators::*which) {
    Measured out = of_tickets(data, indicator, [&](int zone) {
        Share const s = ticket_indicators(cohort(data, indicator, zone), data.now).*which;
        return ratio_figure(static_cast<double>(s.part), static_cast<double>(s.of), 100);
    });
    hide_small_shares(out, data.rules);
    return out;
}

template <Share TicketIndicators::*which>
Measured share_of(IndicatorData const& data, Indicator const& indicator) {
    return share(data, indicator, which);
}

/// Of all tickets of the period those that `wanted` is true of.
Measured part(IndicatorData const& data, Indicator const& indicator, bool (*wanted)(twin::Ticket const&)) {
    Measured out = of_tickets(data, indicator, [&](int zone) {
        Tickets const all = cohort(data, indicator, zone);
        double const n = static_cast<double>(std::ranges::count_if(all, [&](auto const* t) { return wanted(*t); }));
        return ratio_figure(n, static_cast<double>(all.size()), 100);
    });
    hide_small_shares(out, data.rules);
    return out;
}

Measured urgent(IndicatorData const& data, Indicator const& indicator) {
    return part(data, indicator, [](twin::Ticket const& t) { return t.urgency != twin::Urgency::normal; });
}
Measured urged(IndicatorData const& data, Indicator const& indicator) {
    return part(data, indicator, [](twin::Ticket const& t) { return t.urged > 0 || t.supervised > 0; });
}
Measured direct(IndicatorData const& data, Indicator const& indicator) {
    return part(data, indicator, [](twin::Ticket const& t) { return t.dispatch == twin::DispatchMode::direct; });
}
Measured complaints(IndicatorData const& data, Indicator const& indicator) {
    return part(data, indicator, [](twin::Ticket const& t) { return t.kind == twin::TicketKind::complaint; });
}
/// Of those with a place at all; confidential ones have none to tell.
Measured placed(IndicatorData const& data, Indicator const& indicator) {
    return part(data, indicator, [](twin::Ticket const& t) {
        return t.where.level == twin::PlaceLevel::door || t.where.level == twin::PlaceLevel::building;
    });
}

/// A share of a class in all tickets of the period.
Measured class_share(IndicatorData const& data, Indicator const& indicator) {
    Indicator all = indicator;
    all.of.clear();
    Measured out = of_tickets(data, indicator, [&](int zone) {
        double const n = static_cast<double>(cohort(data, indicator, zone).size());
        return ratio_figure(n, static_cast<double>(cohort(data, all, zone).size()), 100);
    });
    hide_small_shares(out, data.rules);
    return out;
}

Figure hours(Tickets const& tickets, base::UtcMs twin::Ticket::*end, double unit_ms, double quantile) {
    std::vector<double> all;
    for (auto const* t : tickets) {
        base::UtcMs const at = t->*end;
        if (at != base::kNoTime && at >= t->accepted) all.push_back(static_cast<double>(at - t->accepted) / unit_ms);
    }
    if (all.empty()) return no_figure(kNoCases);
    std::ranges::sort(all);
    // Between the two values around it (type 7 of Hyndman and Fan 1996).
    double const place = quantile * static_cast<double>(all.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    std::size_t const above = std::min(below + 1, all.size() - 1);
    Figure out = count_figure(std::lerp(all[below], all[above], place - static_cast<double>(below)));
    out.of = static_cast<double>(all.size());
    return out;
}

Measured duration(IndicatorData const& data, Indicator const& indicator, base::UtcMs twin::Ticket::*end, double unit,
                  double quantile) {
    Measured out = of_tickets(data, indicator,
                              [&](int zone) { return hours(cohort(data, indicator, zone), end, unit, quantile); });
    hide_small_shares(out, data.rules);
    return out;
}

Measured median_hours(IndicatorData const& data, Indicator const& indicator) {
    return duration(data, indicator, &twin::Ticket::closed, 3600e3, 0.5);
}
Measured p90_hours(IndicatorData const& data, Indicator const& indicator) {
    return duration(data, indicator, &twin::Ticket::closed, 3600e3, 0.9);
}
Measured dispatch_minutes(IndicatorData const& data, Indicator const& indicator) {
    return duration(data, indicator, &twin::Ticket::dispatched, 60e3, 0.5);
}

/// Per thousand residents; none where people are hidden or not reported, or where the number of tickets is hidden: it
/// is this times people, and those are told.
Measured per_thousand(IndicatorData const& data, Indicator const& indicator) {
    Measured out = of_tickets(data, indicator, [&](int zone) {
        double people = 0;
        for (auto const& p : data.people)
            if (p.measure == "resident" && p.zone == zone && p.count) people += *p.count;
        twin::Name const why{"没有可公布的人口数", "no number of people that may be told"};
        return ratio_figure(static_cast<double>(cohort(data, indicator, zone).size()), people, 1000, why);
    });
    Measured const counts = ticket_count(data, indicator);
    for (std::size_t z = 0; z < out.zones.size(); ++z) {
        if (!counts.zones[z].hidden) continue;
        out.zones[z] = no_figure(kTooFew);
        out.zones[z].hidden = true;
    }
    return out;
}

/// The plain rule of three (DOMAIN 8.5): places from which three or more of one class came in the period.
Measured repeat_places(IndicatorData const& data, Indicator const& indicator) {
    return of_tickets(data, indicator, [&](int zone) {
        std::map<std::pair<std::string_view, std::string_view>, int> places;
        for (auto const* t : cohort(data, indicator, zone)) {
            std::string const& place = t->where.address.empty() ? t->where.building : t->where.address;
            if (!place.empty() && !t->secret) ++places[{place, t->class_path}];
        }
        double const n =
            static_cast<double>(std::ranges::count_if(places, [](auto const& one) { return one.second >= 3; }));
        return count_figure(n);
    });
}

constexpr std::array kTicketMeasures{
    IndicatorMeasure{"tickets.ai_dispatched", share_of<&TicketIndicators::ai_dispatched>},
    IndicatorMeasure{"tickets.ai_right", share_of<&TicketIndicators::ai_right>},
    IndicatorMeasure{"tickets.class_share", class_share},
    IndicatorMeasure{"tickets.closed", share_of<&TicketIndicators::closed>},
    IndicatorMeasure{"tickets.complaints", complaints},
    IndicatorMeasure{"tickets.count", ticket_count},
    IndicatorMeasure{"tickets.direct", direct},
    IndicatorMeasure{"tickets.dispatch_minutes", dispatch_minutes},
    IndicatorMeasure{"tickets.median_hours", median_hours},
    IndicatorMeasure{"tickets.on_time", share_of<&TicketIndicators::closed_in_time>},
    IndicatorMeasure{"tickets.open", open},
    IndicatorMeasure{"tickets.overdue", overdue},
    IndicatorMeasure{"tickets.overdue_rate", share_of<&TicketIndicators::overdue>},
    IndicatorMeasure{"tickets.p90_hours", p90_hours},
    IndicatorMeasure{"tickets.per_thousand", per_thousand},
    IndicatorMeasure{"tickets.placed", placed},
    IndicatorMeasure{"tickets.rated", share_of<&TicketIndicators::rated>},
    IndicatorMeasure{"tickets.repeat_places", repeat_places},
    IndicatorMeasure{"tickets.repeated", share_of<&TicketIndicators::repeated>},
    IndicatorMeasure{"tickets.returned", share_of<&TicketIndicators::returned>},
    IndicatorMeasure{"tickets.satisfied", share_of<&TicketIndicators::satisfied>},
    IndicatorMeasure{"tickets.solved", share_of<&TicketIndicators::solved>},
    IndicatorMeasure{"tickets.urged", urged},
    IndicatorMeasure{"tickets.urgent", urgent},
};

}  // namespace

std::span<IndicatorMeasure const> ticket_measures() { return kTicketMeasures; }

}  // namespace analysis
