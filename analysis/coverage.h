// Which ground is seen by which camera: what sites and zones are judged by, and where nobody looks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/plane.h"
#include "analysis/visibility.h"
#include "base/vec.h"
#include "twin/records.h"

namespace analysis {

struct StandingCamera {
    std::string id;
    base::Vec2d at;  ///< local metres
    twin::CameraPose pose;
};

/// Cameras with their footprints on the ground (Sight::footprint), found by place. Grid north.
class Coverage {
public:
    /// Asks `sight`, which must outlive it, once for each camera, on all cores.
    Coverage(std::vector<StandingCamera> cameras, Sight const& sight);

    bool sees(base::Vec2d p) const;
    /// Whether some ground within `radius` metres is seen: of a building it is its front that a camera sees. Asked at
    /// the place and on three rings around it.
    bool sees_near(base::Vec2d p, double radius) const;
    struct Share {
        std::uint32_t camera = 0;  ///< into cameras()
        double share = 0;          ///< of its open ground, that it sees
    };
    struct OfPlot {
        double seen = 0;            ///< share of its open ground that any camera sees
        std::vector<Share> shares;  ///< who sees something of it: most first, then the order of cameras
        std::size_t samples = 0;    ///< places that were asked about; 0: the plot has no ground
    };
    /// Sampled on a square lattice of at least `spacing` metres, coarser where that would be more than `most` places.
    /// Ground under roofs is left out, which no camera can see; of a plot that is all built over, or too small for any
    /// sample, the middle is asked.
    OfPlot of(Plot const& plot, double spacing = 5, std::size_t most = 4000) const;

    std::vector<StandingCamera> const& cameras() const { return cameras_; }

private:
    template <class Visit>
    void each_seeing(base::Vec2d p, Visit const& visit) const;

    Sight const* sight_;
    std::vector<StandingCamera> cameras_;
    std::vector<Plot> footprints_;
    std::vector<base::Extent> extents_;
    // Cameras by the cell that their footprint's extent touches.
    static constexpr double kCell = 100;
    base::Extent all_;
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<std::vector<std::uint32_t>> cells_;
};

}  // namespace analysis
