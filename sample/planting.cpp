#include "sample/planting.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sample/footprints.h"
#include "sample/random.h"

namespace sample {

namespace {

/// What is taken, on a grid of 1.5 m: cheap to ask, and nothing needs to stand closer than that.
class Taken {
public:
    explicit Taken(Extent extent)
        : extent_(extent),
          across_(static_cast<std::size_t>(extent.width() / kCell) + 1),
          up_(static_cast<std::size_t>(extent.height() / kCell) + 1),
          cells_(across_ * up_, false) {}

    void mark(Shape const& shape) {
        Extent const box = extent_of(shape.outer);
        std::vector<double> crossings;
        for (double y = snap(box.min_y, extent_.min_y); y <= box.max_y; y += kCell) {
            crossings.clear();
            add_crossings(shape.outer, y, crossings);
            for (Ring const& hole : shape.holes) add_crossings(hole, y, crossings);
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
                for (double x = snap(crossings[i], extent_.min_x); x <= crossings[i + 1]; x += kCell) set({x, y});
            }
        }
    }

    void mark(Path const& path, double width) {
        for (std::size_t i = 1; i < path.size(); ++i) {
            Vec2d const step = path[i] - path[i - 1];
            double const len = base::length(step);
            if (len < 0.01) continue;
            Vec2d const along = step * (width * 0.15 / len), side = Vec2d{-step.y, step.x} * (width / 2 / len);
            mark({{path[i - 1] - along - side, path[i] + along - side, path[i] + along + side,
                   path[i - 1] - along + side},
                  {}});
        }
    }

    bool at(Vec2d p) const {
        if (!extent_.contains(p)) return true;
        return cells_[static_cast<std::size_t>((p.y - extent_.min_y) / kCell) * across_ +
                      static_cast<std::size_t>((p.x - extent_.min_x) / kCell)];
    }
    bool around(Vec2d p, double r) const {
        return at(p) || at(p + Vec2d{r, 0}) || at(p - Vec2d{r, 0}) || at(p + Vec2d{0, r}) || at(p - Vec2d{0, r});
    }

private:
    static constexpr double kCell = 1.5;

    static double snap(double v, double from) { return from + (std::floor((v - from) / kCell) + 0.5) * kCell; }
    static void add_crossings(Ring const& ring, double y, std::vector<double>& crossings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            Vec2d const a = ring[i], b = ring[j];
            if ((a.y > y) != (b.y > y)) crossings.push_back(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
        }
    }
    void set(Vec2d p) {
        if (!extent_.contains(p)) return;
        cells_[static_cast<std::size_t>((p.y - extent_.min_y) / kCell) * across_ +
               static_cast<std::size_t>((p.x - extent_.min_x) / kCell)] = true;
    }

    Extent extent_;
    std::size_t across_, up_;
    std::vector<bool> cells_;
};

float whole_heading(Vec2d direction) {
    double const degrees = std::atan2(direction.x, direction.y) * 180 / std::numbers::pi;
    return static_cast<float>(std::fmod(std::round(degrees) + 360, 360));
}

class Planter {
public:
    Planter(Plan const& plan, Content& content)
        : plan_(plan),
          content_(content),
          random_(seed_of(plan.seed(), 't')),
          walls_(everything(content)),
          taken_(everything(content)) {
        for (Building const& b : content.buildings) {
            walls_.mark(b.shape);
            taken_.mark(b.shape);
        }
        std::erase_if(content.plants, [&](Plant const& p) { return walls_.around(p.at, kTrunk); });
        for (Road const& r : content.roads) taken_.mark(r.path, r.width);
        for (Path const& p : content.rails) taken_.mark(p, 8);
        for (Area const& a : content.areas) {
            if (a.cover == Cover::water || a.cover == Cover::sports || a.cover == Cover::plaza ||
                a.cover == Cover::parking)
                taken_.mark(a.shape);
        }
    }

    void along_streets() {
        for (Road const& road : content_.roads) {
            switch (road.road) {
                case RoadClass::primary:
                    row(road, 1.7, 11, 0.55);
                    light(road, 34, true);
                    break;
                case RoadClass::secondary:
                    row(road, 1.6, 13, 0.12);
                    light(road, 36, true);
                    break;
                case RoadClass::tertiary:
                    row(road, 1.4, 15, 0.04);
                    light(road, 38, false);
                    break;
                case RoadClass::motorway: light(road, 45, true); break;
                default: break;
            }
        }
    }

    void in_greens() {
        std::size_t const areas = content_.areas.size();
        for (std::size_t i = 0; i < areas; ++i) {
            Area const& a = content_.areas[i];
            if (a.cover == Cover::green && !outside(centroid(a.shape.outer))) scatter(a.shape, 30, 2.6);
            if (a.cover == Cover::forest) forest(a.shape);
        }
    }

    void kiosks(std::size_t wanted) {
        std::vector<Area> const areas = content_.areas;
        for (int round = 0; round < 400 && wanted > 0; ++round) {
            for (Area const& a : areas) {
                bool const open = a.cover == Cover::green || a.cover == Cover::park;
                if (!open || a.garden || wanted == 0) continue;
                Extent const e = extent_of(a.shape.outer);
                Vec2d const p{random_.between(e.min_x, e.max_x), random_.between(e.min_y, e.max_y)};
                if (outside(p) || !inside(a.shape, p) || taken_.around(p, 4.5) || taken_.around(p + Vec2d{3, 3}, 4.5) ||
                    taken_.around(p - Vec2d{3, 3}, 4.5))
                    continue;
                Axes const axes{p, plan_.axes_at(p).right};
                content_.buildings.push_back({.shape = {axes.out(rectangle(4.2, 3.2)), {}},
                                              .use = Use::commercial,
                                              .height = 3.2,
                                              .year = 2015});
                taken_.mark({axes.out(rectangle(12, 12)), {}});
                --wanted;
            }
        }
    }

private:
    static Extent everything(Content const& content) {
        Extent extent;
        for (Road const& r : content.roads) extent.add(extent_of(r.path));
        for (Building const& b : content.buildings) extent.add(extent_of(b.shape.outer));
        return extent.grown(40);
    }

    void add(Vec2d at, Tree tree, double scale) {
        if (walls_.around(at, kTrunk)) return;
        content_.plants.push_back({at, tree, static_cast<float>(scale), static_cast<float>(random_.whole(0, 359))});
    }

    /// Street trees: one kind to a street, palms on the grand ones, a gap here and there.
    void row(Road const& road, double off, double spacing, double palms) {
        Tree const tree = random_.chance(palms) ? Tree::palm : Tree::broadleaf;
        double const total = length(road.path);
        for (double const side : {1.0, -1.0}) {
            for (double at = random_.between(3, 9); at < total; at += spacing) {
                PathPoint const here = point_along(road.path, at);
                Vec2d const p = here.at + Vec2d{-here.direction.y, here.direction.x} * (side * (road.width / 2 + off));
                if (random_.chance(0.07) || taken_.at(p) || outside(p)) continue;
                add(p, tree, random_.between(0.72, 1.0));
            }
        }
    }

    /// Run-outs beyond the district have neither trees nor light.
    bool outside(Vec2d p) const {
        if (!plan_.alone()) return false;
        Vec2d const grid = plan_.to_grid(p);
        return std::abs(grid.x) > kTileWidth / 2 + 30 || std::abs(grid.y) > kTileHeight / 2 + 30;
    }

    void light(Road const& road, double spacing, bool both) {
        double const total = length(road.path);
        for (double const side : {1.0, -1.0}) {
            if (side < 0 && !both) break;
            for (double at = side > 0 ? 10 : 10 + spacing / 2; at < total; at += spacing) {
                PathPoint const here = point_along(road.path, at);
                Vec2d const across = Vec2d{-here.direction.y, here.direction.x} * side;
                Vec2d const p = here.at + across * (road.width / 2 + 0.8);
                if (taken_.at(here.at + across * (road.width / 2 + 1.6)) || outside(p)) continue;
                content_.lamps.push_back({p, whole_heading(across * -1)});
            }
        }
    }

    void scatter(Shape const& shape, double per_hectare, double keep_off) {
        Extent const e = extent_of(shape.outer);
        int const tries = static_cast<int>(e.width() * e.height() / 10000 * per_hectare * 1.6);
        std::uint64_t const grove = random_.bits();
        for (int i = 0; i < tries; ++i) {
            Vec2d const p{random_.between(e.min_x, e.max_x), random_.between(e.min_y, e.max_y)};
            if (noise(p * 0.03, grove) < random_.between(-0.9, 0.3) || !inside(shape, p) || taken_.around(p, keep_off))
                continue;
            add(p, random_.chance(0.12) ? Tree::palm : Tree::broadleaf, random_.between(0.5, 0.95));
        }
    }

    /// Thick where the city looks at it, thinner behind the first ridge.
    void forest(Shape const& shape) {
        Extent const e = extent_of(shape.outer);
        int const tries = static_cast<int>(e.width() * e.height() / 10000 * 30);
        for (int i = 0; i < tries; ++i) {
            Vec2d const p{random_.between(e.min_x, e.max_x), random_.between(e.min_y, e.max_y)};
            Vec2d const grid = plan_.to_grid(p);
            double const out = std::max({std::abs(grid.x) - kTileWidth / 2, std::abs(grid.y) - kTileHeight / 2, 0.0});
            double const depth = std::max(plan_.into_hills(grid), 0.0);
            if (random_.unit() < std::max(out / 300, depth / (depth + 500)) || !inside(shape, p) || taken_.at(p))
                continue;
            add(p, random_.chance(0.3) ? Tree::conifer : Tree::broadleaf, random_.between(0.9, 1.7));
        }
    }

    Plan const& plan_;
    Content& content_;
    Random random_;
    Taken walls_;                          ///< buildings alone
    Taken taken_;                          ///< buildings, roads, rails, water, paving
    static constexpr double kTrunk = 1.1;  ///< metres to keep between a trunk and a wall
};

}  // namespace

void plant(Plan const& plan, Content& content) {
    Planter planter(plan, content);
    planter.along_streets();
    planter.in_greens();
}

void add_kiosks(Plan const& plan, Content& content, std::size_t wanted) { Planter(plan, content).kiosks(wanted); }

}  // namespace sample
