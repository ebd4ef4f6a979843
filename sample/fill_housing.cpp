// Homes: compounds of towers, older walk-up slabs, villas at the foot of the hills.
#include <algorithm>
#include <cmath>

#include "sample/cutting.h"
#include "sample/fill.h"
#include "sample/names.h"

namespace sample {

namespace {

constexpr double kHomeStorey = 3.0;

/// What all towers of one compound have in common: it was one project of one year.
struct Compound {
    int floors = 28;
    int year = 2012;
    int style = 0;  ///< 0 slabs, 1 butterfly towers, 2 crosses, 3 towers at the edge around a garden
};

Compound plan_compound(Random& random) {
    Compound compound;
    compound.style = random.weighted({32, 34, 16, 18});
    compound.floors = compound.style == 0 ? random.whole(15, 26) : random.whole(24, 33);
    compound.year = random.whole(1999, 2023);
    return compound;
}

struct Outline {
    Ring ring;
    double width, depth;
};

Outline tower_outline(Compound const& compound, Random& random) {
    if (compound.style == 0) {
        int const units = random.whole(2, 3);
        double const unit = random.between(17, 20);
        return {slab(units, unit, 14.5), units * unit, 14.5};
    }
    if (compound.style == 2) {
        double const size = random.between(27, 31);
        return {plus_shape(size, size * 0.92, size * 0.46, size * 0.44), size, size * 0.92};
    }
    double const width = random.between(31, 37), depth = random.between(22, 25);
    return {butterfly(width, depth), width, depth};
}

Building home(Ring ring, int floors, int year) {
    return {.shape = {std::move(ring), {}},
            .use = Use::residential,
            .floors = floors,
            .height = tall(floors, kHomeStorey, 1.5),
            .year = year};
}

/// The lift and plant room that every tower carries, so that no roof is a bare lid.
void crown(Site& site, Vec2d at, double width, double depth, Building const& tower) {
    site.stack({.shape = {placed(rectangle(width, depth), at), {}},
                .use = tower.use,
                .floors = 1,
                .base = tower.height,
                .height = tower.height + 4.5,
                .year = tower.year});
}

void tower_rows(Site& site, Compound const& compound) {
    Random& random = site.random();
    Extent const e = site.extent();
    double const sun_gap = std::clamp(compound.floors * kHomeStorey * 0.42, 24.0, 40.0);
    double const pitch = sun_gap + (compound.style == 0 ? 14.5 : 24);
    int const rows = std::max(1, static_cast<int>((e.height() + sun_gap - 4) / pitch));
    double const spare = e.height() - rows * pitch + sun_gap;
    for (int row = 0; row < rows; ++row) {
        double const y = e.min_y + spare / 2 + (pitch - sun_gap) / 2 + row * pitch;
        double x = e.min_x + (row % 2 ? random.between(8, 16) : random.between(0, 5));
        while (x < e.max_x) {
            Outline const outline = tower_outline(compound, random);
            Vec2d const at{x + outline.width / 2, y + random.between(-3, 3)};
            int const floors = compound.floors - (random.chance(0.35) ? random.whole(1, 5) : 0);
            Building tower = home(placed(outline.ring, at), floors, compound.year);
            Building const like = tower;
            if (site.place(std::move(tower), 11)) {
                if (random.chance(0.55)) crown(site, at + Vec2d{0, 0.5}, 9, 7, like);
                x += outline.width + random.between(13, 21);
            } else {
                x += 4;
            }
        }
    }
}

void tower_ring(Site& site, Compound const& compound) {
    Random& random = site.random();
    Ring edge = site.region().outer;
    edge.push_back(edge.front());
    double const around = length(edge);
    Vec2d const middle = centroid(site.region().outer);
    for (double at = random.between(0, 20); at < around;) {
        PathPoint const here = point_along(edge, at);
        Outline const outline = tower_outline(compound, random);
        Vec2d const inward{-here.direction.y, here.direction.x};
        Vec2d const place = here.at + inward * (outline.depth / 2 + 3);
        bool const flat = std::abs(here.direction.x) > 0.8;
        Ring ring = placed(outline.ring, flat ? place : here.at + inward * (outline.width / 2 + 2));
        if (base::length(place - middle) > 24 &&
            site.place(home(std::move(ring), compound.floors, compound.year), 12)) {
            at += outline.width + 12;
        } else {
            at += 4;
        }
    }
}

/// From the loop straight south to the street, where no shop is in the way; the compound's gate.
void gate_road(Site& site, Ring const& loop, double width) {
    Extent const e = extent_of(loop);
    Ring const kerb = site.axes().in(site.block().shape.outer);
    for (double const share : {0.5, 0.42, 0.58, 0.3, 0.7}) {
        Vec2d const street{e.min_x + e.width() * share, e.min_y - 60};
        Vec2d inner = street, outer = street;
        while (inner.y < e.max_y && !inside(std::span<Vec2d const>(loop), inner)) inner.y += 0.5;
        while (outer.y < e.max_y && !inside(std::span<Vec2d const>(kerb), outer)) outer.y += 0.5;
        Ring const strip = placed(rectangle(width, inner.y - outer.y), (inner + outer) * 0.5);
        if (inner.y >= e.max_y || outer.y >= inner.y || !site.is_free(strip, 0.5)) continue;
        site.reserve(strip);
        return site.road({inner, outer}, RoadClass::service, width);
    }
}

/// A loop road inside the compound's edge.
void service_loop(Site& site) {
    constexpr double kWidth = 5.5;
    if (!site.shrink(3)) return;
    Ring loop = site.region().outer;
    if (loop.size() < 3) return;
    gate_road(site, loop, kWidth);
    loop.push_back(loop.front());
    site.road(std::move(loop), RoadClass::service, kWidth);
    site.shrink(kWidth / 2 + 3.5);
}

void garden(Site& site) {
    Random& random = site.random();
    Extent const e = site.extent();
    Vec2d const c = e.centre();
    if (random.chance(0.3)) {
        Ring pool = placed(rounded(random.between(16, 26), random.between(9, 13), 2.4, 20),
                           c + Vec2d{random.between(-20, 20), random.between(-8, 8)});
        if (site.fits(pool, 4)) {
            site.reserve(pool);
            site.ground(placed(scaled(rounded(26, 14, 3, 20), 1.25), centroid(pool)), Cover::plaza);
            site.ground(std::move(pool), Cover::water);
        }
    }
    if (random.chance(0.4)) {
        Ring court = placed(rectangle(32, 18), c + Vec2d{random.between(-30, 30), random.between(-30, 30)});
        if (site.fits(court, 3)) {
            site.reserve(court);
            site.ground(std::move(court), Cover::sports);
        }
    }
}

void kindergarten(Site& site, int year) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (int attempt = 0; attempt < 8; ++attempt) {
        Vec2d const at{random.between(e.min_x, e.max_x), random.between(e.min_y, e.max_y)};
        Building school{.shape = {placed(l_shape(38, 26, 11), at), {}},
                        .use = Use::school,
                        .floors = 3,
                        .height = 11.5,
                        .year = year};
        if (site.place(std::move(school), 9)) return;
    }
}

}  // namespace

void fill_housing(Site& site) {
    if (site.empty() || site.width() < 36 || site.depth() < 30) return;
    Random& random = site.random();
    Compound const compound = plan_compound(random);
    site.carpet(Cover::green, 4.5);
    bool const shops = random.chance(0.5);
    if (shops) {
        build_frontage(site, {.min_floors = 2, .max_floors = 3, .share = 0.36, .clearance = 6, .year = compound.year});
        if (!site.shrink(15)) return;
    }
    if (site.width() > 90 && site.depth() > 80) service_loop(site);
    if (site.empty()) return;
    if (random.chance(0.3)) kindergarten(site, compound.year);
    compound.style == 3 ? tower_ring(site, compound) : tower_rows(site, compound);
    garden(site);
}

void fill_old_housing(Site& site) {
    if (site.empty() || site.depth() < 16) return;
    Random& random = site.random();
    int const year = random.whole(1984, 1998);
    int const storeys = random.whole(6, 8);
    site.carpet(Cover::block, 2);
    if (random.chance(0.5)) {
        build_frontage(site, {.max_length = 40,
                              .depth = 10,
                              .min_floors = 1,
                              .max_floors = 2,
                              .share = 0.3,
                              .clearance = 5,
                              .year = year + 3});
    }
    Extent const e = site.extent();
    double const pitch = 11.5 + storeys * 2.9 * random.between(0.75, 0.9);
    int const rows = std::max(1, static_cast<int>((e.height() + pitch - 12.5) / pitch));
    double const spare = e.height() - (rows - 1) * pitch - 12;
    for (int row = 0; row < rows; ++row) {
        double const y = e.min_y + 6 + spare / 2 + row * pitch;
        if (row > 0) {
            double const middle = y - pitch / 2;
            site.ground(placed(rectangle(e.width() * 0.8, pitch - 18), {e.centre().x, middle}), Cover::green);
        }
        for (double x = e.min_x + random.between(0, 4); x < e.max_x;) {
            int const units = random.whole(3, 5);
            double const unit = random.between(12.5, 14.5), width = units * unit;
            Building block =
                home(placed(slab(units, unit, 11.5), {x + width / 2, y}), storeys - (random.chance(0.2) ? 1 : 0), year);
            if (random.chance(0.18)) {  // re-roofed with tiles, as many were in the 2000s
                block.roof = Roof::hipped;
                block.roof_height = 2.4;
                block.height += 2.4;
            }
            x += site.place(std::move(block), 4.5) ? width + random.between(5, 8) : 3;
        }
    }
}

void fill_villas(Site& site) {
    if (site.empty()) return;
    Random& random = site.random();
    site.carpet(Cover::green, 3);
    Extent const e = site.extent();
    for (double y = e.min_y + 8; y < e.max_y; y += random.between(29, 35)) {
        for (double x = e.min_x + random.between(4, 12); x < e.max_x;) {
            double const width = random.between(12, 17), depth = random.between(10, 13);
            int const floors = random.whole(2, 3);
            Ring const outline = random.chance(0.4) ? l_shape(width, depth, depth * 0.55) : rectangle(width, depth);
            bool const simple = outline.size() == 4;
            double const roof = simple ? random.between(2.4, 3.4) : 2.2;
            Building villa{
                .shape = {placed(outline, {x + width / 2, y + random.between(-2, 2)}, random.between(-0.12, 0.12)), {}},
                .use = Use::residential,
                .floors = floors,
                .height = tall(floors, 3.3, 0) + roof,
                .roof = random.chance(0.6) ? Roof::gabled : Roof::hipped,
                .roof_height = roof,
                .year = random.whole(1999, 2012)};
            x += site.place(std::move(villa), 6) ? width + random.between(10, 17) : 5;
        }
    }
}

}  // namespace sample
