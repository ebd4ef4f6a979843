// What a district owns: schools, the hospital, the civic centre, the stadium, the station.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "sample/fill.h"
#include "sample/names.h"

namespace sample {

namespace {

Building civic(Ring ring, Use use, int floors, double height, int year, Name name = {}) {
    return {.shape = {std::move(ring), {}},
            .use = use,
            .floors = floors,
            .height = height,
            .year = year,
            .name = std::move(name)};
}

/// A stadium-shaped running track: straights along y.
Ring track(double length, double width) {
    Ring ring;
    double const r = width / 2, straight = length / 2 - r;
    for (int i = 0; i <= 12; ++i) {
        double const a = std::numbers::pi * i / 12;
        ring.push_back({r * std::cos(a), straight + r * std::sin(a)});
    }
    for (int i = 0; i <= 12; ++i) {
        double const a = std::numbers::pi * (1 + i / 12.0);
        ring.push_back({r * std::cos(a), -straight + r * std::sin(a)});
    }
    return ring;
}

bool playground(Site& site, double size) {
    Extent const e = site.extent();
    for (double y = e.min_y + 5; y < e.max_y; y += 6) {
        for (double x = e.min_x + 5; x < e.max_x; x += 6) {
            Vec2d const at = Vec2d{x + 45 * size, y + 88 * size};
            Ring oval = placed(track(170 * size, 86 * size), at);
            if (!site.fits(oval, 3)) continue;
            site.reserve(oval);
            site.ground(std::move(oval), Cover::sports);
            site.garden(placed(track(146 * size, 62 * size), at));
            return true;
        }
    }
    return false;
}

/// Tries the building on a grid of places, from the north-west, and takes the first that is free.
bool place_somewhere(Site& site, Building building, double clearance) {
    Extent const e = site.extent();
    Shape const shape = building.shape;
    for (double y = e.max_y - 6; y > e.min_y; y -= 5) {
        for (double x = e.min_x + 6; x < e.max_x; x += 5) {
            building.shape = placed(shape, {x, y});
            if (site.fits(building.shape.outer, clearance)) return site.place(std::move(building), clearance);
        }
    }
    return false;
}

/// Lawns with trees wherever the paving would else be bare.
void lawns(Site& site, int wanted) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (int i = 0; i < wanted * 6 && wanted > 0; ++i) {
        double const w = random.between(14, 30), d = random.between(12, 24);
        Vec2d const at{random.between(e.min_x, e.max_x), random.between(e.min_y, e.max_y)};
        Ring lawn = placed(rounded(w, d, 5, 16), at);
        if (!site.fits(lawn, 6)) continue;
        site.reserve(lawn);
        site.garden(std::move(lawn));
        for (int k = 0; k < 6; ++k)
            site.tree(at + Vec2d{random.between(-w, w) * 0.38, random.between(-d, d) * 0.38}, Tree::broadleaf,
                      random.between(0.6, 0.95));
        --wanted;
    }
}

void courts(Site& site, int wanted) {
    Extent const e = site.extent();
    for (double y = e.min_y + 14; y < e.max_y && wanted > 0; y += 21) {
        for (double x = e.min_x + 18; x < e.max_x && wanted > 0; x += 35) {
            Ring court = placed(rectangle(30, 16), {x, y});
            if (!site.fits(court, 4)) continue;
            site.reserve(court);
            site.ground(std::move(court), Cover::sports);
            --wanted;
        }
    }
}

}  // namespace

void fill_school(Site& site) {
    if (site.empty() || site.width() < 50) return;
    // The cell is cut in two; the wider part is the school, the other its neighbourhood.
    Vec2d const grid = site.plan().to_grid(site.axes().origin);
    double const middle = (site.plan().column_line(site.block().cell.column).at +
                           site.plan().column_line(site.block().cell.column + 1).at) /
                          2;
    if (grid.x > middle) return fill_housing(site);
    site.carpet(Cover::green, 3);
    int const year = site.random().whole(1996, 2018);
    bool const full = playground(site, 1);
    if (!full) playground(site, 0.7);
    Name const name = community_name(site.plan(), site.block().cell, 7);
    Extent const e = site.extent();
    site.ground(placed(rectangle(e.width() * 0.86, 120), {e.centre().x, e.max_y - 74}), Cover::plaza);
    Building main = civic(e_shape(86, 50, 13), Use::school, 5, 20.5, year, {name.zh + "学校", name.en + " School"});
    if (place_somewhere(site, main, 8)) site.landmark(site.extent().centre(), main.name, 35);
    place_somewhere(site, civic(u_shape(58, 40, 12), Use::school, 5, 20.5, year), 9);
    Building gym = civic(rectangle(42, 28), Use::school, 1, 14, year);
    gym.roof = Roof::hipped;
    gym.roof_height = 3;
    place_somewhere(site, gym, 8);
    place_somewhere(site, civic(slab(3, 15, 14), Use::school, 6, 20, year), 9);
    place_somewhere(site, civic(l_shape(40, 30, 13), Use::school, 4, 16, year), 8);
    courts(site, 4);
}

void fill_hospital(Site& site) {
    if (site.empty() || site.width() < 60 || site.depth() < 50) return;
    Vec2d const c = site.extent().centre();
    if (site.depth() < 135) {
        site.carpet(Cover::block, 3);
        place_somewhere(site, civic(u_shape(70, 40, 14), Use::hospital, 6, 25, 2009), 9);
        place_somewhere(site, civic(slab(3, 16, 16), Use::hospital, 9, 33, 2009), 9);
        courts(site, 1);
        return;
    }
    site.carpet(Cover::green, 3);
    Name const name{"示范区人民医院", "Sample District Hospital"};
    Ring const podium = plus_shape(150, 96, 96, 52);
    if (site.place(civic(placed(podium, c), Use::hospital, 4, 20, 2016, name), 8)) {
        for (double const x : {-44.0, 44.0}) {
            site.stack({.shape = {placed(slab(4, 13, 20), c + Vec2d{x * 0.75, 8}), {}},
                        .use = Use::hospital,
                        .floors = 15,
                        .base = 20,
                        .height = 77,
                        .year = 2016});
        }
        site.landmark(c, name, 60);
    }
    for (int i = 0; i < 4; ++i) place_somewhere(site, civic(rectangle(44, 18), Use::hospital, 5, 20, 2004), 10);
    courts(site, 0);
}

void fill_civic(Site& site) {
    if (site.empty() || site.width() < 60 || site.depth() < 40) return;
    site.carpet(Cover::plaza, 3.4);
    Vec2d const c = site.extent().centre();
    if (site.depth() > 110) {
        Building hall = civic(placed(u_shape(150, 56, 24), c + Vec2d{0, 14}), Use::public_service, 9, 40, 2008,
                              {"市民中心", "Civic Centre"});
        site.place(std::move(hall), 6);
        site.landmark(c, {"市民中心", "Civic Centre"}, 70);
        for (double const x : {-46.0, 0.0, 46.0}) {
            Ring lawn = placed(rectangle(36, 30), c + Vec2d{x, -36});
            if (!site.fits(lawn, 1)) continue;
            site.reserve(lawn);
            site.garden(std::move(lawn));
            for (double const dx : {-14.0, 14.0}) site.tree(c + Vec2d{x + dx, -36}, Tree::broadleaf, 0.9);
        }
    }
    Building library = civic(rounded(66, 42, 2.6, 32), Use::public_service, 5, 26, 2017, {"图书馆", "Library"});
    if (place_somewhere(site, library, 10)) site.landmark(c + Vec2d{-60, 20}, library.name, 45);
    place_somewhere(site, civic(arc_slab(80, 28, 12), Use::public_service, 4, 24, 2017, {"美术馆", "Art Museum"}), 10);
    place_somewhere(site, civic(plus_shape(46, 46, 24, 24), Use::public_service, 4, 20, 2012), 10);
}

void fill_sports(Site& site) {
    if (site.empty() || site.width() < 120 || site.depth() < 120) return;
    site.carpet(Cover::plaza, 3.4);
    Vec2d const c = site.extent().centre();
    Shape stand{rounded(196, 158, 2.3, 48), {}};
    Ring field = rounded(138, 98, 2.6, 48);
    std::reverse(field.begin(), field.end());
    stand.holes.push_back(std::move(field));
    Building stadium{.shape = placed(stand, c, 0),
                     .use = Use::public_service,
                     .floors = 3,
                     .height = 24,
                     .year = 2011,
                     .name = {"体育中心", "Sports Centre"}};
    Vec2d at = c;
    for (int i = 0; i < 240 && !site.fits(stadium.shape.outer, 3); ++i) {  // outwards on a spiral
        at = c + Vec2d{std::cos(i * 0.5), std::sin(i * 0.5)} * (i * 0.4);
        stadium.shape = placed(stand, at);
    }
    if (site.place(std::move(stadium), 3)) {
        site.ground(placed(rounded(136, 96, 2.6, 48), at), Cover::sports);
        site.garden(placed(rectangle(100, 62), at));
        site.landmark(at, {"体育中心", "Sports Centre"}, 65);
    }
    Building gym = civic(rounded(86, 70, 2.4, 36), Use::public_service, 2, 22, 2011, {"体育馆", "Gymnasium"});
    place_somewhere(site, gym, 12);
    Building pool = civic(rounded(70, 44, 4, 28), Use::public_service, 2, 17, 2011, {"游泳馆", "Swimming Hall"});
    place_somewhere(site, pool, 12);
    playground(site, 0.75);
    courts(site, 10);
    lawns(site, 12);
}

namespace {

/// Behind the tracks: coaches, cars, two hotels.
void station_back(Site& site) {
    Extent const e = site.extent();
    site.place(civic(placed(rectangle(26, 150), {e.min_x + 24, 0}), Use::transport, 3, 15, 2019,
                     {"东广场候车楼", "East Hall"}),
               4);
    for (int i = 0; i < 3; ++i)
        place_somewhere(site, civic(rectangle(40, 30), Use::commercial, 12 + 3 * i, 48 + 11.0 * i, 2020), 14);
    // Coach bays, then cars, with trees between the rows.
    for (double y = e.min_y + 40; y < e.max_y - 30; y += 74) {
        for (double const x : {e.min_x + 84, e.max_x - 52}) {
            Ring park = placed(rectangle(72, 52), {x, y});
            if (!site.fits(park, 3)) continue;
            site.reserve(park);
            site.ground(park, Cover::parking);
            for (double const dy : {-17.0, 0.0, 17.0}) {
                site.garden(placed(rectangle(66, 2.4), {x, y + dy}));
                for (double dx = -30; dx <= 30; dx += 10) site.tree({x + dx, y + dy}, Tree::broadleaf, 0.62);
            }
        }
    }
}

/// The square between the avenue and the hall: a fountain on the axis, lawns and bosquets at its sides.
void station_square(Site& site, Vec2d hall) {
    double const x = hall.x - 36, left = site.extent().min_x;
    Vec2d const middle{(x + left) / 2, hall.y};
    site.ground(placed(rounded(34, 34, 2, 28), middle), Cover::water);
    for (double const side : {-1.0, 1.0}) {
        for (double const row : {0.0, 1.0}) {
            Vec2d const at = middle + Vec2d{0, side * (46 + row * 46)};
            double const width = std::max(20.0, (x - left) - 34);
            site.garden(placed(rectangle(width, 26), at));
            for (double dx = -width / 2 + 6; dx < width / 2 - 4; dx += 9) {
                for (double const dy : {-7.0, 7.0})
                    site.tree(at + Vec2d{dx, dy}, row > 0 ? Tree::broadleaf : Tree::palm, 0.85);
            }
        }
    }
    site.reserve(placed(rectangle(x - left, 232), middle));
}

}  // namespace

void fill_station(Site& site) {
    if (site.empty() || site.width() < 60) return;
    site.carpet(Cover::plaza, 3.4);
    if (site.plan().to_grid(site.axes().origin).x > Plan::kRailU) return station_back(site);
    Axes const& axes = site.axes();
    Vec2d const at = axes.in(site.plan().to_world(Vec2d{Plan::kRailU - 86, 60}));
    Building hall = civic(placed(rectangle(72, 216), at), Use::transport, 2, 24, 2018, {"示范站", "Sample Station"});
    hall.replaced_by_hall = true;
    if (site.place(std::move(hall), 3)) {
        site.landmark(at, {"示范站", "Sample Railway Station"}, 95, PlaceKind::station);
        double const heading = std::atan2(-axes.right.y, axes.right.x) * 180 / std::numbers::pi;
        site.content().models.push_back({"models/station.glb", axes.out(at), heading, 0});
        site.content().models.push_back(
            {"models/platforms.glb", site.plan().to_world(Vec2d{Plan::kRailU, 60}), heading, 0});
        station_square(site, at);
    }
    Extent const e = site.extent();
    for (double const y : {-1.0, 1.0}) {
        for (double const step : {0.0, 1.0}) {
            Vec2d const corner{e.min_x + 36 + step * 70, at.y + y * 158};
            if (!site.place(civic(placed(chamfered(56, 52, 6), corner), Use::commercial, 4, 21, 2019), 6)) continue;
            int const floors = 22 + static_cast<int>(10 * step);
            site.stack({.shape = {placed(rounded(30, 34, 4, 20), corner), {}},
                        .use = Use::office,
                        .floors = floors,
                        .base = 21,
                        .height = 21 + tall(floors, 3.8),
                        .year = 2019});
        }
        Ring parking = placed(rectangle(130, 56), {e.centre().x - 8, at.y + y * 228});
        if (!site.fits(parking, 2)) continue;
        site.reserve(parking);
        site.ground(std::move(parking), Cover::parking);
    }
    lawns(site, 30);
}

}  // namespace sample
