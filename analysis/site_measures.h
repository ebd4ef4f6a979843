// What the data says of a candidate site: the numbers that constraints and criteria are made of.
#pragma once

#include <span>
#include <vector>

#include "analysis/plane.h"
#include "geo/polygons.h"
#include "geo/terrain.h"

namespace analysis {

/// Square cells over an extent whose middles lie in `within` (empty: all of them), row by row from the south-west:
/// candidates where there are no parcels.
std::vector<Plot> cells(base::Extent const& extent, double side, Plot const& within = {});

/// In percent: 100 is 45 degrees.
struct Slope {
    double mean = 0, steepest = 0;
};
/// Of the ground under the plot, each of the grid's cells by the steeper of its two triangles; the cell of the plot's
/// middle where the plot is smaller than cells. None (NaN) where there is no terrain.
Slope slope_of(Plot const& plot, geo::HeightGrid const& terrain);

/// Areas of the plan to measure plots against: red lines, farmland, land use, floods.
class AreaIndex {
public:
    explicit AreaIndex(geo::Polygons const& areas);
    /// The share of the plot inside the areas, 0 to 1; where areas lie over each other they count once each, up to 1.
    double share(Plot const& plot) const;

private:
    std::vector<Plot> plots_;
    std::vector<base::Extent> boxes_;
};

/// Outlines as segments, for SegmentIndex.
std::vector<Segment> segments_of(geo::Polygons const& polygons);
std::vector<Segment> segments_of(geo::Lines const& lines);
std::vector<Segment> segments_of(std::span<base::Vec2d const> points);

}  // namespace analysis
