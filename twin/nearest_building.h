// Which building stands at or near a point: a grid over the footprints.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/vec.h"
#include "twin/district.h"

namespace twin {

/// Even-odd: whether a ray from `p` crosses the ring an odd number of times. Rings carry no closing point.
bool crosses_odd(std::span<base::Vec2d const> ring, base::Vec2d p);

class NearestBuilding {
public:
    /// Looks into `buildings`, which must stay.
    explicit NearestBuilding(Buildings const& buildings);

    struct Found {
        std::uint32_t building = 0;
        base::Vec2d at;  ///< the point itself where it is inside, else the nearest of the outline
    };
    /// The building `p` lies in (of several the highest), else the nearest within `metres`.
    std::optional<Found> find(base::Vec2d p, double metres) const;

private:
    std::span<std::uint32_t const> cell(std::int64_t x, std::int64_t y) const;
    std::int64_t column(double x) const;
    std::int64_t row(double y) const;

    Buildings const& buildings_;
    base::Extent extent_;
    double side_ = 64;  ///< metres
    std::int64_t columns_ = 0;
    std::int64_t rows_ = 0;
    std::vector<std::uint32_t> cell_begin_;  ///< into members_; one more than there are cells
    std::vector<std::uint32_t> members_;
};

}  // namespace twin
