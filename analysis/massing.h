// What a scheme of blocks comes to on its site, and which limits it breaks (the figures of a 控制性详细规划).
//
// Floor area ratio 容积率 = counted floor area / site area; building density 建筑密度 = footprints / site area.
// Which floor area counts (storey height, stilts, basements) is local, so each block has a factor.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/plane.h"
#include "analysis/sunlight.h"
#include "base/result.h"
#include "twin/name.h"

namespace analysis {

struct Block {
    std::string id;
    Plot outline;
    int storeys = 1;
    double storey_height = 3;  ///< metres
    double ground = 0;         ///< height of its lowest floor, in the frame's heights
    double counted = 1;        ///< 计容系数: the share of its floor area that counts
    bool on_block = false;     ///< stands on another block: no footprint, no distance to others
    double given_floor = 0;    ///< square metres of floor, where somebody says so; 0: outline x storeys
    double height() const { return storeys * storey_height; }
};

/// What is not set is not checked. All are allowed themselves.
struct MassingLimits {
    std::optional<double> most_far, least_far;
    std::optional<double> most_density;   ///< 0 to 1
    std::optional<double> most_height;    ///< metres above each block's ground
    std::optional<double> most_top;       ///< height in the frame: what aviation and radio links leave free
    std::optional<double> least_setback;  ///< metres between block and edge of the site
    std::optional<double> least_gap;      ///< metres between blocks
    std::optional<double> least_green;    ///< 绿地率, 0 to 1
};

struct MassingCheck {
    enum class What : std::uint8_t { far_high, far_low, density, height, top, setback, outside, gap, green } what{};
    std::int32_t block = -1, other = -1;  ///< -1: the whole scheme
    double value = 0, limit = 0;
};

struct Massing {
    double site_area = 0, footprint = 0, floor_area = 0, counted_area = 0;  ///< square metres
    double far = 0, density = 0, green = 0;
    double most_height = 0;            ///< metres
    std::vector<double> setback;       ///< per block, metres; 0 where it reaches over the edge
    std::vector<MassingCheck> broken;  ///< nothing: the scheme keeps all limits, and lies inside its site
};

/// `green_area`: square metres. An error where site or a block has no area, or a block no storeys or height.
base::Result<Massing> massing(Plot const& site, std::span<Block const> blocks, MassingLimits const& limits = {},
                              double green_area = 0);
/// "Floor area ratio 2.60 is above 2.40"
twin::Name describe(MassingCheck const& check, std::span<Block const> blocks);

/// A slab: `length` along `heading` (degrees clockwise from north), `depth` across.
Plot rectangle(base::Vec2d middle, double length, double depth, double heading);
/// What the block is to the sun.
Prism prism_of(Block const& block);

}  // namespace analysis
