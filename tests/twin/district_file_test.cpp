#include "twin/district_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace twin {
namespace {

std::string message(std::string const& toml) {
    auto const file = parse_district_file(toml, "d.toml");
    return file ? "" : file.error().message;
}

TEST(DistrictFile, ReadsEverySection) {
    auto const file = parse_district_file(R"(
[district]
name = { zh = "示范区", en = "Sample" }
crs = "EPSG:4547"
origin = [114.03, 22.61]
heights = "1985"
[terrain]
sources = ["terrain.tif", "/abs/t2.tif"]
vertical_scale = 0.3048
[imagery]
sources = "ortho.tif"
[[buildings]]
source = "d.gpkg"
layer = "buildings"
where = "height > 0"
height = ["height", "floors * 3.0"]
floors = "floors"
base_from = "datum"
default_height = 12
[[models]]
file = "m/a.glb"
at = [114.03, 22.61]
up = "z"
replaces = ["B-1", "B-2"]
[[layers]]
source = "PG:dbname=city"
role = "roads"
class = "class"
title = "道路"
style = { by = "class", colours = { primary = "#F5A524", default = "#000001" } }
[[layers]]
source = "d.gpkg"
role = "instances"
model_by = "species"
models = { palm = "m/palm.glb" }
[[views]]
id = "overview"
camera = "orbit:0,0,30,3200,335,38"
style = "night"
sun = 2026-06-21T16:30:00+08:00
)",
                                          "/data/d.toml");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->name.zh, "示范区");
    EXPECT_EQ(file->crs, "EPSG:4547");
    EXPECT_DOUBLE_EQ(file->origin->lat, 22.61);
    EXPECT_EQ(file->terrain.sources, (std::vector<std::string>{"/data/terrain.tif", "/abs/t2.tif"}));
    EXPECT_DOUBLE_EQ(file->terrain.vertical_scale, 0.3048);
    EXPECT_EQ(file->imagery.sources, std::vector<std::string>{"/data/ortho.tif"});
    ASSERT_EQ(file->buildings.size(), 1U);
    EXPECT_EQ(file->buildings[0].source, "/data/d.gpkg");
    EXPECT_EQ(file->buildings[0].height, (Fields{"height", "floors * 3.0"}));
    EXPECT_EQ(file->buildings[0].floors, Fields{"floors"});
    EXPECT_TRUE(file->buildings[0].base_is_absolute);
    EXPECT_DOUBLE_EQ(file->buildings[0].default_height, 12);
    EXPECT_FALSE(file->buildings[0].storey_height);
    ASSERT_EQ(file->models.size(), 1U);
    EXPECT_EQ(file->models[0].up, assets::UpAxis::z);
    EXPECT_EQ(file->models[0].replaces.size(), 2U);
    ASSERT_EQ(file->layers.size(), 2U);
    EXPECT_EQ(file->layers[0].source, "PG:dbname=city") << "a connection is no path";
    EXPECT_EQ(file->layers[0].title.zh, "道路");
    EXPECT_EQ(file->layers[0].style->colours.at(0), (std::pair<std::string, std::uint32_t>{"primary", 0xF5A524}));
    EXPECT_EQ(file->layers[0].style->otherwise, 1U);
    EXPECT_EQ(file->layers[1].models.at(0).second, "/data/m/palm.glb");
    ASSERT_EQ(file->views.size(), 1U);
    EXPECT_EQ(file->views[0].style, "night");
    EXPECT_EQ(file->views[0].sun, "2026-06-21T16:30:00+08:00");
}

TEST(DistrictFile, UnknownKeysAreErrorsWithPlaceAndHint) {
    EXPECT_EQ(message("[[buildings]]\nsource = 'a'\n  hieght = 'h'\n"),
              "d.toml:3:3: unknown key 'hieght' in [[buildings]]; did you mean 'height'?");
    EXPECT_EQ(message("[distrikt]\n"),
              "d.toml:1:2: unknown key 'distrikt' in the district file; did you mean 'district'?");
    EXPECT_EQ(message("[district]\nname = { zh = 'x', fr = 'y' }\n"),
              "d.toml:2:20: unknown key 'fr' in 'name' of [district]; it may have: en, zh");
}

TEST(DistrictFile, WrongTypesAreErrorsWithPlace) {
    EXPECT_EQ(message("[[buildings]]\nsource = 'a'\ndefault_height = 'nine'\n"),
              "d.toml:3:18: 'default_height' in [[buildings]] must be a number of at least 0.10");
    EXPECT_EQ(message("[[buildings]]\nsource = 3\n"),
              "d.toml:2:10: 'source' in [[buildings]] must be a text in quotes");
    EXPECT_EQ(message("[buildings]\nsource = 'a'\n"),
              "d.toml:1:1: 'buildings' in the district file must be a list of tables: [[buildings]]");
    EXPECT_EQ(message("[[layers]]\nsource = 'a'\nrole = 'raods'\n"),
              "d.toml:3:8: 'role' in [[layers]] must be one of: roads, rail, water, green, boundaries, parcels, "
              "blocks, places, points, instances, projects, zones; did you mean 'roads'?");
    EXPECT_EQ(message("[district]\norigin = [22.61, 114.03]\n"),
              "d.toml:2:10: 'origin' in [district] must be [longitude, latitude]; these look swapped");
    EXPECT_EQ(message("[[layers]]\nsource='a'\nrole='roads'\nstyle = { by = 'c', colours = { a = 'red' } }\n"),
              "d.toml:4:37: the colour of 'a' must be \"#RRGGBB\"");
}

TEST(DistrictFile, WhatIsMissingIsSaid) {
    EXPECT_EQ(message("[[buildings]]\nlayer = 'a'\n"), "d.toml:1:1: [[buildings]] needs 'source'");
    EXPECT_EQ(message("[[models]]\nfile = 'a.glb'\n"), "d.toml:1:1: [[models]] needs 'at'");
    EXPECT_EQ(message("[[models]]\nfile = 'a.glb'\nat_xy = [1, 2]\n"), "");
}

TEST(DistrictFile, EveryProblemIsToldWithItsLine) {
    std::string const said = message("[[buildings]]\nsource = 'a'\nb1 = 1\nzzz = 3\n[[cameras]]\nurl = 'x'\n");
    EXPECT_TRUE(said.starts_with("d.toml:3:1: unknown key 'b1' in ")) << said;
    EXPECT_NE(said.find("\nd.toml:4:1: unknown key 'zzz' in "), std::string::npos) << said;
    EXPECT_TRUE(said.ends_with("\nd.toml:5:1: [[cameras]] are not read from here: they come from a feed, [[feeds]]"))
        << said;
}

TEST(DistrictFile, AFloodOfProblemsIsCounted) {
    std::string text = "[[buildings]]\nsource = 'a'\n";
    for (int i = 0; i < 25; ++i) text += "b" + std::to_string(i) + " = 1\n";
    std::string const said = message(text);
    EXPECT_EQ(std::ranges::count(said, '\n'), 20);
    EXPECT_TRUE(said.ends_with("\n(and 5 more)")) << said;
}

TEST(DistrictFile, BrokenTomlHasLineAndColumn) {
    std::string const said = message("[district]\nname = \"open\nx = 1\n");
    EXPECT_TRUE(said.starts_with("d.toml:2:")) << said;
}

TEST(DistrictFile, ReadsTheWall) {
    auto const file = parse_district_file(R"(
[wall]
subtitle = { zh = "一屏统览", en = "At a glance" }
scenes = ["hotline", "overview"]
scene_time = "1 min"
alarm_hold = "20 s"
pause = "10 min"
alarms = "orange"
dim = 0.4
dim_hours = ["22:30", "06:00"]
[[views]]
id = "overview"
camera = "fit"
[[views]]
id = "hotline"
camera = "fit"
)",
                                          "d.toml");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->wall.subtitle.en, "At a glance");
    EXPECT_EQ(file->wall.scenes, (std::vector<std::string>{"hotline", "overview"}));
    EXPECT_EQ(file->wall.scene_ms, 60'000);
    EXPECT_EQ(file->wall.hold_ms, 20'000);
    EXPECT_EQ(file->wall.pause_ms, 600'000);
    EXPECT_EQ(file->wall.alarms, WallSpec::Alarms::orange);
    EXPECT_DOUBLE_EQ(file->wall.dim, 0.4);
    EXPECT_EQ(file->wall.dim_minutes, (std::pair{22 * 60 + 30, 6 * 60}));
}

TEST(DistrictFile, SaysWhatIsWrongWithTheWall) {
    EXPECT_NE(message("[wall]\nscenes = [\"overvew\"]\n[[views]]\nid = \"overview\"\ncamera = \"fit\"\n")
                  .find("no view 'overvew'; did you mean 'overview'"),
              std::string::npos);
    EXPECT_NE(message("[wall]\nscene_time = \"2 s\"\n").find("from 10 s to 60 min"), std::string::npos);
    EXPECT_NE(message("[wall]\ndim = 0.7\n").find("from 0 to 0.5"), std::string::npos);
    EXPECT_NE(message("[wall]\ndim_hours = [\"22:00\"]\n").find("two times of day"), std::string::npos);
    EXPECT_NE(message("[wall]\ndim_hours = [\"25:00\", \"06:00\"]\n").find("two times of day"), std::string::npos);
    EXPECT_NE(message("[wall]\nalarms = \"blue\"\n").find("red, orange, off"), std::string::npos);
}

TEST(DistrictFile, ProjectsSayWhichColumnIsWhat) {
    auto const file = parse_district_file(R"(
[[layers]]
source = "p.gpkg"
role = "projects"
fields = { stage = "阶段", id = "code" }
[[layers]]
source = "z.gpkg"
role = "zones"
[supervision]
event_limits = "limits.csv"
post = "mqtts://broker/topic"
secret = "env:TOKEN"
)",
                                          "/data/d.toml");
    ASSERT_TRUE(file) << file.error().message;
    auto const column = [&](std::size_t layer, std::string const& what) {
        for (auto const& [key, name] : file->layers[layer].fields)
            if (key == what) return name;
        return std::string("none");
    };
    EXPECT_EQ(column(0, "stage"), "阶段");
    EXPECT_EQ(column(0, "id"), "code");
    EXPECT_EQ(column(0, "max_height"), "max_height") << "as it is called, where nothing else is said";
    EXPECT_EQ(column(1, "kind"), "kind");
    EXPECT_EQ(column(1, "stage"), "none");
    EXPECT_EQ(file->supervision.event_limits, "/data/limits.csv");
    EXPECT_EQ(file->supervision.post, "mqtts://broker/topic");
    EXPECT_NE(
        message("[[layers]]\nsource = 'a'\nrole = 'projects'\nfields = { stge = 'x' }\n").find("unknown key 'stge'"),
        std::string::npos);
    EXPECT_NE(
        message("[[layers]]\nsource = 'a'\nrole = 'roads'\nfields = { stage = 'x' }\n").find("unknown key 'fields'"),
        std::string::npos);
}

}  // namespace
}  // namespace twin
