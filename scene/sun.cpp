#include <cmath>

#include "base/degrees.h"
#include "scene/solar.h"

namespace scene {
namespace {

constexpr double kMsPerHour = 3600e3;
constexpr double kMsPerDay = 24 * kMsPerHour;

double sine(double degrees) { return std::sin(degrees * base::kRadians); }
double cosine(double degrees) { return std::cos(degrees * base::kRadians); }

/// In axes turned by `axes_azimuth` degrees clockwise from those the azimuth is counted in.
base::Vec3d direction_of(double altitude, double azimuth, double axes_azimuth) {
    double const a = azimuth - axes_azimuth;
    return {sine(a) * cosine(altitude), cosine(a) * cosine(altitude), sine(altitude)};
}

}  // namespace

Sun sun_at_solar_time(double declination, double lat, double true_solar_hours) {
    base::SunAngles const angles = base::sun_angles(declination, lat, true_solar_hours);
    Sun sun;
    sun.altitude = angles.altitude;
    sun.azimuth = angles.azimuth;
    sun.direction = direction_of(sun.altitude, sun.azimuth, 0);
    return sun;
}

Sun sun_at(double utc_ms, double lon, double lat, double grid_convergence) {
    SolarElements const elements = solar_elements(utc_ms);
    double const utc_hours = std::fmod(utc_ms, kMsPerDay) / kMsPerHour;
    double const solar_hours = utc_hours + lon / 15 + elements.equation_of_time / 60;
    Sun sun = sun_at_solar_time(elements.declination, lat, solar_hours);
    sun.direction = direction_of(sun.altitude, sun.azimuth, grid_convergence / base::kRadians);
    return sun;
}

Sun paper_sun() {
    Sun sun;
    sun.altitude = 45;
    sun.azimuth = 315;
    sun.direction = direction_of(sun.altitude, sun.azimuth, 0);
    return sun;
}

}  // namespace scene
