// What a camera sees on the ground, with buildings and terrain in the way.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/vec.h"
#include "twin/district.h"
#include "twin/records.h"

namespace analysis {

/// Answers sight lines. Keeps a height map of the district's roofs and ground, so that 81,000 cameras stay affordable.
/// Thread-safe to ask.
class Sight {
public:
    /// `spacing`: metres between the samples of the height map; of large districts it grows until the map fits.
    explicit Sight(twin::District const& district, double spacing = 2);
    ~Sight();
    Sight(Sight&&) noexcept;
    Sight& operator=(Sight&&) noexcept;

    double ground(base::Vec2d at) const;  ///< metres
    double roof_or_ground(base::Vec2d at) const;
    /// Whether nothing stands between. A building that `from` itself stands in or on does not hide what is before it.
    bool clear(base::Vec3d from, base::Vec3d to) const;

    /// The ground a camera sees, as a closed fan around it: `from` first, then points along the arc clockwise, each as
    /// far as the view goes before a wall, a rise of the ground, the upper edge of its picture (16:9) or the reach
    /// stops it. Cameras that look straight down, or all around, have a ring. Local metres, grid north.
    std::vector<base::Vec2d> footprint(base::Vec2d from, twin::CameraPose const& pose) const;
    /// Where the middle of the view meets the ground (or the wall before it): the place of an event that has none.
    base::Vec3d aim(base::Vec2d from, twin::CameraPose const& pose) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace analysis
