// Where the sample's history happens: buildings with people, communities, cameras, devices, two outbreaks.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "geo/frame.h"
#include "sample/areas.h"
#include "sample/content.h"
#include "sample/plan.h"
#include "sample/tables.h"

namespace sample {

/// A building as those who live or work there know it.
struct Home {
    std::string id;
    Vec2d at;  ///< local metres, inside
    geo::LonLat place;
    Use use = Use::residential;
    std::string address;
    std::uint32_t community = 0;
    std::int32_t residents = 0, workers = 0;
    std::array<std::int32_t, 3> by_age{};  ///< 0-14, 15-59, 60 and more
    std::int32_t households = 0;
};

struct SettingCamera {
    std::string id;  ///< 20 digits after GB/T 28181
    Name name;
    std::string stream;  ///< "live/video/gate.mp4"; empty: none
    geo::LonLat place;
    Vec2d at;
    Where scene = Where::road;
    std::uint32_t community = 0;
    float heading = 0, pitch = -20, field_of_view = 60, height = 6, reach = 60;
};

/// Something measured: where, and what about.
struct Station {
    std::string id, type, name, unit;
    geo::LonLat place;
};

/// More of one matter than there should be, planted so that early warning has something to find.
struct Outbreak {
    std::string class_code;
    std::string event_type;  ///< that cameras see more of there; empty: none
    Vec2d centre;
    geo::LonLat place;
    double radius = 0;         ///< metres
    base::UtcMs from = 0;      ///< a midnight in China's time
    std::vector<int> per_day;  ///< tickets beyond the usual, from that day on
    Name what;
    std::string community;
};

struct Setting {
    Areas areas;
    std::vector<Home> homes;
    std::vector<SettingCamera> cameras;
    std::vector<Station> stations;     ///< water level, manholes: the feed `devices`
    std::vector<Station> environment;  ///< air and noise: the feed that dies
    std::vector<Vec2d> sites;          ///< where something is being built
    std::vector<Outbreak> outbreaks;
    std::size_t works_going = 0, works_late = 0;  ///< of the district's projects, when the history ends
};

/// WGS84 of local metres.
std::vector<geo::LonLat> lonlats(std::vector<Vec2d> points);
/// The place so many metres further; good to centimetres over some tens of metres.
geo::LonLat moved(geo::LonLat place, Vec2d metres);

/// `content` as it was written: its buildings are numbered from 1. `cameras`: how many. `until`: when the history ends;
/// the second outbreak is in full course then.
Setting make_setting(Plan const& plan, Content const& content, std::uint32_t cameras, base::UtcMs until);

}  // namespace sample
