// Which line lies nearest, and which points lie within a radius: what distances and roads are looked up in.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analysis/density.h"
#include "analysis/plane.h"
#include "base/vec.h"

namespace analysis {

inline constexpr double kEndless =
    std::numeric_limits<double>::infinity();  ///< metres or minutes: nothing within reach

/// A grid over segments. Points are segments of no length.
class SegmentIndex {
public:
    explicit SegmentIndex(std::vector<Segment> segments);

    struct Found {
        std::uint32_t segment = 0;
        double along = 0;  ///< share of the way from its start
        double distance = 0;
    };
    /// The nearest within `most` metres; of equals the first.
    std::optional<Found> nearest(base::Vec2d p, double most) const;
    /// From a plot, 0 where one crosses it or lies inside; infinite where there are no segments.
    double distance(Plot const& plot) const;
    /// All whose box touches this one, or that lie within so many metres of a place; each once, in their order.
    void touching(base::Extent const& box, std::vector<std::uint32_t>& out) const;
    void around(base::Vec2d p, double metres, std::vector<std::uint32_t>& out) const;

    std::vector<Segment> const& segments() const { return segments_; }

private:
    std::int64_t column(double x) const;
    std::int64_t row(double y) const;
    /// Of all cells that the box touches; some segments come more than once.
    template <class Visit>
    void each_in(base::Extent const& box, Visit const& visit) const;

    std::vector<Segment> segments_;
    base::Extent extent_;
    double side_ = 0;  ///< metres
    std::int64_t columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> cell_begin_;  ///< into members_; one more than there are cells
    std::vector<std::uint32_t> members_;
};

/// Points in order of x: those within a radius are found without looking at most of them.
class PointsByX {
public:
    explicit PointsByX(std::vector<WeightedPoint> points);
    double sum_within(base::Vec2d place, double radius) const;
    /// Metres to the nearest; infinite where there is none.
    double nearest(base::Vec2d place) const;

private:
    std::vector<WeightedPoint> points_;
};

}  // namespace analysis
