// Where letters stand that run along a line in the picture: a road's name, a river's.
#pragma once

#include <span>
#include <vector>

#include "base/vec.h"

namespace scene {

/// A polyline in pixels that can be walked by its length.
class Path {
public:
    explicit Path(std::vector<base::Vec2d> points);
    double length() const { return ends_.empty() ? 0 : ends_.back(); }
    base::Vec2d at(double distance) const;

private:
    std::vector<base::Vec2d> points_;
    std::vector<double> ends_;  ///< length up to each point
};

struct LetterPose {
    base::Vec2d centre;
    double angle = 0;  ///< radians clockwise
};

struct PathText {
    std::vector<LetterPose> letters;
    bool stacked = false;  ///< one under the other along a steep line, each nearly upright
};

/// The straightest stretch between two lengths of the path that holds the letters; `advances` are their widths, `em`
/// their height. Empty where the path bends too much. Text reads from the left, or where `may_stack` and the line is
/// steep, from the top, as names on Chinese maps do. `shift` moves letters to the right of their reading direction's up
/// (pixels down).
PathText place_along(Path const& path, double from, double to, std::span<double const> advances, double em,
                     bool may_stack, double shift = 0);

/// The pieces of a polyline inside a rectangle.
std::vector<std::vector<base::Vec2d>> cut_to(std::span<base::Vec2d const> line, base::Extent const& frame);

}  // namespace scene
