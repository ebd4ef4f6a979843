#include "feeds/mapping_place.h"

#include <cmath>

#include "geo/crs.h"

namespace feeds {

struct ToWgs84::State {
    std::string from;
    std::optional<geo::Transform> transform;
};

ToWgs84::ToWgs84() : state_(std::make_unique<State>()) {}
ToWgs84::ToWgs84(ToWgs84&&) noexcept = default;
ToWgs84& ToWgs84::operator=(ToWgs84&&) noexcept = default;
ToWgs84::~ToWgs84() = default;

std::optional<geo::LonLat> ToWgs84::move(double x, double y, std::string_view coordinates) {
    bool const shifted = coordinates == "gcj02" || coordinates == "bd09";
    bool const degrees = shifted || coordinates == "wgs84" || coordinates == "cgcs2000";
    if (!std::isfinite(x) || !std::isfinite(y)) return {};
    if (degrees) {
        if (std::abs(x) > 180 || std::abs(y) > 90) return {};
        geo::LonLat at{x, y};
        if (coordinates == "bd09") at = geo::bd09_to_gcj02(at);
        return shifted ? geo::gcj02_to_wgs84(at) : at;
    }
    if (state_->from != coordinates) {
        state_->from = coordinates;
        state_->transform.reset();
        auto const normal = geo::normalise_crs(state_->from);
        auto made = normal ? geo::Transform::between(*normal, "EPSG:4326") : normal.error();
        if (made) state_->transform = *std::move(made);
    }
    if (!state_->transform) return {};
    auto const moved = state_->transform->apply(base::Vec2d{x, y});
    if (!moved || !std::isfinite(moved->x) || std::abs(moved->x) > 180 || std::abs(moved->y) > 90) return {};
    return geo::LonLat{moved->x, moved->y};
}

}  // namespace feeds
