// The business centre around the station: podiums, towers, malls, and the one tower everybody knows.
#include <algorithm>
#include <cmath>

#include "sample/fill.h"

namespace sample {

namespace {

constexpr double kOfficeStorey = 4.0;

struct TowerPlan {
    Ring ring;
    int floors = 40;
};

Ring office_outline(Random& random, double width, double depth) {
    switch (random.weighted({30, 22, 18, 16, 14})) {
        case 0: return rectangle(width, depth);
        case 1: return chamfered(width, depth, std::min(width, depth) * 0.2);
        case 2: return rounded(width, depth, 3.2, 24);
        case 3: return rounded(width, depth, 2, 28);
        default: return arc_slab(width * 1.15, depth * 0.75, 5);
    }
}

/// A tower in one to three steps, each smaller than the one below.
void tower(Site& site, Vec2d at, Ring const& ring, double base, int floors, int steps, Use use, int year) {
    double from = base;
    double size = 1;
    for (int step = 0; step < steps; ++step) {
        int const here = step + 1 < steps ? static_cast<int>(floors * (step == 0 ? 0.62 : 0.6)) : floors;
        double const top = from + tall(here, kOfficeStorey, step + 1 < steps ? 0 : 2.5);
        site.stack({.shape = {placed(scaled(ring, size), at), {}}, .use = use, .floors = here, .base = from, .height = top, .year = year});
        from = top;
        floors -= here;
        size *= 0.84;
        if (floors < 3) break;
    }
    site.stack({.shape = {placed(scaled(ring, size * 0.5), at), {}}, .use = use, .floors = 1, .base = from, .height = from + 6, .year = year});
}

/// Podium over most of the site with one or two towers upon it.
void podium_block(Site& site, int tallest) {
    Random& random = site.random();
    Extent const e = site.extent();
    double const width = e.width() * random.between(0.72, 0.84), depth = e.height() * random.between(0.66, 0.8);
    for (double shrink = 1; shrink > 0.5; shrink -= 0.06) {
        double const w = width * shrink, d = depth * shrink;
        Ring outline = random.chance(0.5) ? chamfered(w, d, 8) : rounded(w, d, 6, 36);
        int const floors = random.whole(3, 6), year = random.whole(2010, 2024);
        double const top = tall(floors, 5, 1.2);
        Vec2d const c = e.centre();
        if (!site.place({.shape = {placed(outline, c), {}}, .use = Use::commercial, .floors = floors, .height = top, .year = year}, 6)) continue;
        bool const twin = w > 86;
        double const tw = std::min(random.between(38, 46), (twin ? w * 0.42 : w * 0.6)), td = std::min(random.between(34, 42), d * 0.62);
        int const high = static_cast<int>(tallest * random.between(0.62, 1.0));
        Ring const body = office_outline(random, tw, td);
        double const lean = twin ? w * 0.26 : 0;
        double const shift = d * 0.5 - td * 0.5 - 6;
        tower(site, c + Vec2d{-lean, shift * random.between(-0.8, 0.8)}, body, top, high, random.whole(1, 2), Use::office, year);
        if (twin) {
            Ring const other = random.chance(0.4) ? body : office_outline(random, tw * 0.94, td * 0.94);
            int const second = static_cast<int>(high * random.between(0.6, 0.95));
            tower(site, c + Vec2d{lean, shift * random.between(-0.8, 0.8)}, other, top, second, 1, Use::office, year);
        }
        return;
    }
}

/// Around 300 m: a square that turns round as it rises.
void landmark_tower(Site& site) {
    Vec2d const c = site.extent().centre();
    double const size = std::min({site.width() * 0.8, site.depth() * 0.8, 96.0});
    site.place({.shape = {placed(rounded(size, size, 5, 40), c), {}}, .use = Use::commercial, .floors = 5, .height = 27, .year = 2021,
                .name = {"示范中心裙楼", "Sample Centre Podium"}}, 5);
    constexpr int kSteps = 7;
    double from = 27;
    for (int step = 0; step < kSteps; ++step) {
        double const t = static_cast<double>(step) / (kSteps - 1);
        double const width = 54 - 20 * t * t;
        int const floors = step + 1 < kSteps ? 9 : 6;
        double const top = from + floors * 4.3;
        Building part{.shape = {placed(rounded(width, width, 5 - 2.6 * t, 32), c), {}}, .use = Use::office, .floors = floors, .base = from, .height = top, .year = 2021};
        if (step == 0) part.name = {"示范中心", "Sample Centre"};
        site.stack(std::move(part));
        from = top;
    }
    site.stack({.shape = {placed(rounded(16, 16, 2, 20), c), {}}, .use = Use::office, .floors = 2, .base = from, .height = from + 14, .year = 2021});
    site.landmark(c, {"示范中心", "Sample Centre"}, 90);
}

void square(Site& site) {
    site.carpet(Cover::plaza, 2);
    Random& random = site.random();
    Extent const e = site.extent();
    // Planters along the southern edge, where the sun is.
    for (double x = e.min_x + 8; x < e.max_x - 8; x += 15) {
        Ring planter = placed(rectangle(9, 4.5), {x, e.min_y + 4});
        if (!site.fits(planter, 2.5)) continue;
        site.ground(std::move(planter), Cover::green);
        site.tree({x, e.min_y + 4}, random.chance(0.5) ? Tree::palm : Tree::broadleaf, random.between(0.8, 1.0));
    }
}

}  // namespace

void fill_offices(Site& site) {
    if (site.empty() || site.width() < 40 || site.depth() < 40) return;
    Vec2d const grid = site.plan().to_grid(site.axes().origin);
    // Heights fall away from the station square, so that the skyline has a peak.
    double const away = base::length(grid - Vec2d{700, 80});
    bool const central = site.block().cell.column >= 0 && site.block().cell.column < kCellsAcross && site.block().cell.row >= 0 &&
                         site.block().cell.row < kCellsUp;
    int const tallest = static_cast<int>(std::clamp(56 - away / 26, 24.0, 52.0));
    bool const peak = central && std::abs(grid.x - 690) < 95 && grid.y > 70 && grid.y < 240;
    peak ? landmark_tower(site) : podium_block(site, tallest);
    square(site);
}

void fill_mall(Site& site) {
    if (site.empty() || site.width() < 40 || site.depth() < 40) return;
    Random& random = site.random();
    if (random.chance(0.4)) {
        podium_block(site, random.whole(24, 34));
        square(site);
        return;
    }
    Extent const e = site.extent();
    for (double share = 0.86; share > 0.4; share -= 0.06) {
        Ring outline = rounded(e.width() * share, e.height() * share * 0.86, 4, 36);
        double const angle = 0;
        Building mall{.shape = {placed(outline, e.centre(), angle), {}}, .use = Use::commercial, .floors = 5, .height = 27.5, .year = random.whole(2008, 2022)};
        if (random.chance(0.5)) {
            Ring atrium = placed(rounded(e.width() * share * 0.3, e.height() * share * 0.24, 2, 24), e.centre());
            std::reverse(atrium.begin(), atrium.end());
            mall.shape.holes.push_back(std::move(atrium));
        }
        if (site.place(std::move(mall), 5)) break;
    }
    square(site);
}

}  // namespace sample
