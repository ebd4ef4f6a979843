// Buildings, names and models on terrain: written as an ASCII grid, and from real cities in mixed coordinate systems.
#include <algorithm>
#include <cmath>
#include <limits>

#include "files.h"

namespace twin {
namespace {

using testing::collection;
using testing::square;

class Terrain : public testing::Folder {
protected:
    /// Heights that rise 1 m every 10 m to the east, in EPSG:32650, around 117 E 22.6 N.
    std::string slope() {
        std::string text =
            "ncols 100\nnrows 100\nxllcorner 499500\nyllcorner 2499000\ncellsize 10\nNODATA_value -9999\n";
        for (int row = 0; row < 100; ++row) {
            for (int column = 0; column < 100; ++column) text += std::to_string(column) + " ";
            text += "\n";
        }
        return text;
    }
    static double lowest_corner(District const& d, std::size_t building) {
        double low = std::numeric_limits<double>::infinity();
        for (base::Vec2d p : d.buildings.footprints.outer(building)) low = std::min(low, d.terrain.at(p));
        return low;
    }
    static std::string shared(std::string const& name) { return std::string(BOROUGH_SHARED_DATA) + "/" + name; }
};

TEST_F(Terrain, BuildingsStandOnTheirLowestCorner) {
    write("t.asc", slope());
    write("b.geojson",
          collection({square(117.0, 22.6, 2, R"("height":9)"), square(117.002, 22.6, 2, R"("height":9,"base":5)")}));
    auto const d =
        load(write("d.toml",
                   "[district]\ncrs='EPSG:32650'\nheights='1985'\n[terrain]\nsources=['t.asc']\ncrs='EPSG:32650'\n"
                   "[[buildings]]\nsource='b.geojson'\nheight='height'\nbase='base'\n"));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_FALSE(d->terrain.empty());
    EXPECT_EQ(d->terrain.datum, "1985");
    EXPECT_NEAR(d->buildings.base_z[0], lowest_corner(*d, 0), 1e-4);
    EXPECT_GT(d->terrain.at(d->buildings.footprints.outer(0)[1]) - d->buildings.base_z[0], 1.5)
        << "the eastern wall stands in the slope";
    EXPECT_NEAR(d->buildings.base_z[1], lowest_corner(*d, 1) + 5, 1e-4);
    EXPECT_FLOAT_EQ(d->buildings.height[1], 4) << "from 5 m to 9 m above the ground";
    EXPECT_EQ(d->layers.back().role, "terrain");
}

TEST_F(Terrain, AbsoluteBasesIgnoreIt) {
    write("t.asc", slope());
    write("b.geojson",
          collection({square(117.0, 22.6, 2, R"("height":9,"z":77)"), square(117.002, 22.6, 2, R"("height":9)")}));
    auto const d = load(write("d.toml",
                              "[district]\ncrs='EPSG:32650'\n[terrain]\nsources=['t.asc']\ncrs='EPSG:32650'\n"
                              "[[buildings]]\nsource='b.geojson'\nheight='height'\nbase='z'\nbase_from='datum'\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_FLOAT_EQ(d->buildings.base_z[0], 77);
    EXPECT_FLOAT_EQ(d->buildings.height[0], 9);
    EXPECT_NEAR(d->buildings.base_z[1], lowest_corner(*d, 1), 1e-4) << "without a base it stands on the ground";
}

TEST_F(Terrain, ARasterThatIsNotThereStopsTheLoading) {
    write("b.geojson", collection({square(117.0, 22.6, 2, R"("height":9)")}));
    auto const d = load(write("d.toml", "[terrain]\nsources=['gone.tif']\n[[buildings]]\nsource='b.geojson'\n"));
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().message, path("gone.tif") + ": no such file");
}

TEST_F(Terrain, ARasterAloneIsADistrict) {
    auto const d = load(write("t.asc", slope()), {.crs = "EPSG:32650"});
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_FALSE(d->terrain.empty());
    EXPECT_EQ(d->findings.count("raster-role"), 1U);
    EXPECT_NEAR(d->extent.width(), 1000, 20);
}

TEST_F(Terrain, AlexandriasBuildingsOnItsLidar) {
    if (!std::filesystem::exists(shared("terrain/alexandria_va_lidar/dtm.tif")))
        GTEST_SKIP() << "no Alexandria in " << BOROUGH_SHARED_DATA;
    auto const d =
        load(write("d.toml", "[terrain]\nsources=['" + shared("terrain/alexandria_va_lidar/dtm.tif") +
                                 "']\n[[buildings]]\nsource='" +
                                 shared("terrain/alexandria_va_lidar/buildings.geojson") + "'\nheight='HEIGHT'\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 84U);
    EXPECT_EQ(d->findings.count("no-overlap"), 0U) << "EPSG:26918 and EPSG:4326 meet";
    for (std::size_t i = 0; i < d->buildings.size(); ++i) {
        EXPECT_NEAR(d->buildings.base_z[i], lowest_corner(*d, i), 1e-3) << i;
        EXPECT_GT(d->buildings.base_z[i], 0) << i;
    }
}

TEST_F(Terrain, HamburgsPictureAloneIsImagery) {
    if (!std::filesystem::exists(shared("imagery/dop_rgb_hamburg/dop-rgb.tif")))
        GTEST_SKIP() << "no Hamburg in " << BOROUGH_SHARED_DATA;
    auto const d = load(shared("imagery/dop_rgb_hamburg/dop-rgb.tif"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_TRUE(d->terrain.empty());
    EXPECT_NEAR(d->imagery.extent.width(), 1000, 10);
}

}  // namespace
}  // namespace twin
