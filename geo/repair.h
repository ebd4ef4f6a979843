// Makes polygons drawable without losing any silently: every change is counted and named.
#pragma once

#include <string>
#include <vector>

#include "base/findings.h"
#include "geo/vector.h"

namespace geo {

/// Repairs the polygons of a layer whose coordinates are metres (`to_local` has run). Afterwards every ring has at
/// least three different points, does not cross itself, outer rings are counter-clockwise, holes clockwise, inside
/// their outer ring and apart from each other. Findings by code: duplicate-points, unclosed (given by the reader),
/// winding, self-crossing, hole-outside, holes-overlap, zero-area, not-finite, too-few-points. Polygons that cannot be
/// repaired are left out and counted as skipped. Good polygons take a fast path; only suspects go to GEOS (MakeValid).
void repair_polygons(VectorLayer& layer, base::Findings& findings);

}  // namespace geo
