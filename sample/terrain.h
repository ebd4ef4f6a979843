// The lie of the land: a valley floor, banks, hills around it; and its GeoTIFF.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "sample/network.h"
#include "sample/plan.h"

namespace sample {

class Terrain {
public:
    /// Covers `extent` (local metres); heights are for points in it. Hills end with `wooded`, where the woods on them
    /// do.
    Terrain(Plan const& plan, std::vector<Bridge> bridges, Extent extent, Extent wooded);

    /// Metres above the datum.
    double height(Vec2d world) const;
    Extent extent() const { return extent_; }

private:
    struct Coarse {
        float u, v, hills;  ///< grid place, and metres into the hills
    };
    Coarse exact(Vec2d world) const;
    Coarse coarse(Vec2d world) const;
    double hills(Vec2d world, Coarse const& at) const;
    double bridge_deck(Vec2d world, double ground) const;

    Plan const& plan_;
    std::vector<Bridge> bridges_;
    std::vector<Extent> bridge_extents_;
    Extent extent_, wooded_;
    double step_ = 25;
    std::size_t across_ = 0, up_ = 0;
    std::vector<Coarse> coarse_;
};

/// Float32 heights, `cell` metres apart, in EPSG:4547.
base::Status write_terrain(std::filesystem::path const& file, Terrain const& terrain, double cell);

}  // namespace sample
