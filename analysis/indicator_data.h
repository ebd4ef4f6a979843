// What indicators are worked out from: one moment of a district, its things already laid to zones. Plain data, so that
// a window, a report and a test fill it alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/disclosure.h"
#include "base/time.h"
#include "base/vec.h"
#include "twin/name.h"
#include "twin/records.h"

namespace analysis {

/// Communities, or whatever the smallest areas of a district are.
struct IndicatorZone {
    std::string id;
    twin::Name name;
    std::vector<std::vector<base::Vec2d>> rings;  ///< outer ring first; local metres
};

/// What stands and lies in a zone, or in the whole district. Areas of ground are counted in squares of `kGroundCell`.
struct GroundSums {
    double area_m2 = 0, green_m2 = 0, water_m2 = 0;
    double road_m = 0, main_road_m = 0;  ///< without footpaths; tertiary and wider
    std::uint64_t buildings = 0, tall = 0;
    double footprint_m2 = 0, floor_m2 = 0, tallest_m = 0, storeys = 0;
    std::array<double, 10> floor_by_use{};  ///< by twin::Use
    std::uint64_t dated = 0, old = 0;       ///< buildings whose year is known; those over 30 years of them
    double years = 0;                       ///< sum of ages of the dated
};
inline constexpr double kGroundCell = 10;  ///< metres; more in districts of thousands of square kilometres
inline constexpr double kTall = 27;        ///< metres: the usual bound of 高层住宅
inline constexpr int kOldYears = 30;

struct RoadPoint {
    base::Vec2d at;
    float metres = 0;  ///< of road it stands for
    std::int32_t zone = -1;
};

struct IndicatorGround {
    GroundSums all;
    std::vector<GroundSums> zones;
    std::vector<RoadPoint> roads;
};

/// `zone`: into the zones; -1: in none of them, or nobody knows. Counted in the district all the same.
struct IndicatorData {
    base::UtcMs now = 0;
    base::UtcMs known_from = base::kNoTime;  ///< nothing is known of what was before
    std::size_t zones = 0;
    DisclosureRules rules;

    struct Ticket {
        twin::Ticket ticket;  ///< with its limit, as it stood at `now`
        std::int32_t zone = -1;
    };
    struct Event {
        std::string type, workflow;
        base::UtcMs first = base::kNoTime, last = base::kNoTime, ended = base::kNoTime;
        std::uint8_t level = 0;
        std::uint32_t sightings = 1;
        std::int32_t zone = -1;
    };
    struct Camera {
        twin::DeviceStatus status = twin::DeviceStatus::unknown;
        std::optional<twin::CameraPose> pose;
        base::Vec2d at;
        std::int32_t zone = -1;
    };
    struct Device {
        std::string type;
        twin::DeviceStatus status = twin::DeviceStatus::unknown;
        std::optional<double> value;
        base::UtcMs at = base::kNoTime;
        std::int32_t zone = -1;
    };
    /// As it may be published (app/population.h). Zone -1: the whole district.
    struct People {
        std::string measure;          ///< twin::PopulationCell::measure
        std::optional<double> count;  ///< none: hidden
        std::array<double, 3> by_age{-1, -1, -1};
        std::int32_t zone = -1;
    };
    struct Value {
        std::string id;
        double value = 0;
        base::UtcMs at = base::kNoTime;
        std::int32_t zone = -1;  ///< -1: the whole district
    };
    std::vector<Ticket> tickets;
    std::vector<Event> events;
    std::vector<Camera> cameras;
    std::vector<Device> devices;
    std::vector<People> people;
    std::vector<Value> values;
    std::uint32_t feeds = 0, feeds_in_order = 0;
    // When something of the kind was last heard; kNoTime: no feed reports it.
    base::UtcMs tickets_heard = base::kNoTime, events_heard = base::kNoTime, cameras_heard = base::kNoTime;
    base::UtcMs devices_heard = base::kNoTime, people_heard = base::kNoTime;
    IndicatorGround const* ground = nullptr;  ///< null: nothing is known of it
};

}  // namespace analysis
