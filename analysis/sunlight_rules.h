// How much sun a building is owed: a table, because cities and years differ (GB 50180-2018 4.0.9, DOMAIN 9.1).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "twin/name.h"

namespace analysis {

/// The day that is judged: the year's shortest, or the coldest by the old calendar.
enum class SunDay : std::uint8_t { great_cold, winter_solstice };  ///< 大寒日, 冬至日
enum class CityClass : std::uint8_t { large, small };              ///< at least 500,000 residents, or fewer

struct SunRule {
    std::vector<int> zones;  ///< climate zones 1 to 7 (Ⅰ to Ⅶ); empty: any
    std::string city;        ///< "large", "small"; empty: any
    std::string building;    ///< "dwelling", "renewal_dwelling", "elderly", "nursery", "school", "ward"
    SunDay day = SunDay::great_cold;
    double hours = 0;          ///< of sun, at least
    double from = 8, to = 16;  ///< true solar time: the band in which sun counts
};

/// CSV `zones,city,building,day,hours,from,to`; zones apart by spaces.
base::Result<std::vector<SunRule>> parse_sunlight_rules(std::string_view csv, std::string const& file);

/// The row that holds: one that names zone and city before one that leaves them open, then the earlier. Null: none
/// does.
SunRule const* find_rule(std::span<SunRule const> rules, int zone, CityClass city, std::string_view building);

twin::Name name(SunDay day);
/// To be shown wherever hours of sun are: the program helps to look, it does not decide.
twin::Name sunlight_notice();

}  // namespace analysis
