// Districts made by hand, for tests of scenes and pictures: each call adds one thing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "twin/district.h"

namespace districts {

using Ring = std::vector<base::Vec2d>;

/// Counter-clockwise, from the south-west corner.
Ring rectangle(double x, double y, double width, double depth);
/// Turned counter-clockwise about a point.
Ring turned(Ring ring, base::Vec2d about, double degrees);
/// The same ring the other way round: a hole.
Ring reversed(Ring ring);

struct BuildingSpec {
    double height = 12;      ///< metres to the eaves
    double roof_height = 0;  ///< metres from eaves to ridge
    twin::RoofShape roof = twin::RoofShape::flat;
    twin::Use use = twin::Use::residential;
    std::vector<Ring> holes = {};
};
/// Returns the building's index. Seated on the terrain there is by then, by its lowest corner.
std::uint32_t add_building(twin::District& district, Ring const& ring, BuildingSpec const& spec = {});

void add_area(twin::District& district, twin::GroundClass kind, Ring const& ring);
void add_line(twin::District& district, twin::GroundClass kind, Ring const& line, double width);

/// A height grid over `extent`.
void set_terrain(twin::District& district, base::Extent extent, double spacing,
                 std::function<double(base::Vec2d)> const& height);

/// A model that is a box of one colour standing on its origin. Returns its index.
std::uint32_t add_box_model(twin::District& district, double width, double height, std::uint32_t srgb);
/// A trunk and a crown, five metres tall.
std::uint32_t add_tree_model(twin::District& district);
/// Stands on the terrain there is by then.
void add_instance(twin::District& district, std::uint32_t model, base::Vec2d at, double heading = 0, double scale = 1);

/// `count` x `count` square buildings, `gap` metres apart, their south-west corner at the origin.
twin::District grid(std::uint32_t count, double size, double gap, double height);

}  // namespace districts
