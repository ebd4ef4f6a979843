#include "sample/network.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "sample/cutting.h"
#include "sample/local_roads.h"
#include "sample/names.h"
#include "sample/random.h"

namespace sample {

namespace {

constexpr double kCurveStep = 32;   ///< metres between points of a bent line
constexpr double kRunOut = 850;    ///< metres that main roads go on beyond a district that stands alone
constexpr double kVerge = 20;       ///< metres of green on each side of the expressway
constexpr double kRailCorridor = 26, kStationCorridor = 66;
constexpr double kKerbRadius = 5;
constexpr double kSurroundings = 900;  ///< metres of hills drawn around a district that stands alone

bool has_no_roads(Land land) { return land == Land::forest || land == Land::park || land == Land::station; }

class Builder {
public:
    Builder(Plan const& plan, TileId tile, NetworkOptions const& options)
        : plan_(plan), first_{tile.column * kCellsAcross, tile.row * kCellsUp}, tile_(tile), options_(options) {}

    Network build() {
        add_columns();
        add_rows();
        add_foot_of_hills();
        add_local_roads();
        add_ramps();
        add_rail();
        add_river();
        add_blocks();
        return std::move(network_);
    }

private:
    Land land(int column, int row) const { return plan_.land({first_.column + column, first_.row + row}); }
    GridLine column_line(int i) const { return plan_.column_line(first_.column + i); }
    GridLine row_line(int j) const { return plan_.row_line(first_.row + j); }
    bool river_row(int j) const { return plan_.is_river_row(first_.row + j); }

    bool separates(Land a, Land b, RoadClass road) const {
        return road == RoadClass::motorway || a != b || !has_no_roads(a);
    }

    void add_road(Vec2d from, Vec2d to, RoadClass road, Name name, bool written) {
        add_road({bent_line(plan_, from, to), road, default_width(road), std::move(name)}, written);
    }

    void add_road(Road road, bool written) {
        if (central()) road.path = below_hills(road.path);
        if (road.path.size() < 2) return;
        strips_.push_back({road.path, road.width});
        if (written) network_.roads.push_back(std::move(road));
    }

    bool central() const { return tile_ == TileId{}; }

    /// The path as far as the road along the foot of the hills; streets do not climb.
    Path below_hills(Path const& path) const {
        auto const depth = [&](Vec2d p) {
            Vec2d const grid = plan_.to_grid(p);
            return grid.x < 0 && grid.y > 0 ? plan_.into_hills({std::clamp(grid.x, -1999.0, 1999.0), std::clamp(grid.y, -1599.0, 1599.0)}) : -1;
        };
        Path kept;
        for (std::size_t i = 0; i < path.size(); ++i) {
            double const here = depth(path[i]);
            if (i > 0 && (here > 0) != (depth(path[i - 1]) > 0)) {
                double const before = depth(path[i - 1]);
                kept.push_back(path[i - 1] + (path[i] - path[i - 1]) * (before / (before - here)));
            }
            if (here <= 0) kept.push_back(path[i]);
        }
        return kept;
    }

    void add_foot_of_hills() {
        if (!central()) return;
        Path path;
        for (double u = Plan::kFootWest; path.empty() || u < 0; u += 20) {
            double const v = std::min(plan_.hill_foot(u), kTileHeight / 2);
            path.push_back(plan_.to_world(Vec2d{u, v}));
            if (v == kTileHeight / 2) break;
        }
        strips_.push_back({path, default_width(RoadClass::tertiary)});
        network_.roads.push_back({std::move(path), RoadClass::tertiary, default_width(RoadClass::tertiary), {"环山路", "Huanshan Road"}});
    }

    /// Joins neighbouring segments of one grid line into long roads. `piece(k)` says where segment k runs, if it exists.
    struct Span {
        double from, to;
    };
    void add_line(int segments, RoadClass road, Name const& name, bool written, bool run_out,
                  std::function<std::vector<Span>(int)> const& pieces, std::function<Vec2d(double)> const& place) {
        std::vector<Span> joined;
        for (int k = 0; k < segments; ++k) {
            for (Span const span : pieces(k)) {
                if (!joined.empty() && joined.back().to == span.from) {
                    joined.back().to = span.to;
                } else {
                    joined.push_back(span);
                }
            }
        }
        if (joined.empty()) return;
        double const first = pieces(0).empty() ? NAN : pieces(0).front().from;
        double const last = pieces(segments - 1).empty() ? NAN : pieces(segments - 1).back().to;
        for (Span span : joined) {
            if (run_out && span.from == first) span.from -= kRunOut;
            if (run_out && span.to == last) span.to += kRunOut;
            add_road(place(span.from), place(span.to), road, name, written);
        }
    }

    void add_columns() {
        for (int i = 0; i <= kCellsAcross; ++i) {
            GridLine const line = column_line(i);
            auto const pieces = [&](int j) -> std::vector<Span> {
                if (!separates(land(i - 1, j), land(i, j), line.road)) return {};
                double from = row_line(j).at, to = row_line(j + 1).at;
                if (!line.bridge && river_row(j)) from += Plan::kRiverDrive;
                if (!line.bridge && river_row(j + 1)) to -= Plan::kRiverDrive;
                return {{from, to}};
            };
            bool const run_out = plan_.alone() && line.road >= RoadClass::primary;
            add_line(kCellsUp, line.road, column_name(plan_, first_.column + i), i < kCellsAcross || options_.all_edges, run_out,
                     pieces, [&](double v) { return Vec2d{line.at, v}; });
            if (line.bridge) add_bridges(line);
        }
    }

    void add_bridges(GridLine const& line) {
        for (int j = 0; j < kCellsUp; ++j) {
            if (!river_row(j)) continue;
            double const v = row_line(j).at, reach = plan_.river_half_width(line.at) + 14;
            network_.bridges.push_back({bent_line(plan_, {line.at, v - reach}, {line.at, v + reach}),
                                        default_width(line.road), line.road});
        }
    }

    void add_rows() {
        for (int j = 0; j <= kCellsUp; ++j) {
            GridLine const line = row_line(j);
            bool const written = j < kCellsUp || options_.all_edges;
            bool const run_out = plan_.alone() && line.road >= RoadClass::primary;
            auto const pieces = [&](int i) -> std::vector<Span> {
                if (!separates(land(i, j - 1), land(i, j), line.road)) return {};
                return {{column_line(i).at, column_line(i + 1).at}};
            };
            Name const name = row_name(plan_, first_.row + j);
            if (!river_row(j)) {
                add_line(kCellsAcross, line.road, name, written, run_out, pieces,
                         [&](double u) { return Vec2d{u, line.at}; });
                continue;
            }
            auto const always = [&](int i) -> std::vector<Span> {
                return {{column_line(i).at, column_line(i + 1).at}};
            };
            for (double const side : {-Plan::kRiverDrive, Plan::kRiverDrive}) {
                add_line(kCellsAcross, line.road, river_drive_name(plan_, first_.row + j, side > 0), written, false, always,
                         [&](double u) { return Vec2d{u, line.at + side}; });
            }
        }
    }

    void add_local_roads() {
        for (int j = 0; j < kCellsUp; ++j) {
            for (int i = 0; i < kCellsAcross; ++i) {
                CellId const cell{first_.column + i, first_.row + j};
                for (Road& road : local_roads(plan_, cell, bounds_of(plan_, cell))) add_road(std::move(road), true);
            }
        }
    }

    /// A diamond where the expressway meets the tile's main cross street.
    void add_ramps() {
        for (int i = 0; i < kCellsAcross; ++i) {
            GridLine const line = column_line(i);
            if (line.road != RoadClass::motorway) continue;
            for (int j = 0; j < kCellsUp; ++j) {
                GridLine const cross = row_line(j);
                if (cross.road != RoadClass::primary) continue;
                for (int const quadrant : {0, 1, 2, 3}) add_ramp(line.at, cross.at, quadrant);
            }
        }
    }

    void add_ramp(double u, double v, int quadrant) {
        double const east = quadrant % 2 ? 1 : -1, north = quadrant / 2 ? 1 : -1;
        Path grid;
        for (int k = 0; k <= 10; ++k) {
            double const t = k / 10.0;
            grid.push_back({u + east * (13 + 52 * smoothstep(0, 1, t)), v + north * (250 * (1 - t) + 4 * t)});
        }
        Road ramp{plan_.to_world(std::move(grid)), RoadClass::motorway, 8, {}};
        strips_.push_back({ramp.path, 14});
        network_.roads.push_back(std::move(ramp));
    }

    void add_rail() {
        if (tile_.column != 0) return;
        double const south = row_line(0).at, north = row_line(kCellsUp).at;
        double const out = plan_.alone() ? kRunOut : 0;
        bool const stops = tile_ == TileId{};
        constexpr double kTracks[] = {-25.5, -11.5, -7, 7, 11.5, 25.5};
        for (double const track : kTracks) {
            bool const main = std::abs(track) == 7;
            if (!main && !stops) continue;
            double const begin = main ? south - out : Plan::kStationSouth - 150;
            double const end = main ? north + out : Plan::kStationNorth + 150;
            Path path;
            for (double v = begin; v < end + 1; v += (end - begin) / std::ceil((end - begin) / 20)) {
                double const inward = stops ? smoothstep(Plan::kStationSouth - 150, Plan::kStationSouth, v) *
                                                  (1 - smoothstep(Plan::kStationNorth, Plan::kStationNorth + 150, v))
                                            : 0;
                double const line = track > 0 ? 2.3 : -2.3;
                path.push_back(plan_.to_world(Vec2d{Plan::kRailU + line + (track - line) * inward, v}));
            }
            network_.rails.push_back(std::move(path));
        }
        corridors_.push_back({bent_line(plan_, {Plan::kRailU, south - out}, {Plan::kRailU, north + out}), kRailCorridor});
        if (stops) {
            corridors_.push_back({bent_line(plan_, {Plan::kRailU, Plan::kStationSouth - 60},
                                            {Plan::kRailU, Plan::kStationNorth + 60}),
                                  kStationCorridor});
        }
    }

    void add_river() {
        double const out = plan_.alone() ? 1250 : 0;
        for (int j = 0; j < kCellsUp; ++j) {
            if (!river_row(j)) continue;
            double const v = row_line(j).at;
            Path north, south;
            double const begin = column_line(0).at - out, end = column_line(kCellsAcross).at + out;
            int const steps = static_cast<int>(std::ceil((end - begin) / 24));
            for (int k = 0; k <= steps; ++k) {
                double const u = begin + (end - begin) * k / steps;
                double const half = plan_.river_half_width(u);
                north.push_back(plan_.to_world(Vec2d{u, v + half}));
                south.push_back(plan_.to_world(Vec2d{u, v - half}));
            }
            Shape river{south, {}};
            river.outer.insert(river.outer.end(), north.rbegin(), north.rend());
            std::vector<Strip> decks;
            for (Bridge const& bridge : network_.bridges) decks.push_back({bridge.path, bridge.width + 1});
            for (Shape const& piece : cut_out(river, decks, {}, 0)) {
                for (Shape& drawn : intersect(surroundings(), piece)) network_.ground.push_back({std::move(drawn), Cover::water, {}, false});
            }
            rivers_.push_back(std::move(river));
        }
    }

    Shape outline() const {
        double const u0 = column_line(0).at, u1 = column_line(kCellsAcross).at;
        double const v0 = row_line(0).at, v1 = row_line(kCellsUp).at;
        Shape shape;
        for (auto const& [from, to] : {std::pair{Vec2d{u0, v0}, Vec2d{u1, v0}}, {Vec2d{u1, v0}, Vec2d{u1, v1}},
                                       {Vec2d{u1, v1}, Vec2d{u0, v1}}, {Vec2d{u0, v1}, Vec2d{u0, v0}}}) {
            Path side = bent_line(plan_, from, to);
            side.pop_back();
            shape.outer.insert(shape.outer.end(), side.begin(), side.end());
        }
        return shape;
    }

    void add_blocks() {
        Shape const tile = outline();
        add_verges(tile);
        std::vector<Strip> strips = strips_;
        strips.insert(strips.end(), corridors_.begin(), corridors_.end());
        for (Road const& road : network_.roads) {
            if (road.road == RoadClass::motorway && road.width > 20) strips.push_back({road.path, road.width + 2 * kVerge});
        }
        for (Shape& face : cut_out(tile, strips, rivers_, kKerbRadius)) add_block(std::move(face));
        if (options_.surroundings) add_surroundings(tile);
    }

    /// As far as the ground is drawn: the tile, or for a district that stands alone a rectangle around it.
    Shape surroundings() const {
        if (!plan_.alone()) return outline();
        Extent const e = extent_of(outline().outer).grown(kSurroundings);
        return {{{e.min_x, e.min_y}, {e.max_x, e.min_y}, {e.max_x, e.max_y}, {e.min_x, e.max_y}}, {}};
    }

    /// Woods, fields and meadows around a district that stands alone, as far as its terrain goes.
    void add_surroundings(Shape const& tile) {
        Shape const land = surroundings();
        std::vector<Strip> gaps;
        for (Road const& road : network_.roads) {
            if (road.road >= RoadClass::primary && road.width > 20) gaps.push_back({road.path, road.width + 12});
        }
        std::vector<Shape> taken = rivers_;
        taken.push_back(tile);
        constexpr double kField = 190;
        for (Cover const cover : {Cover::farmland, Cover::green}) {
            std::vector<Shape> fields;
            for (double v = -3600; v < 3600; v += kField) {
                for (double u = -4200; u < 4200; u += kField) {
                    if (cover_at({u + kField / 2, v + kField / 2}) != cover) continue;
                    fields.push_back({Ring{stray({u, v}), stray({u + kField, v}), stray({u + kField, v + kField}), stray({u, v + kField})}, {}});
                }
            }
            for (Shape const& field : unite(fields)) {
                std::vector<Shape> const cropped = intersect(land, field);
                for (Shape const& piece : cropped) {
                    for (Shape& free : cut_out(piece, gaps, taken, 12)) network_.ground.push_back({std::move(free), cover, {}, false});
                }
                taken.push_back(field);
            }
        }
        for (Shape& piece : cut_out(land, gaps, taken, 4)) network_.ground.push_back({std::move(piece), Cover::forest, {}, false});
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

    void add_block(Shape face) {
        if (std::abs(area(face.outer)) < 150) return;
        Vec2d const grid = plan_.to_grid(centroid(face.outer));
        CellId const cell = plan_.cell_at(grid);
        bool const riverside = has_river() && std::abs(grid.y - plan_.river_v(grid.y)) < Plan::kRiverDrive;
        Land const land = central() && plan_.into_hills(grid) > 0 ? Land::forest : plan_.land(cell);
        if (land == Land::forest && !riverside) {
            network_.ground.push_back({std::move(face), Cover::forest, {}, false});
        } else {
            network_.blocks.push_back({std::move(face), cell, land, riverside});
        }
    }

    bool has_river() const {
        for (int j = 0; j < kCellsUp; ++j) {
            if (river_row(j)) return true;
        }
        return false;
    }

    /// Green along the expressway and the rail line: what they leave free on both sides.
    void add_verges(Shape const& tile) {
        std::vector<Strip> verges = corridors_;
        for (Road const& road : network_.roads) {
            if (road.road == RoadClass::motorway && road.width > 20) verges.push_back({road.path, road.width + 2 * kVerge});
        }
        std::vector<Shape> const inner = cut_out(tile, verges, {}, 0);
        std::vector<Shape> beside = cut_out(tile, {}, inner, 0);
        for (Shape& piece : beside) {
            for (Shape& dry : cut_out(piece, {}, rivers_, 1)) network_.ground.push_back({std::move(dry), Cover::green, {}, false});
        }
    }

    Plan const& plan_;
    CellId first_;
    TileId tile_;
    NetworkOptions options_;
    Network network_;
    std::vector<Strip> strips_;
    std::vector<Strip> corridors_;
    std::vector<Shape> rivers_;
};

}  // namespace

Path bent_line(Plan const& plan, Vec2d from, Vec2d to) {
    int const steps = std::max(1, static_cast<int>(std::ceil(base::length(to - from) / kCurveStep)));
    Path path;
    for (int k = 0; k <= steps; ++k) path.push_back(plan.to_world(from + (to - from) * (static_cast<double>(k) / steps)));
    return path;
}

CellBounds bounds_of(Plan const& plan, CellId cell) {
    CellBounds bounds{plan.column_line(cell.column).at, plan.column_line(cell.column + 1).at, plan.row_line(cell.row).at,
                      plan.row_line(cell.row + 1).at};
    if (plan.is_river_row(cell.row)) bounds.v0 += Plan::kRiverDrive;
    if (plan.is_river_row(cell.row + 1)) bounds.v1 -= Plan::kRiverDrive;
    return bounds;
}

Network build_network(Plan const& plan, TileId tile, NetworkOptions const& options) { return Builder(plan, tile, options).build(); }

}  // namespace sample
