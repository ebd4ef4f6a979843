// The business centre around the station: podiums, towers, malls, and the one tower everybody knows.
#include <algorithm>
#include <cmath>

#include "sample/fill.h"

namespace sample {

namespace {

constexpr double kOfficeStorey = 4.0;

Ring office_outline(Random& random, double width, double depth) {
    switch (random.weighted({26, 20, 20, 14, 12, 8})) {
        case 0: return rectangle(width, depth);
        case 1: return chamfered(width, depth, std::min(width, depth) * 0.2);
        case 2: return rounded(width, depth, 3.2, 24);
        case 3: return rounded(width, depth, 2, 28);
        case 4: return arc_slab(width * 1.15, depth * 0.72, 5);
        default: return plus_shape(width, depth, width * 0.7, depth * 0.7);
    }
}

/// A tower in one to three steps, each smaller than the one below, and its plant room.
void tower(Site& site, Vec2d at, Ring const& ring, double base, int floors, int steps, Use use, int year) {
    double from = base, size = 1;
    for (int step = 0; step < steps && floors >= 3; ++step) {
        int const here = step + 1 < steps ? static_cast<int>(floors * 0.62) : floors;
        double const top = from + tall(here, kOfficeStorey, step + 1 < steps ? 0 : 2.5);
        site.stack({.shape = {placed(scaled(ring, size), at), {}},
                    .use = use,
                    .floors = here,
                    .base = from,
                    .height = top,
                    .year = year});
        from = top;
        floors -= here;
        size *= 0.84;
    }
    site.stack({.shape = {placed(scaled(ring, size * 0.6), at), {}},
                .use = use,
                .floors = 1,
                .base = from,
                .height = from + 6,
                .year = year});
}

struct Mass {
    Vec2d at;  ///< middle, in shares of the site's width and depth from its middle
    double width, depth;
};

/// One podium and the tower on it. `share` places and sizes it within the site; false where it does not fit.
bool podium_and_tower(Site& site, Mass share, int floors, int storeys_below, int year) {
    Random& random = site.random();
    Extent const e = site.extent();
    Vec2d const at = e.centre() + Vec2d{share.at.x * e.width(), share.at.y * e.height()};
    for (double size = 1; size > 0.55; size -= 0.07) {
        double const w = e.width() * share.width * size, d = e.height() * share.depth * size;
        if (w < 30 || d < 28) return false;
        Ring const outline = random.chance(0.4)   ? chamfered(w, d, 6)
                             : random.chance(0.5) ? rounded(w, d, 7, 32)
                                                  : rectangle(w, d);
        double const top = tall(storeys_below, 5, 1.2);
        if (!site.place({.shape = {placed(outline, at), {}},
                         .use = Use::commercial,
                         .floors = storeys_below,
                         .height = top,
                         .year = year},
                        7))
            continue;
        double const tw = std::clamp(w * 0.62, 24.0, 46.0), td = std::clamp(d * 0.6, 22.0, 42.0);
        Vec2d const slack{(w - tw * 1.15) / 2 - 4, (d - td) / 2 - 4};
        Vec2d const off{std::max(slack.x, 0.0) * random.between(-0.9, 0.9),
                        std::max(slack.y, 0.0) * random.between(-0.9, 0.9)};
        tower(site, at + off, office_outline(random, std::min(tw, w - 6) / 1.15, std::min(td, d - 6)), top, floors,
              random.whole(1, 3), Use::office, year);
        return true;
    }
    return false;
}

/// A tower straight from its forecourt, with a lobby hall in front.
bool bare_tower(Site& site, Mass share, int floors, int year) {
    Random& random = site.random();
    Extent const e = site.extent();
    Vec2d const at = e.centre() + Vec2d{share.at.x * e.width(), share.at.y * e.height()};
    Ring const ring = office_outline(random, share.width, share.depth);
    double const lobby = 13;
    if (!site.place({.shape = {placed(scaled(ring, 1.04), at), {}},
                     .use = Use::office,
                     .floors = 2,
                     .height = lobby,
                     .year = year},
                    9))
        return false;
    tower(site, at, ring, lobby, floors, random.whole(1, 2), Use::office, year);
    return true;
}

void twin_podium(Site& site, int tallest, int year) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (double share = 0.82; share > 0.4; share -= 0.06) {
        double const w = e.width() * share, d = e.height() * share * 0.94;
        Ring const outline = random.chance(0.5) ? chamfered(w, d, 8) : u_shape(w, d, std::min(w, d) * 0.36);
        int const below = random.whole(3, 5);
        double const top = tall(below, 5.2, 1.2);
        if (!site.place({.shape = {placed(outline, e.centre()), {}},
                         .use = Use::commercial,
                         .floors = below,
                         .height = top,
                         .year = year},
                        6))
            continue;
        bool const u = outline.size() == 8 && outline[1].y == outline[0].y && outline[2].x == outline[1].x;
        double const arm = u ? std::min(w, d) * 0.36 : 0;
        double const tw = u ? arm * 0.84 : std::min(44.0, w * 0.36), td = std::min(42.0, d * 0.5);
        double const x = u ? (w - arm) / 2 : w * 0.25;
        Ring const body = office_outline(random, std::max(tw, 18.0) / 1.15, td);
        int const high = static_cast<int>(tallest * random.between(0.75, 1.0));
        double const shift = u ? -(d / 2 - td / 2 - 4) * 0.6 : 0;
        tower(site, e.centre() + Vec2d{-x, shift}, body, top, high, random.whole(1, 2), Use::office, year);
        tower(site, e.centre() + Vec2d{x, shift + (u ? 0 : random.between(-8, 8))}, body, top,
              static_cast<int>(high * random.between(0.6, 1.0)), 1, Use::office, year);
        return;
    }
}

void office_block(Site& site, int tallest) {
    Random& random = site.random();
    int const year = random.whole(2009, 2024);
    auto const high = [&](double least) { return static_cast<int>(tallest * random.between(least, 1.0)); };
    switch (random.weighted({26, 24, 26, 24})) {
        case 0: twin_podium(site, tallest, year); return;
        case 1:  // two halves, a passage between
            podium_and_tower(site, {{-0.24, 0}, 0.4, 0.82}, high(0.7), random.whole(3, 5), year);
            podium_and_tower(site, {{0.24, 0.04}, 0.4, 0.74}, high(0.5), random.whole(2, 4), year + 1);
            return;
        case 2:  // three or four about a garden
            bare_tower(site, {{-0.27, 0.26}, 38, 34}, high(0.7), year);
            bare_tower(site, {{0.28, -0.24}, 36, 32}, high(0.6), year);
            bare_tower(site, {{0.28, 0.27}, 32, 30}, high(0.4), year + 2);
            podium_and_tower(site, {{-0.26, -0.27}, 0.36, 0.32}, high(0.4), 3, year + 2);
            return;
        default:  // one grand, two lesser
            podium_and_tower(site, {{-0.2, 0.1}, 0.5, 0.68}, high(0.85), random.whole(4, 6), year);
            podium_and_tower(site, {{0.3, 0.22}, 0.3, 0.42}, high(0.4), 3, year - 2);
            podium_and_tower(site, {{0.3, -0.26}, 0.3, 0.38}, high(0.4), 2, year - 3);
    }
}

/// Around 300 m: a square that turns round as it rises.
void landmark_tower(Site& site) {
    constexpr int kYear = 2021, kSteps = 7;
    Vec2d const c = site.extent().centre();
    double const size = std::min({site.width() * 0.8, site.depth() * 0.8, 96.0});
    site.place({.shape = {placed(rounded(size, size, 5, 40), c), {}},
                .use = Use::commercial,
                .floors = 5,
                .height = 27,
                .year = kYear,
                .name = {"示范中心裙楼", "Sample Centre Podium"}},
               5);
    double from = 27;
    for (int step = 0; step < kSteps; ++step) {
        double const t = static_cast<double>(step) / (kSteps - 1);
        double const width = 54 - 20 * t * t;
        int const floors = step + 1 < kSteps ? 9 : 6;
        double const top = from + floors * 4.3;
        Building part{.shape = {placed(rounded(width, width, 5 - 2.6 * t, 32), c), {}},
                      .use = Use::office,
                      .floors = floors,
                      .base = from,
                      .height = top,
                      .year = kYear};
        if (step == 0) part.name = {"示范中心", "Sample Centre"};
        site.stack(std::move(part));
        from = top;
    }
    site.stack({.shape = {placed(rounded(16, 16, 2, 20), c), {}},
                .use = Use::office,
                .floors = 2,
                .base = from,
                .height = from + 14,
                .year = kYear});
    site.landmark(c, {"示范中心", "Sample Centre"}, 90);
}

/// What the towers leave free: paving, lawns, planters with trees along the south.
void forecourt(Site& site) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (int i = 0; i < 3; ++i) {
        double const w = random.between(16, 34), d = random.between(12, 22);
        Vec2d const at{random.between(e.min_x + w / 2, e.max_x - w / 2),
                       random.between(e.min_y + d / 2, e.max_y - d / 2)};
        Ring lawn = placed(rounded(w, d, 4, 16), at);
        if (!site.fits(lawn, 4)) continue;
        site.reserve(lawn);
        site.garden(lawn);
        for (int k = 0; k < 5; ++k)
            site.tree(at + Vec2d{random.between(-w, w) * 0.36, random.between(-d, d) * 0.36}, Tree::broadleaf,
                      random.between(0.6, 0.9));
    }
    for (double x = e.min_x + 8; x < e.max_x - 8; x += 15) {
        Vec2d const at{x, e.min_y + 4};
        Ring planter = placed(rectangle(9, 4.5), at);
        if (!site.fits(planter, 2.5)) continue;
        site.garden(std::move(planter));
        site.tree(at, random.chance(0.5) ? Tree::palm : Tree::broadleaf, random.between(0.7, 0.9));
    }
}

}  // namespace

void fill_offices(Site& site) {
    if (site.empty() || site.width() < 40 || site.depth() < 40) return;
    site.carpet(Cover::plaza, 3.4);
    Vec2d const grid = site.plan().to_grid(site.axes().origin);
    CellId const cell = site.block().cell;
    bool const central = cell.column >= 0 && cell.column < kCellsAcross && cell.row >= 0 && cell.row < kCellsUp;
    // Heights fall away from the station square, so that the skyline has a peak.
    double const away = central ? base::length(grid - Vec2d{690, 110}) : 400;
    int const tallest = static_cast<int>(std::clamp(56 - away / 22, 26.0, 52.0));
    bool const peak = central && std::abs(grid.x - 690) < 95 && grid.y > 70 && grid.y < 240;
    peak ? landmark_tower(site) : office_block(site, tallest);
    forecourt(site);
}

void fill_mall(Site& site) {
    if (site.empty() || site.width() < 40 || site.depth() < 40) return;
    site.carpet(Cover::plaza, 3.4);
    Random& random = site.random();
    if (random.chance(0.5)) {
        office_block(site, random.whole(24, 32));
        return forecourt(site);
    }
    Extent const e = site.extent();
    int const year = random.whole(2008, 2022);
    bool const hotel = random.chance(0.5);
    for (double share = 0.86; share > 0.4; share -= 0.06) {
        double const w = e.width() * share, d = e.height() * share * 0.86;
        Building mall{.shape = {placed(rounded(w, d, 4, 36), e.centre()), {}},
                      .use = Use::commercial,
                      .floors = 5,
                      .height = 27.5,
                      .year = year};
        if (!hotel) {
            Ring atrium = placed(rounded(w * 0.3, d * 0.28, 2, 24), e.centre());
            std::reverse(atrium.begin(), atrium.end());
            mall.shape.holes.push_back(std::move(atrium));
        }
        if (!site.place(std::move(mall), 5)) continue;
        if (hotel)
            tower(site, e.centre() + Vec2d{w * 0.2, 0}, slab(2, std::min(26.0, w * 0.22), 19), 27.5,
                  random.whole(16, 26), 1, Use::commercial, year);
        break;
    }
    forecourt(site);
}

}  // namespace sample
