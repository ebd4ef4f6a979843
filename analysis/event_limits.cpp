#include "analysis/event_limits.h"

#include <algorithm>
#include <array>

#include "analysis/csv.h"
#include "analysis/time_limits.h"

namespace analysis {

base::Result<std::vector<EventLimit>> parse_event_limits(std::string_view csv, std::string const& file) {
    constexpr std::array<std::string_view, 4> kColumns{"event_type", "value", "unit", "warn_ratio"};
    auto const rows = read_csv(csv, kColumns, file);
    if (!rows) return rows.error();
    std::vector<EventLimit> limits;
    for (CsvRow const& row : *rows) {
        auto const& f = row.fields;
        // Amounts are read as those of tickets are; the empty lines before it keep the line's number.
        std::string one = "class_prefix,kind,urgency,stage,value,unit,warn_ratio\n";
        if (row.line > 2) one.append(row.line - 2, '\n');
        one.append(",,,handle,").append(f[1]).append(",").append(f[2]).append(",").append(f[3]);
        auto const amount = parse_time_limits(one, file);
        if (!amount) return amount.error();
        TimeLimit const& limit = amount->front();
        bool const twice = std::ranges::any_of(limits, [&](EventLimit const& l) { return l.type == f[0]; });
        if (twice) return csv_error(file, row.line, "\"" + std::string(f[0]) + "\" is there twice");
        limits.push_back({std::string(f[0]), limit.value, limit.unit, limit.warn_ratio});
    }
    return limits;
}

EventLimit const* find_limit(std::span<EventLimit const> limits, std::string_view type) {
    EventLimit const* otherwise = nullptr;
    for (EventLimit const& limit : limits) {
        if (limit.type == type) return &limit;
        if (limit.type.empty()) otherwise = &limit;
    }
    return otherwise;
}

}  // namespace analysis
