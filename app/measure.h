// What the tools of the hand find: lengths, heights, areas, profiles, and who sees a spot.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/visibility.h"
#include "app/say.h"
#include "twin/district.h"
#include "twin/nearest_building.h"
#include "ui/context.h"
#include "ui/facts.h"
#include "ui/settings.h"

namespace app {

/// Why a camera does not see a place; in the order in which it is asked.
enum class Unseen : std::uint8_t { seen, no_pose, too_far, outside_angle, behind_building, behind_ground };

struct Sighted {
    Unseen why = Unseen::seen;
    double distance = 0;         ///< metres
    std::int64_t building = -1;  ///< the one in the way
};

/// For any thread.
class Ruler {
public:
    /// All must outlive it.
    Ruler(twin::District const& district, analysis::Sight const& sight, twin::NearestBuilding const& nearest);

    /// Points in local metres; too few of them for the tool give what can be said of those.
    ui::Measured measure(ui::Tool tool, std::span<base::Vec3d const> points, ui::Facts const& facts,
                         ui::Language language) const;

    Sighted sighted(ui::CameraRow const& camera, base::Vec3d spot) const;

    /// Along the ground, its rises and falls counted, metres.
    double ground_length(std::span<base::Vec3d const> points) const;
    /// Metres along, and the height of roofs and ground there.
    std::vector<base::Vec2d> profile(std::span<base::Vec3d const> points) const;

private:
    void distance(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const;
    void height(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const;
    void area(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const;
    void section(std::span<base::Vec3d const> points, Say const& say, ui::Measured& out) const;
    void visibility(base::Vec3d spot, ui::Facts const& facts, Say const& say, ui::Measured& out) const;
    /// The ground that is seen from there.
    void overview(base::Vec3d spot, Say const& say, ui::Measured& out) const;
    /// Why it is not seen; empty where it is.
    std::string reason(Sighted const& sighted, Say const& say) const;
    /// What stands at the last point before `to` that the line from `from` does not clear.
    Sighted obstacle(base::Vec3d from, base::Vec3d to) const;

    twin::District const& district_;
    analysis::Sight const& sight_;
    twin::NearestBuilding const& nearest_;
};

/// Corners of a circle as a polygon, for SelectInside.
std::vector<base::Vec2d> circle(base::Vec2d centre, double radius);

}  // namespace app
