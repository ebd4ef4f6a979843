#include <gtest/gtest.h>

#include <array>

#include "geo/crs.h"
#include "geo/terrain.h"
#include "raster_files.h"

namespace {

using base::Severity;
using geo_test::frame_at_origin;
using geo_test::kSharedData;
using geo_test::RasterFolder;
using geo_test::says;
using geo_test::write_bands;
using geo_test::write_grey;
using Pixel = std::array<int, 4>;

struct Picture {
    base::Result<geo::Imagery> imagery;
    base::Findings findings;

    Pixel at(std::uint32_t x, std::uint32_t y) const {
        std::uint8_t const* p = imagery->image.row(y) + 4 * x;
        return {p[0], p[1], p[2], p[3]};
    }
};

geo::ImageryRequest imagery_of(std::vector<std::string> sources) {
    geo::ImageryRequest request;
    request.sources = std::move(sources);
    request.crs = "EPSG:32632";
    return request;
}

Picture imagery_from(geo::ImageryRequest const& request) {
    base::Findings findings;
    testing::internal::CaptureStderr();
    auto imagery = geo::read_imagery(request, frame_at_origin(), findings);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    return {std::move(imagery), std::move(findings)};
}

std::string error_of(geo::ImageryRequest const& request) {
    auto const picture = imagery_from(request);
    return picture.imagery ? "no error" : picture.imagery.error().message;
}

TEST(Imagery, GreyIsGreyAndNorthIsUp) {
    RasterFolder const folder;
    std::string const file = write_grey(folder, "grey.pgm", 3, {10, 20, 30, 40, 50, 60});
    auto const before = folder.listing();
    auto const picture = imagery_from(imagery_of({file}));
    ASSERT_TRUE(picture.imagery) << picture.imagery.error().message;
    ASSERT_EQ(picture.imagery->image.width, 3u);
    ASSERT_EQ(picture.imagery->image.height, 2u);
    EXPECT_NEAR(picture.imagery->extent.min_x, 0, 1e-6);
    EXPECT_NEAR(picture.imagery->extent.max_y, 20, 1e-6);
    EXPECT_EQ(picture.at(0, 0), (Pixel{10, 10, 10, 255}));
    EXPECT_EQ(picture.at(2, 0), (Pixel{30, 30, 30, 255}));
    EXPECT_EQ(picture.at(0, 1), (Pixel{40, 40, 40, 255}));
    EXPECT_TRUE(picture.findings.groups().empty());
    EXPECT_EQ(folder.listing(), before) << "something was written beside the user's data";
}

TEST(Imagery, BandsBecomeColours) {
    RasterFolder const folder;
    write_grey(folder, "a.pgm", 2, {1, 2});
    write_grey(folder, "b.pgm", 2, {11, 12});
    write_grey(folder, "c.pgm", 2, {21, 22});
    write_grey(folder, "d.pgm", 2, {0, 255});
    auto const first = [&](std::vector<geo_test::Band> const& bands) {
        auto const picture = imagery_from(imagery_of({write_bands(folder, "bands.vrt", 2, 1, bands)}));
        EXPECT_TRUE(picture.imagery);
        return std::vector<Pixel>{picture.at(0, 0), picture.at(1, 0)};
    };
    EXPECT_EQ(first({{"a.pgm"}, {"b.pgm"}, {"c.pgm"}}), (std::vector<Pixel>{{1, 11, 21, 255}, {2, 12, 22, 255}}));
    EXPECT_EQ(first({{"a.pgm"}, {"b.pgm"}, {"c.pgm"}, {"d.pgm"}}),
              (std::vector<Pixel>{{1, 11, 21, 255}, {2, 12, 22, 255}}))
        << "a fourth band is near infrared";
    auto const with_alpha = first({{"a.pgm"}, {"b.pgm"}, {"c.pgm"}, {"d.pgm", "<ColorInterp>Alpha</ColorInterp>"}});
    EXPECT_EQ(with_alpha[0][3], 0);
    EXPECT_EQ(with_alpha[1], (Pixel{2, 12, 22, 255}));
    EXPECT_EQ(first({{"a.pgm", "<ColorInterp>Blue</ColorInterp>"},
                     {"b.pgm", "<ColorInterp>Green</ColorInterp>"},
                     {"c.pgm", "<ColorInterp>Red</ColorInterp>"}})[0],
              (Pixel{21, 11, 1, 255}));
    auto const grey_alpha = first({{"a.pgm"}, {"d.pgm", "<ColorInterp>Alpha</ColorInterp>"}});
    EXPECT_EQ(grey_alpha[0][3], 0);
    EXPECT_EQ(grey_alpha[1], (Pixel{2, 2, 2, 255}));
}

TEST(Imagery, PaletteIsLookedUp) {
    RasterFolder const folder;
    write_grey(folder, "index.pgm", 2, {0, 1});
    std::string const table =
        "<ColorInterp>Palette</ColorInterp><ColorTable><Entry c1=\"200\" c2=\"100\" c3=\"50\" c4=\"255\"/>"
        "<Entry c1=\"1\" c2=\"2\" c3=\"3\" c4=\"255\"/></ColorTable>";
    auto const picture = imagery_from(imagery_of({write_bands(folder, "palette.vrt", 2, 1, {{"index.pgm", table}})}));
    ASSERT_TRUE(picture.imagery);
    EXPECT_EQ(picture.at(0, 0), (Pixel{200, 100, 50, 255}));
    EXPECT_EQ(picture.at(1, 0), (Pixel{1, 2, 3, 255}));
}

TEST(Imagery, NoDataIsTransparentOnlyWhereAllBandsSaySo) {
    RasterFolder const folder;
    write_grey(folder, "a.pgm", 3, {0, 0, 9});
    write_grey(folder, "b.pgm", 3, {0, 80, 9});
    std::string const none = "<NoDataValue>0</NoDataValue>";
    auto const picture = imagery_from(
        imagery_of({write_bands(folder, "holes.vrt", 3, 1, {{"a.pgm", none}, {"b.pgm", none}, {"b.pgm", none}})}));
    ASSERT_TRUE(picture.imagery);
    EXPECT_EQ(picture.at(0, 0)[3], 0);
    EXPECT_EQ(picture.at(1, 0), (Pixel{0, 80, 80, 255}));
    EXPECT_EQ(picture.at(2, 0), (Pixel{9, 9, 9, 255}));
}

TEST(Imagery, SixteenBitsAreSpreadFromBlackToWhite) {
    RasterFolder const folder;
    std::vector<int> ramp;
    for (int i = 0; i < 1024; ++i) ramp.push_back(2000 + 10 * i);
    ramp[1023] = 0;
    write_grey(folder, "deep.pgm", 32, ramp, 65535);
    geo_test::Band const band{"deep.pgm", "<NoDataValue>0</NoDataValue>", "UInt16"};
    auto const picture = imagery_from(imagery_of({write_bands(folder, "deep.vrt", 32, 32, {band})}));
    ASSERT_TRUE(picture.imagery) << picture.imagery.error().message;
    EXPECT_EQ(picture.findings.count("imagery-scaled"), 1u);
    EXPECT_EQ(picture.at(0, 0), (Pixel{0, 0, 0, 255}));
    EXPECT_NEAR(picture.at(0, 16)[0], 128, 2);
    EXPECT_EQ(picture.at(30, 31), (Pixel{255, 255, 255, 255}));
    EXPECT_EQ(picture.at(31, 31)[3], 0) << "no data";
}

TEST(Imagery, EarlierSourcesLieOnTopAndGapsAreTransparent) {
    RasterFolder const folder;
    std::string const west = write_grey(folder, "west.pgm", 3, {50, 50, 50}, 255, 0, 0);
    std::string const east = write_grey(folder, "east.pgm", 3, {90, 90, 90}, 255, 20, 0);
    std::string const far = write_grey(folder, "far.pgm", 1, {7}, 255, 70, 0);
    auto const picture = imagery_from(imagery_of({east, west, far}));
    ASSERT_TRUE(picture.imagery);
    ASSERT_EQ(picture.imagery->image.width, 8u);
    EXPECT_EQ(picture.at(1, 0)[0], 50);
    EXPECT_EQ(picture.at(2, 0)[0], 90);
    EXPECT_EQ(picture.at(5, 0)[3], 0);
    EXPECT_EQ(picture.at(7, 0), (Pixel{7, 7, 7, 255}));
}

TEST(Imagery, RegionAndSize) {
    RasterFolder const folder;
    std::string const file = write_grey(folder, "field.pgm", 40, std::vector<int>(40 * 20, 120));
    auto request = imagery_of({file});
    request.region = {100, -100, 300, 100};
    auto const half = imagery_from(request);
    ASSERT_TRUE(half.imagery);
    EXPECT_EQ(half.imagery->extent.min_x, 100);
    EXPECT_EQ(half.imagery->extent.max_y, 100);
    EXPECT_NEAR(half.imagery->extent.min_y, 0, 1e-6);
    EXPECT_EQ(half.imagery->image.width, 20u);
    EXPECT_EQ(half.imagery->image.height, 10u);
    ASSERT_EQ(half.findings.count("imagery-partly"), 1u);
    EXPECT_EQ(half.findings.groups()[0].examples[0].reason, "shows 50.0 % of the district");

    request.region = {};
    request.max_size = 8;
    auto const small = imagery_from(request);
    ASSERT_TRUE(small.imagery);
    EXPECT_EQ(small.imagery->image.width, 8u);
    EXPECT_EQ(small.imagery->image.height, 4u);
    EXPECT_EQ(small.at(3, 2), (Pixel{120, 120, 120, 255}));

    request.region = {9000, 9000, 9100, 9100};
    auto const none = imagery_from(request);
    ASSERT_TRUE(none.imagery);
    EXPECT_TRUE(none.imagery->image.pixels.empty());
    EXPECT_EQ(none.findings.count("imagery-elsewhere"), 1u);
}

TEST(Imagery, BadSourcesNameFileAndReason) {
    RasterFolder const folder;
    std::string const file = write_grey(folder, "grey.pgm", 1, {10});
    auto request = imagery_of({file});
    request.crs = "";
    EXPECT_TRUE(says(error_of(request), "grey.pgm: says no coordinate reference system"));
    request.crs = "bd09";
    EXPECT_TRUE(says(error_of(request), "grey.pgm: rasters in bd09 cannot be placed"));
    std::filesystem::remove(folder.file("grey.wld"));
    EXPECT_TRUE(says(error_of(imagery_of({file})), "grey.pgm: says not where it lies"));
    EXPECT_TRUE(says(error_of(imagery_of({folder.file("none.jpg")})), "none.jpg: there is no such file"));

    std::string const corrupt = kSharedData + "/faults/gdal_autotest/gcore/data/byte_truncated.tif";
    if (!std::filesystem::exists(corrupt)) GTEST_SKIP() << "no ../shared/data/faults";
    request = imagery_of({corrupt});
    request.crs = "";
    base::Findings findings;
    auto const frame = geo::local_frame_at({-117.64, 33.89});
    ASSERT_TRUE(frame);
    auto const picture = geo::read_imagery(request, *frame, findings);
    ASSERT_FALSE(picture);
    EXPECT_TRUE(says(picture.error().message, "byte_truncated.tif: band 1")) << picture.error().message;
}

TEST(Imagery, RealPictures) {
    struct Real {
        std::string file;
        geo::LonLat centre;
        std::uint32_t width, height;
    };
    for (Real const& real : {Real{"dop_rgb_hamburg/dop-rgb.tif", {9.504, 53.513}, 600, 600},
                             Real{"naip_2010/m_4709963_se_14_1_20100629.tif", {-99.155, 47.02}, 934, 723}}) {
        std::string const file = kSharedData + "/imagery/" + real.file;
        if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
        auto const frame = geo::local_frame_at(real.centre);
        ASSERT_TRUE(frame);
        geo::ImageryRequest request;
        request.sources = {file};
        base::Findings findings;
        auto const picture = geo::read_imagery(request, *frame, findings);
        ASSERT_TRUE(picture) << picture.error().message;
        EXPECT_EQ(picture->image.width, real.width);
        EXPECT_EQ(picture->image.height, real.height);
        EXPECT_TRUE(findings.groups().empty());
        std::array<double, 4> mean{};
        for (std::size_t i = 0; i < picture->image.pixels.size(); ++i) mean[i % 4] += picture->image.pixels[i];
        for (double& m : mean) m /= picture->image.width * picture->image.height;
        EXPECT_GT(mean[3], 254) << "holes in " << file;
        EXPECT_NEAR(mean[0], mean[1], 40);
    }
}

}  // namespace
