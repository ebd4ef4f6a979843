#include "geo/terrain.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <gtest/gtest.h>

#include "geo/crs.h"
#include "raster_files.h"

namespace {

using base::Severity;
using geo_test::frame_at_origin;
using geo_test::kSharedData;
using geo_test::RasterFolder;
using geo_test::says;
using geo_test::write_ascii_grid;

constexpr double kNoData = -9999;

struct Terrain {
    base::Result<geo::HeightGrid> grid;
    base::Findings findings;
};

Terrain terrain_from(geo::TerrainRequest const& request, geo::LocalFrame const& frame = frame_at_origin()) {
    base::Findings findings;
    auto grid = geo::read_terrain(request, frame, findings);
    return {std::move(grid), std::move(findings)};
}

geo::TerrainRequest terrain_of(std::vector<std::string> sources, base::Extent region) {
    geo::TerrainRequest request;
    request.sources = std::move(sources);
    request.region = region;
    return request;
}

std::string error_of(geo::TerrainRequest const& request) {
    testing::internal::CaptureStderr();
    auto const terrain = terrain_from(request);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    return terrain.grid ? "no error" : terrain.grid.error().message;
}

TEST(HeightGrid, FollowsItsTwoTrianglesACell) {
    geo::HeightGrid const grid{{100, 200}, 10, 2, 2, {0, 10, 20, 100}};
    EXPECT_EQ(grid.extent(), (base::Extent{100, 200, 110, 210}));
    EXPECT_DOUBLE_EQ(grid.at({100, 200}), 0);
    EXPECT_DOUBLE_EQ(grid.at({110, 200}), 10);
    EXPECT_DOUBLE_EQ(grid.at({100, 210}), 20);
    EXPECT_DOUBLE_EQ(grid.at({110, 210}), 100);
    EXPECT_DOUBLE_EQ(grid.at({105, 205}), 50) << "on the diagonal from south-west to north-east";
    EXPECT_DOUBLE_EQ(grid.at({107.5, 202.5}), 0.75 * 10 + 0.25 * 90);
    EXPECT_DOUBLE_EQ(grid.at({102.5, 207.5}), 0.75 * 20 + 0.25 * 80);
}

TEST(HeightGrid, OutsideIsTheNearestEdge) {
    geo::HeightGrid const grid{{0, 0}, 1, 3, 2, {0, 1, 2, 10, 11, 12}};
    EXPECT_DOUBLE_EQ(grid.at({-5, -5}), 0);
    EXPECT_DOUBLE_EQ(grid.at({50, 50}), 12);
    EXPECT_DOUBLE_EQ(grid.at({50, 0.5}), 7);
    EXPECT_DOUBLE_EQ(grid.at({1.5, -9}), 1.5);
    EXPECT_DOUBLE_EQ(geo::HeightGrid{}.at({3, 4}), 0);
    EXPECT_TRUE(geo::HeightGrid{}.extent().empty());
}

TEST(Terrain, APlaneStaysAPlane) {
    RasterFolder const folder;
    auto const plane = [](double x, double y) { return 100 + 0.1 * x - 0.05 * y; };
    std::string const file = write_ascii_grid(folder, "plane.asc", 60, 50, 10, -300, -250, plane);
    auto const before = folder.listing();
    auto const terrain = terrain_from(terrain_of({file}, {-200, -150, 200, 150}));
    ASSERT_TRUE(terrain.grid) << terrain.grid.error().message;
    auto const& grid = *terrain.grid;
    EXPECT_NEAR(grid.spacing, 10, 1e-6);
    EXPECT_EQ(grid.width, 41u);
    EXPECT_EQ(grid.height, 31u);
    EXPECT_EQ(grid.origin, (base::Vec2d{-200, -150}));
    for (base::Vec2d const p : {base::Vec2d{-200, -150}, {0, 0}, {33.3, -77.7}, {200, 150}, {-199, 149}}) {
        EXPECT_NEAR(grid.at(p), plane(p.x, p.y), 1e-3) << p.x << ' ' << p.y;
    }
    EXPECT_TRUE(terrain.findings.groups().empty());
    EXPECT_EQ(folder.listing(), before) << "something was written beside the user's data";
}

TEST(Terrain, NoDataHolesAreFilledFromTheirEdgeAndCounted) {
    RasterFolder const folder;
    auto const holed = [](double x, double y) {
        if (std::abs(x) < 30 && std::abs(y) < 20) return kNoData;
        return x == 95 && y == 45 ? std::nan("") : 50 + 0.1 * x;
    };
    std::string const file = write_ascii_grid(folder, "holed.asc", 40, 40, 10, -200, -200, holed);
    auto const terrain = terrain_from(terrain_of({file}, {-105, -105, 105, 105}));
    ASSERT_TRUE(terrain.grid);
    for (float const z : terrain.grid->z) {
        EXPECT_GT(z, 50 - 0.1 * 111);
        EXPECT_LT(z, 50 + 0.1 * 111);
    }
    EXPECT_NEAR(terrain.grid->at({0, 0}), 50, 1.5);
    EXPECT_NEAR(terrain.grid->at({-25, 0}), 47.5, 1.5);
    ASSERT_EQ(terrain.findings.groups().size(), 1u);
    EXPECT_EQ(terrain.findings.groups()[0].code, "terrain-holes");
    EXPECT_EQ(terrain.findings.groups()[0].severity, Severity::repaired);
    // Points are in the middle of cells here: 6 x 4 without data, and one NaN that its neighbours share.
    EXPECT_EQ(terrain.findings.groups()[0].examples[0].reason,
              "25 of 484 ground points have no height; filled from around");
}

TEST(Terrain, NoDataThatIsNotDeclaredIsFound) {
    RasterFolder const folder;
    auto const sea = [](double x, double) { return x < -50 ? -32768.0 : 5.0; };
    std::string const silent = write_ascii_grid(folder, "silent.asc", 30, 30, 10, -150, -150, sea, false);
    std::string const wrong = write_ascii_grid(folder, "wrong.asc", 30, 30, 10, -150, -150, sea);
    for (std::string const& file : {silent, wrong}) {
        auto const terrain = terrain_from(terrain_of({file}, {-105, -105, 105, 105}));
        ASSERT_TRUE(terrain.grid);
        for (float const z : terrain.grid->z) ASSERT_NEAR(z, 5, 1e-3);
        EXPECT_EQ(terrain.findings.count("terrain-no-data"), file == silent ? 1u : 0u);
        EXPECT_EQ(terrain.findings.count("terrain-partly"), 1u);
    }
}

TEST(Terrain, PartlyAndNotAtAllCovered) {
    RasterFolder const folder;
    std::string const file =
        write_ascii_grid(folder, "west.asc", 20, 40, 10, -200, -200, [](double, double) { return 7.0; });
    auto const half = terrain_from(terrain_of({file}, {-100, -100, 100, 100}));
    ASSERT_TRUE(half.grid);
    EXPECT_DOUBLE_EQ(half.grid->at({90, 0}), 7);
    ASSERT_EQ(half.findings.count("terrain-partly"), 1u);
    EXPECT_EQ(half.findings.count(Severity::warning), 1u);
    EXPECT_TRUE(says(half.findings.groups()[0].examples[0].reason, "covers 5"))
        << half.findings.groups()[0].examples[0].reason;

    auto const none = terrain_from(terrain_of({file}, {5000, 5000, 5100, 5100}));
    ASSERT_TRUE(none.grid);
    EXPECT_TRUE(none.grid->empty());
    EXPECT_EQ(none.findings.count("terrain-elsewhere"), 1u);
}

TEST(Terrain, EarlierTilesWinWhereTheyOverlap) {
    RasterFolder const folder;
    auto const constant = [](double z) { return [z](double, double) { return z; }; };
    std::string const west = write_ascii_grid(folder, "west.asc", 25, 40, 10, -200, -200, constant(1));
    std::string const east = write_ascii_grid(folder, "east.asc", 25, 40, 10, -50, -200, constant(2));
    base::Extent const region{-100, -100, 100, 100};
    auto const west_first = terrain_from(terrain_of({west, east}, region)),
               east_first = terrain_from(terrain_of({east, west}, region));
    ASSERT_TRUE(west_first.grid && east_first.grid);
    EXPECT_DOUBLE_EQ(west_first.grid->at({0, 0}), 1);
    EXPECT_DOUBLE_EQ(east_first.grid->at({0, 0}), 2);
    EXPECT_DOUBLE_EQ(east_first.grid->at({-90, 0}), 1);
    EXPECT_DOUBLE_EQ(west_first.grid->at({90, 0}), 2);
    EXPECT_TRUE(west_first.findings.groups().empty());
}

TEST(Terrain, ScaleOffsetAndSize) {
    RasterFolder const folder;
    std::string const file =
        write_ascii_grid(folder, "feet.asc", 100, 100, 0.25, -12.5, -12.5, [](double, double) { return 1000.0; });
    auto request = terrain_of({file}, {-10, -10, 10, 10});
    request.vertical_scale = 0.3048;
    request.vertical_offset = -12;
    auto const fine = terrain_from(request);
    ASSERT_TRUE(fine.grid);
    EXPECT_NEAR(fine.grid->at({0, 0}), 292.8, 1e-4);
    EXPECT_DOUBLE_EQ(fine.grid->spacing, 1) << "never finer than a metre";

    request.max_points = 100;
    auto const coarse = terrain_from(request);
    ASSERT_TRUE(coarse.grid);
    EXPECT_LE(coarse.grid->z.size(), 100u);
    EXPECT_GE(coarse.grid->z.size(), 60u);
    EXPECT_NEAR(coarse.grid->at({0, 0}), 292.8, 1e-4);
}

TEST(Terrain, WithoutARegionAllOfTheFile) {
    RasterFolder const folder;
    std::string const file =
        write_ascii_grid(folder, "all.asc", 20, 10, 10, 100, 200, [](double, double) { return 3.0; });
    auto const terrain = terrain_from(terrain_of({file}, {}));
    ASSERT_TRUE(terrain.grid);
    EXPECT_NEAR(terrain.grid->extent().min_x, 100, 0.01);
    EXPECT_NEAR(terrain.grid->extent().max_y, 300, 0.01);
    EXPECT_TRUE(terrain_from({}).grid->empty());
}

TEST(Terrain, AMapOfTheWorldIsReadWhereTheDistrictIs) {
    RasterFolder const folder;
    std::ostringstream text;
    text << "ncols 360\nnrows 180\nxllcorner -180\nyllcorner -90\ncellsize 1\n";
    for (int row = 0; row < 180; ++row) {
        for (int column = 0; column < 360; ++column) text << (row < 90 ? 100 + column : -100) << ' ';
    }
    auto request = terrain_of({folder.write("world.asc", text.str())}, {-1000, -1000, 1000, 1000});
    request.crs = "wgs84";
    auto const terrain = terrain_from(request);
    ASSERT_TRUE(terrain.grid) << terrain.grid.error().message;
    // The origin lies at 9 degrees east, between the middles of two columns.
    EXPECT_NEAR(terrain.grid->at({0, 0}), 100 + 188.5, 0.01);
    EXPECT_TRUE(terrain.findings.groups().empty());
}

TEST(Terrain, TheOneRasterInAnArchiveIsFound) {
    RasterFolder const folder;
    std::string const plain =
        write_ascii_grid(folder, "tile.asc", 9, 9, 10, -45, -45, [](double, double) { return 8.0; });
    std::string const archive = folder.file("tile.zip");
    GDALAllRegister();
    for (std::string const name : {"tile.asc", "tile.prj"}) {
        ASSERT_EQ(CPLCopyFile(("/vsizip/" + archive + "/" + name).c_str(), folder.file(name).c_str()), 0);
        std::filesystem::remove(folder.file(name));
    }
    auto const terrain = terrain_from(terrain_of({archive}, {-10, -10, 10, 10}));
    ASSERT_TRUE(terrain.grid) << terrain.grid.error().message;
    EXPECT_NEAR(terrain.grid->at({0, 0}), 8, 1e-4);
    EXPECT_EQ(folder.listing().size(), 1u);
}

TEST(Terrain, BadRequestsNameFileAndReason) {
    RasterFolder const folder;
    base::Extent const region{-10, -10, 10, 10};
    std::string const good =
        write_ascii_grid(folder, "good.asc", 9, 9, 10, -45, -45, [](double, double) { return 1.0; });
    auto request = terrain_of({good}, region);
    request.band = 2;
    EXPECT_TRUE(says(error_of(request), "good.asc: has no band 2; it has 1"));
    request.band = 1;
    request.crs = "gcj02";
    EXPECT_TRUE(says(error_of(request), "good.asc: rasters in gcj02 cannot be placed"));
    request.crs = "EPSG:999999";
    EXPECT_TRUE(says(error_of(request), "good.asc: 'EPSG:999999' is not a coordinate"));

    std::filesystem::remove(folder.file("good.prj"));
    EXPECT_TRUE(says(error_of(terrain_of({good}, region)), "good.asc: says no coordinate reference system"));
    request.crs = "EPSG:32632";
    EXPECT_EQ(error_of(request), "no error");

    EXPECT_TRUE(says(error_of(terrain_of({folder.file("none.tif")}, region)), "none.tif: there is no such file"));
    EXPECT_TRUE(says(error_of(terrain_of({folder.file("")}, region)), "is a directory"));
    EXPECT_TRUE(says(error_of(terrain_of({folder.write("empty.tif", "")}, region)), "empty.tif: the file is empty"));
    EXPECT_TRUE(says(error_of(terrain_of({folder.write("text.tif", "hello")}, region)),
                     "text.tif: cannot be read as a raster"));
    std::string const points = "{\"type\":\"Point\",\"coordinates\":[0,0]}";
    EXPECT_TRUE(says(error_of(terrain_of({folder.write("p.geojson", points)}, region)), "p.geojson: holds features"));
}

TEST(Terrain, CorruptFilesAreNamedAndNothingIsPrinted) {
    std::string const folder = kSharedData + "/faults/gdal_autotest/gcore/data/";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared/data/faults";
    std::map<std::string, std::string> const expected{{"byte_truncated", "TIFFReadEncodedStrip"},
                                                      {"corrupted_gtiff_tags", "no coordinate reference system"},
                                                      {"huge-number-strips", "says not where it lies"},
                                                      {"hugeblocksize", "Too large block size"},
                                                      {"tiled_bad_offset", "says not where it lies"}};
    for (auto const& [name, reason] : expected) {
        auto const message = error_of(terrain_of({folder + name + ".tif"}, {-1000, -1000, 1000, 1000}));
        if (name == "byte_truncated") {
            // It lies in California, so nothing of it is read here.
            EXPECT_EQ(message, "no error");
            continue;
        }
        EXPECT_TRUE(says(message, name + ".tif: ") && says(message, reason)) << message;
    }
    base::Findings findings;
    geo::TerrainRequest const request = terrain_of({folder + "byte_truncated.tif"}, {});
    auto const frame = geo::local_frame_at({-117.64, 33.89});
    ASSERT_TRUE(frame);
    auto const grid = geo::read_terrain(request, *frame, findings);
    ASSERT_FALSE(grid);
    EXPECT_TRUE(says(grid.error().message, "byte_truncated.tif: ")) << grid.error().message;
    EXPECT_TRUE(says(grid.error().message, "TIFFReadEncodedStrip")) << grid.error().message;
}

struct RealTerrain {
    std::string file;
    geo::LonLat centre;
    double half;      ///< of the region's width
    float low, high;  ///< what the file holds there, roughly
    double spacing;
};

class RealTerrains : public testing::TestWithParam<RealTerrain> {};

TEST_P(RealTerrains, AreRead) {
    auto const& real = GetParam();
    std::string const file = kSharedData + "/terrain/" + real.file;
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
    auto const frame = geo::local_frame_at(real.centre);
    ASSERT_TRUE(frame);
    auto request = terrain_of({file}, {-real.half, -real.half, real.half, real.half});
    request.max_points = 1u << 20;
    auto const terrain = terrain_from(request, *frame);
    ASSERT_TRUE(terrain.grid) << terrain.grid.error().message;
    ASSERT_FALSE(terrain.grid->empty());
    auto const [low, high] = std::minmax_element(terrain.grid->z.begin(), terrain.grid->z.end());
    EXPECT_NEAR(*low, real.low, 0.5);
    EXPECT_NEAR(*high, real.high, 0.5);
    EXPECT_NEAR(terrain.grid->spacing, real.spacing, 0.01);
}

INSTANTIATE_TEST_SUITE_P(
    Files, RealTerrains,
    testing::Values(RealTerrain{"monaco_srtm3/N43E007.hgt.zip", {7.42, 43.74}, 8000, -1.7F, 1223.8F, 67.12},
                    RealTerrain{
                        "nrw_essen_dom1/dom1_32_356_5699_1_nw_2020.tif", {6.935, 51.428}, 400, 88.9F, 165.6F, 1},
                    RealTerrain{"goteborg_dsm_dem/DEM_KRbig.tif", {11.9638, 57.7071}, 100, 0.0F, 23.2F, 1},
                    RealTerrain{"goteborg_dsm_dem/CDSM_KRbig.tif", {11.9638, 57.7071}, 100, 0.0F, 24.2F, 1},
                    RealTerrain{"alexandria_va_lidar/dtm.tif", {-77.0529, 38.8108}, 200, 7.0F, 22.0F, 2},
                    RealTerrain{"alexandria_va_lidar/hag.tif", {-77.0529, 38.8108}, 200, 0.0F, 53.5F, 2}),
    [](auto const& test) {
        std::string name = test.param.file;
        std::replace_if(
            name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        return name;
    });

}  // namespace
