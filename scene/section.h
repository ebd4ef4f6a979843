// A section: what lies before a vertical plane is cut away, and what the plane cuts is shown filled, as architects do.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/vec.h"
#include "scene/camera.h"
#include "scene/view.h"
#include "shaders/shared.h"
#include "twin/district.h"

namespace scene {

/// The plane's trace on the ground, local metres; the plane itself goes on beyond both ends. What lies to the left of
/// the way from `from` to `to` stays.
struct SectionLine {
    base::Vec2d from, to;

    double length() const { return base::length(to - from); }
    /// A unit vector.
    base::Vec2d along() const { return (to - from) * (1 / length()); }
    /// Metres behind the plane; below 0: cut away.
    double behind(base::Vec2d p) const { return base::cross(along(), p - from); }
    base::Vec2d at(double metres) const { return from + along() * metres; }
    friend bool operator==(SectionLine const&, SectionLine const&) = default;
};
inline constexpr double kShortestSection = 1;  ///< metres: a shorter one has no direction worth the name

/// Turned so that what this camera sees beyond the line stays; looking straight down, what is up in its picture.
SectionLine seen_from(SectionLine line, Camera const& camera);

/// Square on, parallel, so that heights and lengths can be taken off the picture. `low` and `high`: metres that must be
/// in it; `aspect`: its width / height; `most_below`: share of its height that may stay empty under the earth.
Camera square_on(SectionLine const& line, double low, double high, double aspect, double most_below = 0.2);

/// Level, parallel and straight at its section: a drawing to take heights off, where names of what lies behind would
/// stand over what is cut.
bool is_drawing(View const& view);

struct CutBuilding {
    std::uint32_t building = 0;  ///< twin::BuildingId
    double from = 0, to = 0;     ///< metres along the line; one building with a courtyard is cut twice
    double foot = 0, top = 0;  ///< metres; the highest point of the cut, without plant rooms that only the picture has
    double top_at = 0;         ///< metres along, where that is
};

struct Section {
    SectionLine line;
    /// Triangles in the plane, buildings first, then the earth.
    std::vector<shared::CutVertex> vertices;
    std::vector<std::uint32_t> indices;
    std::uint32_t building_index_count = 0;
    /// Between the line's ends, in the order of `from`; triangles go on along the whole plane.
    std::vector<CutBuilding> buildings;
    std::vector<base::Vec2d> ground;  ///< metres along, metres high; between the ends
    double low = 0;                   ///< metres: where the earth ends below, between the line's ends
    double high = 0;                  ///< metres: the highest that is filled there, plant rooms too

    /// Metres from the lowest foot of all that is cut where this one is highest: a tower of several parts, one on the
    /// other, is as high as all of them.
    double height(CutBuilding const& one) const;
    /// How many different buildings are cut between the ends.
    std::size_t building_count() const;
};

/// `buildings`: those that are drawn (City::building_id), in any order. The line must not be shorter than
/// kShortestSection.
std::shared_ptr<Section const> cut(twin::District const& district, SectionLine const& line,
                                   std::span<std::uint32_t const> buildings);

/// Where a line runs inside a polygon, courtyards left out: from and to, metres along it, ascending.
std::vector<base::Vec2d> inside(geo::Polygons const& polygons, std::size_t polygon, SectionLine const& line);

}  // namespace scene
