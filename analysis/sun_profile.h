// What sunlight.cpp is made of: from one place in the plan, how high one must stand at each step to see the sun.
#pragma once

#include <span>
#include <vector>

#include "analysis/sunlight.h"

namespace analysis {

/// A prism with its rings wound so that what is built lies to the left of every edge.
struct SunBlock {
    Plot rings;
    base::Extent box;
    double top = 0, bottom = 0;
};
SunBlock sun_block(Prism const& prism);

/// False where no place in `box` at height `from` or above can lie in its shadow on this day.
bool may_hide(SunBlock const& block, base::Extent const& box, double from, SunTrack const& track);

class SunProfile {
public:
    /// Heights are kept relative to `datum`, so that they keep their millimetres as floats.
    SunProfile(SunTrack const& track, double datum);

    void clear();
    void hide(SunBlock const& block, base::Vec2d from);
    /// Appends one count per sill.
    void count(std::span<double const> sills, base::Vec2d facing, SunOptions const& options,
               std::vector<SunCount>& out) const;

private:
    /// Hidden at this step between these heights: by a bridge, which leaves sun below it.
    struct Band {
        std::size_t step;
        float low, high;
    };
    /// Visits the steps whose rays cross the edge from a to b, seen clockwise from a to b, and how far away.
    template <class Visit>
    void cross_edge(base::Vec2d a, base::Vec2d b, double angle_a, double angle_b, Visit const& visit) const;
    void hide_from_ground(SunBlock const& block, base::Vec2d from);
    void hide_bridge(SunBlock const& block, base::Vec2d from);
    double angle(base::Vec2d towards) const;

    SunTrack const* track_;
    double datum_;
    base::Vec2d middle_;                   ///< unit vector: angles are counted from it, so that none of the sun's wraps
    std::vector<double> angles_;           ///< per step, clockwise, radians, rising
    std::vector<double> pace_x_, pace_y_;  ///< per step: way towards the sun in which its ray rises by 1 m
    std::vector<float> least_;             ///< per step: who stands lower has no sun
    std::vector<Band> bands_;
};

}  // namespace analysis
