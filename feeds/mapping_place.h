// Coordinates of feeds to WGS84.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "geo/frame.h"

namespace feeds {

/// Remembers the last system asked for; one per thread.
class ToWgs84 {
public:
    ToWgs84();
    ToWgs84(ToWgs84&&) noexcept;
    ToWgs84& operator=(ToWgs84&&) noexcept;
    ~ToWgs84();

    /// `x` is the longitude or easting. None: not a place on Earth, or a system nobody knows.
    std::optional<geo::LonLat> move(double x, double y, std::string_view coordinates);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feeds
