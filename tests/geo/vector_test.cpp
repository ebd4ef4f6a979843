#include "geo/vector.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>

#include "geo/gdal_session.h"
#include "geo/kml.h"
#include "vector_fixtures.h"

namespace {

using geo_test::contains;
using geo_test::Folder;
using geo_test::read;
using geo_test::read_all;

struct Row {
    std::string wkt;  ///< empty: no geometry
    std::string name;
    double height = NAN;  ///< NaN: null
};

struct Options {
    std::string layer = "buildings";
    OGRwkbGeometryType type = wkbUnknown;
    int epsg = 4547;
    std::string driver = "GPKG";
    std::vector<char const*> layer_options;
};

/// Adds a layer to the file, which is created if it is not there.
void write_layer(std::string const& file, std::vector<Row> const& rows, Options const& options = {}) {
    geo::GdalMessages messages;
    auto* const driver = GetGDALDriverManager()->GetDriverByName(options.driver.c_str());
    bool const there = std::filesystem::exists(file);
    GDALDatasetUniquePtr dataset(there ? GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE)
                                       : driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    ASSERT_TRUE(dataset) << messages.why(file);
    OGRSpatialReference srs;
    srs.importFromEPSG(options.epsg);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    auto layer_options = options.layer_options;
    layer_options.push_back(nullptr);
    OGRLayer* const layer = dataset->CreateLayer(options.layer.c_str(), options.epsg ? &srs : nullptr, options.type,
                                                 const_cast<char**>(layer_options.data()));
    ASSERT_TRUE(layer) << messages.why("no layer");
    OGRFieldDefn name("name", OFTString), height("height", OFTReal), built("built", OFTDate), seen("seen", OFTDateTime);
    for (OGRFieldDefn* field : {&name, &height, &built}) ASSERT_EQ(layer->CreateField(field), OGRERR_NONE);
    bool const has_times = options.driver != "ESRI Shapefile";
    ASSERT_TRUE(!has_times || layer->CreateField(&seen) == OGRERR_NONE);
    for (Row const& row : rows) {
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField("name", row.name.c_str());
        if (!std::isnan(row.height)) feature.SetField("height", row.height);
        feature.SetField(2, 1987, 3, 4);
        if (has_times) feature.SetField(3, 2024, 5, 6, 7, 8, 9.f, 100);
        if (!row.wkt.empty()) {
            OGRGeometry* geometry = nullptr;
            ASSERT_EQ(OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry), OGRERR_NONE) << row.wkt;
            feature.SetGeometryDirectly(geometry);
        }
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE) << messages.why("");
    }
}

std::vector<Row> const kRows{
    {"POLYGON ((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 2))", "一号楼", 12.5},
    {"MULTIPOLYGON (((20 0,30 0,30 10,20 0)),((40 0,50 0,50 10,40 0)))", "二号楼", NAN},
    {"POLYGON ((60 0,70 0,70 10,60 0))", "一号楼", 30},
};

void expect_rows(geo_test::Reading const& r, std::string const& driver) {
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->driver, driver);
    EXPECT_EQ(r->crs, "EPSG:4547");
    EXPECT_EQ(r->rows(), 3U);
    EXPECT_EQ(r->polygons.row, (std::vector<std::uint32_t>{0, 1, 1, 2}));
    EXPECT_EQ(r->polygons.ring_count(), 5U);
    EXPECT_EQ(r->polygons.points.size(), 16U) << "no closing points";
    EXPECT_EQ(r->extent(), (base::Extent{0, 0, 70, 10}));
    ASSERT_TRUE(r->column("name") && r->column("height") && r->column("built"));
    EXPECT_EQ(r->column("name")->text(1), "二号楼");
    EXPECT_EQ(r->column("name")->dictionary.size(), 2U);
    EXPECT_EQ(r->column("height")->number(0), 12.5);
    EXPECT_TRUE(std::isnan(r->column("height")->number(1)));
    // FlatGeobuf has no dates, only times.
    EXPECT_EQ(r->column("built")->text(0).substr(0, 10), "1987-03-04");
    EXPECT_EQ(r.findings.count(base::Severity::skipped), 0U);
    EXPECT_EQ(r.findings.count(base::Severity::repaired), 0U);
}

TEST(ReadVector, GivesTheSameFromEveryFormat) {
    Folder const folder;
    write_layer(folder.path("a.gpkg"), kRows);
    expect_rows(read_all(folder.path("a.gpkg")), "GPKG");
    EXPECT_EQ(read_all(folder.path("a.gpkg"))->column("seen")->text(0), "2024-05-06T07:08:09");
    Options options;
    options.driver = "FlatGeobuf";
    options.layer_options = {"SPATIAL_INDEX=NO"};
    write_layer(folder.path("a.fgb"), kRows, options);
    expect_rows(read_all(folder.path("a.fgb")), "FlatGeobuf");
    options.driver = "ESRI Shapefile";
    options.type = wkbPolygon;
    options.layer_options = {"ENCODING=UTF-8"};
    write_layer(folder.path("a.shp"), kRows, options);
    expect_rows(read_all(folder.path("a.shp")), "ESRI Shapefile");
    options.driver = "GML";
    options.type = wkbUnknown;
    options.layer_options = {};
    write_layer(folder.path("a.gml"), kRows, options);
    expect_rows(read_all(folder.path("a.gml")), "GML");
}

TEST(ReadVector, DecodesGbkShapefiles) {
    Folder const folder;
    Options options;
    options.driver = "ESRI Shapefile";
    options.type = wkbPolygon;
    options.layer_options = {"ENCODING=GBK"};
    write_layer(folder.path("楼栋.shp"), kRows, options);
    std::ifstream dbf(folder.path("楼栋.dbf"), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(dbf), {}};
    ASSERT_NE(bytes.find("\xD2\xBB\xBA\xC5\xC2\xA5"), std::string::npos) << "the file really is GBK";
    expect_rows(read_all(folder.path("楼栋.shp")), "ESRI Shapefile");
}

TEST(ReadVector, GuessesTheEncodingThatNobodyStates) {
    Folder const folder;
    Options options;
    options.driver = "ESRI Shapefile";
    options.type = wkbPolygon;
    options.layer_options = {"ENCODING=GBK"};
    write_layer(folder.path("a.shp"), kRows, options);
    std::filesystem::remove(folder.path("a.cpg"));
    std::fstream dbf(folder.path("a.dbf"), std::ios::binary | std::ios::in | std::ios::out);
    dbf.seekp(29).put(0);
    dbf.close();
    auto const r = read_all(folder.path("a.shp"));
    expect_rows(r, "ESRI Shapefile");
    EXPECT_EQ(r.findings.count("encoding"), 1U);

    auto const table = read_all(folder.file("b.csv", "lon,lat,name\n1,2,\xD2\xBB\xBA\xC5\xC2\xA5\n"));
    ASSERT_TRUE(table.layer) << table.error();
    EXPECT_EQ(table->column("name")->text(0), "一号楼");
    std::string const file = folder.file("c.csv", "lon,lat,OPERAT\xD6R\n1,2,K\xF6penick\n");
    auto const western = read_all(file);
    ASSERT_TRUE(western.layer) << western.error();
    ASSERT_TRUE(western->column("OPERATÖR"));
    EXPECT_EQ(western->column("OPERATÖR")->text(0), "Köpenick");
    EXPECT_EQ(geo::list_layers(file)->at(0).fields.back(), "OPERATÖR");
}

TEST(ReadVector, CountsNullEmptyAndOddGeometry) {
    Folder const folder;
    write_layer(folder.path("a.gpkg"), {{"", "null", 1},
                                        {"POLYGON EMPTY", "empty", 2},
                                        {"POINT (1 2)", "point", 3},
                                        {"LINESTRING Z (0 0 1,1 1 2)", "line", 4},
                                        {"GEOMETRYCOLLECTION (POINT (5 5),POLYGON ((0 0,1 0,1 1,0 0)))", "both", 5},
                                        {"POLYGON ((0 0,1 0,1 1))", "open", 6},
                                        {"CURVEPOLYGON (CIRCULARSTRING (0 0,2 2,4 0,2 -2,0 0))", "round", 7}});
    auto const r = read_all(folder.path("a.gpkg"));
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->rows(), 7U);
    EXPECT_EQ(r.findings.count("null-geometry"), 1U);
    EXPECT_EQ(r.findings.count("empty-geometry"), 1U);
    EXPECT_EQ(r.findings.count("unclosed"), 1U);
    EXPECT_EQ(r->points.row, (std::vector<std::uint32_t>{2, 4}));
    EXPECT_EQ(r->lines.row, (std::vector<std::uint32_t>{3}));
    EXPECT_EQ(r->lines.z, (std::vector<float>{1, 2}));
    ASSERT_EQ(r->polygons.row, (std::vector<std::uint32_t>{4, 5, 6}));
    EXPECT_NEAR(geo::area(r->polygons, 2), 4 * M_PI, 0.02) << "the arcs became segments";
    EXPECT_EQ(r->column("name")->text(6), "round");
}

TEST(ReadVector, FiltersInTheDatabase) {
    Folder const folder;
    write_layer(folder.path("a.gpkg"), kRows);
    geo::VectorRequest request;
    request.source = folder.path("a.gpkg");
    request.where = "height > 20";
    request.fields = {"NAME", "storeys"};
    auto const r = read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->feature_id, (std::vector<std::int64_t>{3}));
    ASSERT_EQ(r->columns.size(), 1U);
    EXPECT_EQ(r->columns[0].name, "name");
    request.where = "hieght > 20";
    EXPECT_TRUE(contains(read(request).error(), "did you mean 'height'?")) << read(request).error();
    request.where = "height >";
    EXPECT_TRUE(contains(read(request).error(), "cannot be used")) << read(request).error();
}

TEST(ReadVector, OverridesTheCrs) {
    Folder const folder;
    Options options;
    options.epsg = 0;
    write_layer(folder.path("a.gpkg"), kRows, options);
    geo::VectorRequest request;
    request.source = folder.path("a.gpkg");
    EXPECT_EQ(read(request)->crs, "");
    request.crs = "GCJ-02";
    EXPECT_EQ(read(request)->crs, "gcj02");
    request.crs = "nowhere";
    EXPECT_TRUE(contains(read(request).error(), "'nowhere' is not a coordinate reference system"));
}

TEST(ReadVector, ChoosesTheBuildingsAndSaysSo) {
    Folder const folder;
    Options options;
    options.layer = "roads";
    options.type = wkbLineString;
    write_layer(folder.path("a.gpkg"), {{"LINESTRING (0 0,1 1)", "r", 1}}, options);
    options.layer = "parcels";
    options.type = wkbPolygon;
    write_layer(folder.path("a.gpkg"), {kRows[0], kRows[2]}, options);
    options.layer = "Building_2024";
    write_layer(folder.path("a.gpkg"), {kRows[0]}, options);
    geo::VectorRequest request;
    request.source = folder.path("a.gpkg");
    request.want = geo::VectorRequest::Want::polygons;
    auto const r = read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->layer, "Building_2024");
    EXPECT_EQ(r.findings.count("layer-chosen"), 1U);
    request.layer = "ROADS";
    EXPECT_EQ(read(request)->lines.size(), 1U);
    request.layer = "parcel";
    EXPECT_EQ(read(request).error(), request.source +
                                         ": no layer 'parcel' (did you mean 'parcels'?); it has: roads, "
                                         "parcels, Building_2024");
}

TEST(ListLayers, TellsWhatThereIs) {
    Folder const folder;
    Options options;
    options.type = wkbMultiPolygon;
    write_layer(folder.path("a.gpkg"), {kRows[1]}, options);
    auto const layers = geo::list_layers(folder.path("a.gpkg"));
    ASSERT_TRUE(layers) << layers.error().message;
    ASSERT_EQ(layers->size(), 1U);
    EXPECT_EQ(layers->at(0).name, "buildings");
    EXPECT_EQ(layers->at(0).geometry, "Multi Polygon");
    EXPECT_EQ(layers->at(0).crs, "EPSG:4547");
    EXPECT_EQ(layers->at(0).features, 1);
    EXPECT_EQ(layers->at(0).fields, (std::vector<std::string>{"name", "height", "built", "seen"}));
}

TEST(ReadVector, ReadsCsvWithWktOrCoordinates) {
    Folder const folder;
    auto const wkt = read_all(folder.file("a.csv", "WKT,height,name\n\"POLYGON ((0 0,1 0,1 1,0 0))\",12,x\n,3,y\n"));
    ASSERT_TRUE(wkt.layer) << wkt.error();
    EXPECT_EQ(wkt->polygons.size(), 1U);
    EXPECT_EQ(wkt->column("height")->number(0), 12);
    EXPECT_EQ(wkt.findings.count("null-geometry"), 1U);
    auto const points = read_all(folder.file("b.csv", "name,Lon,Lat\n站,114.03,22.61\n"));
    ASSERT_TRUE(points.layer) << points.error();
    EXPECT_EQ(points->points.points, (std::vector<base::Vec2d>{{114.03, 22.61}}));
}

TEST(ReadVector, ReadsInsideZips) {
    Folder const folder;
    geo::GdalMessages messages;
    std::string const inside = "/vsizip/" + folder.path("a.zip") + "/b.geojson";
    VSILFILE* const file = VSIFOpenL(inside.c_str(), "wb");
    ASSERT_TRUE(file) << messages.why("");
    std::string const text = R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}})";
    VSIFWriteL(text.data(), 1, text.size(), file);
    VSIFCloseL(file);
    auto const r = read_all(inside);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->points.size(), 1U);
    auto const whole = read_all("/vsizip/" + folder.path("a.zip"));
    ASSERT_TRUE(whole.layer) << whole.error();
    EXPECT_EQ(whole->points.size(), 1U);
}

std::string const kOsm = R"(<?xml version='1.0'?><osm version="0.6">
<node id="1" lat="22" lon="114"/><node id="2" lat="22" lon="114.001"/><node id="3" lat="22.001" lon="114.001"/>
<node id="4" lat="22.001" lon="114"><tag k="natural" v="tree"/><tag k="height" v="9"/></node>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/>
<tag k="height" v="12 m"/><tag k="building:levels" v="4"/><tag k="note:&quot;x&quot;" v="a\b, &quot;c&quot;=&gt;d"/></way>
<way id="11"><nd ref="1"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="landuse" v="grass"/></way>
<way id="12"><nd ref="1"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="lanes" v="3"/></way></osm>)";

TEST(ReadVector, UnpacksOsmTags) {
    Folder const folder;
    geo::VectorRequest request;
    request.source = folder.file("a.osm", kOsm);
    request.want = geo::VectorRequest::Want::polygons;
    request.fields = {"height", "building:levels", "note:\"x\"", "min_height"};
    auto const r = read(request);
    ASSERT_TRUE(r.layer) << r.error();
    EXPECT_EQ(r->layer, "multipolygons");
    EXPECT_EQ(r->rows(), 2U);
    EXPECT_EQ(r->polygons.size(), 2U);
    EXPECT_EQ(r->polygons.points.size(), 6U);
    ASSERT_EQ(r->columns.size(), 3U) << "min_height is nowhere";
    EXPECT_EQ(r->column("height")->number(0), 12);
    EXPECT_EQ(r->column("building:levels")->number(0), 4);
    EXPECT_EQ(r->column("note:\"x\"")->text(0), "a\\b, \"c\"=>d");
    EXPECT_EQ(r->column("height")->text(1), "");
    EXPECT_NE(std::find(r->available_fields.begin(), r->available_fields.end(), "building:levels"),
              r->available_fields.end());

    request.where = "building IS NOT NULL AND \"building:levels\" >= 4";
    auto const filtered = read(request);
    ASSERT_TRUE(filtered.layer) << filtered.error();
    EXPECT_EQ(filtered->rows(), 1U);
    EXPECT_EQ(filtered->columns.size(), 3U);
    request.where = "";
    request.layer = "lines";
    request.fields = {"highway", "lanes"};
    auto const roads = read(request);
    ASSERT_TRUE(roads.layer) << roads.error();
    EXPECT_EQ(roads->lines.size(), 1U);
    EXPECT_EQ(roads->column("lanes")->number(0), 3);
}

TEST(ReadVector, WritesNothingBesideTheData) {
    Folder const folder;
    Options gml;
    gml.driver = "GML";
    write_layer(folder.path("a.gml"), kRows, gml);
    std::filesystem::remove(folder.path("a.xsd"));  // without its schema GDAL scans, and would keep what it found
    write_layer(folder.path("wal.gpkg"), kRows);
    {
        geo::GdalMessages messages;
        GDALDatasetUniquePtr wal(GDALDataset::Open(folder.path("wal.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        wal->ReleaseResultSet(wal->ExecuteSQL("PRAGMA journal_mode = WAL", nullptr, nullptr));
    }
    folder.file("a.osm", kOsm);
    folder.file("a.csv", "lon,lat\n1,2\n");
    auto const before = folder.names();
    for (std::string const name : {"a.gml", "wal.gpkg", "a.osm", "a.csv"}) {
        ASSERT_TRUE(read_all(folder.path(name)).layer) << name << read_all(folder.path(name)).error();
        ASSERT_TRUE(geo::list_layers(folder.path(name))) << name;
    }
    EXPECT_EQ(folder.names(), before);
}

TEST(ReadVector, ExplainsWhatItCannotRead) {
    Folder const folder;
    EXPECT_EQ(read_all("").error(), "a data source is asked for, but its name is empty");
    EXPECT_EQ(read_all("/no/such.gpkg").error(), "/no/such.gpkg: there is no such file");
    std::string const empty = folder.file("empty.shp", "");
    EXPECT_EQ(read_all(empty).error(), empty + ": the file is empty (0 bytes)");
    EXPECT_TRUE(contains(read_all(folder.path("")).error(), "is a directory; name a file in it; it has: empty.shp"));
    EXPECT_TRUE(contains(read_all(folder.file("a.txt", "hello")).error(), "no driver of GDAL recognises it"));
    EXPECT_TRUE(contains(read_all("PG:host=/nonexistent dbname=x").error(), "cannot be read as map data"));
    EXPECT_EQ(
        read_all("PG:host=/nonexistent dbname=x password=hunter2").error(),
        "PG: a password must not stand in the name of a source; a database's is read from ~/.pgpass or PGPASSWORD");

    write_layer(folder.path("a.gpkg"), std::vector<Row>(500, kRows[0]));
    std::filesystem::resize_file(folder.path("a.gpkg"), 30'000);
    auto const cut = read_all(folder.path("a.gpkg"));
    EXPECT_TRUE(!cut.layer || cut.findings.count("gdal") > 0) << "truncated";

    Options fgb;
    fgb.driver = "FlatGeobuf";
    fgb.layer_options = {"SPATIAL_INDEX=NO"};
    write_layer(folder.path("a.fgb"), std::vector<Row>(500, kRows[0]), fgb);
    std::filesystem::resize_file(folder.path("a.fgb"), 30'000);
    EXPECT_FALSE(read_all(folder.path("a.fgb")).layer) << "truncated";

    std::string const tiff = folder.path("a.tif");
    GDALDatasetUniquePtr(
        GetGDALDriverManager()->GetDriverByName("GTiff")->Create(tiff.c_str(), 2, 2, 1, GDT_Byte, nullptr));
    EXPECT_EQ(read_all(tiff).error(), tiff + ": is a raster; features need a vector file");
}

TEST(ReadVector, PrintsNothing) {
    Folder const folder;
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    read_all(folder.file("a.kml", "<kml><Document><Placemark>"));
    read_all(folder.file("a.gpkg", "SQLite format 3 and then nothing"));
    read_all(folder.file("a.shp", "nonsense"));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(ReadVector, StopsWhenAsked) {
    struct Impatient : base::Progress {
        bool cancelled() const override { return true; }
    } impatient;
    Folder const folder;
    write_layer(folder.path("a.gpkg"), kRows);
    geo::VectorRequest request;
    request.source = folder.path("a.gpkg");
    base::Findings findings;
    auto const layer = geo::read_vector(request, findings, impatient);
    ASSERT_FALSE(layer);
    EXPECT_TRUE(contains(layer.error().message, "cancelled"));
}

TEST(Column, ReadsNumbersOutOfText) {
    geo::Column column;
    column.kind = geo::Column::Kind::text;
    column.dictionary = {"12 m", "3,5", " +7", "1,234.5", "Infanterieweg", "-2.5", "", "nan", ".5"};
    for (std::uint32_t i = 0; i < column.dictionary.size(); ++i) column.codes.push_back(i);
    column.codes.push_back(geo::Column::kNull);
    std::vector<double> const expected{12, 3.5, 7, 1, NAN, -2.5, NAN, NAN, 0.5, NAN};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (std::isnan(expected[i])) {
            EXPECT_TRUE(std::isnan(column.number(i))) << i;
        } else {
            EXPECT_EQ(column.number(i), expected[i]) << i;
        }
    }
    EXPECT_EQ(column.text(9), "");
}

TEST(Column, WritesNumbersAsPeopleDo) {
    geo::Column column;
    column.numbers = {12, 0.1, -3, NAN, 123456789012, 1e300};
    EXPECT_EQ(column.text(0), "12");
    EXPECT_EQ(column.text(1), "0.1");
    EXPECT_EQ(column.text(2), "-3");
    EXPECT_EQ(column.text(3), "");
    EXPECT_EQ(column.text(4), "123456789012");
    EXPECT_EQ(column.text(5), "1e+300");
}

TEST(Vector, SaysThatModelsInKmlAreNotRead) {
    Folder const folder;
    std::string const begin =
        R"(<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name>)";
    std::string const house =
        "<Placemark><name>h</name><Polygon><outerBoundaryIs><LinearRing><coordinates>114,22.6 114.001,22.6 "
        "114.001,22.601 114,22.6</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>";
    std::string const model =
        R"(<Placemark><name>m</name><Model id="m"><Location><longitude>114</longitude><latitude>22.6</latitude>)"
        "</Location><Link><href>hall.dae</href></Link></Model></Placemark>";
    auto const with = read_all(folder.file("a.kml", begin + house + model + model + "</Document></kml>"));
    ASSERT_TRUE(with.layer) << with.error();
    EXPECT_EQ(with.findings.count("kml-models"), 1U);
    EXPECT_TRUE(std::any_of(with.findings.groups().begin(), with.findings.groups().end(), [](auto const& group) {
        return group.code == "kml-models" && contains(group.examples.front().reason, "2 3D models");
    }));
    auto const without = read_all(folder.file("b.kml", begin + house + "</Document></kml>"));
    ASSERT_TRUE(without.layer) << without.error();
    EXPECT_EQ(without.findings.count("kml-models"), 0U);

    // An element that lies across two pieces of the file is counted once, wherever it is cut.
    for (std::size_t before = (1 << 20) - 8; before <= (1 << 20) + 1; ++before) {
        std::string const file = folder.file("c.kml", std::string(before, ' ') + "<Model><ModelCount/>");
        EXPECT_EQ(geo::count_kml_models(file), 1U) << before;
    }
}

}  // namespace
