// Parks: the central park with its lake, pocket parks, the banks of the river.
#include <cmath>
#include <numbers>

#include "sample/cutting.h"
#include "sample/fill.h"

namespace sample {

namespace {

void scatter(Site& site, double per_hectare, double keep_off) {
    Random& random = site.random();
    Extent const e = site.extent();
    int const wanted = static_cast<int>(area(site.region()) / 10000 * per_hectare);
    std::uint64_t const grove = random.bits();
    for (int i = 0; i < wanted; ++i) {
        Vec2d const p{random.between(e.min_x, e.max_x), random.between(e.min_y, e.max_y)};
        // Groves and lawns, not an even sprinkle.
        if (noise(p * 0.018, grove) < random.between(-0.45, 0.45)) continue;
        Ring const spot = placed(rectangle(keep_off, keep_off), p);
        if (!inside(site.region(), p) || !site.fits(spot, 0.5)) continue;
        site.tree(p, random.chance(0.15) ? Tree::conifer : Tree::broadleaf, random.between(0.75, 1.35));
    }
}

void pavilions(Site& site, int wanted) {
    Random& random = site.random();
    Extent const e = site.extent();
    for (int i = 0; i < wanted * 5 && wanted > 0; ++i) {
        Vec2d const p{random.between(e.min_x, e.max_x), random.between(e.min_y, e.max_y)};
        double const size = random.between(7, 11);
        Building pavilion{.shape = {placed(rounded(size, size, 2, 8), p), {}},
                          .use = Use::public_service,
                          .floors = 1,
                          .height = 7.2,
                          .roof = Roof::pyramidal,
                          .roof_height = 3.4,
                          .year = 2009};
        wanted -= site.place(std::move(pavilion), 6);
    }
}

/// Winding paths between points of the edge.
void walks(Site& site, int count, Ring const& wet) {
    Random& random = site.random();
    Ring edge = site.region().outer;
    edge.push_back(edge.front());
    double const around = length(edge);
    for (int i = 0; i < count; ++i) {
        Vec2d const a = point_along(edge, around * (i + random.between(0.1, 0.4)) / count).at;
        Vec2d const b =
            point_along(edge, around * std::fmod(i / static_cast<double>(count) + random.between(0.35, 0.6), 1)).at;
        Vec2d const along = b - a, across = Vec2d{-along.y, along.x};
        double const bow = random.between(-0.18, 0.18), wave = random.between(-0.08, 0.08);
        Path path;
        auto const lay = [&] {
            if (path.size() > 3) {
                site.reserve_path(path, 5);
                site.road(path, RoadClass::footpath, 3);
            }
            path.clear();
        };
        for (int k = 0; k <= 48; ++k) {
            double const t = k / 48.0;
            Vec2d const p = a + along * t +
                            across * (bow * std::sin(std::numbers::pi * t) + wave * std::sin(3 * std::numbers::pi * t));
            inside(wet, p) || !inside(site.region(), p) ? lay() : path.push_back(p);
        }
        lay();
    }
}

void central_park(Site& site) {
    Plan const& plan = site.plan();
    Axes const& axes = site.axes();
    Ring const shore = axes.in(plan.lake_shore(0));
    site.reserve(axes.in(plan.lake_shore(10)));
    site.ground(shore, Cover::water, {"明镜湖", "Mingjing Lake"});
    site.landmark(centroid(shore), {"明镜湖", "Mingjing Lake"}, 62, PlaceKind::water);
    site.landmark(centroid(shore) + Vec2d{-120, 130}, {"中央公园", "Central Park"}, 72);
    Ring walk = axes.in(plan.lake_shore(6));
    walk.push_back(walk.front());
    site.road(std::move(walk), RoadClass::footpath, 4.5);
    Ring outer = axes.in(plan.lake_shore(46));
    if (contains(site.region(), outer)) {
        outer.push_back(outer.front());
        site.reserve_path(outer, 5);
        site.road(std::move(outer), RoadClass::footpath, 3.5);
    }
    Ring terrace = placed(rounded(64, 40, 3, 24), axes.in(plan.to_world(plan.lake().centre + Vec2d{255, 30})));
    if (site.fits(terrace, 1)) {
        site.ground(terrace, Cover::plaza);
        site.reserve(terrace);
    }
}

}  // namespace

void fill_park(Site& site) {
    if (site.empty()) return;
    site.carpet(Cover::park, 1.5);
    bool const has_lake = contains(site.region(), site.axes().in(site.plan().lake_shore(0)));
    if (has_lake) central_park(site);
    walks(site, has_lake ? 9 : 5, site.axes().in(site.plan().lake_shore(5)));
    pavilions(site, has_lake ? 9 : 3);
    scatter(site, 130, 4);
}

void fill_riverside(Site& site) {
    if (site.empty()) return;
    site.carpet(Cover::park, 1);
    Plan const& plan = site.plan();
    Extent const e = site.extent();
    Axes const& axes = site.axes();
    // A promenade on the bank and a winding walk behind it.
    for (double const at : {0.0, 1.0}) {
        Path path;
        for (double x = e.min_x; x <= e.max_x; x += 14) {
            Vec2d const grid = plan.to_grid(axes.out({x, e.centre().y}));
            double const river = plan.river_v(grid.y), half = plan.river_half_width(grid.x);
            double const side = grid.y > river ? 1 : -1;
            double const off = at == 0 ? half + 7 : half + 34 + 12 * std::sin(x / 37);
            Vec2d const p = axes.in(plan.to_world({grid.x, river + side * off}));
            if (inside(site.region(), p)) path.push_back(p);
        }
        if (path.size() < 4) continue;
        site.reserve_path(path, 5);
        site.road(std::move(path), RoadClass::footpath, at == 0 ? 5 : 3);
    }
    pavilions(site, 1);
    scatter(site, 120, 4);
}

}  // namespace sample
