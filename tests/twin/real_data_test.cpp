// Districts from real cities, by exact counts. They are not in the repository; without them these tests are skipped.
#include <algorithm>
#include <filesystem>

#include "files.h"

namespace twin {
namespace {

using testing::decision;

class RealData : public testing::Folder {
protected:
    base::Result<District> load_shared(std::string const& name, LoadOptions const& options = {}) {
        return load(std::string(BOROUGH_SHARED_DATA) + "/" + name, options);
    }
    static bool is_there(std::string const& name) {
        return std::filesystem::exists(std::string(BOROUGH_SHARED_DATA) + "/" + name);
    }
};

#define NEED(name) \
    if (!is_there(name)) GTEST_SKIP() << "no " << name << " in " << BOROUGH_SHARED_DATA

TEST_F(RealData, NanshanMultipolygonsByHeightClass) {
    char const* file = "buildings/shenzhen_nanshan/nanshan-building.geojson";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->layers.at(0).features, 10U);
    EXPECT_EQ(d->buildings.size(), 5441U) << "5,438 polygons, three of which cross themselves and become two";
    EXPECT_EQ(d->frame.working_crs, "EPSG:4547");
    auto const [low, high] = std::minmax_element(d->buildings.height.begin(), d->buildings.height.end());
    EXPECT_FLOAT_EQ(*low, 18);
    EXPECT_FLOAT_EQ(*high, 228);
    EXPECT_EQ(d->buildings.storeys[static_cast<std::size_t>(high - d->buildings.height.begin())], 76);
}

TEST_F(RealData, SuzhouFloorsAndHeights) {
    char const* file = "buildings/suzhou/suzhou_bd_demo_2.geojson";
    NEED(file);
    auto const d = load_shared(file, {.colour_by = "Floor"});
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->layers.at(0).features, 3076U);
    EXPECT_EQ(d->buildings.size(), 3077U);
    EXPECT_EQ(decision(d->layers[0], "height"), "height from 'height' (3,076)");
    EXPECT_EQ(*std::max_element(d->buildings.storeys.begin(), d->buildings.storeys.end()), 28)
        << "from Floor, not from the height";
    EXPECT_FLOAT_EQ(*std::max_element(d->buildings.value.begin(), d->buildings.value.end()), 28);
}

TEST_F(RealData, ManhattanPartsReplaceOutlines) {
    char const* file = "buildings/nyc_manhattan_osm/manhattan_buildings.gpkg";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->layers.at(0).features, 58218U);
    EXPECT_EQ(decision(d->layers[0], "height"), "height from 'height' (56,717), the default 9.0 m (1,501)");
    EXPECT_EQ(decision(d->layers[0], "11,8"), "11,807 building parts; 1,190 outlines that they cover are not drawn");
    EXPECT_EQ(d->buildings.size(), 57109U);
    float highest = 0;
    for (std::size_t i = 0; i < d->buildings.size(); ++i)
        highest = std::max(highest, d->buildings.base_z[i] + d->buildings.height[i] + d->buildings.roof_height[i]);
    EXPECT_FLOAT_EQ(highest, 541) << "the top of the mast, which hangs above its tower";
    std::size_t const raised = static_cast<std::size_t>(
        std::count_if(d->buildings.base_z.begin(), d->buildings.base_z.end(), [](float z) { return z > 0; }));
    EXPECT_NEAR(static_cast<double>(raised), 2980, 10) << "min_height, less nonsense and fragments";
    EXPECT_EQ(d->findings.count("base-above-top"), 7U);
}

TEST_F(RealData, MonacoFromOneOsmFile) {
    char const* file = "buildings/monaco_osm/monaco.osm.pbf";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->layers.at(0).role, "buildings");
    EXPECT_EQ(decision(d->layers[0], "height"),
              "height from 'building:levels' x 3.0 m (residential, unknown) or 4.0 m (others) (1), the default 9.0 m "
              "(23,333)");
    std::vector<std::string> roles;
    for (SourceLayer const& layer : d->layers) roles.push_back(layer.role);
    EXPECT_EQ(roles,
              (std::vector<std::string>{"buildings", "green", "water", "water", "roads", "rail", "points", "places"}));
    auto const trees =
        std::find_if(d->layers.begin(), d->layers.end(), [](SourceLayer const& l) { return l.role == "points"; });
    EXPECT_EQ(trees->used, 212U);
    EXPECT_TRUE(std::any_of(d->places.begin(), d->places.end(),
                            [](Place const& p) { return p.kind == PlaceKind::road && p.along.size() > 2; }));
}

TEST_F(RealData, LowerManhattanTagsInOtherTags) {
    char const* file = "buildings/nyc_lower_manhattan_osm/nyc.osm.pbf";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 1520U);
    EXPECT_EQ(decision(d->layers.at(0), "height"), "height from 'height' (1,509), the default 9.0 m (11)");
}

TEST_F(RealData, LorientShapefileInItsOwnCrs) {
    char const* file = "buildings/lorient_shp/lorient_buildings.shp";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 1701U);
    EXPECT_EQ(d->layers.at(0).crs, "EPSG:2154");
    EXPECT_EQ(d->frame.working_crs, "EPSG:32630");
    EXPECT_NEAR(d->frame.origin_lonlat.lat, 47.749, 0.001);
    EXPECT_EQ(decision(d->layers[0], "height"), "height from 'HEIGHT' (1,701)");
    EXPECT_NEAR(*std::max_element(d->buildings.height.begin(), d->buildings.height.end()), 49.2, 0.01);
}

TEST_F(RealData, PotsdamsHeightsAreInNoUnitAndFallThrough) {
    char const* file = "buildings/potsdam_citygml_lod1/Potsdam_LoD1.gml";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 97U);
    EXPECT_EQ(d->findings.count("height-absurd"), 38U);
    EXPECT_EQ(d->findings.count("height-not-positive"), 59U);
    EXPECT_LE(*std::max_element(d->buildings.height.begin(), d->buildings.height.end()), 100);
}

TEST_F(RealData, PragueLayersByName) {
    char const* file = "buildings/prague_bubenec/bubenec.gpkg";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 144U);
    EXPECT_EQ(d->findings.count("layer-role"), 4U);
    ASSERT_EQ(d->ground.size(), 3U);
    EXPECT_EQ(d->ground[0].title, "tessellation");
    EXPECT_EQ(d->ground[1].title, "plots");
    EXPECT_EQ(d->ground[1].areas.size(), 407U);
    EXPECT_EQ(d->ground[2].lines.size(), 35U);
    // Web Mercator is 1.56 times too wide here; the working CRS is not.
    EXPECT_NEAR(d->layers.at(0).extent.width(), 630 / 1.556, 5);
}

TEST_F(RealData, ChongqingsOnlyHeightFieldIsEmpty) {
    char const* file = "buildings/chongqing_small_shp/building.shp";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 54U);
    EXPECT_EQ(decision(d->layers.at(0), "height"), "height from the default 9.0 m (54)");
    EXPECT_EQ(std::count(d->buildings.use.begin(), d->buildings.use.end(), Use::residential), 47);
}

TEST_F(RealData, ZurichsSurfacesAreKept) {
    char const* file = "buildings/zurich_cityjson/zurich_subset_lod2.city.json";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_GT(d->buildings.size(), 100U);
    EXPECT_GT(d->surfaces.triangles.size(), 3000U);
    EXPECT_EQ(d->surfaces.building.size() * 3, d->surfaces.triangles.size());
    double low = 1e9, high = -1e9;
    for (auto const& p : d->surfaces.points) {
        low = std::min(low, p.z);
        high = std::max(high, p.z);
    }
    EXPECT_NEAR(low, 0, 0.01) << "they stand on the flat ground";
    EXPECT_LT(high, 100);
}

TEST_F(RealData, DistrictsAreBoundariesNotBuildings) {
    char const* file = "boundaries/shenzhen_districts.geojson";
    NEED(file);
    auto const d = load_shared(file);
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 0U);
    EXPECT_EQ(d->findings.count("no-buildings"), 1U);
    EXPECT_EQ(d->ground.at(0).lines.size(), 14U);
    EXPECT_TRUE(std::any_of(d->places.begin(), d->places.end(),
                            [](Place const& p) { return p.name.zh == "龙华" && p.kind == PlaceKind::district; }));
}

}  // namespace
}  // namespace twin
