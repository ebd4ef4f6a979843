// The structs GLSL reads have scalar layout there; this asserts that C++ agrees.
#include <cstddef>

#include "shaders/shared.h"

namespace shared {

static_assert(sizeof(Corner) == 8);
static_assert(sizeof(Building) == 28);
static_assert(sizeof(Level) == 16);
static_assert(sizeof(Tile) == 72 + BOROUGH_LEVELS * sizeof(Level) && offsetof(Tile, box_max) == 28);
static_assert(sizeof(SolidVertex) == 24);
static_assert(sizeof(GroundVertex) == 28);
static_assert(sizeof(CutVertex) == 44);
static_assert(sizeof(MeshVertex) == 24);
static_assert(sizeof(Instance) == 24);
static_assert(sizeof(OverlayQuad) == 44);
static_assert(sizeof(PanelVertex) == 20 && offsetof(PanelVertex, colour) == 16);
static_assert(sizeof(Marker) == 32 && offsetof(Marker, look) == 20);
static_assert(sizeof(Prism) == 28 && offsetof(Prism, radius) == 12);
static_assert(sizeof(TrailPoint) == 20);
static_assert(offsetof(Frame, light_from_eye) == 64);
static_assert(offsetof(Frame, tiles) % 8 == 0);

}  // namespace shared
