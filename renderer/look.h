// The three looks: colours and strengths of light for day, night and paper (the design is in docs/architecture.md).
#pragma once

#include "scene/view.h"
#include "shaders/shared.h"

namespace renderer {

/// Fills the colours, lights and strengths of a frame.
void apply_look(scene::View const& view, shared::Frame& frame);

/// Towards the light that casts shadows: the sun; at night a key light from the camera's left, whatever the hour.
base::Vec3d light_direction(scene::View const& view);

}  // namespace renderer
