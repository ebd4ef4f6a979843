// Live layers for tests and pictures, made in code over the crossing (scenes.h).
#pragma once

#include "scene/live.h"

namespace live_inputs {

/// Tickets thick and thin, events of every level, cameras with what they see, devices, a drone with its trail.
scene::LiveInput everything();
/// Areas with counts, one of them of a layer that is stale.
scene::LiveInput areas();
/// A heat surface in five classes.
scene::LiveInput heat();
/// Hexagons and squares as columns.
scene::LiveInput columns();
/// Every third building in a colour of five.
scene::LiveInput buildings(std::size_t count);

/// Every community in the colour of its count, with the count: the lightest, the darkest and three digits.
scene::LiveInput communities(bool night);
/// Cells and buildings in one ramp of shares, some of the buildings hidden.
scene::LiveInput shares(bool night);

/// What two cameras show: a chequered picture with an arrow upwards, one along a street, one that looks at a wall.
scene::LiveInput videos();

scene::Pin pin(base::Vec3d at, scene::PinKind kind, scene::Level level, std::uint32_t index, std::uint8_t layer = 0);

}  // namespace live_inputs
