// The faces that a section cuts, on the GPU.
#pragma once

#include <memory>

#include "renderer/gpu_live.h"
#include "scene/section.h"

namespace renderer {

struct GpuSection {
    /// The GPU must be done with all earlier frames. Writes nothing where it is the same as before, or null.
    void set(Device& device, std::shared_ptr<scene::Section const> const& section);

    Mirror vertices, indices;
    std::shared_ptr<scene::Section const> held;
};

}  // namespace renderer
