#include "geo/geojson.h"

#include <gtest/gtest.h>

#include <cmath>

#include "vector_fixtures.h"

namespace {

using geo_test::contains;
using geo_test::Folder;
using geo_test::read;
using geo_test::read_all;
using geo_test::Reading;

std::string collection(std::string const& features, std::string const& more = "") {
    return "{\"type\":\"FeatureCollection\"," + more + "\"features\":[" + features + "]}";
}

std::string feature(std::string const& geometry, std::string const& properties = "{}", std::string const& more = "") {
    return "{\"type\":\"Feature\"," + more + "\"properties\":" + properties + ",\"geometry\":" + geometry + "}";
}

std::string const kSquareJson = R"({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})";

Reading read_text(std::string const& text, std::string const& name = "a.geojson") {
    Folder const folder;
    return read_all(folder.file(name, text));
}

TEST(Geojson, ReadsEveryKindOfGeometry) {
    auto const r = read_text(collection(
        feature(kSquareJson) + "," +
        feature(
            R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]],[[0.5,0.2],[0.6,0.2],[0.6,0.3],[0.5,0.2]]],[[[5,5],[6,5],[6,6],[5,5]]]]})") +
        "," + feature(R"({"type":"LineString","coordinates":[[0,0],[1,1],[2,0]]})") + "," +
        feature(R"({"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[3,3],[4,4]]]})") + "," +
        feature(R"({"type":"Point","coordinates":[7,8]})") + "," +
        feature(R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})") + "," +
        feature(R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[9,9]},)" + kSquareJson +
                "]}")));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->driver, "GeoJSON (simdjson)");
    EXPECT_EQ(r->crs, "EPSG:4326");
    EXPECT_EQ(r->rows(), 7U);
    EXPECT_EQ(r->polygons.row, (std::vector<std::uint32_t>{0, 1, 1, 6}));
    EXPECT_EQ(r->polygons.ring_count(), 5U);
    EXPECT_EQ(r->polygons.polygon_begin, (std::vector<std::uint32_t>{0, 1, 3, 4, 5}));
    EXPECT_EQ(r->polygons.outer(0).size(), 4U) << "the closing point is dropped";
    EXPECT_EQ(r->lines.row, (std::vector<std::uint32_t>{2, 3, 3}));
    EXPECT_EQ(r->points.row, (std::vector<std::uint32_t>{4, 5, 5, 6}));
    EXPECT_EQ(r->points.points[0], (base::Vec2d{7, 8}));
    EXPECT_TRUE(r->polygons.z.empty());
    EXPECT_TRUE(r.findings.groups().empty());
}

TEST(Geojson, HasOneLayerCalledByItsNameOrItsFile) {
    Folder const folder;
    std::string const file = folder.file("a.geojson", collection(feature(kSquareJson), R"("name":"houses",)"));
    auto const read_layer = [&](std::string const& layer) {
        geo::VectorRequest request;
        request.source = file;
        request.layer = layer;
        return read(request);
    };
    for (char const* name : {"", "houses", "HOUSES", "a"}) {
        auto const r = read_layer(name);
        ASSERT_TRUE(r.layer) << name << ": " << r.error();
        EXPECT_EQ(r->rows(), 1U);
    }
    auto const wrong = read_layer("hauses");
    ASSERT_FALSE(wrong.layer);
    EXPECT_EQ(wrong.error(), file + ": no layer 'hauses' (did you mean 'houses'?); it has: houses");
    std::string const plain = folder.file("b.geojson", collection(feature(kSquareJson)));
    geo::VectorRequest request;
    request.source = plain;
    request.layer = "roads";
    EXPECT_EQ(read(request).error(), plain + ": no layer 'roads'; it has: b");
}

TEST(Geojson, TakesMembersInAnyOrder) {
    auto const r =
        read_text(R"({"features":[{"geometry":{"coordinates":[[[0,0],[2,0],[2,2],[0,0]]],"type":"Polygon"},"id":42,)"
                  R"("properties":{"h":3},"type":"Feature"}],"type":"FeatureCollection"})");
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->polygons.size(), 1U);
    EXPECT_EQ(r->feature_id, (std::vector<std::int64_t>{42}));
    EXPECT_EQ(r->column("h")->number(0), 3);
    EXPECT_TRUE(r.findings.groups().empty());
}

TEST(Geojson, KeepsHeightsOfPoints) {
    auto const r =
        read_text(collection(feature(kSquareJson) + "," +
                             feature(R"({"type":"Polygon","coordinates":[[[0,0,5],[2,0,6],[2,2,7,99],[0,0,5]]]})")));
    ASSERT_TRUE(r.layer);
    EXPECT_EQ(r->polygons.z, (std::vector<float>{0, 0, 0, 0, 5, 6, 7}));
}

TEST(Geojson, MakesColumnsOfWhatItFinds) {
    auto const r = read_text(collection(
        feature(kSquareJson, R"({"name":"天河\u4e00\"号\"","h":12.5,"mixed":1,"flag":true,"nothing":null})") + "," +
        feature(kSquareJson, R"({"h":null,"mixed":"two","extra":{"a":[1, 2]},"broken":NaN})")));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->available_fields,
              (std::vector<std::string>{"name", "h", "mixed", "flag", "nothing", "extra", "broken"}));
    EXPECT_EQ(r->column("name")->text(0), "天河一\"号\"");
    EXPECT_EQ(r->column("name")->text(1), "");
    EXPECT_EQ(r->column("H")->number(0), 12.5) << "the case of names does not matter";
    EXPECT_TRUE(std::isnan(r->column("h")->number(1)));
    EXPECT_EQ(r->column("mixed")->text(0), "1");
    EXPECT_EQ(r->column("mixed")->text(1), "two");
    EXPECT_EQ(r->column("flag")->number(0), 1);
    EXPECT_EQ(r->column("extra")->text(1), R"({"a":[1, 2]})");
    EXPECT_TRUE(std::isnan(r->column("broken")->number(1)));
}

TEST(Geojson, ReadsOnlyTheFieldsAskedFor) {
    Folder const folder;
    geo::VectorRequest request;
    request.source = folder.file("a.geojson", collection(feature(kSquareJson, R"({"a":1,"b":2,"c":3})")));
    request.fields = {"c", "height"};
    auto const r = read(request);
    ASSERT_TRUE(r.layer);
    ASSERT_EQ(r->columns.size(), 1U);
    EXPECT_EQ(r->columns[0].name, "c");
    EXPECT_EQ(r->available_fields.size(), 3U);
}

TEST(Geojson, FiltersWithSqlConditions) {
    Folder const folder;
    geo::VectorRequest request;
    request.source =
        folder.file("a.geojson", collection(feature(kSquareJson, R"({"h":5,"use":"res"})") + "," +
                                            feature(kSquareJson, R"({"h":50,"use":"com"})") + "," +
                                            feature(R"({"type":"Point","coordinates":[1,1]})", R"({"h":60})")));
    request.where = "h > 10 AND use = 'com'";
    auto const r = read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->feature_id, (std::vector<std::int64_t>{1}));
    EXPECT_EQ(r->polygons.row, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(r->points.size(), 0U);
    EXPECT_TRUE(r->columns.empty());

    request.where = "heigth > 10";
    request.source = folder.file("b.geojson", collection(feature(kSquareJson, R"({"height":5})")));
    EXPECT_TRUE(contains(read(request).error(), "names 'heigth'"));
    EXPECT_TRUE(contains(read(request).error(), "did you mean 'height'"));
}

TEST(Geojson, HonoursTheOldCrsMember) {
    auto const r =
        read_text(collection(feature(R"({"type":"Point","coordinates":[797494.3,5827326.6]})"),
                             R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32632"}},)"));
    ASSERT_TRUE(r.layer);
    EXPECT_EQ(r->crs, "EPSG:32632");
    EXPECT_TRUE(r.findings.groups().empty());
    auto const odd =
        read_text(collection(feature(kSquareJson), R"("crs":{"type":"name","properties":{"name":"nonsense"}},)"));
    ASSERT_TRUE(odd.layer);
    EXPECT_EQ(odd->crs, "EPSG:4326");
    EXPECT_EQ(odd.findings.count("unknown-crs"), 1U);
}

TEST(Geojson, SaysWhenDegreesAreNoDegrees) {
    auto const r = read_text(collection(feature(R"({"type":"Point","coordinates":[797494.3,5827326.6]})")));
    ASSERT_TRUE(r.layer);
    EXPECT_EQ(r.findings.count("outside-degrees"), 1U);
    EXPECT_EQ(r.findings.count("not-degrees"), 1U);
}

TEST(Geojson, CountsEveryOddFeatureAndKeepsTheRest) {
    auto const r =
        read_text(collection(feature("null") + "," + feature(R"({"type":"Polygon","coordinates":[]})") + "," +
                             feature(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]})") + "," +
                             feature(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,NaN],[1,1],[0,0]]]})") + "," +
                             feature(R"({"type":"Polygon","coordinates":[[0,0],[1,0],[1,1]]})") + "," +
                             feature(R"({"type":"Polygon","coordinates":[[["0",0],[1,0],[1,1]]]})") + "," +
                             feature(R"({"type":"Sphere","coordinates":[0,0]})") + "," + feature("\"POINT (1 2)\"") +
                             ",null," + feature(kSquareJson)));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->rows(), 9U);
    EXPECT_EQ(r.findings.count("null-geometry"), 1U);
    EXPECT_EQ(r.findings.count("empty-geometry"), 1U);
    EXPECT_EQ(r.findings.count("unclosed"), 1U);
    EXPECT_EQ(r.findings.count("not-finite"), 1U);
    EXPECT_EQ(r.findings.count("bad-geometry"), 4U);
    EXPECT_EQ(r.findings.count("bad-feature"), 1U);
    EXPECT_EQ(r->polygons.row, (std::vector<std::uint32_t>{2, 3, 8}));
    EXPECT_EQ(r->polygons.outer(1).size(), 3U) << "only the point that is no number is gone";
    EXPECT_EQ(r->polygons.points.size(), 10U) << "refused geometry leaves nothing behind";
}

TEST(Geojson, NamesTheFeatureOfAFinding) {
    auto const r = read_text(collection(feature("null", "{}", "\"id\":\"77\",")));
    ASSERT_EQ(r.findings.groups().size(), 1U);
    EXPECT_EQ(r.findings.groups()[0].examples.at(0).feature, 77);
    EXPECT_EQ(r.findings.groups()[0].layer, "a");
}

TEST(Geojson, ReadsArraysSequencesAndLines) {
    std::string const one = feature(kSquareJson, R"({"h":1})"), two = feature(kSquareJson, R"({"h":2})");
    auto const array = read_text("[" + one + "," + two + "]", "a.json");
    ASSERT_TRUE(array.layer) << array.error();
    EXPECT_EQ(array->rows(), 2U);
    EXPECT_EQ(array.findings.count("feature-array"), 1U);
    for (std::string const& text :
         {one + "\n" + two + "\n", "\n" + one + "\r\n\r\n" + two, "\x1e" + one + "\n\x1e" + two + "\n"}) {
        auto const lines = read_text(text, "a.geojsonl");
        ASSERT_TRUE(lines.layer) << lines.error();
        EXPECT_EQ(lines->column("h")->number(1), 2);
        EXPECT_TRUE(lines.findings.groups().empty());
    }
    // Without a name that says so, the first line tells.
    EXPECT_EQ(read_text(one + "\n" + two, "a.json")->rows(), 2U);
    EXPECT_EQ(read_text("\xEF\xBB\xBF" + collection(one))->rows(), 1U) << "byte order mark";
}

TEST(Geojson, LosesOneBadLineNotTheFile) {
    auto const r = read_text(feature(kSquareJson) + "\n{\"type\":\"Feature\",\n" + feature(kSquareJson), "a.ndjson");
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->polygons.size(), 2U);
    EXPECT_EQ(r.findings.count("bad-record"), 1U);
}

TEST(Geojson, SaysWhereAFileIsBroken) {
    std::string const whole = collection(feature(kSquareJson) + "," + feature(kSquareJson));
    auto const cut = read_text(whole.substr(0, whole.size() - 30));
    ASSERT_FALSE(cut.layer);
    EXPECT_TRUE(contains(cut.error(), "a.geojson: broken JSON")) << cut.error();
    EXPECT_TRUE(contains(cut.error(), "cut off")) << cut.error();
    auto const garbled = read_text(collection(feature(kSquareJson) + "\n,,\n" + feature(kSquareJson)));
    ASSERT_FALSE(garbled.layer);
    EXPECT_TRUE(contains(garbled.error(), "near byte 26")) << garbled.error();
    EXPECT_FALSE(read_text(whole + "}").layer);
    EXPECT_TRUE(contains(read_text("{\"type\":\"FeatureCollection\"}").error(), "no member 'features'"));
}

TEST(Geojson, SaysWhatItFoundInPlaceOfJson) {
    auto const page = read_text("<html><body>404 Not Found</body></html>");
    ASSERT_FALSE(page.layer);
    EXPECT_TRUE(contains(page.error(), "is no GeoJSON")) << page.error();
    EXPECT_TRUE(contains(page.error(), "'<html><body>404 Not Foun' (a web page")) << page.error();
    EXPECT_TRUE(contains(read_text("\xFF\xFE{").error(), "UTF-16")) << read_text("\xFF\xFE{").error();
    EXPECT_TRUE(contains(read_text("42").error(), "begins with '42'")) << read_text("42").error();
}

TEST(Geojson, RefusesAFileCutOffAtAnyByte) {
    std::string const whole = collection(feature(kSquareJson, R"({"name":"a\"b","h":1.5e3})", R"("id":"x",)") + "," +
                                         feature(R"({"coordinates":[1,2],"type":"Point"})"));
    ASSERT_TRUE(read_text(whole).layer);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        EXPECT_FALSE(read_text(whole.substr(0, size)).layer) << size;
    }
}

TEST(Geojson, GivesUpOnCollectionsNestedWithoutEnd) {
    std::string geometry = R"({"type":"Point","coordinates":[1,1]})";
    for (int i = 0; i < 100; ++i) geometry = R"({"type":"GeometryCollection","geometries":[)" + geometry + "]}";
    auto const r = read_text(collection(feature(geometry)));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r.findings.count("bad-geometry"), 1U);
    // Deeper than the parser goes is an error of the file.
    EXPECT_FALSE(read_text(collection(feature(std::string(5000, '[')))).layer);
}

TEST(Geojson, LeavesOtherJsonToOthers) {
    Folder const folder;
    EXPECT_TRUE(geo::is_geojson(folder.file("a.json", collection(feature(kSquareJson)))));
    EXPECT_FALSE(geo::is_geojson(folder.file("t.json", R"({"type":"Topology","objects":{},"arcs":[]})")));
    EXPECT_FALSE(geo::is_geojson(folder.file("c.json", R"({"type":"CityJSON","version":"1.1"})")));
    EXPECT_FALSE(geo::is_geojson(folder.file("p.json", R"({"name":"package"})")));
    EXPECT_FALSE(geo::is_geojson(folder.file("a.txt", collection(feature(kSquareJson)))));
}

}  // namespace
