#include "geo/crs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace {

using geo::LonLat;

constexpr double kDegree = 1e-7;  // about a centimetre

std::string normal(std::string const& text) {
    auto const crs = geo::normalise_crs(text);
    return crs ? *crs : "error: " + crs.error().message;
}

TEST(NormaliseCrs, KnowsTheNamesPeopleWrite) {
    EXPECT_EQ(normal("EPSG:4547"), "EPSG:4547");
    EXPECT_EQ(normal("epsg:4547"), "EPSG:4547");
    EXPECT_EQ(normal(" 4547 "), "EPSG:4547");
    EXPECT_EQ(normal("WGS 84"), "EPSG:4326");
    EXPECT_EQ(normal("wgs84"), "EPSG:4326");
    EXPECT_EQ(normal("CGCS2000"), "EPSG:4490");
    EXPECT_EQ(normal("GCJ-02"), "gcj02");
    EXPECT_EQ(normal("BD09LL"), "bd09");
    EXPECT_EQ(normal("urn:ogc:def:crs:OGC:1.3:CRS84"), "EPSG:4326");
    EXPECT_EQ(normal("urn:ogc:def:crs:EPSG::2056"), "EPSG:2056");
    EXPECT_EQ(normal("https://www.opengis.net/def/crs/EPSG/0/2056"), "EPSG:2056");
}

TEST(NormaliseCrs, TakesTheHorizontalPartOfCompounds) {
    EXPECT_EQ(normal("EPSG:7415"), "EPSG:28992");  // Amersfoort RD + NAP
    EXPECT_EQ(normal("EPSG:25833+5783"), "EPSG:25833");
    // As the 3D City Database writes it.
    EXPECT_EQ(normal("urn:ogc:def:crs,crs:EPSG:6.12:25833,crs:EPSG:6.12:5783"), "EPSG:25833");
    EXPECT_EQ(normal("EPSG:4979"), "EPSG:4326");
}

TEST(NormaliseCrs, FindsTheCodeOfEsriWkt) {
    EXPECT_EQ(
        normal("PROJCS[\"RGF_1993_Lambert_93\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID[\"GRS_1980\","
               "6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION["
               "\"Lambert_Conformal_Conic\"],PARAMETER[\"False_Easting\",700000.0],PARAMETER[\"False_Northing\","
               "6600000.0],PARAMETER[\"Central_Meridian\",3.0],PARAMETER[\"Standard_Parallel_1\",49.0],PARAMETER["
               "\"Standard_Parallel_2\",44.0],PARAMETER[\"Latitude_Of_Origin\",46.5],UNIT[\"Meter\",1.0]]"),
        "EPSG:2154");
}

TEST(NormaliseCrs, PassesSiteGridsAndProjStringsThrough) {
    std::string const grid = normal("LOCAL_CS[\"Works grid\",UNIT[\"metre\",1]]");
    EXPECT_TRUE(grid.starts_with("ENGCRS[\"Works grid\"")) << grid;
    EXPECT_FALSE(geo::is_geographic(grid));
    std::string const proj = normal("+proj=tmerc +lon_0=113.3 +x_0=41250 +y_0=-2500000 +ellps=GRS80 +units=m");
    EXPECT_TRUE(geo::Transform::between("wgs84", proj)) << proj;
}

TEST(NormaliseCrs, SaysWhatItDoesNotKnow) {
    auto const crs = geo::normalise_crs("EPSG:999999");
    ASSERT_FALSE(crs);
    EXPECT_NE(crs.error().message.find("'EPSG:999999' is not a coordinate reference system"), std::string::npos);
    EXPECT_FALSE(geo::normalise_crs(""));
    EXPECT_FALSE(geo::normalise_crs("guangzhou 2000"));
}

TEST(IsGeographic, IsTrueForDegrees) {
    for (char const* degrees : {"EPSG:4326", "EPSG:4490", "gcj02", "bd09", "EPSG:4258"}) {
        EXPECT_TRUE(geo::is_geographic(degrees)) << degrees;
    }
    for (char const* metres : {"EPSG:4547", "EPSG:3857", "EPSG:32632"}) {
        EXPECT_FALSE(geo::is_geographic(metres)) << metres;
    }
}

TEST(PickWorkingCrs, TakesChinasZonesInChinaAndUtmElsewhere) {
    EXPECT_EQ(geo::pick_working_crs({114.05, 22.7}), "EPSG:4547");   // Longhua, central meridian 114
    EXPECT_EQ(geo::pick_working_crs({110.41, 21.19}), "EPSG:4546");  // Zhanjiang, 111
    EXPECT_EQ(geo::pick_working_crs({120.6, 31.3}), "EPSG:4549");    // Suzhou, 120
    EXPECT_EQ(geo::pick_working_crs({75.0, 39.5}), "EPSG:4534");     // Kashgar, 75
    EXPECT_EQ(geo::pick_working_crs({7.42, 43.74}), "EPSG:32632");   // Monaco
    EXPECT_EQ(geo::pick_working_crs({-73.97, 40.78}), "EPSG:32618");
    EXPECT_EQ(geo::pick_working_crs({151.2, -33.9}), "EPSG:32756");  // Sydney
    EXPECT_EQ(geo::pick_working_crs({180.0, 10}), "EPSG:32601");
    EXPECT_EQ(geo::pick_working_crs({-180.0, 10}), "EPSG:32601");
}

struct ShiftVector {
    LonLat wgs, gcj;
    double tolerance;
};

// DOMAIN 2, computed independently.
std::vector<ShiftVector> const kShifts{{{116.404, 39.915}, {116.41024449916938, 39.91640428150164}, 1e-11},
                                       {{113.2644, 23.1291}, {113.2697296, 23.1264233}, 1e-7},
                                       {{114.0446, 22.6967}, {114.0497049, 22.6939813}, 1e-7},
                                       {{110.41, 21.19}, {110.4145431, 21.1876528}, 1e-7}};

TEST(Gcj02, MatchesTheVectorsBothWays) {
    for (auto const& [wgs, gcj, tolerance] : kShifts) {
        LonLat const there = geo::wgs84_to_gcj02(wgs);
        EXPECT_NEAR(there.lon, gcj.lon, tolerance);
        EXPECT_NEAR(there.lat, gcj.lat, tolerance);
        LonLat const back = geo::gcj02_to_wgs84(there);
        EXPECT_NEAR(back.lon, wgs.lon, 2e-12);
        EXPECT_NEAR(back.lat, wgs.lat, 2e-12);
    }
}

TEST(Gcj02, LeavesTheRestOfTheWorldAlone) {
    LonLat const paris = geo::wgs84_to_gcj02({2.35, 48.85});
    EXPECT_EQ(paris.lon, 2.35);
    EXPECT_EQ(paris.lat, 48.85);
}

TEST(Bd09, GoesThereAndBack) {
    // From Baidu's own converter, as published with many implementations.
    LonLat const bd = geo::gcj02_to_bd09({116.404, 39.915});
    EXPECT_NEAR(bd.lon, 116.41036949371029, 1e-9);
    EXPECT_NEAR(bd.lat, 39.92133699351022, 1e-9);
    LonLat const back = geo::bd09_to_gcj02(bd);
    EXPECT_NEAR(back.lon, 116.404, 2e-12);
    EXPECT_NEAR(back.lat, 39.915, 2e-12);
}

TEST(Transform, KeepsLongitudeFirstWhateverTheAuthoritySays) {
    auto const transform = geo::Transform::between("EPSG:4490", "EPSG:4547");
    ASSERT_TRUE(transform) << transform.error().message;
    auto const there = transform->apply(base::Vec2d{114.0, 22.5});
    ASSERT_TRUE(there);
    EXPECT_NEAR(there->x, 500000.0, 1e-3);
    // The meridian arc of 22.5 degrees on GRS 80: 111132.954 lat - 16038.5 sin(2 lat) + 16.83 sin(4 lat).
    EXPECT_NEAR(there->y, 2489167.4, 0.5);
}

TEST(Transform, MovesNothingBetweenWgs84AndCgcs2000) {
    for (auto const& [wgs, cgcs] : {std::pair{"EPSG:4326", "EPSG:4490"}, std::pair{"EPSG:4490", "EPSG:4326"}}) {
        auto const transform = geo::Transform::between(wgs, cgcs);
        ASSERT_TRUE(transform);
        EXPECT_EQ(transform->apply(base::Vec2d{114.25, 22.5}), (base::Vec2d{114.25, 22.5}));
    }
    auto const from_wgs = geo::Transform::between("EPSG:4326", "EPSG:4547");
    auto const from_cgcs = geo::Transform::between("EPSG:4490", "EPSG:4547");
    ASSERT_TRUE(from_wgs && from_cgcs);
    EXPECT_EQ(from_wgs->apply(base::Vec2d{113.3, 23.1}), from_cgcs->apply(base::Vec2d{113.3, 23.1}));
}

TEST(Transform, TakesShiftedDatumsAtBothEnds) {
    auto const to_gcj = geo::Transform::between("wgs84", "gcj02");
    auto const from_gcj = geo::Transform::between("gcj02", "EPSG:4547");
    auto const direct = geo::Transform::between("wgs84", "EPSG:4547");
    ASSERT_TRUE(to_gcj && from_gcj && direct);
    auto const gcj = to_gcj->apply(base::Vec2d{114.0446, 22.6967});
    ASSERT_TRUE(gcj);
    EXPECT_NEAR(gcj->x, 114.0497049, kDegree);
    auto const there = from_gcj->apply(*gcj), expected = direct->apply(base::Vec2d{114.0446, 22.6967});
    ASSERT_TRUE(there && expected);
    EXPECT_NEAR(there->x, expected->x, 1e-5);
    EXPECT_NEAR(there->y, expected->y, 1e-5);
}

TEST(Transform, CountsWhatCannotBeMoved) {
    auto const transform = geo::Transform::between("wgs84", "EPSG:4547");
    ASSERT_TRUE(transform);
    std::vector<base::Vec2d> points{{114, 22}, {std::nan(""), 22}, {114, 400}};
    EXPECT_EQ(transform->apply(points), 2U);
    EXPECT_TRUE(std::isfinite(points[0].x));
    EXPECT_TRUE(std::isnan(points[1].x) && std::isnan(points[1].y));
    EXPECT_TRUE(std::isnan(points[2].x) && std::isnan(points[2].y));
}

TEST(LocalFrame, HasARoundOriginAndTheGridsConvergence) {
    auto const frame = geo::local_frame_at({114.6, 22.6});
    ASSERT_TRUE(frame) << frame.error().message;
    EXPECT_EQ(frame->working_crs, "EPSG:4547");
    EXPECT_EQ(frame->origin.x, std::round(frame->origin.x));
    EXPECT_NEAR(frame->origin_lonlat.lon, 114.6, 1e-5);
    // East of the meridian grid north leans east: (lon - lon0) sin(lat), to first order.
    double const radians = std::numbers::pi / 180;
    EXPECT_NEAR(frame->grid_convergence, 0.6 * radians * std::sin(22.6 * radians), 1e-6);
    auto const back = geo::to_lonlat({0, 0}, *frame);
    ASSERT_TRUE(back);
    EXPECT_NEAR(back->lon, frame->origin_lonlat.lon, 1e-12);
}

TEST(LocalFrame, RefusesDegreesAndFeet) {
    EXPECT_FALSE(geo::local_frame_at({114, 22}, "EPSG:4326"));
    auto const feet = geo::local_frame_at({-74, 40.7}, "EPSG:2263");
    ASSERT_FALSE(feet);
    EXPECT_NE(feet.error().message.find("must be in metres"), std::string::npos) << feet.error().message;
}

/// A 40 km wide city of points, more than enough for interpolation.
std::vector<base::Vec2d> places_around(LonLat centre, std::size_t count) {
    std::vector<base::Vec2d> points;
    std::uint32_t state = 1;
    auto const next = [&] {
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state >> 8) / (1U << 24) - 0.5;
    };
    for (std::size_t i = 0; i < count; ++i) points.push_back({centre.lon + 0.4 * next(), centre.lat + 0.36 * next()});
    return points;
}

double worst_error(std::vector<base::Vec2d> points, std::string const& from, geo::LocalFrame const& frame) {
    std::vector<base::Vec2d> exact = points;
    auto const transform = geo::Transform::between(from, frame.working_crs);
    transform->apply(exact);
    auto const lost = geo::to_local(points, from, frame);
    EXPECT_TRUE(lost && *lost == 0);
    double worst = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        base::Vec2d const e = exact[i] - base::Vec2d{frame.origin.x, frame.origin.y};
        worst = std::max(worst, length(points[i] - e));
    }
    return worst;
}

TEST(ToLocal, IsWithinAMillimetreOfProj) {
    LonLat const longhua{114.04, 22.7};
    auto const frame = geo::local_frame_at(longhua);
    ASSERT_TRUE(frame);
    auto const points = places_around(longhua, 200'000);
    for (char const* from : {"wgs84", "gcj02", "bd09"}) EXPECT_LT(worst_error(points, from, *frame), 1e-3) << from;
    // Longitude 105 is where gcj02's formula has a cusp that no polynomial follows.
    LonLat const cusp{105.0, 30.0};
    auto const there = geo::local_frame_at(cusp);
    ASSERT_TRUE(there);
    EXPECT_LT(worst_error(places_around(cusp, 200'000), "gcj02", *there), 1e-3);
}

TEST(ToLocal, OnlyMovesTheOriginInTheWorkingCrs) {
    auto const frame = geo::local_frame_at({114.04, 22.7});
    ASSERT_TRUE(frame);
    std::vector<base::Vec2d> points{{frame->origin.x + 12.25, frame->origin.y - 3.5}};
    auto const lost = geo::to_local(points, "EPSG:4547", *frame);
    ASSERT_TRUE(lost);
    EXPECT_EQ(*lost, 0U);
    EXPECT_EQ(points[0], (base::Vec2d{12.25, -3.5}));
}

TEST(ToLocal, CountsPointsThatAreNowhere) {
    auto const frame = geo::local_frame_at({114.04, 22.7});
    ASSERT_TRUE(frame);
    auto points = places_around({114.04, 22.7}, 100'000);
    points[5] = {std::nan(""), 22};
    points[77'777] = {114, 300};
    auto const lost = geo::to_local(points, "wgs84", *frame);
    ASSERT_TRUE(lost);
    EXPECT_EQ(*lost, 2U);
    EXPECT_TRUE(std::isnan(points[77'777].x));
}

TEST(ToLocal, GivesAPointTheSamePlaceWhateverElseIsInTheFile) {
    auto const frame = geo::local_frame_at({114.04, 22.7});
    ASSERT_TRUE(frame);
    auto many = places_around({114.04, 22.7}, 100'000);
    std::vector<base::Vec2d> half(many.begin(), many.begin() + 60'000);
    ASSERT_TRUE(geo::to_local(many, "wgs84", *frame));
    ASSERT_TRUE(geo::to_local(half, "wgs84", *frame));
    for (std::size_t i = 0; i < half.size(); ++i) ASSERT_LT(length(half[i] - many[i]), 1e-3);
}

}  // namespace
