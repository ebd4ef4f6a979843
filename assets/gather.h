// A scene graph's meshes, put where its nodes say, as one list of triangles.
#pragma once

#include <array>

#include "assets/materials.h"
#include "assets/model.h"

struct aiScene;

namespace assets {

/// Row by row.
using RowMatrix = std::array<double, 16>;

/// Fills vertices, indices, bounds and one part (so one draw) for each material. Triangles with corners that are no
/// places are left out with a note; that nothing is left is an error.
base::Status gather(aiScene const& scene, RowMatrix const& to_world, MaterialReader& materials, Model& model);

}  // namespace assets
