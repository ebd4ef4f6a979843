// The urban village: farmhouses grown into six-storey rental blocks on their old plots, an arm's length apart.
#include <cmath>
#include <functional>
#include <numbers>

#include "sample/fill.h"

namespace sample {

namespace {

constexpr double kPlot = 235;  ///< square metres below which a plot is not divided any more

struct Plot {
    Ring ring;
    double lane = 0;  ///< half the width of the lanes around it
};

/// Divides a convex piece of land along wandering lanes until plots are left. Early cuts are the older, wider lanes.
void divide(Ring land, int depth, Random& random, std::vector<Plot>& plots) {
    double const size = area(land);
    if (size < kPlot * random.between(0.75, 1.5)) {
        plots.push_back({std::move(land), random.between(0.5, 1.1)});
        return;
    }
    // Across the longest way through, a little askew.
    Vec2d longest{1, 0};
    double best = 0;
    for (std::size_t i = 0; i < land.size(); ++i) {
        for (std::size_t j = i + 1; j < land.size(); ++j) {
            double const len = base::length(land[j] - land[i]);
            if (len > best) {
                best = len;
                longest = (land[j] - land[i]) * (1 / len);
            }
        }
    }
    Extent const box = extent_of(land);
    if (std::abs(longest.x) > 0.3 && std::abs(longest.y) > 0.3)
        longest = box.width() > box.height() ? Vec2d{1, 0} : Vec2d{0, 1};
    double const askew = random.between(-0.14, 0.14);
    Vec2d const across{-longest.y * std::cos(askew) - longest.x * std::sin(askew),
                       longest.x * std::cos(askew) - longest.y * std::sin(askew)};
    Vec2d const through = centroid(land) + longest * (best * random.between(-0.1, 0.1));
    double const lane = depth < 3   ? random.between(1.6, 2.6)
                        : depth < 5 ? random.between(0.5, 1.2)
                                    : random.between(0, 0.3);
    for (double const side : {1.0, -1.0}) {
        Vec2d const along = across * side;
        Ring part = cut(land, through + Vec2d{-along.y, along.x} * lane, along);
        if (part.size() > 2 && area(part) > 30) divide(std::move(part), depth + 1, random, plots);
    }
}

/// The old heart: ancestral hall, its square, the pond in front of it.
void heart(Site& site) {
    Vec2d const c = site.extent().centre();
    Ring square = placed(rectangle(44, 50), c);
    if (!site.fits(square, 0)) return;
    Building hall{.shape = {placed(rectangle(24, 15), c + Vec2d{0, 15}), {}},
                  .use = Use::public_service,
                  .floors = 1,
                  .height = 8.5,
                  .roof = Roof::hipped,
                  .roof_height = 3.2,
                  .year = 1798,
                  .name = {"陈氏宗祠", "Chen Ancestral Hall"}};
    site.landmark(c + Vec2d{0, 14}, hall.name, 40);
    site.place(std::move(hall), 1);
    site.reserve(square);
    site.ground(square, Cover::plaza);
    Ring pond = placed(rounded(34, 20, 2.2, 24), c + Vec2d{0, -11});
    site.ground(std::move(pond), Cover::water);
    for (double const x : {-19.0, 19.0}) site.tree(c + Vec2d{x, 3}, Tree::broadleaf, 1.5);
}

Building house(Ring ring, Random& random) {
    bool const old = random.chance(0.07);
    int const floors = old ? random.whole(1, 2) : 2 + random.weighted({2, 8, 16, 26, 24, 16, 8});
    double const roof = old ? 2.2 : 0;
    return {.shape = {std::move(ring), {}},
            .use = Use::urban_village,
            .floors = floors,
            .height = tall(floors, 3.0, old ? 0 : 0.9) + roof,
            .roof = old ? Roof::gabled : Roof::flat,
            .roof_height = roof,
            .year = old ? random.whole(1950, 1980) : random.whole(1988, 2009),
            .dispensable = (1U << 31) | static_cast<std::uint32_t>(random.bits() >> 34)};  // after sheds and kiosks
}

}  // namespace

void fill_village(Site& site) {
    if (site.empty()) return;
    Random& random = site.random();
    if (site.width() > 120 && site.depth() > 120 && random.chance(0.5)) heart(site);
    std::vector<Plot> plots;
    divide(convex_hull(site.region().outer), 0, random, plots);
    for (Plot const& plot : plots) {
        Ring ring = shrink_convex(plot.ring, plot.lane);
        if (ring.size() < 3 || area(ring) < 45) continue;
        if (random.chance(0.045)) {  // a yard with a tree
            site.tree(centroid(ring), Tree::broadleaf, random.between(0.7, 1.1));
            continue;
        }
        // Plots cut by the street lose a strip, not the house.
        for (double smaller = 0; smaller < 6; smaller += 2) {
            Ring fitted = shrink_convex(ring, smaller);
            if (fitted.size() < 3 || area(fitted) < 40) break;
            if (site.place(house(std::move(fitted), random), 0.7)) break;
        }
    }
}

}  // namespace sample
