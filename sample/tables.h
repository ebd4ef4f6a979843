// The sample's own tables of ticket classes and event types: data/*.csv, carried by the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sample/content.h"

namespace sample {

/// Who and where a matter comes from.
enum class Where : std::uint8_t { anyone, homes, village, market, industry, site, road, station, count };
/// When in the day.
enum class Hours : std::uint8_t { any, day, office, evening, night, count };

struct TicketClass {
    std::string code;
    Name name;
    std::string path;
    std::string kind;
    double weight = 1;
    Where where = Where::anyone;
    Hours hours = Hours::day;
    double direct = 0;         ///< share answered on the phone
    double median_hours = 24;  ///< from acceptance to the end
    int workdays = 5;          ///< limit
    std::string urgency;
};

struct EventType {
    std::string type;
    std::string zh;
    std::string raw;  ///< the vendor's word
    double weight = 1;
    Where scene = Where::anyone;
    Hours hours = Hours::any;
    double sightings = 1;  ///< mean number a case
    double every_minutes = 10;
    int level = 0;
};

std::vector<TicketClass> ticket_classes();
std::vector<EventType> event_types();
/// As they are in data/, to lie beside the district.
std::string_view ticket_classes_csv();

}  // namespace sample
