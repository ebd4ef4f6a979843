// GCJ-02 and BD-09, the shifted datums of Chinese map services. PROJ does not know them; the formulas are public
// ("eviltransform" and many others) and checked against DOMAIN's vectors.
#include <cmath>
#include <numbers>

#include "geo/crs.h"

namespace geo {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kKrassovskyAxis = 6378245.0;             // metres
constexpr double kKrassovskyE2 = 0.00669342162296594323;  // first eccentricity squared
constexpr double kBaiduPi = kPi * 3000.0 / 180.0;

/// The services shift only inside this box, Taiwan and Hong Kong included.
bool is_shifted(LonLat p) { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

/// Degrees to add to WGS84.
LonLat shift_at(LonLat p) {
    double const x = p.lon - 105.0, y = p.lat - 35.0;
    double const ripple = (20.0 * std::sin(6.0 * x * kPi) + 20.0 * std::sin(2.0 * x * kPi)) * 2.0 / 3.0;
    double const root = std::sqrt(std::abs(x));

    double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple;
    north += (20.0 * std::sin(y * kPi) + 40.0 * std::sin(y / 3.0 * kPi)) * 2.0 / 3.0;
    north += (160.0 * std::sin(y / 12.0 * kPi) + 320.0 * std::sin(y * kPi / 30.0)) * 2.0 / 3.0;

    double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple;
    east += (20.0 * std::sin(x * kPi) + 40.0 * std::sin(x / 3.0 * kPi)) * 2.0 / 3.0;
    east += (150.0 * std::sin(x / 12.0 * kPi) + 300.0 * std::sin(x / 30.0 * kPi)) * 2.0 / 3.0;

    double const latitude = p.lat / 180.0 * kPi;
    double const magic = 1 - kKrassovskyE2 * std::sin(latitude) * std::sin(latitude);
    double const meridian_radius = kKrassovskyAxis * (1 - kKrassovskyE2) / (magic * std::sqrt(magic));
    double const parallel_radius = kKrassovskyAxis / std::sqrt(magic) * std::cos(latitude);
    return {east * 180.0 / (parallel_radius * kPi), north * 180.0 / (meridian_radius * kPi)};
}

/// Solves forward(p) == target; the shifts change by far less than the point moves, so this converges in a few steps.
template <class Forward>
LonLat invert(LonLat target, Forward forward) {
    LonLat p = target;
    for (int step = 0; step < 30; ++step) {
        LonLat const there = forward(p);
        double const lon_error = there.lon - target.lon, lat_error = there.lat - target.lat;
        p = {p.lon - lon_error, p.lat - lat_error};
        if (std::abs(lon_error) < 1e-12 && std::abs(lat_error) < 1e-12) break;
    }
    return p;
}

}  // namespace

LonLat wgs84_to_gcj02(LonLat p) {
    if (!is_shifted(p)) return p;
    LonLat const shift = shift_at(p);
    return {p.lon + shift.lon, p.lat + shift.lat};
}

LonLat gcj02_to_wgs84(LonLat p) { return is_shifted(p) ? invert(p, wgs84_to_gcj02) : p; }

LonLat gcj02_to_bd09(LonLat p) {
    double const radius = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * kBaiduPi);
    double const angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * kBaiduPi);
    return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

LonLat bd09_to_gcj02(LonLat p) {
    if (!is_shifted(p)) return p;
    return invert(p, gcj02_to_bd09);
}

}  // namespace geo
