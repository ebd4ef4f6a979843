#include "sample/city.h"

#include <algorithm>
#include <cmath>

#include "sample/cutting.h"
#include "sample/fill.h"
#include "sample/footprints.h"
#include "sample/places.h"

namespace sample {

namespace {

Vec2d middle_of(Plan const& plan, TileId tile) {
    Vec2d const grid{520 + tile.column * kTileWidth, 130 + tile.row * kTileHeight};
    return plan.to_world(grid);
}

/// Areas that reach over the edge end there.
void cut_areas(std::vector<Area>& areas, Ring const& edge) {
    std::vector<Area> kept;
    for (Area& area : areas) {
        bool const whole =
            std::all_of(area.shape.outer.begin(), area.shape.outer.end(), [&](Vec2d p) { return inside(edge, p); });
        if (whole) {
            kept.push_back(std::move(area));
            continue;
        }
        for (Shape& piece : intersect(area.shape, {edge, {}}))
            kept.push_back({std::move(piece), area.cover, area.name, area.garden});
    }
    areas = std::move(kept);
}

void drop_small_ground(Content& content) {
    std::erase_if(content.areas, [](Area const& a) {
        return a.garden || a.cover == Cover::green || a.cover == Cover::plaza || a.cover == Cover::parking ||
               a.cover == Cover::sports;
    });
    std::erase_if(content.roads, [](Road const& r) { return r.road <= RoadClass::service; });
}

}  // namespace

TileId spiral(int n) {
    TileId at;
    int dx = 1, dy = 0, run = 1, left = 1, turns = 0;
    for (int i = 0; i < n; ++i) {
        at = {at.column + dx, at.row + dy};
        if (--left > 0) continue;
        std::swap(dx, dy);
        dx = -dx;
        run += ++turns % 2 == 0;
        left = run;
    }
    return at;
}

Neighbourhood build_neighbourhood(Plan const& plan, TileId tile, Detail const& detail) {
    Network network = build_network(plan, tile, detail.network);
    Vec2d const middle = middle_of(plan, tile);
    std::sort(network.blocks.begin(), network.blocks.end(), [&](Block const& a, Block const& b) {
        return base::length(centroid(a.shape.outer) - middle) < base::length(centroid(b.shape.outer) - middle);
    });
    Neighbourhood made{.central = tile == TileId{}};
    made.bridges = std::move(network.bridges);
    Content& content = made.content;
    content.areas = std::move(network.ground);
    content.roads = std::move(network.roads);
    content.rails = std::move(network.rails);
    for (Block const& block : network.blocks) {
        if (content.buildings.size() >= detail.enough) break;
        fill_block(plan, block, content);
    }
    if (made.central) {
        add_places(plan, network.blocks, content);
        add_camera_poles(plan, content);
    }
    if (!detail.plants) content.plants.clear();
    if (!detail.small_ground) drop_small_ground(content);
    return made;
}

void truncate(Content& content, std::size_t wanted) {
    // Blocks were built from the centre outwards.
    auto& buildings = content.buildings;
    if (buildings.size() > wanted)
        buildings.erase(buildings.begin() + static_cast<std::ptrdiff_t>(wanted), buildings.end());
}

void thin_out(Content& content, std::size_t wanted) {
    auto& buildings = content.buildings;
    if (buildings.size() <= wanted) return;
    std::vector<std::uint32_t> ranks;
    for (Building const& b : buildings) {
        if (b.dispensable) ranks.push_back(b.dispensable);
    }
    std::size_t const surplus = std::min(buildings.size() - wanted, ranks.size() / 2);
    if (surplus > 0) {
        std::nth_element(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(surplus - 1), ranks.end());
        std::uint32_t const limit = ranks[surplus - 1];
        std::erase_if(buildings, [&, left = surplus](Building const& b) mutable {
            bool const goes = left > 0 && b.dispensable && b.dispensable <= limit;
            left -= goes;
            return goes;
        });
    }
    truncate(content, wanted);
}

void crop(Content& content, Vec2d centre, double radius) {
    auto const far = [&](Vec2d p) { return base::length(p - centre) > radius; };
    auto const all_far = [&](std::vector<Vec2d> const& points) {
        return std::all_of(points.begin(), points.end(), far);
    };
    std::erase_if(content.areas, [&](Area const& a) { return all_far(a.shape.outer); });
    cut_areas(content.areas, placed(rounded(2 * radius, 2 * radius, 2, 64), centre));
    std::erase_if(content.plants, [&](Plant const& p) { return far(p.at); });
    std::erase_if(content.lamps, [&](Pole const& p) { return far(p.at); });
    std::erase_if(content.camera_poles, [&](Pole const& p) { return far(p.at); });
    std::erase_if(content.places, [&](Place const& p) { return far(p.at) && p.kind != PlaceKind::district; });
    auto const keep_near = [&](Path& path) {
        std::size_t first = 0, last = path.size();
        while (first < last && far(path[first])) ++first;
        while (last > first && far(path[last - 1])) --last;
        path =
            Path(path.begin() + static_cast<std::ptrdiff_t>(first), path.begin() + static_cast<std::ptrdiff_t>(last));
    };
    for (Road& road : content.roads) keep_near(road.path);
    std::erase_if(content.roads, [](Road const& road) { return road.path.size() < 2; });
    for (Path& rail : content.rails) keep_near(rail);
    std::erase_if(content.rails, [](Path const& rail) { return rail.size() < 2; });
}

}  // namespace sample
