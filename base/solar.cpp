#include "base/solar.h"

#include <algorithm>
#include <cmath>

#include "base/degrees.h"

namespace base {
namespace {

constexpr double kMsPerHour = 3600e3;
constexpr double kMsPerDay = 24 * kMsPerHour;

double sine(double degrees) { return std::sin(degrees * kRadians); }
double cosine(double degrees) { return std::cos(degrees * kRadians); }

}  // namespace

SolarElements solar_elements(double utc_ms) {
    double const julian_day = utc_ms / kMsPerDay + 2440587.5;
    double const t = (julian_day - 2451545.0) / 36525;  // Julian centuries since J2000.0
    double const mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
    double const anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
    double const eccentricity = 0.016708634 - t * (0.000042037 + t * 0.0000001267);
    double const centre = sine(anomaly) * (1.914602 - t * (0.004817 + t * 0.000014)) +
                          sine(2 * anomaly) * (0.019993 - t * 0.000101) + sine(3 * anomaly) * 0.000289;
    double const node = 125.04 - 1934.136 * t;
    double const apparent_longitude = mean_longitude + centre - 0.00569 - 0.00478 * sine(node);
    double const mean_obliquity = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60;
    double const obliquity = mean_obliquity + 0.00256 * cosine(node);

    double const y = std::pow(std::tan(obliquity * kRadians / 2), 2);
    double const e = eccentricity;
    double const equation = y * sine(2 * mean_longitude) - 2 * e * sine(anomaly) +
                            4 * e * y * sine(anomaly) * cosine(2 * mean_longitude) -
                            0.5 * y * y * sine(4 * mean_longitude) - 1.25 * e * e * sine(2 * anomaly);
    return {std::asin(sine(obliquity) * sine(apparent_longitude)) / kRadians, 4 * equation / kRadians};
}

SunAngles sun_angles(double declination, double lat, double true_solar_hours) {
    double const hour_angle = 15 * (true_solar_hours - 12);
    double const sin_altitude = sine(lat) * sine(declination) + cosine(lat) * cosine(declination) * cosine(hour_angle);
    double const east = -sine(hour_angle) * cosine(declination);
    double const north = cosine(lat) * sine(declination) - sine(lat) * cosine(declination) * cosine(hour_angle);
    SunAngles sun;
    sun.altitude = std::asin(std::clamp(sin_altitude, -1.0, 1.0)) / kRadians;
    sun.azimuth = std::atan2(east, north) / kRadians;
    if (sun.azimuth < 0) sun.azimuth += 360;
    return sun;
}

double utc_of_solar_time(double day_utc_ms, double lon, double hours) {
    double const mean_noon = day_utc_ms + (12 - lon / 15) * kMsPerHour;
    double const equation = solar_elements(mean_noon).equation_of_time;
    return mean_noon + (hours - 12) * kMsPerHour - equation * 60e3;
}

}  // namespace base
