// Which trees, lamps and models a picture shows, and how finely. Chosen on the CPU: the list is short and its order
// fixed.
#pragma once

#include <vector>

#include "renderer/gpu_scene.h"
#include "renderer/passes.h"
#include "scene/view.h"

namespace renderer {

struct ChosenInstances {
    std::vector<shared::Instance> instances;
    std::vector<InstanceDraw> draws;
};

/// Instances that fall outside the whole picture, they and their shadow on level ground, or stand less
/// than a pixel tall are left out; below kFarPixels the simple shape stands in.
ChosenInstances choose_instances(GpuScene const& scene, scene::View const& view);

}  // namespace renderer
