// Coordinates that do not belong: a polygon at (0, 0), a point that PROJ could not move.
#pragma once

#include <optional>

#include "base/findings.h"
#include "geo/vector.h"

namespace twin {

/// The box of all coordinates that are numbers, on all cores.
base::Extent finite_extent(geo::VectorLayer const& layer);

/// The middle one of the first points of all features, by each axis; strays do not move it.
std::optional<base::Vec2d> median(geo::VectorLayer const& layer);

/// One polygon at (0, 0) must not make a district ten thousand kilometres wide. In the layer's own coordinates; returns
/// what it then covers.
base::Extent drop_far_away(geo::VectorLayer& layer, base::Findings& findings);

/// Takes out lines and points that are not finite; polygons are for the repairer.
void drop_not_finite(geo::VectorLayer& layer, base::Findings& findings);

}  // namespace twin
