// The parts of `build`, one file each. Each fills its part of the scene from the district.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scene/build.h"

namespace scene {

BuildingColours colour_buildings(twin::District const& district);

/// A footprint's frame: along its longest edge, and the box it fills there.
struct Oriented {
    base::Vec2d origin, along, across;
    double min_s = 1e300, max_s = -1e300, min_t = 1e300, max_t = -1e300;

    base::Vec2d local(base::Vec2d p) const { return {dot(p - origin, along), dot(p - origin, across)}; }
    base::Vec2d centre() const { return origin + along * ((min_s + max_s) / 2) + across * ((min_t + max_t) / 2); }
    double length() const { return max_s - min_s; }
    double width() const { return max_t - min_t; }
};
Oriented oriented_box(std::span<base::Vec2d const> ring);

/// True where a building's roof comes as Solids and not as a flat lid.
bool has_pitched_roof(twin::Buildings const& buildings, std::size_t building);

/// Walls and flat roofs. Buildings of `district.surfaces` get neither, only their record. `shown`: per building, 0
/// leaves it out; empty: all.
void build_city(twin::District const& district, std::vector<std::uint32_t> const& colours, City& city,
                std::vector<std::uint8_t> const& shown = {});

/// Pitched roofs, plant rooms on towers, and surfaces that came as surfaces. Fills the tiles' runs of them too.
void build_solids(twin::District const& district, City& city, Solids& solids);

/// Pitched roof or plant room of one building that has no surfaces of its own; `SolidVertex::building` is 0.
Solids solids_of(twin::Buildings const& buildings, std::size_t building);

/// The ground's height wherever it is drawn: the height grid, and the land that levels off around it.
class Land {
public:
    /// Looks into the district, which must stay.
    explicit Land(twin::District const& district);
    base::Extent const& box() const { return box_; }  ///< of what is known, local metres
    double height(base::Vec2d p) const;

private:
    geo::HeightGrid const& grid_;
    base::Extent box_;
    double mean_ = 0;
};
inline constexpr double kLandReach = 30;  ///< land ends so many times as far from the middle as the grid does

void build_ground(twin::District const& district, Ground& ground, BuildOptions const& options = {});
void build_models(twin::District const& district, Scene& scene);
void build_labels(twin::District const& district, BuildOptions const& options, std::vector<Label>& labels);

/// Unit normal as two 16-bit numbers on the octahedron (shaders/common.glsl, normal_of).
std::uint32_t pack_normal(base::Vec3d normal);

}  // namespace scene
