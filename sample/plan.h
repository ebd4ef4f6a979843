// The city's plan: a bent grid of roads without end, what each cell of it is for, the river, and the lie of the land.
// Grid coordinates (u, v) are metres too, but straight; `to_world` bends them into local metres.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sample/content.h"

namespace sample {

enum class Land : char {
    forest = 'F',
    park = 'P',
    office = 'C',
    mall = 'M',
    station = 'S',
    housing = 'H',
    old_housing = 'O',
    village = 'V',
    industry = 'I',
    school = 'E',
    hospital = 'U',
    civic = 'B',
    sports = 'T',
    villas = 'L',
    vacant = 'X'
};

/// A neighbourhood of 10 x 8 cells, 4000 x 3200 m. (0, 0) is the one the sample is about.
struct TileId {
    int column = 0, row = 0;
    friend bool operator==(TileId, TileId) = default;
};
constexpr int kCellsAcross = 10, kCellsUp = 8;
constexpr double kTileWidth = 4000, kTileHeight = 3200;

/// A cell by its grid lines, counted from the south-west corner of tile (0, 0).
struct CellId {
    int column = 0, row = 0;
};

struct GridLine {
    double at = 0;
    RoadClass road = RoadClass::secondary;
    bool bridge = false;  ///< crosses the river
};

class Plan {
public:
    /// `alone`: the city is tile (0, 0) and hills surround it; else it goes on in every direction.
    Plan(std::uint32_t seed, bool alone) : seed_(seed), alone_(alone) {}

    bool alone() const { return alone_; }

    std::uint32_t seed() const { return seed_; }
    Vec2d to_world(Vec2d grid) const;
    Vec2d to_grid(Vec2d world) const;
    Path to_world(Path grid_path) const;
    /// Local axes at a place, along the grid: what buildings line up with.
    Axes axes_at(Vec2d world) const;

    GridLine column_line(int column) const;
    /// Row 3 of a tile on the river has no road of its own: the line is the river's middle.
    GridLine row_line(int row) const;
    Land land(CellId cell) const;
    /// The cell under a grid point.
    CellId cell_at(Vec2d grid) const;
    /// Metres into the hills from their foot; negative in the valley. Hills stand north-west of tile (0, 0), and in a
    /// larger city wherever its land is forest.
    double into_hills(Vec2d grid) const;
    /// The foot of the central tile's hills: v over u, from its western to its northern edge.
    double hill_foot(double u) const;
    static constexpr double kFootWest = -2000, kFootEast = -300;

    bool is_river_row(int row) const { return (row - 3) % (3 * kCellsUp) == 0; }

    /// The river nearest to a grid point: its middle's v, half its width, and half the distance between its drives.
    double river_v(double v) const;
    double river_half_width(double u) const;
    static constexpr double kRiverDrive = 112;  ///< metres from the river's middle to the drive beside it

    /// The rail line runs along this u, in tile column 0 only, widening in the station.
    static constexpr double kRailU = 1030;
    static constexpr double kStationSouth = -250, kStationNorth = 370;

    struct Lake {
        Vec2d centre;  ///< grid
        double radius = 0;
        double level = 0;
    };
    Lake lake() const;
    double lake_radius(double angle) const;
    /// The lake's shore in local metres, moved outwards by so many metres.
    Ring lake_shore(double outwards) const;

private:
    std::uint32_t seed_;
    bool alone_;
};

}  // namespace sample
