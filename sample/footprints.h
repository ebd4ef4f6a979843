// Outlines of buildings, centred on (0, 0), long side along x, south side towards -y. All counter-clockwise.
#pragma once

#include "sample/random.h"
#include "sample/shape.h"

namespace sample {

Ring rectangle(double width, double depth);
Ring chamfered(double width, double depth, double corner);
/// A rounded figure between an ellipse (power 2) and a rectangle (large powers).
Ring rounded(double width, double depth, double power, int points);
Ring l_shape(double width, double depth, double arm);
Ring u_shape(double width, double depth, double arm);
/// E-shaped: a spine along the north and three wings, as schools have.
Ring e_shape(double width, double depth, double arm);
Ring plus_shape(double width, double depth, double arm_x, double arm_y);
/// Two wings joined by a core, with light wells north and south: the usual southern point tower.
Ring butterfly(double width, double depth);
/// A residential slab of `units` stair units, with recesses for kitchens in the north and balconies in the south.
Ring slab(int units, double unit_width, double depth);
/// A slab bent along an arc; `sagitta` metres of bow.
Ring arc_slab(double width, double depth, double sagitta);

/// Turned counter-clockwise by `angle` radians, then moved.
Ring placed(Ring ring, Vec2d at, double angle = 0);
Shape placed(Shape shape, Vec2d at, double angle = 0);
/// Grown or shrunk about the origin.
Ring scaled(Ring ring, double factor);

}  // namespace sample
