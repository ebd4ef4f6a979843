#include "analysis/time_limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <tuple>

#include "analysis/csv.h"
#include "analysis/words.h"

namespace analysis {

namespace {

constexpr std::array<std::string_view, 7> kTicketKinds{"consultation", "request", "complaint", "report",
                                                       "suggestion",   "praise",  "other"};
constexpr std::array<std::string_view, 3> kUrgencies{"normal", "urgent", "critical"};
constexpr std::array<std::string_view, 2> kStages{"sign", "handle"};

struct UnitWord {
    std::string_view word;
    WorkUnit unit;
};
constexpr std::array<UnitWord, 12> kUnits{{{"min", WorkUnit::minutes},
                                           {"minute", WorkUnit::minutes},
                                           {"minutes", WorkUnit::minutes},
                                           {"work_min", WorkUnit::work_minutes},
                                           {"work_minute", WorkUnit::work_minutes},
                                           {"work_minutes", WorkUnit::work_minutes},
                                           {"work_hour", WorkUnit::work_hours},
                                           {"work_hours", WorkUnit::work_hours},
                                           {"workday", WorkUnit::workdays},
                                           {"workdays", WorkUnit::workdays},
                                           {"natural_day", WorkUnit::natural_days},
                                           {"natural_days", WorkUnit::natural_days}}};

template <class Words>
bool is_one_of(Words const& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool holds(TimeLimit const& limit, twin::Ticket const& ticket, std::string_view stage) {
    return limit.stage == stage && ticket.class_code.starts_with(limit.class_prefix) &&
           (limit.kind.empty() || limit.kind == kTicketKinds[static_cast<std::size_t>(ticket.kind)]) &&
           (limit.urgency.empty() || limit.urgency == kUrgencies[static_cast<std::size_t>(ticket.urgency)]);
}

auto precedence(TimeLimit const& limit) {
    return std::tuple(limit.class_prefix.size(), !limit.urgency.empty(), !limit.kind.empty());
}

}  // namespace

base::Result<std::vector<TimeLimit>> parse_time_limits(std::string_view csv, std::string const& file) {
    constexpr std::array<std::string_view, 7> kColumns{"class_prefix", "kind", "urgency",   "stage",
                                                       "value",        "unit", "warn_ratio"};
    auto const rows = read_csv(csv, kColumns, file);
    if (!rows) return rows.error();
    std::vector<TimeLimit> limits;
    for (CsvRow const& row : *rows) {
        auto const& f = row.fields;
        auto const wrong = [&](std::string const& what) { return csv_error(file, row.line, what); };
        if (!f[1].empty() && !is_one_of(kTicketKinds, f[1])) return wrong(quoted(f[1]) + " is not a kind of ticket");
        if (!f[2].empty() && !is_one_of(kUrgencies, f[2])) return wrong(quoted(f[2]) + " is not an urgency");
        if (!is_one_of(kStages, f[3])) return wrong(quoted(f[3]) + " is not a stage; it is \"sign\" or \"handle\"");
        auto const value = number_of<int>(f[4]);
        if (!value || *value <= 0) return wrong(quoted(f[4]) + " is not a whole number above 0");
        auto const unit = std::ranges::find(kUnits, f[5], &UnitWord::word);
        if (unit == kUnits.end())
            return wrong(quoted(f[5]) + " is not a unit; it is min, work_min, work_hour, workday or natural_day");
        auto const ratio = number_of<double>(f[6]);
        if (!ratio || !(*ratio > 0 && *ratio <= 1)) return wrong(quoted(f[6]) + " is not a ratio above 0 and up to 1");
        limits.push_back(
            {std::string(f[0]), std::string(f[1]), std::string(f[2]), std::string(f[3]), *value, unit->unit, *ratio});
    }
    return limits;
}

TimeLimit const* find_limit(std::span<TimeLimit const> limits, twin::Ticket const& ticket, std::string_view stage) {
    TimeLimit const* best = nullptr;
    for (TimeLimit const& limit : limits)
        if (holds(limit, ticket, stage) && (!best || precedence(limit) > precedence(*best))) best = &limit;
    return best;
}

base::UtcMs due_of(twin::Ticket const& ticket, std::span<TimeLimit const> limits, WorkCalendar const& calendar) {
    if (ticket.due != base::kNoTime) return ticket.due;
    TimeLimit const* const limit = find_limit(limits, ticket, "handle");
    if (!limit || ticket.accepted == base::kNoTime) return base::kNoTime;
    return calendar.due(ticket.accepted, limit->value, limit->unit);
}

base::UtcMs warn_from(base::UtcMs accepted, base::UtcMs due, double warn_ratio, WorkCalendar const& calendar) {
    if (accepted == base::kNoTime || due == base::kNoTime) return base::kNoTime;
    std::int64_t const minutes = calendar.work_minutes(accepted, due);
    int const early = static_cast<int>(static_cast<double>(minutes) * warn_ratio);
    // Limits that lie outside working hours (an urgent one over a weekend) run by the clock.
    if (early <= 0) return accepted + static_cast<base::UtcMs>(static_cast<double>(due - accepted) * warn_ratio);
    return calendar.due(accepted, early, WorkUnit::work_minutes);
}

}  // namespace analysis
