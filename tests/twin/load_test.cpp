// Buildings from files written here: heights, bases, uses, coordinates, and every way a file can be wrong.
#include <cmath>

#include "files.h"
#include "twin/check.h"
#include "twin/lookup.h"

namespace twin {
namespace {

using testing::collection;
using testing::decision;
using testing::square;

class Load : public testing::Folder {};

TEST_F(Load, ASingleGeoJsonNeedsNothingElse) {
    auto const d = load(write("a.geojson", collection({square(114.0, 22.6, 2, R"("height":30)"),
                                                       square(114.001, 22.6, 2, R"("height":12.5)")})));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->buildings.size(), 2U);
    EXPECT_FLOAT_EQ(d->buildings.height[0], 30);
    EXPECT_FLOAT_EQ(d->buildings.height[1], 12.5f);
    EXPECT_EQ(d->buildings.storeys[0], 10);
    EXPECT_EQ(d->frame.working_crs, "EPSG:4547");
    EXPECT_EQ(decision(d->layers.at(0), "height"), "height from 'height' (2)");
    EXPECT_EQ(d->layers[0].used, 2U);
    // 2e-4 degrees are 20.5 m by 22.1 m here.
    EXPECT_NEAR(geo::area(d->buildings.footprints, 0), 20.56 * 22.15, 2);
    EXPECT_NEAR(d->extent.width(), 0.0012 * 111320 * std::cos(22.6 * 3.14159 / 180), 0.5);
    EXPECT_NEAR(d->extent.centre().x, 0, 1);
    EXPECT_NEAR(d->extent.centre().y, 0, 1);
    EXPECT_TRUE(d->colour_by.empty());
    EXPECT_TRUE(d->buildings.value.empty());
}

TEST_F(Load, HeightRulesFallThroughAndAreCounted) {
    auto const d =
        load(write("a.geojson", collection({square(114.000, 22.6, 1, R"("height":"40'","floors":3)"),
                                            square(114.001, 22.6, 1, R"("height":-5,"floors":4)"),
                                            square(114.002, 22.6, 1, R"("height":"60470","floors":2,"use":"office")"),
                                            square(114.003, 22.6, 1, R"("height":0)"),
                                            square(114.004, 22.6, 1, R"("height":"tall")"),
                                            square(114.005, 22.6, 1, R"("height":null,"floors":999)")})));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->buildings.size(), 6U);
    auto const& height = d->buildings.height;
    EXPECT_NEAR(height[0], 12.192, 1e-4);
    EXPECT_FLOAT_EQ(height[1], 12);
    EXPECT_FLOAT_EQ(height[2], 8) << "an office has 4 m a storey";
    EXPECT_FLOAT_EQ(height[3], 9);
    EXPECT_FLOAT_EQ(height[4], 9);
    EXPECT_FLOAT_EQ(height[5], 9);
    EXPECT_EQ(d->buildings.storeys[0], 3) << "the field, not the height";
    EXPECT_EQ(d->findings.count("height-not-positive"), 2U);
    EXPECT_EQ(d->findings.count("height-absurd"), 1U);
    EXPECT_EQ(d->findings.count("height-unreadable"), 1U);
    EXPECT_EQ(d->findings.count("floors-absurd"), 1U);
    EXPECT_EQ(decision(d->layers.at(0), "height"),
              "height from 'height' (1), 'floors' x 3.0 m (residential, unknown) or 4.0 m (others) (2), the default "
              "9.0 m (3)");
}

TEST_F(Load, ADistrictFileSaysWhichFieldsCount) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("Z":100,"n":5,"code":"A1","what":"住宅")"),
                                   square(114.001, 22.6, 1, R"("n":7,"code":"A2","what":"医院")")}));
    auto const d = load(write("d.toml", R"(
[district]
name = "测试区"
heights = "1985"
[[buildings]]
source = "b.geojson"
id = "code"
height = ["Z ft", "n * 3.5"]
use = "what"
storey_height = 5
)"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->name.zh, "测试区");
    EXPECT_EQ(d->height_datum, "1985");
    EXPECT_NEAR(d->buildings.height[0], 30.48, 1e-4);
    EXPECT_FLOAT_EQ(d->buildings.height[1], 24.5);
    EXPECT_EQ(d->buildings.storeys[1], 5) << "24.5 m / 5 m";
    EXPECT_EQ(d->buildings.use[0], Use::residential);
    EXPECT_EQ(d->buildings.use[1], Use::hospital);
    EXPECT_EQ(id_text(*d, BuildingId{1}), "A2");
}

TEST_F(Load, BasesAndRoofsTakeTheirShareOfTheHeight) {
    auto const d = load(
        write("a.geojson", collection({square(114.000, 22.6, 1, R"("height":50,"min_height":20)"),
                                       square(114.001, 22.6, 1, R"("height":10,"min_height":30)"),
                                       square(114.002, 22.6, 1, R"("height":12,"roof_shape":"gabled","roof_height":4)"),
                                       square(114.003, 22.6, 1, R"("height":12,"roof_shape":"hipped")"),
                                       square(114.004, 22.6, 1, R"("height":12,"roof_shape":"onion")"),
                                       square(114.005, 22.6, 1, R"("min_height":20)")})));
    ASSERT_TRUE(d) << d.error().message;
    Buildings const& b = d->buildings;
    EXPECT_FLOAT_EQ(b.base_z[0], 20);
    EXPECT_FLOAT_EQ(b.height[0], 30);
    EXPECT_FLOAT_EQ(b.base_z[1], 0) << "a base above its top is nonsense";
    EXPECT_FLOAT_EQ(b.height[1], 10);
    EXPECT_EQ(d->findings.count("base-above-top"), 1U);
    EXPECT_EQ(b.roof[2], RoofShape::gabled);
    EXPECT_FLOAT_EQ(b.height[2], 8);
    EXPECT_FLOAT_EQ(b.roof_height[2], 4);
    // The shorter side is 10.3 m; half of it at 30 degrees.
    EXPECT_NEAR(b.roof_height[3], 10.28 / 2 * std::tan(3.14159 / 6), 0.05);
    EXPECT_NEAR(b.height[3] + b.roof_height[3], 12, 1e-4);
    EXPECT_EQ(b.roof[4], RoofShape::flat);
    EXPECT_EQ(d->findings.count("roof-shape"), 1U);
    EXPECT_FLOAT_EQ(b.base_z[5], 20);
    EXPECT_FLOAT_EQ(b.height[5], 3) << "a part without a top is one storey";
}

TEST_F(Load, PartsReplaceTheOutlineTheyCover) {
    std::string const outline = R"("building":"yes","height":100)", part = R"("building:part":"yes","height":20)";
    auto const d = load(write(
        "a.geojson",
        collection({square(114.0, 22.6, 4, outline + R"(,"name":"Twin Towers")"), square(114.0, 22.6, 4, part),
                    square(114.0001, 22.6001, 2, R"("building:part":"yes","height":100,"min_height":20)"),
                    square(114.01, 22.6, 4, outline), square(114.01, 22.6, 1, part), square(114.02, 22.6, 2, outline),
                    square(114.02, 22.6, 2, R"("building:part":"yes","height":100,"min_height":60)")})));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->buildings.size(), 6U);
    EXPECT_EQ(d->buildings.row, (std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6})) << "only the first outline is covered";
    EXPECT_FLOAT_EQ(d->buildings.height[4], 60) << "the outline under a hanging part ends below it";
    EXPECT_EQ(decision(d->layers.at(0), "4 building parts"),
              "4 building parts; 1 outlines that they cover are not drawn, 1 are drawn below their hanging parts");
    ASSERT_EQ(d->places.size(), 1U);
    EXPECT_EQ(d->places[0].name.en, "Twin Towers") << "the name stays though its outline goes";
    EXPECT_FLOAT_EQ(static_cast<float>(d->places[0].at.z), 100);
}

TEST_F(Load, ColourByFieldByWordAndByWhatBuildingsAlwaysHave) {
    std::string const file =
        write("a.geojson", collection({square(114.000, 22.6, 1, R"("height":9,"pop":"12","kind2":"b")"),
                                       square(114.001, 22.6, 1, R"("height":9,"pop":"7","kind2":"a")"),
                                       square(114.002, 22.6, 1, R"("height":9,"pop":null,"kind2":"a")")}));
    auto const numeric = load(file, {.colour_by = "pop"});
    ASSERT_TRUE(numeric) << numeric.error().message;
    EXPECT_FLOAT_EQ(numeric->buildings.value.at(0), 12);
    EXPECT_TRUE(std::isnan(numeric->buildings.value.at(2)));
    EXPECT_TRUE(numeric->categories.empty());
    auto const words = load(file, {.colour_by = "kind2"});
    ASSERT_TRUE(words);
    EXPECT_EQ(words->categories, (std::vector<std::string>{"a", "b"})) << "the commonest first";
    EXPECT_FLOAT_EQ(words->buildings.value.at(0), 1);
    auto const own = load(file, {.colour_by = "storeys"});
    ASSERT_TRUE(own);
    EXPECT_FLOAT_EQ(own->buildings.value.at(0), 3);
    auto const wrong = load(file, {.colour_by = "popp"});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, base::ErrorKind::usage);
    EXPECT_EQ(wrong.error().message, file +
                                         ": the buildings have no field 'popp' to colour by; did you mean 'pop'?; "
                                         "there are: height, pop, kind2, storeys, area, use, roof");
}

TEST_F(Load, AStrayAtZeroZeroIsLeftOut) {
    std::string const h = R"("height":9)";
    auto const d = load(write("a.geojson", collection({square(114.0, 22.6, 1, h), square(114.001, 22.6, 1, h),
                                                       square(114.002, 22.6, 1, h), square(0, 0, 1, h)})));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 3U);
    EXPECT_EQ(d->findings.count("far-away"), 1U);
    EXPECT_EQ(d->findings.count("too-wide"), 0U);
    EXPECT_LT(d->extent.width(), 300);
}

TEST_F(Load, AWideMapIsNotTakenForStrays) {
    std::string const h = R"("height":9)";
    auto const d = load(
        write("a.geojson", collection({square(100.0, 22.6, 1, h), square(104, 22.6, 1, h), square(108, 22.6, 1, h)})));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->buildings.size(), 3U);
    EXPECT_EQ(d->findings.count("too-wide"), 1U);
}

TEST_F(Load, SwappedAxesAreTurnedAndSaid) {
    auto const d = load(write(
        "a.geojson", collection({square(22.6, 114.0, 1, R"("height":9)"), square(22.601, 114.0, 1, R"("height":9)")})));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->findings.count("swapped-axes"), 1U);
    EXPECT_EQ(d->frame.working_crs, "EPSG:4547");
    EXPECT_EQ(d->buildings.size(), 2U);
}

TEST_F(Load, FiguresWithoutACrsAreDrawnInTheirOwnMetres) {
    std::string csv = "WKT,height\n";
    csv += "\"POLYGON((5000 7000,5020 7000,5020 7010,5000 7010,5000 7000))\",9\n";
    auto const plain = load(write("a.csv", csv));
    ASSERT_TRUE(plain) << plain.error().message;
    EXPECT_EQ(plain->findings.count("no-crs"), 1U);
    EXPECT_NEAR(geo::area(plain->buildings.footprints, 0), 200, 1e-6);
    EXPECT_DOUBLE_EQ(plain->frame.origin_lonlat.lon, 0);
    auto const placed = load(path("a.csv"), {.crs = "EPSG:4547"});
    ASSERT_TRUE(placed) << placed.error().message;
    EXPECT_EQ(placed->findings.count("no-crs"), 0U);
}

TEST_F(Load, GeoJsonInMetresIsNotTakenForDegrees) {
    std::string const house =
        R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
        R"([[[502500,2501200],[502520,2501200],[502520,2501210],[502500,2501210],[502500,2501200]]]}})";
    auto const plain = load(write("a.geojson", R"({"type":"FeatureCollection","features":[)" + house + "]}"));
    ASSERT_TRUE(plain) << plain.error().message;
    EXPECT_EQ(plain->buildings.size(), 1U);  // and not a boundary of a million square metres
    EXPECT_GE(plain->findings.count("no-crs"), 1U);
    EXPECT_NEAR(geo::area(plain->buildings.footprints, 0), 200, 1e-6);
    auto const placed = load(write("d.toml",
                                   "[district]\ncrs = \"EPSG:4547\"\norigin = [114.0, 22.6]\n"
                                   "[[buildings]]\nsource = \"a.geojson\"\n"));
    ASSERT_TRUE(placed) << placed.error().message;
    EXPECT_EQ(placed->frame.working_crs, "EPSG:4547");
    EXPECT_NEAR(geo::area(placed->buildings.footprints, 0), 200, 1e-6);
    EXPECT_NEAR(placed->extent.centre().x, 502510 - placed->frame.origin.x, 1e-3);
}

TEST_F(Load, AFieldOfHeightsThatNobodyNamedIsPointedOut) {
    write("a.geojson", collection({square(114.0, 22.6, 2, R"("层数":3,"HEIGHT":30)")}));
    auto const d = load(write("d.toml", "[[buildings]]\nsource = \"a.geojson\"\n"));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->findings.count("height-default"), 1U);
    std::string const said = describe(*d);
    EXPECT_NE(said.find("height = \"HEIGHT\" in [[buildings]]"), std::string::npos) << said;
    auto const named =
        load(write("e.toml", "[[buildings]]\nsource = \"a.geojson\"\nfloors = \"层数\"\ndefault_height = 4\n"));
    ASSERT_TRUE(named) << named.error().message;
    EXPECT_EQ(describe(*named).find("reads it"), std::string::npos);
}

TEST_F(Load, DegreesWithoutACrsAreTakenForWgs84) {
    auto const d =
        load(write("a.csv", "WKT,height\n\"POLYGON((114 22.6,114.001 22.6,114.001 22.601,114 22.601,114 22.6))\",9\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->findings.count("no-crs"), 1U);
    EXPECT_EQ(d->frame.working_crs, "EPSG:4547");
    EXPECT_EQ(d->layers.at(0).crs, "EPSG:4326");
}

TEST_F(Load, Gcj02IsShiftedBack) {
    std::string const file = write("a.geojson", collection({square(114.0497049, 22.6939813, 1, R"("height":9)")}));
    auto const d = load(file, {.crs = "gcj02"});
    ASSERT_TRUE(d) << d.error().message;
    // DOMAIN 2: this is 114.0446, 22.6967 on WGS84; the origin is rounded to whole metres.
    EXPECT_NEAR(d->frame.origin_lonlat.lon, 114.04465, 2e-5);
    EXPECT_NEAR(d->frame.origin_lonlat.lat, 22.69675, 2e-5);
}

TEST_F(Load, LayersThatLieElsewhereAreWarnedAbout) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9)")}));
    write("w.geojson", collection({square(114.5, 22.6, 1, "")}));
    auto const d = load(
        write("d.toml",
              "[[buildings]]\nsource='b.geojson'\nheight='height'\n[[layers]]\nsource='w.geojson'\nrole='water'\n"));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->findings.count("no-overlap"), 1U);
    EXPECT_LT(d->extent.width(), 200) << "the picture stays with the buildings";
}

TEST_F(Load, TheOriginAndTheCrsCanBeGiven) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9)")}));
    auto const d = load(write(
        "d.toml",
        "[district]\ncrs='EPSG:32650'\norigin=[114.01, 22.61]\n[[buildings]]\nsource='b.geojson'\nheight='height'\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->frame.working_crs, "EPSG:32650");
    EXPECT_NEAR(d->frame.origin_lonlat.lon, 114.01, 2e-5);
    EXPECT_LT(d->extent.max_x, -900);
    auto const degrees = load(write("e.toml", "[district]\ncrs='EPSG:4326'\n[[buildings]]\nsource='b.geojson'\n"));
    ASSERT_FALSE(degrees);
    EXPECT_EQ(degrees.error().message,
              path("e.toml") + ": [district] crs must be projected, in metres; 'EPSG:4326' is in degrees");
}

TEST_F(Load, WhatCannotBeOpenedIsSaidInOneSentence) {
    EXPECT_EQ(load(path("no.geojson")).error().message, path("no.geojson") + ": no such file");
    EXPECT_EQ(load(write("empty.gpkg", "")).error().message, path("empty.gpkg") + ": is empty (0 bytes)");
    write("district.toml", "");
    EXPECT_EQ(load(path("")).error().message,
              path("") + ": is a folder; name a file in it (it has: district.toml, empty.gpkg)");
    auto const nothing = load(write("nothing.geojson", collection({})));
    ASSERT_FALSE(nothing);
    EXPECT_TRUE(nothing.error().message.starts_with(path("nothing.geojson") + ": there is nothing in it to draw"))
        << nothing.error().message;
    EXPECT_FALSE(load(write("prose.gpkg", "this is no GeoPackage")));
    auto const toml = load(write("d.toml", "[[buildings]]\nsource = 'gone.gpkg'\n"));
    ASSERT_FALSE(toml);
    EXPECT_EQ(toml.error().message, path("gone.gpkg") + ": no such file");
}

TEST_F(Load, FieldsThatAreNotThereAreListed) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9,"floors":3)")}));
    auto const wrong = load(write("d.toml", "[[buildings]]\nsource='b.geojson'\nheight='hieght'\n"));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message, path("b.geojson") +
                                         ": layer 'b' has no field 'hieght', which 'height' asks for; did you mean "
                                         "'height'?; it has: height, floors");
    auto const spare =
        load(write("e.toml", "[[buildings]]\nsource='b.geojson'\nheight=['hieght', 'floors storeys']\n"));
    ASSERT_TRUE(spare) << spare.error().message;
    EXPECT_EQ(spare->findings.count("no-field"), 1U);
    EXPECT_FLOAT_EQ(spare->buildings.height[0], 9);
}

TEST_F(Load, AWrongLayerOfAFileWithOneIsSaid) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9)")}));
    write("c.json", R"({"type":"CityJSON","version":"2.0","CityObjects":{},"vertices":[]})");
    for (std::string const name : {"b.geojson", "c.json"}) {
        auto const d = load(write("d.toml", "[[buildings]]\nsource='" + name + "'\nlayer='houses'\n"));
        ASSERT_FALSE(d) << name;
        EXPECT_EQ(d.error().message, path(name) + ": no layer 'houses'; it has: " + name.substr(0, 1));
    }
}

/// A star of so many corners, a kilometre across, its other points at 0.9 of that.
std::string star(int corners) {
    std::string ring;
    for (int i = 0; i <= corners; ++i) {
        double const angle = 2 * 3.14159265358979 * (i % corners) / corners, radius = i % 2 ? 0.0045 : 0.005;
        char text[64];
        std::snprintf(text, sizeof text, "%s[%.9f,%.9f]", i > 0 ? "," : "", 114 + radius * std::cos(angle),
                      22.6 + radius * std::sin(angle));
        ring += text;
    }
    return R"({"type":"Feature","properties":{"height":9},"geometry":{"type":"Polygon","coordinates":[[)" + ring +
           "]]}}";
}

TEST_F(Load, OutlinesOfMoreCornersThanAreDrawnAreCounted) {
    auto const fine = load(write("a.geojson", collection({star(8190)})));
    ASSERT_TRUE(fine) << fine.error().message;
    EXPECT_EQ(fine->buildings.footprints.outer(0).size(), 8190U);
    EXPECT_EQ(fine->findings.count("many-corners"), 0U);
    auto const thinned = load(write("b.geojson", collection({star(8192), square(114.01, 22.6, 1, R"("height":9)")})));
    ASSERT_TRUE(thinned) << thinned.error().message;
    EXPECT_EQ(thinned->findings.count("many-corners"), 1U);
    EXPECT_EQ(thinned->buildings.footprints.outer(0).size(), 8192U) << "only the drawing is coarser";
}

TEST_F(Load, OnlyTheLayersAskedFor) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9)")}));
    write("w.geojson", collection({square(114.0001, 22.6001, 5, "")}));
    std::string const file = write("d.toml",
                                   "[[buildings]]\nsource='b.geojson'\nheight='height'\n[[layers]]\nsource='w.geojson'"
                                   "\nrole='water'\ntitle={zh='水系',en='Water'}\n");
    auto const water = load(file, {.only_layers = {"水系"}});
    ASSERT_TRUE(water) << water.error().message;
    EXPECT_EQ(water->buildings.size(), 0U);
    EXPECT_EQ(water->ground.size(), 1U);
    EXPECT_EQ(load(file, {.only_layers = {"buildings"}})->ground.size(), 0U);
    auto const wrong = load(file, {.only_layers = {"watre"}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message,
              file + ": no layer 'watre'; did you mean 'water'?; it has: buildings, Water (水系)");
    EXPECT_EQ(wrong.error().kind, base::ErrorKind::usage);
    auto const absent = load(file, {.only_layers = {"buildings", "terrain"}});
    ASSERT_FALSE(absent) << "it has no terrain";
    EXPECT_EQ(absent.error().message, file + ": no layer 'terrain'; it has: buildings, Water (水系)");
}

TEST_F(Load, LayersAreListedOnceEachByWhatTheyAreCalled) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9)")}));
    std::string toml = "[terrain]\nsources=['t.tif']\n[[buildings]]\nsource='b.geojson'\nlayer='b'\n";
    for (char const* title : {"title={zh='路灯',en='Street lamps'}", "title={en='Roads'}", "title={zh='道路'}", ""})
        toml += std::string("[[layers]]\nsource='b.geojson'\nrole='roads'\n") + title + "\n";
    std::string const file = write("d.toml", toml);
    auto const wrong = load(file, {.only_layers = {"everything"}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message,
              file + ": no layer 'everything'; it has: buildings, Street lamps (路灯), Roads, 道路, terrain");
}

TEST_F(Load, TheSameFileTwiceIsTheSameDistrict) {
    std::string features;
    for (int i = 0; i < 3000; ++i) {
        if (i > 0) features += ",";
        features += square(114.0 + 0.0003 * (i % 60), 22.6 + 0.0003 * (i / 60), 1 + i % 3,
                           "\"height\":" + std::to_string(3 + i % 90));
    }
    std::string const file = write("a.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}");
    auto const a = load(file), b = load(file);
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a->buildings.size(), 3000U);
    EXPECT_EQ(a->buildings.footprints.points, b->buildings.footprints.points);
    EXPECT_EQ(a->buildings.height, b->buildings.height);
    EXPECT_EQ(a->buildings.base_z, b->buildings.base_z);
}

}  // namespace
}  // namespace twin
