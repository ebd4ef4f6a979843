// Early warning (未诉先办, DOMAIN 8): three ways to see that one matter at one place has become more than chance or
// more than anyone should put up with. Plain data in, alerts out, each with its reasons; nothing here acts by itself.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "analysis/cases.h"
#include "analysis/ears.h"
#include "analysis/scan_statistic.h"
#include "analysis/work_calendar.h"
#include "twin/name.h"

namespace analysis {

enum class AlertKind : std::uint8_t {
    rule,    ///< 三次规则: so many matters of one class at one place
    series,  ///< a community's or the district's count against its own past: EARS C2, Poisson where counts are small
    scan     ///< the space-time permutation scan
};
enum class AlertLevel : std::uint8_t { blue, yellow, orange, red };  ///< 蓝 黄 橙 红

/// Thresholds are a district's own; these defaults are for reference.
struct WarningRules {
    int rule_count = 3, rule_days = 30;
    double rule_cell = 50;  ///< metres: what counts as one place where no building is known

    std::vector<int> windows{1, 7};  ///< days up to today that a series is looked at
    int baseline_days = 56, lag_days = 2;
    int least = 3;                    ///< cases in the window
    double false_alarms_a_month = 1;  ///< that all series together may raise if nothing ever happens
    double small_count = 5;           ///< expected; from here on a day must also lie above C2's threshold
    EarsRules ears;

    ScanRules scan;
    double scan_cell = 250;        ///< metres
    double recurrence_days = 100;  ///< scans of all classes together, run once a day, find so much so often by chance

    std::vector<std::string> safety_classes;        ///< prefixes: red from ten cases on, whatever the significance
    std::map<std::string, twin::Name> class_names;  ///< beside what tickets say; the code stands in for English
};

struct Alert {
    std::string id;  ///< kind, class, place and day of the first case; one of a kind in one run
    AlertKind kind = AlertKind::rule;
    AlertLevel level = AlertLevel::blue;
    std::string class_code;
    twin::Name class_name;
    std::int32_t area = -1;  ///< into Locator::areas(); -1: the whole district, or a place outside all of them
    std::string place;       ///< building (b), square of a rule (c) or a scan's middle (s); empty for a series
    base::Vec2d centre;      ///< local metres
    double radius = 0;       ///< metres; 0: no circle
    std::vector<base::Vec2d> outline;  ///< round what has a point; may be empty
    int count = 0, days = 0;           ///< cases in the days up to today
    int repeats = 0;                   ///< further calls about them
    double expected = -1;              ///< below 0: a rule has none
    double z = 0;                      ///< of series
    double p = 1;                      ///< of this one test: predictive tail, or the scan's
    double adjusted_p = 1;             ///< that any test of its kind in this run would by chance; levels go by it
    base::UtcMs first = base::kNoTime, last = base::kNoTime;  ///< cases
    std::vector<std::string> evidence;                        ///< ids of tickets, by time
    twin::Name why;                                           ///< one sentence
};

/// All alerts that hold at `now` (cases after it are left out), the most urgent first: by level, then adjusted p, then
/// id. Days are China's; the day of `now` counts as a whole one, which makes alarms in its course rarer, never more.
/// Cases older than `scan.history` days are not needed.
std::vector<Alert> warn(Cases const& cases, std::span<twin::Locator::Area const> areas, WorkCalendar const& calendar,
                        WarningRules const& rules, base::UtcMs now);

/// What a rule calls one place: the building, or a square of the ground; empty where it is not known well enough.
std::string rule_place(Case const& one, WarningRules const& rules);

/// Whether a case is of the class, and lies where an alert counts, on whatever day.
bool counts_for(Alert const& alert, Case const& one, WarningRules const& rules);

/// DOMAIN 8: blue a rule; yellow z >= 3 and n >= 3; orange z >= 4 and n >= 5, or p <= 0.01; red n >= 10 and p <= 0.002
/// or a safety class. p is `adjusted_p`.
AlertLevel level_of(Alert const& alert, WarningRules const& rules);

/// `why` from the rest; `area` is the name of its place.
twin::Name explain(Alert const& alert, twin::Name const& area, WarningRules const& rules);

}  // namespace analysis
