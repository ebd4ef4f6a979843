// Normals for meshes that come without: smooth over round things, sharp at the edges of buildings.
#pragma once

#include <span>
#include <vector>

#include "base/vec.h"

namespace assets {

/// One normal for each corner (three to a triangle) of `corners`: the mean, weighted by area, of the triangles that
/// meet at the same place and whose planes are within 40 degrees of the corner's own. Straight up for triangles with no
/// area.
std::vector<base::Vec3f> corner_normals(std::span<base::Vec3f const> corners);

}  // namespace assets
