#include "sample/land.h"

#include <cmath>

#include "sample/random.h"

namespace sample {

namespace {

constexpr double kMotorwayVerge = 20;  ///< metres of green on each side of the expressway
constexpr double kKerbRadius = 5;
constexpr double kSurroundings = 900;  ///< metres of country drawn around a district that stands alone
constexpr double kFieldSide = 190;     ///< metres, about the side of a field
constexpr double kSmallest = 150;      ///< square metres; lesser leftovers stay bare

Shape outline_of(Plan const& plan, TileId tile) {
    int const column = tile.column * kCellsAcross, row = tile.row * kCellsUp;
    double const u0 = plan.column_line(column).at, u1 = plan.column_line(column + kCellsAcross).at;
    double const v0 = plan.row_line(row).at, v1 = plan.row_line(row + kCellsUp).at;
    return {bent_outline(plan, u0, v0, u1, v1), {}};
}

class LandCutter {
public:
    LandCutter(Plan const& plan, TileId tile, Corridors const& corridors, Network& network)
        : plan_(plan), tile_(tile), corridors_(corridors), network_(network), outline_(outline_of(plan, tile)) {}

    void cut_blocks() {
        std::vector<Strip> strips = verge_strips();
        strips.insert(strips.end(), corridors_.roads.begin(), corridors_.roads.end());
        for (Shape& face : cut_out(outline_, strips, corridors_.rivers, kKerbRadius)) add_block(std::move(face));
    }

    /// Green along the expressway and the rail line: what they leave free on both sides.
    void add_verges() {
        std::vector<Shape> const inner = cut_out(outline_, verge_strips(), {}, 0);
        for (Shape const& beside : cut_out(outline_, {}, inner, 0)) {
            for (Shape& dry : cut_out(beside, {}, corridors_.rivers, 1)) add_ground(std::move(dry), Cover::green);
        }
    }

    /// Woods, fields and meadows around a district that stands alone, as far as its terrain goes.
    void add_surroundings() {
        Shape const land = drawn_land(plan_, tile_);
        std::vector<Strip> gaps;
        for (Road const& road : network_.roads) {
            if (road.road >= RoadClass::primary && road.width > 20) gaps.push_back({road.path, road.width + 12});
        }
        std::vector<Shape> taken = corridors_.rivers;
        taken.push_back(outline_);
        for (Cover const cover : {Cover::farmland, Cover::green}) {
            for (Shape const& field : unite(fields_of(cover))) {
                for (Shape const& piece : intersect(land, field)) {
                    for (Shape& free : cut_out(piece, gaps, taken, 12)) add_ground(std::move(free), cover);
                }
                taken.push_back(field);
            }
        }
        for (Shape& piece : cut_out(land, gaps, taken, 4)) add_ground(std::move(piece), Cover::forest);
    }

private:
    void add_ground(Shape shape, Cover cover) { network_.ground.push_back({std::move(shape), cover, {}, false}); }

    std::vector<Strip> verge_strips() const {
        std::vector<Strip> strips = corridors_.rails;
        for (Road const& road : network_.roads) {
            bool const ramp = road.width < 20;
            if (road.road == RoadClass::motorway && !ramp)
                strips.push_back({road.path, road.width + 2 * kMotorwayVerge});
        }
        return strips;
    }

    void add_block(Shape face) {
        if (std::abs(area(face.outer)) < kSmallest) return;
        Vec2d const grid = plan_.to_grid(centroid(face.outer));
        CellId const cell = plan_.cell_at(grid);
        bool const riverside = has_river() && std::abs(grid.y - plan_.river_v(grid.y)) < Plan::kRiverDrive;
        bool const hills = tile_ == TileId{} && plan_.into_hills(grid) > 0;
        Land const land = hills ? Land::forest : plan_.land(cell);
        if (land == Land::forest && !riverside) return add_ground(std::move(face), Cover::forest);
        network_.blocks.push_back({std::move(face), cell, land, riverside});
    }

    bool has_river() const {
        for (int j = 0; j < kCellsUp; ++j) {
            if (plan_.is_river_row(tile_.row * kCellsUp + j)) return true;
        }
        return false;
    }

    std::vector<Shape> fields_of(Cover cover) const {
        std::vector<Shape> fields;
        for (double v = -3600; v < 3600; v += kFieldSide) {
            for (double u = -4200; u < 4200; u += kFieldSide) {
                if (cover_at({u + kFieldSide / 2, v + kFieldSide / 2}) != cover) continue;
                Ring corners{{u, v}, {u + kFieldSide, v}, {u + kFieldSide, v + kFieldSide}, {u, v + kFieldSide}};
                for (Vec2d& corner : corners) corner = stray(corner);
                fields.push_back({std::move(corners), {}});
            }
        }
        return fields;
    }

    /// Corners of fields are where the land lets them be.
    Vec2d stray(Vec2d corner) const {
        double const x = noise(corner * (1 / 150.0), 71), y = noise(corner * (1 / 150.0), 72);
        return plan_.to_world(corner + Vec2d{x, y} * 85);
    }

    /// Outside the district: woods on the hills, fields and meadows in the valley.
    Cover cover_at(Vec2d grid) const {
        if (plan_.into_hills(grid) > 60) return Cover::forest;
        double const kind = noise(grid * (1 / 420.0), seed_of(plan_.seed(), 'F'));
        return kind > 0.12 ? Cover::farmland : kind > -0.25 ? Cover::green : Cover::forest;
    }

    Plan const& plan_;
    TileId tile_;
    Corridors const& corridors_;
    Network& network_;
    Shape outline_;
};

}  // namespace

Shape drawn_land(Plan const& plan, TileId tile) {
    Shape const outline = outline_of(plan, tile);
    if (!plan.alone()) return outline;
    Extent const e = extent_of(outline.outer).grown(kSurroundings);
    return {{{e.min_x, e.min_y}, {e.max_x, e.min_y}, {e.max_x, e.max_y}, {e.min_x, e.max_y}}, {}};
}

void cut_land(Plan const& plan, TileId tile, bool surroundings, Corridors const& corridors, Network& network) {
    LandCutter cutter(plan, tile, corridors, network);
    cutter.add_verges();
    cutter.cut_blocks();
    if (surroundings) cutter.add_surroundings();
}

}  // namespace sample
