// Real cities, by the counts their owners and GDAL agree on; and every broken file there is.
#include <gtest/gtest.h>

#include <algorithm>

#include "geo/crs.h"
#include "geo/repair.h"
#include "vector_fixtures.h"

namespace {

using geo_test::read;
using geo_test::read_all;
using geo_test::shared_file;

geo::VectorRequest buildings_of(std::string const& file, std::string const& where = "") {
    geo::VectorRequest request;
    request.source = file;
    request.want = geo::VectorRequest::Want::polygons;
    request.where = where;
    request.all_fields = true;
    return request;
}

struct City {
    std::string name, file, where, crs;
    std::size_t rows, polygons;
    std::string height;   ///< a field
    std::size_t heights;  ///< rows that have one
};

void PrintTo(City const& city, std::ostream* out) { *out << city.name; }

class Cities : public testing::TestWithParam<City> {};

TEST_P(Cities, AreReadWhole) {
    City const& city = GetParam();
    std::string const file = shared_file("buildings/" + city.file);
    BOROUGH_NEEDS(file);
    auto const r = read(buildings_of(file, city.where));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->rows(), city.rows);
    EXPECT_EQ(r->polygons.size(), city.polygons);
    EXPECT_EQ(r->crs, city.crs);
    EXPECT_EQ(r.findings.count(base::Severity::skipped), 0U);
    geo::Column const* const height = r->column(city.height);
    ASSERT_TRUE(height || city.height.empty());
    std::size_t known = 0;
    for (std::size_t row = 0; height && row < r->rows(); ++row) known += height->text(row).empty() ? 0U : 1U;
    EXPECT_EQ(known, city.heights);
}

std::string const kBuilding = "building IS NOT NULL";

INSTANTIATE_TEST_SUITE_P(
    Real, Cities,
    testing::Values(
        City{"Nanshan", "shenzhen_nanshan/nanshan-building.geojson", "", "EPSG:4326", 10, 5438, "height", 10},
        City{"Suzhou", "suzhou/suzhou_bd_demo_2.geojson", "", "EPSG:4326", 3076, 3077, "height", 3076},
        City{"Manhattan", "nyc_manhattan_osm/manhattan_buildings.gpkg", "", "EPSG:4326", 58218, 58311, "height", 56717},
        City{"Monaco", "monaco_osm/monaco.osm.pbf", kBuilding, "EPSG:4326", 23336, 23337, "building:levels", 1},
        City{"LowerManhattan", "nyc_lower_manhattan_osm/nyc.osm.pbf", kBuilding, "EPSG:4326", 1520, 1520, "height",
             1509},
        City{"Lorient", "lorient_shp/lorient_buildings.shp", "", "EPSG:2154", 1701, 1701, "HEIGHT", 1701},
        City{"Chongqing", "chongqing_small_shp/building.shp", "", "EPSG:4326", 54, 54, "MEAN", 0},
        City{"Prague", "prague_bubenec/bubenec.gpkg", "", "EPSG:3857", 144, 144, "uID", 144},
        City{"RawTile", "nyc_raw_tiles_sample/254.json", "", "EPSG:4326", 1729, 845, "height", 845}),
    [](auto const& city) { return city.param.name; });

TEST(Cities, PragueHasFourLayers) {
    std::string const file = shared_file("buildings/prague_bubenec/bubenec.gpkg");
    BOROUGH_NEEDS(file);
    auto const layers = geo::list_layers(file);
    ASSERT_TRUE(layers);
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (auto const& layer : *layers) found.emplace_back(layer.name, layer.features);
    EXPECT_EQ(found, (std::vector<std::pair<std::string, std::int64_t>>{
                         {"tessellation", 144}, {"buildings", 144}, {"streets", 35}, {"plots", 407}}));
}

TEST(Cities, PotsdamsSolidsBecomeFootprints) {
    std::string const original = shared_file("buildings/potsdam_citygml_lod1/Potsdam_LoD1.gml");
    BOROUGH_NEEDS(original);
    geo_test::Folder const folder;
    std::filesystem::copy_file(original, folder.path("Potsdam_LoD1.gml"));
    auto const r = read(buildings_of(folder.path("Potsdam_LoD1.gml")));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(folder.names(), (std::set<std::string>{"Potsdam_LoD1.gml"})) << "no .gfs beside the data";
    EXPECT_EQ(r->rows(), 97U);
    EXPECT_EQ(r->polygons.size(), 97U);
    EXPECT_EQ(r->crs, "EPSG:25833") << "from a urn that GDAL does not know";
    EXPECT_EQ(r->polygons.z.size(), r->polygons.points.size());
    EXPECT_EQ(r->column("measuredHeight")->kind, geo::Column::Kind::number);
    for (std::size_t i = 0; i < r->polygons.size(); ++i) EXPECT_GT(geo::area(r->polygons, i), 1.0) << i;
}

TEST(Cities, RoadsComeOutOfOsm) {
    std::string const file = shared_file("buildings/monaco_osm/monaco.osm.pbf");
    BOROUGH_NEEDS(file);
    geo::VectorRequest request;
    request.source = file;
    request.layer = "lines";
    request.where = "highway IS NOT NULL";
    request.fields = {"highway", "oneway"};
    auto const r = read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->lines.size(), 2903U);
    EXPECT_EQ(r->columns.size(), 2U);
}

TEST(Faults, EveryGeojsonIsRefusedOrCounted) {
    std::string const root = shared_file("faults/geojson_chrieke");
    BOROUGH_NEEDS(root);
    // Winding and the number of different points are for `repair_polygons`, which runs in metres, and bbox order is no
    // fault of the geometry.
    auto const to_metres = [](geo::VectorLayer& layer, base::Findings& findings) {
        auto const frame = geo::local_frame_at({13.38, 52.51});
        ASSERT_TRUE(frame);
        ASSERT_TRUE(geo::to_local(layer.polygons.points, layer.crs, *frame));
        geo::repair_polygons(layer, findings);
    };
    std::size_t files = 0;
    std::vector<std::string> silent, refused_valid;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".geojson") continue;
        ++files;
        std::string const folder = entry.path().parent_path().filename();
        auto r = read_all(entry.path());
        if (r.layer) to_metres(*r.layer, r.findings);
        bool const noticed = !r.layer || !r.findings.groups().empty();
        if (folder.starts_with("invalid") && !noticed) silent.push_back(entry.path().filename());
        if (folder == "valid" && !r.layer) refused_valid.push_back(entry.path().filename());
    }
    EXPECT_EQ(files, 74U);
    EXPECT_EQ(silent, std::vector<std::string>{});
    EXPECT_EQ(refused_valid, std::vector<std::string>{});
}

TEST(Faults, NothingOfGdalsCrashesOrStaysSilent) {
    std::string const root = shared_file("faults/gdal_autotest");
    BOROUGH_NEEDS(root);
    std::size_t files = 0, read_well = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        ++files;
        geo_test::Folder const folder;
        // On a copy, siblings (.shx, .dbf) included: nothing may be written beside the original either way.
        for (auto const& sibling : std::filesystem::directory_iterator(entry.path().parent_path())) {
            if (sibling.path().stem() == entry.path().stem()) {
                std::filesystem::copy_file(sibling.path(), folder.path(sibling.path().filename()));
            }
        }
        auto const before = folder.names();
        auto const r = read_all(folder.path(entry.path().filename()));
        EXPECT_EQ(folder.names(), before) << entry.path();
        EXPECT_FALSE(!r.layer && r.error().empty()) << entry.path();
        read_well += r.layer ? 1U : 0U;
    }
    EXPECT_GE(files, 23U);
    EXPECT_GE(read_well, 8U);
}

}  // namespace
