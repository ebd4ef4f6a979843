// Where the sun stands, by the moment or by true solar time.
#pragma once

namespace base {

struct SolarElements {
    double declination = 0;       ///< degrees
    double equation_of_time = 0;  ///< minutes: true solar time minus mean solar time
};

/// J. Meeus, Astronomical Algorithms, 2nd ed., ch. 25 "low accuracy" (0.01 degrees) with the equation of time of
/// ch. 28.
SolarElements solar_elements(double utc_ms);

struct SunAngles {
    double altitude = 0;  ///< degrees above the horizon
    double azimuth = 0;   ///< degrees clockwise from true north, 0 to 360
};

/// `true_solar_hours`: 12 is when the sun stands highest. Degrees.
SunAngles sun_angles(double declination, double lat, double true_solar_hours);

/// The moment when true solar time is `hours` on the day of a date (UTC milliseconds of its 0 h) at a longitude.
double utc_of_solar_time(double day_utc_ms, double lon, double hours);

}  // namespace base
