#include "analysis/sunlight_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "analysis/csv.h"
#include "analysis/words.h"

namespace analysis {

namespace {

constexpr std::array<std::string_view, 6> kBuildings{"dwelling", "renewal_dwelling", "elderly",
                                                     "nursery",  "school",           "ward"};

std::optional<std::vector<int>> zones_of(std::string_view text) {
    std::vector<int> zones;
    while (!text.empty()) {
        std::size_t const end = text.find(' ');
        if (end != 0) {
            auto const zone = number_of<int>(text.substr(0, end));
            if (!zone || *zone < 1 || *zone > 7) return {};
            zones.push_back(*zone);
        }
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return zones;
}

/// The sentence of what is wrong with a row; empty where it is right.
std::string read_row(std::vector<std::string_view> const& f, SunRule& rule) {
    auto const zones = zones_of(f[0]);
    if (!zones) return quoted(f[0]) + " are no climate zones; write numbers from 1 to 7, apart by spaces";
    if (!f[1].empty() && f[1] != "large" && f[1] != "small")
        return quoted(f[1]) + " is not a class of cities; it is \"large\" or \"small\", or empty";
    if (std::ranges::find(kBuildings, f[2]) == kBuildings.end())
        return quoted(f[2]) + " is not a building; it is dwelling, renewal_dwelling, elderly, nursery, school or ward";
    if (f[3] != "great_cold" && f[3] != "winter_solstice")
        return quoted(f[3]) + " is not a day; it is \"great_cold\" or \"winter_solstice\"";
    auto const hours = number_of<double>(f[4]), from = number_of<double>(f[5]), to = number_of<double>(f[6]);
    if (!from || !to || !(*from >= 0 && *from < *to && *to <= 24))
        return quoted(f[5]) + " to " + quoted(f[6]) + " is no part of a day; write hours of true solar time";
    if (!hours || !(*hours > 0 && *hours <= *to - *from))
        return quoted(f[4]) + " is no number of hours between 0 and the length of its band";
    rule = {*zones,
            std::string(f[1]),
            std::string(f[2]),
            f[3] == "great_cold" ? SunDay::great_cold : SunDay::winter_solstice,
            *hours,
            *from,
            *to};
    return {};
}

}  // namespace

base::Result<std::vector<SunRule>> parse_sunlight_rules(std::string_view csv, std::string const& file) {
    constexpr std::array<std::string_view, 7> kColumns{"zones", "city", "building", "day", "hours", "from", "to"};
    auto const rows = read_csv(csv, kColumns, file);
    if (!rows) return rows.error();
    std::vector<SunRule> rules;
    for (CsvRow const& row : *rows)
        if (std::string const wrong = read_row(row.fields, rules.emplace_back()); !wrong.empty())
            return csv_error(file, row.line, wrong);
    return rules;
}

SunRule const* find_rule(std::span<SunRule const> rules, int zone, CityClass city, std::string_view building) {
    std::string_view const word = city == CityClass::large ? "large" : "small";
    SunRule const* best = nullptr;
    int most_said = -1;
    for (SunRule const& rule : rules) {
        if (rule.building != building || (!rule.city.empty() && rule.city != word)) continue;
        if (!rule.zones.empty() && std::ranges::find(rule.zones, zone) == rule.zones.end()) continue;
        int const said = int{!rule.zones.empty()} + int{!rule.city.empty()};
        if (said <= most_said) continue;
        most_said = said;
        best = &rule;
    }
    return best;
}

twin::Name name(SunDay day) {
    return day == SunDay::great_cold ? twin::Name{"大寒日", "Great Cold day"} : twin::Name{"冬至日", "winter solstice"};
}

twin::Name sunlight_notice() { return {"辅助参考，非审批依据", "For reference only, no basis for approval"}; }

}  // namespace analysis
