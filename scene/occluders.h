// Which places are hidden behind buildings: so that no street's name lies on a tower that stands before it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/vec.h"
#include "scene/camera.h"
#include "scene/scene.h"

namespace scene {

struct SectionLine;

/// Heights of walls on a square grid. Coarse (4 metres or more), which is enough for a name.
class Occluders {
public:
    Occluders() = default;
    explicit Occluders(City const& city);

    /// Whether a building stands between a place and the camera. Walls within a cell or two of the place do not count,
    /// nor those that `cut`, where given, has cut away.
    bool hides(base::Vec3d place, Camera const& camera, SectionLine const* cut = nullptr) const;

private:
    void add_wall(base::Vec2d from, base::Vec2d to, double top);
    std::uint16_t height_at(base::Vec2d p) const;

    base::Extent extent_;
    double cell_ = 1;
    double lowest_ = 0, highest_ = 0;  ///< metres
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<std::uint16_t> tops_;  ///< half metres above `lowest_`; 0: no wall
};

}  // namespace scene
