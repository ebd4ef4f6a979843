#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/time.h"
#include "scene/solar.h"

namespace {

double utc(char const* text) { return static_cast<double>(*base::parse_time(text)); }

TEST(Sun, DeclinationAndEquationOfTimeAgreeWithTheVectors) {
    auto const great_cold = scene::solar_elements(utc("2001-01-20T12:00+08:00"));
    EXPECT_NEAR(great_cold.declination, -20.1153, 5e-5);
    EXPECT_NEAR(great_cold.equation_of_time, -10.996, 5e-4);
    EXPECT_NEAR(scene::solar_elements(utc("2001-12-22T12:00+08:00")).declination, -23.4387, 5e-5);
    EXPECT_NEAR(scene::solar_elements(utc("2026-01-20T12:00+08:00")).declination, -20.1288, 5e-5);
    EXPECT_NEAR(scene::solar_elements(utc("2026-12-22T12:00+08:00")).declination, -23.4375, 5e-5);
}

struct Row {
    double lat, declination, hour, altitude, azimuth;
};

TEST(Sun, AltitudeAndAzimuthByTrueSolarTimeAgreeWithTheVectors) {
    constexpr double kGreatCold = -20.1153;
    constexpr double kSolstice = -23.4387;
    for (Row const row : {Row{23.13, kGreatCold, 8, 17.257, 121.621},
                          {23.13, kGreatCold, 9, 28.392, 130.995},
                          {23.13, kGreatCold, 10, 37.788, 143.552},
                          {23.13, kGreatCold, 11, 44.347, 160.132},
                          {23.13, kGreatCold, 12, 46.755, 180},
                          {22.66, kGreatCold, 8, 17.503, 121.496},
                          {22.66, kGreatCold, 9, 28.700, 130.802},
                          {22.66, kGreatCold, 10, 38.165, 143.334},
                          {22.66, kGreatCold, 11, 44.789, 159.974},
                          {22.66, kGreatCold, 12, 47.225, 180},
                          {21.19, kSolstice, 9, 27.459, 133.019},
                          {21.19, kSolstice, 10, 36.660, 145.120},
                          {21.19, kSolstice, 11, 43.041, 161.040},
                          {21.19, kSolstice, 12, 45.371, 180},
                          {39.90, kSolstice, 12, 26.661, 180}}) {
        scene::Sun const sun = scene::sun_at_solar_time(row.declination, row.lat, row.hour);
        EXPECT_NEAR(sun.altitude, row.altitude, 1e-3) << row.lat << " at " << row.hour;
        EXPECT_NEAR(sun.azimuth, row.azimuth, 1e-3) << row.lat << " at " << row.hour;
    }
}

TEST(Sun, ClockTimeIsSolarTimeLessEquationAndLongitude) {
    // DOMAIN 9.1: clock = true solar - EoT - 4 min (lon - 120), so solar noon at 114 E on 2001-01-20 is 12:00 + 24
    // + 10.996 min.
    double const noon = scene::utc_of_solar_time(utc("2001-01-20T00:00Z"), 114, 12);
    EXPECT_NEAR((noon - utc("2001-01-20T12:00+08:00")) / 60e3, 24 + 10.996, 0.02);
    scene::Sun const sun = scene::sun_at(noon, 114, 23.13, 0);
    EXPECT_NEAR(sun.azimuth, 180, 0.01);
    EXPECT_NEAR(sun.altitude, 46.755, 0.01);
}

TEST(Sun, DirectionIsAUnitVectorInGridAxes) {
    double const time = utc("2026-06-21T16:30+08:00");
    scene::Sun const sun = scene::sun_at(time, 114.03, 22.61, 0);
    EXPECT_NEAR(length(sun.direction), 1, 1e-12);
    EXPECT_NEAR(sun.direction.z, std::sin(sun.altitude * std::numbers::pi / 180), 1e-12);
    EXPECT_LT(sun.direction.x, 0);  // afternoon: in the west
    // Grid north lies clockwise of true north, so the sun's azimuth counted from grid north is smaller.
    double const turn = 0.02;
    scene::Sun const turned = scene::sun_at(time, 114.03, 22.61, turn);
    EXPECT_EQ(turned.azimuth, sun.azimuth);
    double const grid = std::atan2(sun.direction.x, sun.direction.y);
    EXPECT_NEAR(std::atan2(turned.direction.x, turned.direction.y), grid - turn, 1e-12);
}

TEST(Sun, IsBelowTheHorizonAtMidnight) {
    EXPECT_LT(scene::sun_at(utc("2026-06-21T00:00+08:00"), 114, 22.6, 0).altitude, -30);
    EXPECT_LT(scene::sun_at(utc("1960-01-01T00:00+08:00"), 114, 22.6, 0).altitude, -30);  // before 1970 too
}

TEST(Sun, OfPaperComesFromTheNorthWest) {
    scene::Sun const sun = scene::paper_sun();
    EXPECT_NEAR(sun.direction.x, -0.5, 1e-12);
    EXPECT_NEAR(sun.direction.y, 0.5, 1e-12);
    EXPECT_NEAR(sun.direction.z, std::sqrt(0.5), 1e-12);
}

}  // namespace
