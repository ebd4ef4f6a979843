#include "sample/setting.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "geo/crs.h"
#include "sample/addresses.h"
#include "sample/frame.h"
#include "sample/random.h"
#include "sample/rhythm.h"
#include "sample/setting_cameras.h"

namespace sample {

namespace {

/// Square metres of floor to one person living or working there; 0: nobody.
struct Crowding {
    double to_live = 0, to_work = 0;
};
Crowding crowding(Use use) {
    switch (use) {
        case Use::residential: return {38, 900};
        case Use::urban_village: return {19, 300};
        case Use::commercial: return {0, 55};
        case Use::office: return {0, 24};
        case Use::industrial: return {600, 65};
        case Use::public_service: return {0, 60};
        case Use::school: return {0, 90};
        case Use::hospital: return {0, 40};
        case Use::transport: return {0, 150};
    }
    return {};
}

/// Shares of 0-14, 15-59 and 60+: the village is young, old housing is old.
std::array<double, 3> ages(Building const& b) {
    if (b.use == Use::urban_village) return {0.09, 0.85, 0.06};
    if (b.year < 2000) return {0.12, 0.62, 0.26};
    return {0.19, 0.69, 0.12};
}

Vec2d inner_place(Building const& b) {
    Vec2d const middle = centroid(b.shape.outer);
    if (inside(b.shape, middle)) return middle;
    // Between a corner's neighbours and the corner: within bends, if not in every one.
    Ring const& ring = b.shape.outer;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Vec2d const p = (ring[i] + ring[(i + 1) % ring.size()] + ring[(i + 2) % ring.size()]) * (1.0 / 3);
        if (inside(b.shape, p)) return p;
    }
    return ring[0];
}

void people(Home& home, Building const& b, Random& random) {
    double const floor = area(b.shape) * std::max(1, b.floors);
    Crowding const crowd = crowding(b.use);
    if (crowd.to_live > 0) home.residents = static_cast<int>(floor / crowd.to_live * random.between(0.55, 1));
    if (crowd.to_work > 0) home.workers = static_cast<int>(floor / crowd.to_work * random.between(0.5, 1));
    auto const share = ages(b);
    home.by_age[0] = static_cast<int>(home.residents * share[0] * random.between(0.8, 1.2));
    home.by_age[2] = static_cast<int>(home.residents * share[2] * random.between(0.8, 1.2));
    home.by_age[1] = home.residents - home.by_age[0] - home.by_age[2];
    home.households = static_cast<int>(std::ceil(home.residents / (b.use == Use::urban_village ? 1.8 : 2.9)));
}

std::vector<Home> homes_of(Plan const& plan, Content const& content, Areas const& areas) {
    Addresses const addresses(content.roads);
    std::vector<Home> homes;
    std::vector<Vec2d> places;
    for (std::size_t i = 0; i < content.buildings.size(); ++i) {
        Building const& b = content.buildings[i];
        Random random(seed_of(plan.seed(), i, 'P'));
        Home home;
        std::array<char, 32> id{};
        std::snprintf(id.data(), id.size(), "B-%06zu", i + 1);
        home.id = id.data();
        home.at = inner_place(b);
        home.use = b.use;
        home.community = static_cast<std::uint32_t>(areas.community_at(plan.to_grid(home.at)));
        Community const& community = areas.communities[home.community];
        home.address = areas.streets[community.street].name.zh + community.name.zh + addresses.at(home.at) + b.name.zh;
        people(home, b, random);
        places.push_back(home.at);
        homes.push_back(std::move(home));
    }
    auto const where = lonlats(std::move(places));
    for (std::size_t i = 0; i < homes.size(); ++i) homes[i].place = where[i];
    return homes;
}

/// Some workplaces apart from each other, with people living near enough to be kept awake.
std::vector<Vec2d> sites_of(std::vector<Home> const& homes, std::uint64_t seed) {
    constexpr std::size_t kSites = 6;
    constexpr double kApart = 450, kHeard = 260;
    std::vector<std::size_t> order(homes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return seed_of(seed, i, 'S'); });
    std::vector<Vec2d> sites;
    for (std::size_t const i : order) {
        if (sites.size() == kSites) break;
        if (homes[i].residents > homes[i].workers || homes[i].workers < 40) continue;
        auto const near = [&](Vec2d p, double radius) { return base::length(p - homes[i].at) < radius; };
        bool const alone = std::ranges::none_of(sites, [&](Vec2d s) { return near(s, kApart); });
        bool const heard =
            std::ranges::any_of(homes, [&](Home const& h) { return h.residents > 50 && near(h.at, kHeard); });
        if (alone && heard) sites.push_back(homes[i].at);
    }
    if (sites.empty() && !homes.empty()) sites.push_back(homes[order[0]].at);
    return sites;
}

/// The community with the most residents, of those in `use` where any are, but not `but`.
std::size_t fullest(Setting const& setting, Use use, std::size_t but) {
    std::vector<std::int64_t> people(setting.areas.communities.size()), wanted = people;
    for (Home const& h : setting.homes) {
        people[h.community] += h.residents;
        if (h.use == use) wanted[h.community] += h.residents;
    }
    if (but < people.size()) people[but] = wanted[but] = -1;
    auto const& most = *std::ranges::max_element(wanted) > 0 ? wanted : people;
    return static_cast<std::size_t>(std::ranges::max_element(most) - most.begin());
}

/// Where the most crowded building of a community stands.
Vec2d crowded_place(Setting const& setting, std::size_t community) {
    Home const* most = &setting.homes.front();
    for (Home const& h : setting.homes)
        if (h.community == community && (most->community != community || h.residents > most->residents)) most = &h;
    return most->at;
}

void plant_outbreaks(Setting& setting, base::UtcMs until) {
    constexpr std::int64_t kChina = 8LL * 3600 * 1000;
    base::UtcMs const midnight = (until + kChina) / kDayMs * kDayMs - kChina;
    std::size_t const village = fullest(setting, Use::urban_village, ~std::size_t{0});
    std::size_t const estate = fullest(setting, Use::residential, village);
    Vec2d const a = crowded_place(setting, village), b = crowded_place(setting, estate);
    auto const places = lonlats({a, b});
    setting.outbreaks.push_back({"010201",
                                 "garbage_exposed",
                                 a,
                                 places[0],
                                 260,
                                 midnight - 146 * kDayMs,
                                 {3, 5, 8, 9, 11, 12, 10, 9, 6, 3},
                                 {"村内垃圾清运中断", "Refuse collection fails in the village"},
                                 setting.areas.communities[village].code});
    setting.outbreaks.push_back({"050102",
                                 "",
                                 b,
                                 places[1],
                                 320,
                                 midnight - 7 * kDayMs,
                                 {2, 4, 7, 9, 12, 11, 9},
                                 {"自来水浑浊", "Turbid tap water after works on a main"},
                                 setting.areas.communities[estate].code});
}

}  // namespace

std::vector<geo::LonLat> lonlats(std::vector<Vec2d> points) {
    for (Vec2d& p : points) p = p + kOrigin;
    auto const transform = geo::Transform::between("EPSG:" + std::to_string(kEpsg), "wgs84");
    std::vector<geo::LonLat> out(points.size());
    if (!transform) return out;
    transform->apply(points);
    for (std::size_t i = 0; i < points.size(); ++i) out[i] = {points[i].x, points[i].y};
    return out;
}

geo::LonLat moved(geo::LonLat place, Vec2d metres) {
    constexpr double kNorth = 110740, kEast = 111320;  // metres a degree at 22.6 degrees north, and at the equator
    double const parallel = kEast * std::cos(place.lat * 0.017453292519943295);
    return {place.lon + metres.x / parallel, place.lat + metres.y / kNorth};
}

Setting make_setting(Plan const& plan, Content const& content, std::uint32_t cameras, base::UtcMs until) {
    Setting setting;
    setting.areas = areas_of(plan);
    setting.homes = homes_of(plan, content, setting.areas);
    setting.sites = sites_of(setting.homes, plan.seed());
    setting.cameras = place_cameras(plan, content, setting, cameras);
    place_stations(plan, content, setting);
    plant_outbreaks(setting, until);
    return setting;
}

}  // namespace sample
