#include "geo/cityjson.h"

#include <gtest/gtest.h>

#include "vector_fixtures.h"

namespace {

using geo_test::contains;
using geo_test::Folder;
using geo_test::shared_file;

/// A box of 4 x 3 x 10 m on the ground at z = 5, as six surfaces.
std::string const kBoxSurfaces = "[[0,3,2,1]],[[4,5,6,7]],[[0,1,5,4]],[[1,2,6,5]],[[2,3,7,6]],[[3,0,4,7]]";
std::string const kVertices =
    "[[0,0,0],[4000,0,0],[4000,3000,0],[0,3000,0],[0,0,10000],[4000,0,10000],[4000,3000,10000],[0,3000,10000]]";
std::string const kTransform = R"("transform":{"scale":[0.001,0.001,0.001],"translate":[100,200,5]})";

std::string city(std::string const& objects, std::string const& more = "") {
    return R"({"type":"CityJSON","version":"1.1",)" + kTransform + "," + more + R"("CityObjects":{)" + objects +
           R"(},"vertices":)" + kVertices + "}";
}

std::string solid(std::string const& lod, std::string const& semantics = "") {
    return R"({"type":"Solid","lod":)" + lod + semantics + R"(,"boundaries":[[)" + kBoxSurfaces + "]]}";
}

struct CityReading {
    base::Result<geo::SurfaceModel> model = base::Error{"not read"};
    base::Findings findings;
};

CityReading read_city(std::string const& text, std::string const& name = "city.json") {
    Folder const folder;
    CityReading reading;
    reading.model = geo::read_cityjson(folder.file(name, text), reading.findings);
    return reading;
}

std::size_t count(geo::SurfaceModel const& model, geo::SurfaceKind kind) {
    std::size_t n = 0;
    for (auto const& surface : model.surfaces) n += surface.kind == kind ? 1U : 0U;
    return n;
}

TEST(Cityjson, ReadsASolidWithItsFootprint) {
    auto const r = read_city(
        city(R"("b1":{"type":"Building","attributes":{"h":10,"name":"Box"},"geometry":[)" + solid("\"1.2\"") + "]}",
             R"("metadata":{"referenceSystem":"urn:ogc:def:crs:EPSG::7415"},)"));
    ASSERT_TRUE(r.model) << r.model.error().message;
    auto const& m = *r.model;
    EXPECT_EQ(m.buildings.crs, "EPSG:28992");
    EXPECT_EQ(m.lod, (std::vector<std::string>{"1.2"}));
    EXPECT_EQ(m.surfaces.size(), 6U);
    EXPECT_EQ(count(m, geo::SurfaceKind::ground), 1U);
    EXPECT_EQ(count(m, geo::SurfaceKind::roof), 1U);
    EXPECT_EQ(count(m, geo::SurfaceKind::wall), 4U);
    EXPECT_EQ(m.points[0], (base::Vec3d{100, 200, 5}));
    EXPECT_EQ(m.ring_begin.back(), 24U);
    ASSERT_EQ(m.buildings.polygons.size(), 1U);
    EXPECT_NEAR(geo::area(m.buildings.polygons, 0), 12, 1e-9);
    EXPECT_EQ(m.buildings.polygons.z[0], 5);
    EXPECT_EQ(m.buildings.column("name")->text(0), "Box");
    EXPECT_EQ(m.buildings.column("id")->text(0), "b1");
    EXPECT_EQ(m.buildings.column("max_z")->number(0), 15);
    EXPECT_TRUE(r.findings.groups().empty());
}

TEST(Cityjson, TakesTheFinestLevelAndItsSemantics) {
    std::string const semantics =
        R"(,"semantics":{"surfaces":[{"type":"GroundSurface"},{"type":"RoofSurface"},{"type":"WallSurface"},{"type":"Window"}],"values":[[0,1,2,2,3,null]]})";
    auto const r = read_city(city(R"("b1":{"type":"Building","geometry":[)" + solid("1") + "," +
                                  solid("2.2", semantics) + "," + solid("\"0\"") + "]}"));
    ASSERT_TRUE(r.model) << r.model.error().message;
    EXPECT_EQ(r.model->lod[0], "2.2");
    EXPECT_EQ(r.model->surfaces.size(), 6U);
    EXPECT_EQ(r.model->surfaces[4].kind, geo::SurfaceKind::other) << "a window";
    EXPECT_EQ(r.model->surfaces[5].kind, geo::SurfaceKind::wall) << "null: told by its slope";
    EXPECT_EQ(count(*r.model, geo::SurfaceKind::wall), 3U);
}

TEST(Cityjson, GivesPartsTheAttributesOfTheirBuilding) {
    auto const r =
        read_city(city(R"("b":{"type":"Building","attributes":{"year":1960,"name":"whole"},"children":["p"]},)"
                       R"("p":{"type":"BuildingPart","attributes":{"name":"part"},"parents":["b"],"geometry":[)" +
                       solid("2") + "]}"));
    ASSERT_TRUE(r.model);
    auto const& buildings = r.model->buildings;
    EXPECT_EQ(buildings.rows(), 1U) << "a building that is only its parts has no row";
    EXPECT_EQ(buildings.column("year")->number(0), 1960);
    EXPECT_EQ(buildings.column("name")->text(0), "part");
    EXPECT_EQ(buildings.column("parent")->text(0), "b");
    EXPECT_TRUE(r.findings.groups().empty());
}

TEST(Cityjson, ReadsMultiSolidsAndLeavesCavitiesOut) {
    std::string const shell = "[" + kBoxSurfaces + "]";
    auto const r =
        read_city(city(R"("b":{"type":"Building","geometry":[{"type":"MultiSolid","lod":"1","boundaries":[[)" + shell +
                       "," + shell + "],[" + shell + "]]}]}"));
    ASSERT_TRUE(r.model) << r.model.error().message;
    EXPECT_EQ(r.model->surfaces.size(), 12U);
}

TEST(Cityjson, PlacesTemplates) {
    std::string const templates =
        R"("geometry-templates":{"templates":[{"type":"MultiSurface","lod":"2","boundaries":[[[0,1,2]]]}],"vertices-templates":[[0,0,0],[1,0,0],[0,1,0]]},)";
    auto const r = read_city(city(
        R"("b":{"type":"Building","geometry":[{"type":"GeometryInstance","template":0,"boundaries":[2],"transformationMatrix":[2,0,0,0,0,2,0,0,0,0,1,7,0,0,0,1]}]})",
        templates));
    ASSERT_TRUE(r.model) << r.model.error().message;
    ASSERT_EQ(r.model->points.size(), 3U);
    EXPECT_EQ(r.model->points[0], (base::Vec3d{104, 203, 12}));
    EXPECT_EQ(r.model->points[1], (base::Vec3d{106, 203, 12}));
}

TEST(Cityjson, ReadsSequences) {
    std::string const first =
        R"({"type":"CityJSON","version":"2.0",)" + kTransform + R"(,"CityObjects":{},"vertices":[]})";
    std::string const second =
        R"({"type":"CityJSONFeature","id":"x","CityObjects":{"x":{"type":"Building","geometry":[)" + solid("\"2\"") +
        R"(]}},"vertices":)" + kVertices + "}";
    auto const r = read_city(first + "\n" + second + "\n" + second + "\n", "city.jsonl");
    ASSERT_TRUE(r.model) << r.model.error().message;
    EXPECT_EQ(r.model->buildings.rows(), 2U);
    EXPECT_EQ(r.model->points[0], (base::Vec3d{100, 200, 5}));
}

TEST(Cityjson, CountsWhatIsBroken) {
    auto const r = read_city(
        city(R"("none":{"type":"Building"},)"
             R"("index":{"type":"Building","geometry":[{"type":"MultiSurface","lod":"2","boundaries":[[[0,1,99]]]}]},)"
             R"("flat":{"type":"Building","geometry":[{"type":"MultiSurface","lod":"2","boundaries":[[[0,1]]]}]},)"
             R"("shallow":{"type":"Building","geometry":[{"type":"Solid","lod":"2","boundaries":[[0,1,2]]}]},)"
             R"("points":{"type":"Building","geometry":[{"type":"MultiPoint","lod":"2","boundaries":[0,1]}]},)"
             R"("tree":{"type":"SolitaryVegetationObject"},"odd":7,)"
             R"("good":{"type":"Building","geometry":[)" +
             solid("2") + "]}"));
    ASSERT_TRUE(r.model) << r.model.error().message;
    EXPECT_EQ(r.model->buildings.rows(), 6U);
    EXPECT_EQ(r.model->buildings.polygons.row, (std::vector<std::uint32_t>{5}));
    EXPECT_EQ(r.findings.count("null-geometry"), 1U);
    EXPECT_EQ(r.findings.count("bad-geometry"), 3U);
    EXPECT_EQ(r.findings.count("too-few-points"), 1U);
    EXPECT_EQ(r.findings.count("other-objects"), 1U);
    EXPECT_EQ(r.findings.count("bad-feature"), 1U);
}

TEST(Cityjson, SaysWhyAFileCannotBeRead) {
    auto const cut = read_city(city("").substr(0, 60));
    ASSERT_FALSE(cut.model);
    EXPECT_TRUE(contains(cut.model.error().message, "broken JSON")) << cut.model.error().message;
    EXPECT_FALSE(read_city(R"({"type":"CityJSON","version":"1.0"})").model);
}

TEST(Cityjson, IsReadAsALayerToo) {
    Folder const folder;
    geo::VectorRequest request;
    request.source = folder.file(
        "city.json", city(R"("b1":{"type":"Building","attributes":{"h":10},"geometry":[)" + solid("1") +
                          R"(]},"b2":{"type":"Building","attributes":{"h":3},"geometry":[)" + solid("1") + "]}"));
    request.where = "h > 5";
    request.fields = {"id"};
    auto const r = geo_test::read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->driver, "CityJSON");
    EXPECT_EQ(r->rows(), 1U);
    ASSERT_EQ(r->columns.size(), 1U);
    EXPECT_EQ(r->columns[0].text(0), "b1");
    request.layer = "City";
    EXPECT_TRUE(geo_test::read(request).layer);
    request.layer = "town";
    EXPECT_EQ(geo_test::read(request).error(), request.source + ": no layer 'town'; it has: city");
}

TEST(Cityjson, ReadsZurich) {
    std::string const file = shared_file("buildings/zurich_cityjson/zurich_subset_lod2.city.json");
    BOROUGH_NEEDS(file);
    EXPECT_TRUE(geo::is_cityjson(file));
    base::Findings findings;
    auto const model = geo::read_cityjson(file, findings);
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(model->buildings.crs, "EPSG:2056");
    EXPECT_EQ(model->buildings.rows(), 161U);
    EXPECT_EQ(model->buildings.column("parent")->dictionary.size(), 49U) << "buildings that the parts belong to";
    EXPECT_EQ(model->surfaces.size(), 2039U);
    EXPECT_EQ(count(*model, geo::SurfaceKind::wall), 1340U);
    EXPECT_EQ(count(*model, geo::SurfaceKind::roof), 644U);
    EXPECT_EQ(count(*model, geo::SurfaceKind::ground), 55U);
    EXPECT_EQ(model->buildings.polygons.size(), 161U);
    EXPECT_TRUE(findings.groups().empty());
}

}  // namespace
