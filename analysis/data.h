// The tables the program carries for a demonstration: for reference only. A customer's own replace them.
#pragma once

#include <string_view>

namespace analysis {

/// What `parse_class_events` reads, with the class codes of the sample's demonstration table.
std::string_view demo_class_events();
/// What `parse_event_limits` reads.
std::string_view demo_event_limits();
/// What `WorkCalendar::parse` reads: 2025 and 2026 as far as known; to be checked against the official notice.
std::string_view demo_holidays();
/// What `parse_sunlight_rules` reads: the national standard's rows as far as known; a city's own rules go first.
std::string_view demo_sunlight_rules();
/// What `parse_time_limits` reads, with the class codes of the sample's demonstration table.
std::string_view demo_time_limits();

}  // namespace analysis
