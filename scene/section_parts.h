// What a section is put together from. For scene/section*.cpp and its tests alone.
#pragma once

#include <utility>
#include <vector>

#include "scene/section.h"

namespace scene {

/// A straight piece of a roof in the plane, from left to right: metres along and high.
struct RoofPiece {
    base::Vec2d from, to;
};

/// The highest of the pieces over a stretch, and of the eaves where `pieces` are not all of the roof
/// (`whole_roof`) or leave a gap. Two points at one place where it steps.
std::vector<base::Vec2d> roof_over(double from, double to, double eaves, bool whole_roof,
                                   std::vector<RoofPiece> const& pieces);

/// Where a straight way lies in a box, as multiples of `way` from `from`, none below `least` or above `most`. The first
/// is not less than the second where it does not.
std::pair<double, double> shares_within(base::Extent const& box, base::Vec2d from, base::Vec2d way, double least,
                                        double most);

/// A polyline with points of its own at these places too, if they lie within it.
std::vector<base::Vec2d> with_points(std::vector<base::Vec2d> polyline, std::vector<double> places);

/// The drawn ground's height along the whole plane, out into the haze.
std::vector<base::Vec2d> land_along(twin::District const& district, SectionLine const& line);

}  // namespace scene
