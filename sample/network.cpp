#include "sample/network.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "sample/cutting.h"
#include "sample/land.h"
#include "sample/local_roads.h"
#include "sample/names.h"
#include "sample/random.h"

namespace sample {

namespace {

constexpr double kCurveStep = 32;  ///< metres between points of a bent line
constexpr double kRunOut = 850;    ///< metres that main roads go on beyond a district that stands alone
constexpr double kRailCorridor = 26, kStationCorridor = 66;

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
        cut_land(plan_, tile_, options_.surroundings, corridors_, network_);
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
        corridors_.roads.push_back({road.path, road.width});
        if (written) network_.roads.push_back(std::move(road));
    }

    bool central() const { return tile_ == TileId{}; }

    /// The path as far as the road along the foot of the hills; streets do not climb.
    Path below_hills(Path const& path) const {
        auto const depth = [&](Vec2d p) {
            Vec2d const grid = plan_.to_grid(p);
            return grid.x < 0 && grid.y > 0
                       ? plan_.into_hills({std::clamp(grid.x, -1999.0, 1999.0), std::clamp(grid.y, -1599.0, 1599.0)})
                       : -1;
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
        corridors_.roads.push_back({path, default_width(RoadClass::tertiary)});
        network_.roads.push_back(
            {std::move(path), RoadClass::tertiary, default_width(RoadClass::tertiary), {"环山路", "Huanshan Road"}});
    }

    /// Joins neighbouring segments of one grid line into long roads. `piece(k)` says where segment k runs, if it
    /// exists.
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
            add_line(kCellsUp, line.road, column_name(plan_, first_.column + i), i < kCellsAcross || options_.all_edges,
                     run_out, pieces, [&](double v) {
                         return Vec2d{line.at, v};
                     });
            if (line.bridge) add_bridges(line);
        }
    }

    void add_bridges(GridLine const& line) {
        for (int j = 0; j < kCellsUp; ++j) {
            if (!river_row(j)) continue;
            double const v = row_line(j).at, reach = plan_.river_half_width(line.at) + 14;
            network_.bridges.push_back(
                {bent_line(plan_, {line.at, v - reach}, {line.at, v + reach}), default_width(line.road), line.road});
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
                add_line(kCellsAcross, line.road, name, written, run_out, pieces, [&](double u) {
                    return Vec2d{u, line.at};
                });
                continue;
            }
            auto const always = [&](int i) -> std::vector<Span> {
                return {{column_line(i).at, column_line(i + 1).at}};
            };
            for (double const side : {-Plan::kRiverDrive, Plan::kRiverDrive}) {
                add_line(kCellsAcross, line.road, river_drive_name(plan_, first_.row + j, side > 0), written, false,
                         always, [&](double u) {
                             return Vec2d{u, line.at + side};
                         });
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
        corridors_.roads.push_back({ramp.path, 14});
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
        for (int j = 0; j < kCellsUp; ++j) {
            if (!river_row(j)) continue;
            double const v = row_line(j).at, reach = plan_.river_half_width(Plan::kRailU) + 14;
            network_.bridges.push_back(
                {bent_line(plan_, {Plan::kRailU, v - reach}, {Plan::kRailU, v + reach}), 12, RoadClass::service});
        }
        corridors_.rails.push_back(
            {bent_line(plan_, {Plan::kRailU, south - out}, {Plan::kRailU, north + out}), kRailCorridor});
        if (stops) {
            corridors_.rails.push_back(
                {bent_line(plan_, {Plan::kRailU, Plan::kStationSouth - 60}, {Plan::kRailU, Plan::kStationNorth + 60}),
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
                for (Shape& drawn : intersect(drawn_land(plan_, tile_), piece))
                    network_.ground.push_back({std::move(drawn), Cover::water, {}, false});
            }
            corridors_.rivers.push_back(std::move(river));
        }
    }

    Plan const& plan_;
    CellId first_;
    TileId tile_;
    NetworkOptions options_;
    Network network_;
    Corridors corridors_;
};

}  // namespace

Path bent_line(Plan const& plan, Vec2d from, Vec2d to) {
    int const steps = std::max(1, static_cast<int>(std::ceil(base::length(to - from) / kCurveStep)));
    Path path;
    for (int k = 0; k <= steps; ++k)
        path.push_back(plan.to_world(from + (to - from) * (static_cast<double>(k) / steps)));
    return path;
}

Ring bent_outline(Plan const& plan, double u0, double v0, double u1, double v1) {
    Ring ring;
    Ring const corners{{u0, v0}, {u1, v0}, {u1, v1}, {u0, v1}};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        Path side = bent_line(plan, corners[i], corners[(i + 1) % corners.size()]);
        side.pop_back();
        ring.insert(ring.end(), side.begin(), side.end());
    }
    return ring;
}

CellBounds bounds_of(Plan const& plan, CellId cell) {
    CellBounds bounds{plan.column_line(cell.column).at, plan.column_line(cell.column + 1).at,
                      plan.row_line(cell.row).at, plan.row_line(cell.row + 1).at};
    if (plan.is_river_row(cell.row)) bounds.v0 += Plan::kRiverDrive;
    if (plan.is_river_row(cell.row + 1)) bounds.v1 -= Plan::kRiverDrive;
    return bounds;
}

Network build_network(Plan const& plan, TileId tile, NetworkOptions const& options) {
    return Builder(plan, tile, options).build();
}

}  // namespace sample
