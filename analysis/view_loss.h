// What a scheme hides from where: ground and landmarks that named places see before it stands, and after.
//
// Around each viewpoint the plan is cut by rays. Walls cross a ray at exact distances and hide what lies behind them
// below their upper edge (from an eye at height e, a roof at height h and distance d hides ground as far as
// d e / (e - h)); terrain is followed along the ray step by step. So all buildings count, and nothing is rasterised.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/plane.h"
#include "analysis/sunlight.h"
#include "geo/terrain.h"
#include "twin/name.h"

namespace analysis {

inline constexpr double kEye = 1.6;           ///< metres above ground or roof (DOMAIN 9.2)
inline constexpr double kLeastSeen = 0.05;    ///< share of a landmark that counts as seeing it
inline constexpr double kMostViewLost = 0.1;  ///< share of what was seen that a view may lose and still be kept

struct Viewpoint {
    twin::Name name;
    base::Vec2d at;
    std::optional<double>
        height;          ///< of the eye above the ground; none: kEye above the ground, or above the roof there
    double reach = 600;  ///< metres of ground looked at
};

/// The building at this place, or where there is none a mast.
struct Landmark {
    twin::Name name;
    base::Vec2d at;
    double height = 0;  ///< metres of the mast; 0: 10
};

struct LandmarkView {
    double before = 0, after = 0;  ///< share of its height and width that is seen
    double distance = 0;           ///< metres
    bool seen() const { return before >= kLeastSeen; }
    bool kept() const { return before - after <= kMostViewLost * before; }
};

struct ViewLoss {
    twin::Name name;
    base::Vec3d eye;
    double reach = 0;
    double ground_before = 0, ground_lost = 0, ground_gained = 0;  ///< square metres
    double sky_before = 0, sky_after = 0;                          ///< of the half sphere above, weighted by cosine
    std::vector<LandmarkView> landmarks;                           ///< side by side with those asked for
    std::vector<Plot> hidden;                                      ///< ground that was seen and is no longer
    twin::Name problem;                                            ///< why nothing is known; empty: it is
    bool known() const { return problem.zh.empty(); }
    double lost_share() const { return ground_before > 0 ? ground_lost / ground_before : 0; }
    /// Neither the ground nor any landmark that was seen has lost more than kMostViewLost of what was seen of it.
    bool kept() const;
};

struct ViewAsk {
    std::span<Viewpoint const> viewpoints;
    std::span<Landmark const> landmarks;
    std::span<Prism const> standing;
    SunScheme const& scheme;
    geo::HeightGrid const* terrain = nullptr;  ///< null or empty: level at 0
};
std::vector<ViewLoss> view_losses(ViewAsk const& ask);

/// How these figures are made, for who hovers over them.
twin::Name view_method();

}  // namespace analysis
