// Pictures of cameras on what those cameras see. A camera's depths are drawn as the picture itself is: by culling and
// drawing the city from where the camera stands, with a frame and draws of its own.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "renderer/resources.h"
#include "scene/live.h"
#include "shaders/shared.h"

namespace renderer {

struct ProjectedBuffers {
    std::array<Buffer, scene::kMostProjected> frames;
    Buffer cameras;             ///< all of them, for the look at every pixel
    Buffer draws, tile_shares;  ///< what one camera sees, used for one after the other

    /// `frame` is the picture's. The GPU must be done with all earlier frames.
    void fill(Device& device, shared::Frame const& frame, std::vector<scene::Projected> const& projected,
              std::uint32_t tile_count);
};

/// Numbers that differ where depths would.
std::vector<double> cameras_of(std::vector<scene::Projected> const& projected);

}  // namespace renderer
