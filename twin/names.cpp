#include "twin/names.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "twin/text.h"

namespace twin {
namespace {

using Words = std::initializer_list<std::string_view>;

bool ends_with_any(std::string const& name, Words endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return name.ends_with(e); });
}

bool has_any(std::string const& name, Words parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view p) { return name.find(p) != std::string::npos; });
}

/// Words of a layer's name in lower case, without a plural's end: "RoadCentrelines_2024" is road, centreline, 2024.
std::vector<std::string> words_of(std::string const& name) {
    std::vector<std::string> words(1);
    bool was_small = false;
    for (char c : name) {
        auto const byte = static_cast<unsigned char>(c);
        bool const large = byte < 128 && std::isupper(byte), part = byte >= 128 || std::isalnum(byte);
        if ((!part || (large && was_small)) && !words.back().empty()) words.emplace_back();
        if (part) words.back() += static_cast<char>(byte < 128 ? std::tolower(byte) : byte);
        was_small = byte < 128 && std::islower(byte);
    }
    for (std::string& word : words) {
        if (word.size() > 3 && word.ends_with("ies")) word.replace(word.size() - 3, 3, "y");
        if (word.size() > 3 && word.ends_with('s')) word.pop_back();
    }
    return words;
}

}  // namespace

FileKind kind_of(std::string const& path) {
    std::string const name = lower(path);
    if (name.ends_with(".toml")) return FileKind::district;
    if (name.starts_with("pg:") || name.find("://") != std::string::npos) return FileKind::vector;
    if (ends_with_any(
            name,
            {".glb", ".gltf", ".obj", ".fbx",     ".dae", ".3ds",  ".ply", ".stl",    ".ifc",  ".blend", ".x",   ".x3d",
             ".off", ".md2",  ".md3", ".md5mesh", ".mdc", ".mdl",  ".lwo", ".lws",    ".ac",   ".ase",   ".b3d", ".bvh",
             ".cob", ".hmp",  ".irr", ".irrmesh", ".mot", ".ms3d", ".ndo", ".nff",    ".ogex", ".pmx",   ".q3o", ".q3s",
             ".smd", ".ter",  ".wrl", ".xgl",     ".zgl", ".3mf",  ".amf", ".assbin", ".b3dm", ".i3dm"}))
        return FileKind::model;
    if (ends_with_any(name, {".tif", ".tiff", ".hgt", ".hgt.zip", ".asc", ".img", ".jp2", ".png", ".jpg", ".jpeg",
                             ".vrt", ".dem", ".dt0", ".dt1", ".dt2", ".bil", ".flt", ".ecw", ".webp"}))
        return FileKind::raster;
    if (ends_with_any(name, {".osm", ".pbf", ".osm.bz2", ".osm.gz"})) return FileKind::osm;
    if (ends_with_any(name, {".json", ".geojson", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".topojson"}))
        return FileKind::json;
    return FileKind::vector;
}

bool is_building_name(std::string const& name) {
    return has_any(
        name, {"building", "footprint", "bldg", "batiment", "bâtiment", "gebaeude", "gebäude", "建筑", "房屋", "楼"});
}

std::optional<Role> role_of(geo::LayerInfo const& info, bool other_buildings) {
    std::string const geometry = lower(info.geometry);
    bool const lines = has_any(geometry, {"line", "curve"}) && !has_any(geometry, {"polygon"});
    std::vector<std::string> const words = words_of(info.name);
    auto const says = [&](Words western, Words chinese) {
        return has_any(info.name, chinese) || std::any_of(words.begin(), words.end(), [&](std::string const& w) {
                   return std::find(western.begin(), western.end(), w) != western.end();
               });
    };
    if (has_any(geometry, {"point"}))
        return says({"place", "poi", "name", "placename"}, {"地名"}) ? Role::places : Role::points;
    if (!lines && is_building_name(info.name)) return {};
    if (says({"rail", "railway", "railroad", "metro", "subway", "tram", "tramway"}, {"铁", "轨"})) return Role::rail;
    if (says({"road", "street", "highway", "trail", "path", "centreline", "centerline"}, {"路", "街道中心"}))
        return Role::roads;
    if (says({"water", "waterway", "waterbody", "river", "lake", "stream", "canal", "hydro", "hydrography"},
             {"水", "河", "湖"}))
        return Role::water;
    if (says({"green", "greenery", "park", "landuse", "natural", "vegetation", "forest", "garden"}, {"绿", "公园"}))
        return Role::green;
    if (says({"parcel", "plot", "cadastre", "cadaster", "lot"}, {"地块", "宗地"})) return Role::parcels;
    if (says({"boundary", "district", "admin", "border"}, {"边界", "行政"})) return Role::boundaries;
    if (lines) return Role::roads;
    if (says({"block", "tessellation", "zone"}, {"街区"}) || other_buildings) return Role::blocks;
    return {};
}

}  // namespace twin
