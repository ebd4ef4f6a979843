// Which squares of the height grid a picture draws, and how finely.
#pragma once

#include <vector>

#include "renderer/gpu_scene.h"
#include "scene/view.h"

namespace renderer {

/// A quadtree over the grid: a square is split while its cells would be larger than kCellPixels on the screen, and left
/// out where nothing of it can be in the picture. Depends on the whole view, never on a tile of it.
std::vector<shared::Patch> choose_patches(GpuScene const& scene, scene::View const& view);

}  // namespace renderer
