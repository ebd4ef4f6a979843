#include "sample/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "sample/random.h"

namespace sample {

namespace {

using std::numbers::pi;

constexpr double kTurn = 9 * pi / 180;  ///< the whole grid leans from north, as streets that follow a valley do

struct Line {
    double at;
    RoadClass road;
    bool bridge;
};

constexpr auto kSecondary = RoadClass::secondary;
constexpr auto kPrimary = RoadClass::primary;

constexpr std::array<Line, kCellsAcross> kColumns{{{-2000, kSecondary, false},
                                                   {-1570, kSecondary, false},
                                                   {-1190, kPrimary, true},
                                                   {-790, kSecondary, false},
                                                   {-410, kSecondary, false},
                                                   {10, kPrimary, true},
                                                   {390, kSecondary, false},
                                                   {790, kPrimary, true},
                                                   {1260, kSecondary, false},
                                                   {1640, RoadClass::motorway, true}}};
constexpr std::array<Line, kCellsUp> kRows{{{-1600, kSecondary, false},
                                            {-1220, kSecondary, false},
                                            {-830, kPrimary, false},
                                            {-400, kSecondary, false},
                                            {60, kSecondary, false},
                                            {440, kPrimary, false},
                                            {830, kSecondary, false},
                                            {1240, kSecondary, false}}};

// North at the top, as it lies on the map. Each letter is a value of Land.
constexpr std::array<char const*, kCellsUp> kCentralLand{"FFFLLOIIIX",  //
                                                         "FFLLHOVOII",  //
                                                         "FLHHEHOHII",  //
                                                         "LHHPPCCSMI",  //
                                                         "HEOBPCCSHH",  //
                                                         "OOHHMHEHHX",  //
                                                         "OVHTHMHOII",  //
                                                         "OOHHUHOIII"};

int floor_div(int a, int b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

template <std::size_t N>
GridLine line_at(std::array<Line, N> const& lines, int index, double period, std::uint64_t seed) {
    int const count = static_cast<int>(N);
    int const tile = floor_div(index, count);
    int const i = index - tile * count;
    Line const& line = lines[static_cast<std::size_t>(i)];
    double at = line.at + tile * period;
    if (tile != 0 && i != 0) at += Random(seed_of(seed, tile, i)).between(-45, 45);
    return {at, line.road, line.bridge};
}

/// Above 0 in the hills of a large city, in a scale of about 600 m; `cells` is in cells / 17.
double broad_hills(Vec2d cells, std::uint32_t seed) { return noise(cells, seed_of(seed, 'f')) - 0.45; }

/// Land of the neighbourhoods around: hills where a broad noise is high, a centre in the middle, the rest by chance.
Land outer_land(CellId cell, std::uint32_t seed) {
    int const column = cell.column - floor_div(cell.column, kCellsAcross) * kCellsAcross;
    int const row = cell.row - floor_div(cell.row, kCellsUp) * kCellsUp;
    Vec2d const broad{cell.column / 17.0, cell.row / 17.0};
    if (broad_hills(broad, seed) > 0) return Land::forest;
    Random random(seed_of(seed, cell.column, cell.row, 'l'));
    bool const central = column >= 4 && column <= 6 && row >= 3 && row <= 5;
    if (central)
        return std::array{Land::office, Land::mall, Land::housing}[random.chance(0.3) ? 1U : random.chance(0.5)];
    bool const working = noise(broad * 3.1, seed_of(seed, 'i')) > 0.25;
    if (working) return random.chance(0.75) ? Land::industry : Land::old_housing;
    constexpr std::array kinds{Land::housing, Land::old_housing, Land::village, Land::villas,   Land::school,
                               Land::park,    Land::mall,        Land::vacant,  Land::hospital, Land::sports};
    int const kind = random.weighted({42, 24, 8, 5, 8, 5, 4, 2, 1, 1});
    return kinds[static_cast<std::size_t>(kind)];
}

}  // namespace

double default_width(RoadClass road) {
    constexpr std::array widths{2.5, 5.5, 9.0, 15.0, 25.0, 36.0, 34.0};
    return widths[static_cast<std::size_t>(road)];
}

double Plan::river_v(double v) const {
    double const period = 3 * kTileHeight;
    return kRows[3].at + period * std::round((v - kRows[3].at) / period);
}

double Plan::river_half_width(double u) const { return 37 + 6 * std::sin(u / 510 + 1) + 3 * std::sin(u / 170); }

Vec2d Plan::to_world(Vec2d grid) const {
    double const river = river_v(grid.y);
    double const phase = river / 1000;
    double const from_river = grid.y - river;
    double const near = std::exp(-(from_river / 470) * (from_river / 470));
    double const meander = 125 * std::sin(grid.x / 600 + 0.9 + phase) + 42 * std::sin(grid.x / 283 + phase);
    // South of the river the streets lean the other way: the two grids meet at an angle on the water.
    // Half-way to the next river it has worn off.
    double const south = std::max(-from_river, 0.0);
    double const lean = 290 * std::tanh(south / 950) * (1 - smoothstep(2000, 4600, south));
    double const u = grid.x + lean + 38 * std::sin(grid.y / 640 + 0.4) + 20 * std::sin(grid.x / 900 + grid.y / 1500);
    double const v = grid.y + meander * near + 46 * std::sin(grid.x / 1050 + 2.1) + 14 * std::sin(grid.y / 590);
    return {u * std::cos(kTurn) - v * std::sin(kTurn), u * std::sin(kTurn) + v * std::cos(kTurn)};
}

Vec2d Plan::to_grid(Vec2d world) const {
    Vec2d const straight{world.x * std::cos(kTurn) + world.y * std::sin(kTurn),
                         -world.x * std::sin(kTurn) + world.y * std::cos(kTurn)};
    // The bend is a contraction (its slopes stay below one half), so stepping against the error converges.
    Vec2d grid = straight;
    for (int i = 0; i < 40; ++i) {
        Vec2d const error = to_world(grid) - world;
        if (std::abs(error.x) + std::abs(error.y) < 0.01) break;
        grid.x -= 0.9 * (error.x * std::cos(kTurn) + error.y * std::sin(kTurn));
        grid.y -= 0.9 * (-error.x * std::sin(kTurn) + error.y * std::cos(kTurn));
    }
    return grid;
}

Path Plan::to_world(Path path) const {
    for (Vec2d& p : path) p = to_world(p);
    return path;
}

Axes Plan::axes_at(Vec2d world) const {
    Vec2d const grid = to_grid(world);
    Vec2d const along = to_world(grid + Vec2d{20, 0}) - to_world(grid - Vec2d{20, 0});
    return {world, along * (1 / base::length(along))};
}

GridLine Plan::column_line(int column) const { return line_at(kColumns, column, kTileWidth, seed_of(seed_, 'c')); }

GridLine Plan::row_line(int row) const {
    GridLine line = line_at(kRows, row, kTileHeight, seed_of(seed_, 'r'));
    if (is_river_row(row)) line.at = river_v(line.at);
    return line;
}

Land Plan::land(CellId cell) const {
    if (cell.column >= 0 && cell.column < kCellsAcross && cell.row >= 0 && cell.row < kCellsUp) {
        return static_cast<Land>(kCentralLand[static_cast<std::size_t>(kCellsUp - 1 - cell.row)][cell.column]);
    }
    return alone_ ? Land::forest : outer_land(cell, seed_);
}

CellId Plan::cell_at(Vec2d grid) const {
    // Lines stray from even spacing by less than two cells.
    CellId cell{static_cast<int>(std::floor((grid.x + kTileWidth / 2) / kTileWidth * kCellsAcross)) - 2,
                static_cast<int>(std::floor((grid.y + kTileHeight / 2) / kTileHeight * kCellsUp)) - 2};
    while (column_line(cell.column + 1).at <= grid.x) ++cell.column;
    while (row_line(cell.row + 1).at <= grid.y) ++cell.row;
    return cell;
}

double Plan::hill_foot(double u) const {
    double const t = (u - kFootWest) / (kFootEast - kFootWest);
    return 60 + 1540 * t + 55 * std::sin(2 * pi * 1.5 * t + 0.4) + 20 * std::sin(2 * pi * 4 * t);
}

double Plan::into_hills(Vec2d grid) const {
    double const north_west = (grid.y - hill_foot(std::clamp(grid.x, -4500.0, 3000.0))) * 0.74;
    bool const central = std::abs(grid.x) <= kTileWidth / 2 && std::abs(grid.y) <= kTileHeight / 2;
    if (central) return north_west;
    if (alone_) {
        double const off = std::hypot(std::max(std::abs(grid.x) - kTileWidth / 2, 0.0),
                                      std::max(std::abs(grid.y) - kTileHeight / 2, 0.0));
        return std::max(north_west, off - 650);
    }
    Vec2d const cells{(grid.x + kTileWidth / 2) / kTileWidth * kCellsAcross / 17,
                      (grid.y + kTileHeight / 2) / kTileHeight * kCellsUp / 17};
    return broad_hills(cells, seed_) * 1800;
}

Plan::Lake Plan::lake() const { return {{-300, 222}, 150, 35.5}; }

double Plan::lake_radius(double angle) const {
    double const phase = static_cast<double>(seed_ % 97);
    return lake().radius * (1 + 0.45 * std::cos(2 * (angle - 0.1)) * 0.75 +
                            0.16 * std::sin(3 * angle + 0.7 + phase * 0.01) + 0.07 * std::sin(5 * angle + 2 + phase));
}

Ring Plan::lake_shore(double outwards) const {
    Ring shore;
    Vec2d const centre = to_world(lake().centre);
    for (int i = 0; i < 72; ++i) {
        double const angle = 2 * pi * i / 72;
        shore.push_back(centre +
                        Vec2d{std::cos(angle + kTurn), std::sin(angle + kTurn)} * (lake_radius(angle) + outwards));
    }
    return shore;
}

}  // namespace sample
