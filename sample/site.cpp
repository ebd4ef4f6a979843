#include "sample/site.h"

#include <algorithm>
#include <cmath>

#include "sample/cutting.h"

namespace sample {

Site::Site(Plan const& plan, Block const& block, double setback, Content& content)
    : plan_(plan),
      block_(block),
      content_(content),
      axes_(plan.axes_at(centroid(block.shape.outer))),
      random_(seed_of(plan.seed(), std::llround(axes_.origin.x * 16), std::llround(axes_.origin.y * 16), 'b')) {
    use_largest(inset(block.shape, setback));
}

Site::Site(Plan const& plan, Block const& block, Shape part, Content& content)
    : plan_(plan),
      block_(block),
      content_(content),
      axes_(plan.axes_at(centroid(part.outer))),
      random_(seed_of(plan.seed(), std::llround(axes_.origin.x * 16), std::llround(axes_.origin.y * 16), 'p')) {
    use_largest({std::move(part)});
}

void Site::use_largest(std::vector<Shape> pieces) {
    auto const largest = std::max_element(pieces.begin(), pieces.end(),
                                          [](Shape const& a, Shape const& b) { return area(a) < area(b); });
    region_ = largest == pieces.end() ? Shape{} : axes_.in(std::move(*largest));
    extent_ = extent_of(region_.outer);
}

bool Site::shrink(double by) {
    std::vector<Shape> pieces = inset(region_, by);
    auto const largest = std::max_element(pieces.begin(), pieces.end(),
                                          [](Shape const& a, Shape const& b) { return area(a) < area(b); });
    region_ = largest == pieces.end() ? Shape{} : std::move(*largest);
    extent_ = extent_of(region_.outer);
    return !empty();
}

bool Site::fits(std::span<Vec2d const> ring, double clearance) const {
    Extent const box = extent_of(ring);
    if (!extent_.contains({box.min_x, box.min_y}) || !extent_.contains({box.max_x, box.max_y})) return false;
    return is_free(ring, clearance) && contains(region_, ring);
}

bool Site::is_free(std::span<Vec2d const> ring, double clearance) const {
    Extent const grown = extent_of(ring).grown(clearance);
    return std::none_of(taken_.begin(), taken_.end(), [&](Taken const& taken) {
        return grown.overlaps(taken.extent) && gap(ring, taken.ring) < std::max(clearance, 0.05);
    });
}

bool Site::place(Building building, double clearance) {
    if (empty() || !fits(building.shape.outer, clearance)) return false;
    reserve_kept(building.shape.outer);
    stack(std::move(building));
    return true;
}

void Site::stack(Building building) {
    drop_doubles(building.shape.outer);
    building.shape = axes_.out(std::move(building.shape));
    content_.buildings.push_back(std::move(building));
}

void Site::reserve_kept(Ring ring) {
    Extent const extent = extent_of(ring);
    taken_.push_back({std::move(ring), extent});
}

void Site::reserve_path(std::span<Vec2d const> path, double width) {
    for (std::size_t i = 1; i < path.size(); ++i) {
        Vec2d const along = path[i] - path[i - 1];
        double const len = base::length(along);
        if (len < 0.01) continue;
        Vec2d const side = Vec2d{-along.y, along.x} * (width / 2 / len);
        reserve_kept({path[i - 1] - side, path[i] - side, path[i] + side, path[i - 1] + side});
    }
}

void Site::ground(Shape shape, Cover cover, Name name) {
    content_.areas.push_back({axes_.out(std::move(shape)), cover, std::move(name), false});
}

void Site::garden(Ring ring) {
    content_.areas.push_back({axes_.out(Shape{std::move(ring), {}}), Cover::green, {}, true});
}

void Site::carpet(Cover cover, double in) {
    for (Shape& piece : inset(block_.shape, in)) content_.areas.push_back({std::move(piece), cover, {}, false});
}

void Site::road(Path path, RoadClass road, double width) {
    content_.roads.push_back({axes_.out(std::move(path)), road, width > 0 ? width : default_width(road), {}});
}

void Site::tree(Vec2d at, Tree tree, double scale) {
    content_.plants.push_back(
        {axes_.out(at), tree, static_cast<float>(scale), static_cast<float>(std::floor(random_.between(0, 360)))});
}

void Site::landmark(Vec2d at, Name name, double rank, PlaceKind kind) {
    content_.places.push_back({axes_.out(at), kind, rank, std::move(name)});
}

int build_frontage(Site& site, Frontage const& wanted) {
    Random& random = site.random();
    Ring edge = site.region().outer;
    edge.push_back(edge.front());
    double const around = length(edge);
    int built = 0;
    for (double at = random.between(4, 20); at < around;) {
        double const len = random.between(wanted.min_length, wanted.max_length);
        Vec2d const from = point_along(edge, at).at, to = point_along(edge, at + len).at;
        double const straight = base::length(to - from);
        bool const wants = random.chance(wanted.share);
        if (!wants || straight < len * 0.985) {
            at += wants ? 5 : len + wanted.clearance;
            continue;
        }
        Vec2d const along = (to - from) * (1 / straight);
        Vec2d const middle = (from + to) * 0.5 + Vec2d{-along.y, along.x} * (wanted.depth / 2 + 0.6);
        int const floors = random.whole(wanted.min_floors, wanted.max_floors);
        Building shop{.shape = {placed(rectangle(straight, wanted.depth), middle, std::atan2(along.y, along.x)), {}},
                      .use = wanted.use,
                      .floors = floors,
                      .height = tall(floors, wanted.storey),
                      .year = wanted.year};
        bool const stands = site.place(std::move(shop), wanted.clearance);
        built += stands;
        at += stands ? len + wanted.clearance + random.between(0, 3) : 5;
    }
    return built;
}

double tall(int floors, double storey, double parapet) { return std::round((floors * storey + parapet) * 10) / 10; }

}  // namespace sample
