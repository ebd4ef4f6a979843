// The district file (docs/district-file.md) as plain data. A single file without one becomes the same data by guessing
// (twin/defaults.h), so that everything after this has one way to go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assets/model.h"
#include "base/result.h"
#include "geo/frame.h"
#include "twin/district.h"

namespace twin {

/// Fields or expressions (twin/expression.h); the first usable value wins.
using Fields = std::vector<std::string>;

struct TerrainSpec {
    std::vector<std::string> sources;
    std::string crs;
    double vertical_offset = 0;
    double vertical_scale = 1;
    int band = 1;
};

struct ImagerySpec {
    std::vector<std::string> sources;
    std::string crs;
};

/// Which rows of a layer a guess is about: OSM files hold everything in a few layers.
enum class Pick : std::uint8_t { all, osm_buildings, osm_roads, osm_rail, osm_water, osm_green, osm_places, osm_trees };

struct BuildingsSpec {
    std::string source, layer, where, crs;
    bool guessed = false;  ///< fields are candidates: those that are not there are no error
    Pick pick = Pick::all;
    Fields id, name, height, floors, base, use, roof_shape, roof_height, year;
    bool base_is_absolute = false;
    double default_height = 9.0;          ///< metres
    std::optional<double> storey_height;  ///< metres; none: by use, see docs/district-file.md
};

struct ModelSpec {
    std::string file;
    std::optional<geo::LonLat> at;
    std::optional<geo::Projected> at_xy;  ///< in the working CRS
    double heading = 0;                   ///< degrees clockwise from north
    double scale = 1;
    double unit = 0;  ///< metres per unit of the file; 0: the file's own
    assets::UpAxis up = assets::UpAxis::from_file;
    double height = 0;                  ///< metres above the ground under it
    std::vector<std::string> replaces;  ///< building ids
};

enum class Role : std::uint8_t {
    roads,
    rail,
    water,
    green,
    boundaries,
    parcels,
    blocks,
    places,
    points,
    instances,
    projects,
    zones
};

struct StyleSpec {
    std::string by;
    std::vector<std::pair<std::string, std::uint32_t>> colours;  ///< 0xRRGGBB by value
    std::optional<std::uint32_t> otherwise;                      ///< key "default"
};

struct LayerSpec {
    std::string source, layer, where, crs;
    bool guessed = false;
    Pick pick = Pick::all;
    Role role = Role::roads;
    Name title;
    Fields id;  ///< what reports call it: boundaries
    Fields class_field, width, name_zh, name_en, rank, kind;
    std::optional<StyleSpec> style;
    std::string model, model_by;
    std::vector<std::pair<std::string, std::string>> models;  ///< value of model_by, file
    Fields heading, scale;
    /// Of projects and zones: columns by what they are, where they are not called so.
    std::vector<std::pair<std::string, std::string>> fields;
};

struct DistrictFile {
    std::string path;
    Name name;
    std::string crs;
    std::optional<geo::LonLat> origin;
    std::string heights;
    TerrainSpec terrain;
    ImagerySpec imagery;
    std::vector<BuildingsSpec> buildings;
    std::vector<ModelSpec> models;
    std::vector<LayerSpec> layers;
    std::vector<NamedView> views;
    LiveSpec live;
    WallSpec wall;
    std::string sites;  ///< `[sites]`: the file of studies for choosing sites; empty: none
    SupervisionSpec supervision;
};

/// "roads"; the order is that of `Role`.
std::string_view name(Role role);

/// Sources come back with the folder of `path` before them where they are relative paths.
base::Result<DistrictFile> parse_district_file(std::string_view toml, std::string const& path);
base::Result<DistrictFile> read_district_file(std::string const& path);

}  // namespace twin
