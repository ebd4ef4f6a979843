// Ground, names, models and instances from files written here.
#include <cmath>

#include "files.h"
#include "twin/places.h"

namespace twin {
namespace {

using testing::collection;
using testing::square;

class Roles : public testing::Folder {
protected:
    std::string line(std::string const& coordinates, std::string const& properties) {
        return R"({"type":"Feature","properties":{)" + properties +
               R"(},"geometry":{"type":"LineString","coordinates":)" + coordinates + "}}";
    }
    std::string point(std::string const& coordinates, std::string const& properties) {
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Point","coordinates":)" +
               coordinates + "}}";
    }
};

TEST_F(Roles, RoadsGetClassWidthColourAndOneNameForAllTheirPieces) {
    write("r.geojson", collection({line("[[114.0,22.6],[114.001,22.6]]",
                                        R"("class":"主干路","width":31,"name":"深南大道","name_en":"Shennan Ave")"),
                                   line("[[114.002,22.6],[114.001,22.6]]",
                                        R"("class":"主干路","name":"深南大道","name_en":"Shennan Ave")"),
                                   line("[[114.0,22.601],[114.001,22.601]]", R"("class":"residential")"),
                                   line("[[114.0,22.602],[114.001,22.602]]", R"("class":"zebra")")}));
    auto const d = load(write("d.toml", R"(
[[layers]]
source = "r.geojson"
role = "roads"
class = "class"
width = "width"
name_zh = "name"
name_en = "name_en"
style = { by = "class", colours = { "主干路" = "#F5A524" } }
)"));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->ground.size(), 1U);
    GroundLayer const& roads = d->ground[0];
    EXPECT_EQ(roads.line_class,
              (std::vector<GroundClass>{GroundClass::primary, GroundClass::primary, GroundClass::residential_road,
                                        GroundClass::residential_road}));
    EXPECT_EQ(roads.line_width, (std::vector<float>{31, 24, 9, 9}));
    EXPECT_EQ(roads.line_colour.at(0), 0xF5A524U);
    EXPECT_EQ(roads.line_colour.at(2), 0x9AA0A6U) << "a value the style does not name";
    EXPECT_EQ(d->findings.count("class-unknown"), 1U);
    ASSERT_EQ(d->places.size(), 1U);
    EXPECT_EQ(d->places[0].name.zh, "深南大道");
    EXPECT_EQ(d->places[0].name.en, "Shennan Ave");
    EXPECT_EQ(d->places[0].kind, PlaceKind::road);
    EXPECT_EQ(d->places[0].along.size(), 3U) << "two pieces, drawn against each other, are one line";
}

TEST_F(Roles, BoundariesBecomeLinesParcelsBothPointsDiscs) {
    write("p.geojson", collection({square(114.0, 22.6, 50, R"("name":"龙华")"), point("[114.001,22.601]", "")}));
    auto const boundaries =
        load(write("b.toml", "[[layers]]\nsource='p.geojson'\nrole='boundaries'\nname_zh='name'\n"));
    ASSERT_TRUE(boundaries) << boundaries.error().message;
    EXPECT_EQ(boundaries->ground.at(0).areas.size(), 0U);
    ASSERT_EQ(boundaries->ground[0].lines.size(), 1U);
    EXPECT_EQ(boundaries->ground[0].lines.line(0).size(), 5U) << "closed";
    EXPECT_EQ(boundaries->places.at(0).kind, PlaceKind::subdistrict) << "0.3 km2";
    auto const parcels = load(write("p.toml", "[[layers]]\nsource='p.geojson'\nrole='parcels'\n"));
    ASSERT_TRUE(parcels);
    EXPECT_EQ(parcels->ground.at(0).areas.size(), 1U);
    EXPECT_EQ(parcels->ground[0].lines.size(), 1U);
    auto const points = load(write("q.toml", "[[layers]]\nsource='p.geojson'\nrole='points'\n"));
    ASSERT_TRUE(points);
    EXPECT_EQ(points->ground.at(0).areas.size(), 2U);
    EXPECT_EQ(points->ground[0].areas.outer(1).size(), 8U);
}

TEST_F(Roles, AreasLieLargestFirst) {
    write("g.geojson", collection({square(114.001, 22.601, 1, R"("natural":"water")"),
                                   square(114.0, 22.6, 50, R"("leisure":"park","name":"中心公园")"),
                                   square(114.002, 22.602, 9, R"("landuse":"residential")")}));
    auto const d = load(
        write("d.toml",
              "[[layers]]\nsource='g.geojson'\nrole='green'\nclass=['leisure','natural','landuse']\nname_zh='name'\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->ground.at(0).area_class,
              (std::vector<GroundClass>{GroundClass::park, GroundClass::green, GroundClass::water}));
    EXPECT_EQ(d->ground[0].areas.row, (std::vector<std::uint32_t>{1, 2, 0}));
    ASSERT_EQ(d->places.size(), 1U);
    EXPECT_EQ(d->places[0].name.zh, "中心公园");
}

TEST_F(Roles, PlacesHaveKindsAndRanks) {
    write("n.geojson", collection({point("[114.0,22.6]", R"("zh":"龙华站","en":"Longhua","kind":"station","rank":5)"),
                                   point("[114.01,22.6]", R"("zh":"","en":"","kind":"point")")}));
    auto const d = load(
        write("d.toml",
              "[[layers]]\nsource='n.geojson'\nrole='places'\nname_zh='zh'\nname_en='en'\nkind='kind'\nrank='rank'\n"));
    ASSERT_TRUE(d) << d.error().message;
    ASSERT_EQ(d->places.size(), 1U);
    EXPECT_EQ(d->places[0].kind, PlaceKind::station);
    EXPECT_FLOAT_EQ(d->places[0].rank, 605);
    EXPECT_FALSE(d->extent.empty());
}

TEST_F(Roles, AFileOfLinesOrPointsLoadsAndSaysSo) {
    auto const roads =
        load(write("r.geojson", collection({line("[[114.0,22.6],[114.001,22.6]]", R"("highway":"primary")")})));
    ASSERT_TRUE(roads) << roads.error().message;
    EXPECT_EQ(roads->buildings.size(), 0U);
    EXPECT_EQ(roads->ground.at(0).line_class.at(0), GroundClass::primary);
    EXPECT_EQ(roads->findings.count("no-buildings"), 1U);
    auto const points = load(write("p.geojson", collection({point("[114.0,22.6]", R"("name":"Stop")")})));
    ASSERT_TRUE(points) << points.error().message;
    EXPECT_EQ(points->ground.at(0).areas.size(), 1U);
    EXPECT_EQ(points->places.at(0).name.en, "Stop");
}

TEST_F(Roles, ALayersNameSaysWhatItIsWhereNoHeightSpeaksAgainstIt) {
    auto const water = load(write("water.geojson", collection({square(114.0, 22.6, 5, "")})));
    ASSERT_TRUE(water) << water.error().message;
    EXPECT_EQ(water->ground.at(0).area_class.at(0), GroundClass::water);
    auto const rail = load(write("metro.geojson", collection({line("[[114.0,22.6],[114.001,22.6]]", "")})));
    ASSERT_TRUE(rail);
    EXPECT_EQ(rail->ground.at(0).line_class.at(0), GroundClass::rail);
    auto const city = load(write("greenwich_charlotte.geojson", collection({square(114.0, 22.6, 5, "")})));
    ASSERT_TRUE(city);
    EXPECT_EQ(city->buildings.size(), 1U) << "a city's name is neither green nor a lot";
    auto const bodies = load(write("WaterBodies2024.geojson", collection({square(114.0, 22.6, 5, "")})));
    ASSERT_TRUE(bodies);
    EXPECT_EQ(bodies->buildings.size(), 0U);
    auto const park = load(write("park.geojson", collection({square(114.0, 22.6, 2, R"("height":20)")})));
    ASSERT_TRUE(park);
    EXPECT_EQ(park->buildings.size(), 1U) << "it has heights";
}

TEST_F(Roles, LinesTooShortToDrawAreLeftOutAndCounted) {
    // A millionth of a degree is 11 cm northwards here, a ten-millionth 1.1 cm.
    write("r.geojson", collection({line("[[114.0,22.6],[114.001,22.6]]", R"("class":"residential")"),
                                   line("[[114.0,22.6],[114.0,22.6000003],[114.0,22.6]]", R"("class":"residential")"),
                                   line("[[114.0,22.6],[114.0,22.6]]", R"("class":"residential")"),
                                   line("[[114.0,22.6],[114.0,22.600001]]", R"("class":"residential")")}));
    auto const d = load(write("d.toml", "[[layers]]\nsource='r.geojson'\nrole='roads'\nclass='class'\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->ground.at(0).lines.row, (std::vector<std::uint32_t>{0, 3}));
    EXPECT_EQ(d->ground[0].line_class.size(), 2U);
    EXPECT_EQ(d->findings.count("short-line"), 2U);
    EXPECT_EQ(d->findings.count(base::Severity::skipped), 2U);
    EXPECT_EQ(d->layers.at(0).used, 2U);
}

TEST_F(Roles, ABadModelCostsOnlyItself) {
    write("b.geojson", collection({square(114.0, 22.6, 1, R"("height":9,"id2":"B-1")"),
                                   square(114.001, 22.6, 1, R"("height":9,"id2":"B-2")")}));
    auto const d = load(write("d.toml",
                              "[[buildings]]\nsource='b.geojson'\nheight='height'\nid='id2'\n[[models]]\nfile='gone."
                              "glb'\nat=[114.0,22.6]\nreplaces=['B-2','B-9']\n"));
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(d->findings.count("model-failed"), 1U);
    EXPECT_EQ(d->buildings.size(), 2U) << "a model that is not there replaces nothing";
}

TEST(JoinLines, ChainsPiecesWhicheverWayTheyRun) {
    auto const joined = join_lines({{{0, 0}, {10, 0}}, {{30, 0}, {20, 0}}, {{10, 0}, {20, 0}}, {{100, 0}, {110, 0}}});
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_EQ(joined[0], (std::vector<base::Vec2d>{{0, 0}, {10, 0}, {20, 0}, {30, 0}}));
    EXPECT_EQ(joined[1].size(), 2U);
}

TEST(JoinLines, AClosedRingEnds) {
    auto const joined = join_lines({{{0, 0}, {10, 0}, {10, 10}}, {{10, 10}, {0, 0}}});
    ASSERT_EQ(joined.size(), 1U);
    EXPECT_EQ(joined[0].size(), 4U);
}

}  // namespace
}  // namespace twin
