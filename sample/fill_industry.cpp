// Industry: long halls, sheds, an office front, workers' dormitories, yards.
#include <algorithm>
#include <cmath>

#include "sample/fill.h"

namespace sample {

namespace {

Building hall(Random& random, double width, double depth) {
    int const kind = random.weighted({42, 33, 25});
    double const eaves = std::round(random.between(8, 14) * 2) / 2;
    double const roof = kind == 0 ? 0 : kind == 1 ? std::min(depth * 0.11, 4.5) : 2.6;
    return {.shape = {rectangle(width, depth), {}},
            .use = Use::industrial,
            .floors = kind == 0 ? random.whole(2, 5) : 1,
            .height = (kind == 0 ? eaves + 6 : eaves) + roof,
            .roof = kind == 0   ? Roof::flat
                    : kind == 1 ? Roof::gabled
                                : Roof::skillion,
            .roof_height = roof,
            .year = random.whole(1992, 2019)};
}

void tanks(Site& site) {
    Random& random = site.random();
    Extent const e = site.extent();
    Vec2d const corner{random.between(e.min_x + 10, e.max_x - 50), random.between(e.min_y + 10, e.max_y - 30)};
    for (int i = 0; i < 6; ++i) {
        Vec2d const at = corner + Vec2d{(i % 3) * 15.0, (i / 3) * 15.0};
        site.place({.shape = {placed(rounded(11, 11, 2, 20), at), {}},
                    .use = Use::industrial,
                    .floors = 1,
                    .height = 9.0 + (i % 2) * 3,
                    .year = 2004},
                   2.5);
    }
}

void sheds(Site& site, int wanted) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (int i = 0; i < wanted * 4 && wanted > 0; ++i) {
        double const width = random.between(8, 20), depth = random.between(6, 10);
        Vec2d const at{random.between(e.min_x, e.max_x), random.between(e.min_y, e.max_y)};
        Building shed{.shape = {placed(rectangle(width, depth), at, random.chance(0.5) ? 0 : 1.5707963), {}},
                      .use = Use::industrial,
                      .floors = 1,
                      .height = 5.2,
                      .roof = Roof::skillion,
                      .roof_height = 0.9,
                      .year = 2010,
                      .dispensable = 1 + static_cast<std::uint32_t>(random.bits() >> 34)};
        wanted -= site.place(std::move(shed), 5);
    }
}

}  // namespace

void fill_industry(Site& site) {
    if (site.empty() || site.width() < 30 || site.depth() < 24) return;
    Random& random = site.random();
    site.carpet(Cover::green, 2.5);
    site.carpet(Cover::parking, 7);
    build_frontage(site, {.min_length = 36,
                          .max_length = 60,
                          .depth = 15,
                          .min_floors = 4,
                          .max_floors = 6,
                          .storey = 3.6,
                          .use = random.chance(0.5) ? Use::office : Use::residential,
                          .share = 0.22,
                          .clearance = 9,
                          .year = 2002});
    if (random.chance(0.2)) tanks(site);
    Extent const e = site.extent();
    double const depth = random.between(34, 56);
    for (double y = e.min_y + depth / 2; y < e.max_y; y += depth + random.between(10, 14)) {
        for (double x = e.min_x + random.between(0, 6); x < e.max_x;) {
            double const width = random.between(60, 135);
            Building building = hall(random, width, depth);
            building.shape = placed(std::move(building.shape), {x + width / 2, y});
            x += site.place(std::move(building), 8) ? width + random.between(9, 14) : 6;
        }
    }
    // Workshops where the big halls left room.
    for (double y = e.min_y + 11; y < e.max_y; y += 9) {
        for (double x = e.min_x + random.between(0, 30); x < e.max_x;) {
            double const width = random.between(24, 44);
            Building building = hall(random, width, random.between(15, 21));
            building.shape = placed(std::move(building.shape), {x + width / 2, y});
            building.dispensable = 1 + static_cast<std::uint32_t>(random.bits() >> 34);
            x += site.place(std::move(building), 11) ? width + random.between(60, 140) : 19;
        }
    }
    sheds(site, random.whole(1, 3));
}

void fill_vacant(Site& site) {
    if (site.empty()) return;
    Random& random = site.random();
    site.carpet(Cover::sand, 4);
    Extent const e = site.extent();
    // A tower crane's worth of unfinished floors, and the builders' cabins.
    for (int i = 0; i < 3; ++i) {
        Vec2d const at{random.between(e.min_x + 20, e.max_x - 20), random.between(e.min_y + 20, e.max_y - 20)};
        site.place({.shape = {placed(butterfly(34, 24), at), {}},
                    .use = Use::residential,
                    .floors = 4 + 5 * i,
                    .height = 12.0 + 15 * i,
                    .year = 2026},
                   14);
    }
    for (int i = 0; i < 6; ++i) {
        site.place({.shape = {placed(rectangle(18, 6), {e.min_x + 20 + i * 22, e.max_y - 12}), {}},
                    .use = Use::industrial,
                    .floors = 2,
                    .height = 6,
                    .year = 2026,
                    .dispensable = 1 + static_cast<std::uint32_t>(random.bits() >> 34)},
                   2);
    }
}

}  // namespace sample
