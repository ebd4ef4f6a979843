// A point on the plan.
#pragma once

#include "base/vec.h"

namespace app {

inline base::Vec2d flat(base::Vec3d p) { return {p.x, p.y}; }

}  // namespace app
