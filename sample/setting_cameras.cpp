#include "sample/setting_cameras.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numbers>
#include <numeric>

#include "sample/clips.h"
#include "sample/random.h"

namespace sample {

namespace {

struct CameraSpot {
    Vec2d at;
    float heading = 0, pitch = -20, field_of_view = 60, height = 6, reach = 60;
    Where scene = Where::road;
};

float heading_of(Vec2d direction) {
    double const degrees = std::atan2(direction.x, direction.y) * 180 / std::numbers::pi;
    return static_cast<float>(std::fmod(degrees + 360, 360));
}

/// Four to each pole of a crossing: along the arm, and into the streets.
void at_crossings(Content const& content, std::vector<CameraSpot>& spots) {
    for (Pole const& pole : content.camera_poles)
        for (float const turn : {0.F, 90.F, 180.F, 270.F})
            spots.push_back({pole.at, std::fmod(pole.heading + turn, 360.F), -14, 55, 7, 90, Where::road});
}

/// Beside the kerb, every so many metres, looking along the road.
void along_roads(Content const& content, std::vector<CameraSpot>& spots) {
    constexpr double kApart = 85;
    for (std::size_t r = 0; r < content.roads.size(); ++r) {
        Road const& road = content.roads[r];
        if (road.road < RoadClass::residential || road.road == RoadClass::motorway) continue;
        double const whole = length(road.path);
        for (double along = kApart / 2; along < whole; along += kApart) {
            PathPoint const p = point_along(road.path, along);
            double const side = static_cast<int>(along / kApart) % 2 ? 1 : -1;
            Vec2d const left{-p.direction.y, p.direction.x};
            float const heading = heading_of(p.direction * side);
            spots.push_back({p.at + left * (side * (road.width / 2 + 1)), heading, -16, 60, 6, 75, Where::road});
        }
    }
}

Where scene_of(Use use) {
    switch (use) {
        case Use::urban_village: return Where::village;
        case Use::residential: return Where::homes;
        case Use::commercial:
        case Use::office: return Where::market;
        case Use::industrial: return Where::industry;
        default: return Where::anyone;
    }
}

/// Buildings by squares of the ground, to ask what stands at a place.
class Standing {
public:
    explicit Standing(std::vector<Building> const& buildings) : buildings_(buildings) {
        for (std::size_t i = 0; i < buildings.size(); ++i) {
            Extent const e = extent_of(buildings[i].shape.outer);
            for (auto y = cell(e.min_y); y <= cell(e.max_y); ++y)
                for (auto x = cell(e.min_x); x <= cell(e.max_x); ++x) cells_[{x, y}].push_back(i);
        }
    }
    bool at(Vec2d place) const {
        auto const found = cells_.find({cell(place.x), cell(place.y)});
        if (found == cells_.end()) return false;
        return std::ranges::any_of(found->second, [&](std::size_t i) { return inside(buildings_[i].shape, place); });
    }

private:
    static std::int64_t cell(double metres) { return static_cast<std::int64_t>(std::floor(metres / 50)); }
    std::vector<Building> const& buildings_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> cells_;
};

/// On walls at the middle of a side that has some open ground before it, looking out.
void on_buildings(Content const& content, std::vector<CameraSpot>& spots) {
    Standing const standing(content.buildings);
    for (std::size_t i = 0; i < content.buildings.size(); ++i) {
        Building const& b = content.buildings[i];
        if (b.base > 0) continue;
        Ring const& ring = b.shape.outer;
        for (std::size_t k = 0; k < ring.size(); ++k) {
            std::size_t const side = (seed_of(i, 'W') + k) % ring.size();
            Vec2d const a = ring[side], c = ring[(side + 1) % ring.size()], along = c - a;
            if (base::length(along) < 4) continue;
            Vec2d const out = Vec2d{along.y, -along.x} * (1 / base::length(along)), middle = (a + c) * 0.5;
            bool const open = std::ranges::none_of(std::array{1.0, 4.0, 8.0, 12.0},
                                                   [&](double away) { return standing.at(middle + out * away); });
            if (!open) continue;
            spots.push_back({middle + out * 0.8, heading_of(out), -24, 78, 3.8F, 35, scene_of(b.use)});
            break;
        }
    }
}

/// Roads go on where no one lives.
Extent built_up(Setting const& setting) {
    Extent extent;
    for (Home const& home : setting.homes) extent.add(home.at);
    return extent.grown(60);
}

std::string camera_id(std::size_t number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%s01001320%06zu", kDistrictCode, number);
    return text.data();
}

Where final_scene(CameraSpot const& spot, Content const& content, Setting const& setting) {
    auto const near = [&](Vec2d p, double radius) { return base::length(p - spot.at) < radius; };
    for (Vec2d const& site : setting.sites)
        if (near(site, 110)) return Where::site;
    for (Place const& place : content.places)
        if (place.kind == PlaceKind::station && near(place.at, 170)) return Where::station;
    return spot.scene;
}

}  // namespace

std::vector<SettingCamera> place_cameras(Plan const& plan, Content const& content, Setting const& setting,
                                         std::uint32_t count) {
    std::vector<CameraSpot> spots, rest;
    at_crossings(content, spots);
    along_roads(content, rest);
    on_buildings(content, rest);
    Extent const near = built_up(setting);
    auto const far = [&](CameraSpot const& spot) { return !near.contains(spot.at); };
    std::erase_if(spots, far);
    std::erase_if(rest, far);
    // Crossings first, then the others mixed, until there are enough.
    std::vector<std::size_t> order(rest.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return seed_of(plan.seed(), i, 'K'); });
    for (std::size_t const i : order) spots.push_back(rest[i]);
    if (spots.size() > count) spots.resize(count);

    std::vector<SettingCamera> cameras;
    std::vector<Vec2d> places;
    for (CameraSpot const& spot : spots) {
        SettingCamera camera;
        camera.id = camera_id(cameras.size() + 1);
        camera.at = spot.at;
        camera.scene = final_scene(spot, content, setting);
        camera.community = static_cast<std::uint32_t>(setting.areas.community_at(plan.to_grid(spot.at)));
        std::string const number = std::to_string(cameras.size() + 1);
        Name const& community = setting.areas.communities[camera.community].name;
        camera.name = {community.zh + number + "号", community.en + " No. " + number};
        camera.heading = std::round(spot.heading);
        camera.pitch = spot.pitch;
        camera.field_of_view = spot.field_of_view;
        camera.height = spot.height;
        camera.reach = spot.reach;
        std::string_view const clip = clip_of(cameras.size(), camera.scene);
        if (!clip.empty()) camera.stream = std::string("live/video/").append(clip);
        places.push_back(spot.at);
        cameras.push_back(std::move(camera));
    }
    auto const where = lonlats(std::move(places));
    for (std::size_t i = 0; i < cameras.size(); ++i) cameras[i].place = where[i];
    return cameras;
}

void place_stations(Plan const& plan, Content const& content, Setting& setting) {
    std::vector<Vec2d> places;
    auto const numbered = [](char const* form, std::size_t number) {
        std::array<char, 48> text{};
        std::snprintf(text.data(), text.size(), form, number);
        return std::string(text.data());
    };
    // In the river, between its bridges, where the district reaches so far.
    Extent const near = built_up(setting);
    for (std::size_t i = 0; i < 5; ++i) {
        Vec2d const at = plan.to_world(Vec2d{-1700.0 + 800.0 * static_cast<double>(i), plan.river_v(0)});
        if (!near.contains(at)) continue;
        setting.stations.push_back(
            {numbered("WL-%02zu", i + 1), "water_level", numbered("清澜河%zu号水位", i + 1), "m", {}});
        places.push_back(at);
    }
    std::size_t number = 0;
    for (std::size_t i = 0; i < content.roads.size() && number < 24; ++i) {
        Road const& road = content.roads[i];
        bool const chosen = road.road >= RoadClass::tertiary && seed_of(plan.seed(), i, 'm') % 3 == 0;
        Vec2d const at = point_along(road.path, length(road.path) / 2).at;
        if (!chosen || !near.contains(at)) continue;
        setting.stations.push_back(
            {numbered("MH-%03zu", ++number), "manhole", numbered("%zu号井盖", number), "deg", {}});
        places.push_back(at);
    }
    std::size_t const homes = setting.homes.size();
    for (std::size_t i = 0; i < 8 && i < homes; ++i) {
        Home const& home = setting.homes[seed_of(plan.seed(), i, 'A') % homes];
        bool const air = i % 4 != 3;
        setting.environment.push_back({numbered(air ? "AQ-%02zu" : "NS-%02zu", i + 1),
                                       air ? "air" : "noise",
                                       numbered(air ? "%zu号空气站" : "%zu号噪声站", i + 1),
                                       air ? "ug/m3" : "dB",
                                       {}});
        places.push_back(home.at);
    }
    auto const where = lonlats(std::move(places));
    std::size_t next = 0;
    for (Station& s : setting.stations) s.place = where[next++];
    for (Station& s : setting.environment) s.place = where[next++];
}

}  // namespace sample
