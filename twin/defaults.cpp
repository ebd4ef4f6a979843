#include "twin/defaults.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>

#include "geo/crs.h"
#include "twin/expression.h"
#include "twin/terrain.h"
#include "twin/text.h"

namespace twin {
namespace {

/// The candidate as this layer spells it, or "" where it has not got all its fields.
std::string as_spelt(std::string const& candidate, geo::VectorLayer const& layer) {
    auto const find = [&](std::string const& wanted) -> geo::Column const* {
        if (geo::Column const* exact = layer.column(wanted)) return exact;
        auto const found = std::find_if(layer.columns.begin(), layer.columns.end(),
                                        [&](geo::Column const& c) { return lower(c.name) == lower(wanted); });
        return found == layer.columns.end() ? nullptr : &*found;
    };
    auto const parsed = Expression::parse(candidate);
    if (!parsed) return find(candidate) ? find(candidate)->name : "";
    std::string spelt = candidate;
    for (std::string const& field : parsed->fields()) {
        geo::Column const* column = find(field);
        if (!column) return "";
        spelt.replace(spelt.find(field), field.size(), column->name);
    }
    return spelt;
}

void settle(Fields& fields, geo::VectorLayer const& layer) {
    Fields kept;
    for (std::string const& candidate : fields) {
        std::string spelt = as_spelt(candidate, layer);
        if (!spelt.empty() && std::find(kept.begin(), kept.end(), spelt) == kept.end())
            kept.push_back(std::move(spelt));
    }
    fields = std::move(kept);
}

void plan_osm(std::string const& path, std::string const& crs, DistrictFile& file) {
    auto const layer = [&](Role role, char const* osm_layer, Pick pick, Name title, Fields classes) {
        LayerSpec spec = candidate_layer(role);
        spec.source = path;
        spec.crs = crs;
        spec.layer = osm_layer;
        spec.pick = pick;
        spec.title = std::move(title);
        if (!classes.empty()) spec.class_field = std::move(classes);
        file.layers.push_back(std::move(spec));
    };
    layer(Role::green, "multipolygons", Pick::osm_green, {"绿地", "Green"},
          {"leisure", "natural", "landuse", "amenity"});
    layer(Role::water, "multipolygons", Pick::osm_water, {"水系", "Water"},
          {"natural", "waterway", "landuse", "leisure"});
    layer(Role::water, "lines", Pick::osm_water, {"河流", "Rivers"}, {"waterway"});
    layer(Role::roads, "lines", Pick::osm_roads, {"道路", "Roads"}, {"highway"});
    layer(Role::rail, "lines", Pick::osm_rail, {"铁路", "Rail"}, {"railway"});
    layer(Role::points, "points", Pick::osm_trees, {"树木", "Trees"}, {"natural"});
    layer(Role::places, "points", Pick::osm_places, {"地名", "Places"}, {});
    BuildingsSpec buildings = candidate_buildings();
    buildings.source = path;
    buildings.crs = crs;
    buildings.layer = "multipolygons";
    buildings.pick = Pick::osm_buildings;
    file.buildings.push_back(std::move(buildings));
}

void plan_layers(std::string const& path, std::string const& crs, std::vector<geo::LayerInfo> const& layers,
                 DistrictFile& file, base::Findings& findings) {
    bool const named = std::any_of(layers.begin(), layers.end(), [](geo::LayerInfo const& l) {
        std::string const geometry = lower(l.geometry);
        auto const is = [&](char const* word) { return geometry.find(word) != std::string::npos; };
        return is_building_name(l.name) && !is("line") && !is("point") && !is("none");
    });
    std::vector<LayerSpec> ground;
    for (geo::LayerInfo const& info : layers) {
        if (lower(info.geometry) == "none") continue;
        std::optional<Role> role;
        if (layers.size() > 1) role = role_of(info, named);
        if (layers.size() > 1) {
            findings.add({base::Severity::note, path, info.name, -1, "layer-role",
                          "layer '" + info.name + "' is taken for " + (role ? std::string(name(*role)) : "buildings")});
        }
        if (!role) {
            BuildingsSpec spec = candidate_buildings();
            spec.source = path;
            spec.layer = info.name;
            spec.crs = crs;
            file.buildings.push_back(std::move(spec));
        } else {
            LayerSpec spec = candidate_layer(*role);
            spec.source = path;
            spec.layer = info.name;
            spec.crs = crs;
            spec.title = name_of(info.name);
            ground.push_back(std::move(spec));
        }
    }
    // Painter's order: areas under lines, lines under points.
    constexpr std::array kOrder{Role::blocks, Role::parcels,    Role::green,  Role::water, Role::roads,
                                Role::rail,   Role::boundaries, Role::points, Role::places};
    for (Role role : kOrder) {
        for (LayerSpec& spec : ground) {
            if (spec.role == role) file.layers.push_back(std::move(spec));
        }
    }
}

}  // namespace

BuildingsSpec candidate_buildings() {
    BuildingsSpec spec;
    spec.guessed = true;
    spec.height = {"height",
                   "building:height",
                   "building_height",
                   "bldg_height",
                   "measuredHeight",
                   "hauteur",
                   "height_m",
                   "建筑高度",
                   "高度",
                   "楼高",
                   "房屋高度",
                   "heightroof ft",
                   "MEAN",
                   "H",
                   "z_max - z_min",
                   "zmax - zmin"};
    spec.floors = {"floors",   "Floor",      "building:levels",    "levels",    "storeys",
                   "stories",  "num_floors", "numfloors",          "nb_etages", "floors_up",
                   "层数",     "楼层",       "storeysAboveGround", "总层数",    "楼层数",
                   "地上层数", "建筑层数",   "number_of_floors"};
    spec.base = {"min_height", "building:min_height", "building:min_level storeys"};
    spec.use = {"use",         "building:use", "usage",        "建筑用途", "房屋用途", "用途",
                "功能",        "type",         "fclass",       "class",    "building", "building:part",
                "kind_detail", "amenity",      "landuse_kind", "category", "function"};
    spec.roof_shape = {"roof_shape", "roof:shape", "building:roof:shape"};
    spec.roof_height = {"roof_height", "roof:height", "roof:levels storeys"};
    spec.year = {"year", "construction_year", "built_year", "yearbuilt", "start_date", "建成年代", "竣工年份", "年代"};
    spec.id = {"id",  "building_id", "bldg_id",  "osm_way_id", "osm_id", "gml_id",
               "uid", "objectid",    "楼栋编码", "建筑编码",   "编号"};
    spec.name = {"name", "name:zh", "name:en", "建筑名称", "楼名", "名称"};
    return spec;
}

LayerSpec candidate_layer(Role role) {
    LayerSpec spec;
    spec.guessed = true;
    spec.role = role;
    if (role == Role::boundaries) spec.id = {"code", "adcode", "id", "编码", "代码"};
    spec.class_field = {"class",   "highway",    "railway",  "waterway", "fclass", "natural", "landuse",
                        "leisure", "road_class", "道路等级", "等级",     "kind",   "type"};
    spec.width = {"width", "路宽", "宽度"};
    spec.name_zh = {"name_zh", "name:zh", "name", "名称", "路名", "道路名称", "地名", "qh"};
    spec.name_en = {"name_en", "name:en"};
    spec.kind = {"kind", "place", "railway", "public_transport", "类型"};
    spec.rank = {"rank"};
    return spec;
}

std::vector<std::string> spellings(Fields const& candidates) {
    std::vector<std::string> out;
    auto const add = [&](std::string word) {
        if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
    };
    for (std::string const& candidate : candidates) {
        auto const parsed = Expression::parse(candidate);
        for (std::string const& field : parsed ? parsed->fields() : std::vector<std::string>{candidate}) {
            std::string const small = lower(field);
            std::string large = small;
            std::transform(large.begin(), large.end(), large.begin(), [](unsigned char c) {
                return c < 128 ? static_cast<char>(std::toupper(c)) : static_cast<char>(c);
            });
            std::string title = small;
            title[0] = large[0];
            for (std::string const& word : {field, small, large, title}) add(word);
        }
    }
    return out;
}

void settle(BuildingsSpec& spec, geo::VectorLayer const& layer) {
    for (Fields* f : {&spec.id, &spec.name, &spec.height, &spec.floors, &spec.base, &spec.use, &spec.roof_shape,
                      &spec.roof_height, &spec.year})
        settle(*f, layer);
    if (spec.id.size() > 1 && spec.pick != Pick::osm_buildings) spec.id.resize(1);
}

void settle(LayerSpec& spec, geo::VectorLayer const& layer) {
    for (Fields* f : {&spec.id, &spec.class_field, &spec.width, &spec.name_zh, &spec.name_en, &spec.rank, &spec.kind,
                      &spec.heading, &spec.scale})
        settle(*f, layer);
}

namespace {

/// Of the square of a unit of the coordinates, roughly; only to tell houses from districts.
double square_metres_per_unit(geo::VectorLayer const& layer) {
    base::Vec2d const p =
        layer.polygons.points.empty() ? base::Vec2d{} : layer.polygons.points[layer.polygons.points.size() / 2];
    bool const degrees =
        std::abs(p.x) <= 180 && std::abs(p.y) <= 180 && (layer.crs.empty() || geo::is_geographic(layer.crs));
    constexpr double kDegree = 111'320;
    return degrees ? kDegree * kDegree * std::max(0.05, std::cos(p.y * std::numbers::pi / 180)) : 1;
}

}  // namespace

std::optional<Role> other_role(geo::VectorLayer const& layer, BuildingsSpec const& settled) {
    if (layer.polygons.size() == 0) {
        if (layer.lines.size() > 0) return role_of({.name = layer.layer, .geometry = "line"}, false);
        if (layer.points.size() > 0) return Role::points;
        return {};
    }
    if (!settled.height.empty() || !settled.floors.empty()) return {};
    if (auto const named = role_of({.name = layer.layer, .geometry = "polygon"}, false)) return named;
    std::vector<double> areas(layer.polygons.size());
    for (std::size_t i = 0; i < areas.size(); ++i) areas[i] = std::abs(geo::signed_area(layer.polygons.outer(i)));
    auto const middle = areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2);
    std::nth_element(areas.begin(), middle, areas.end());
    // Half the outlines larger than the largest halls: these are districts, tracts or land, not houses.
    constexpr double kLargestHall = 50'000;  // square metres
    return *middle * square_metres_per_unit(layer) > kLargestHall ? std::optional{Role::boundaries} : std::nullopt;
}

base::Result<DistrictFile> guess_district(std::string const& path, std::string const& crs, base::Findings& findings) {
    DistrictFile file;
    file.path = path;
    switch (kind_of(path)) {
        case FileKind::model: {
            ModelSpec model;
            model.file = path;
            model.at_xy = geo::Projected{0, 0};
            file.models.push_back(std::move(model));
            return file;
        }
        case FileKind::raster: {
            auto const raster = guess_raster(path, crs);
            if (!raster) return raster.error();
            (raster->is_picture ? file.imagery.sources : file.terrain.sources) = {path};
            file.terrain.crs = file.imagery.crs = crs;
            file.origin = raster->centre;
            findings.add(
                {base::Severity::note, path, "", -1, "raster-role",
                 raster->is_picture ? "it is taken for a picture of the ground" : "it is taken for ground heights"});
            return file;
        }
        case FileKind::osm: plan_osm(path, crs, file); return file;
        case FileKind::json: {
            // Listing the layers would read the whole file through GDAL first; there is only one.
            BuildingsSpec spec = candidate_buildings();
            spec.source = path;
            spec.crs = crs;
            file.buildings.push_back(std::move(spec));
            return file;
        }
        default: break;
    }
    auto const layers = geo::list_layers(path);
    if (!layers) return layers.error();
    if (layers->empty()) return base::Error{path + ": has no layer with anything to draw"};
    plan_layers(path, crs, *layers, file, findings);
    if (file.buildings.empty() && file.layers.empty()) return base::Error{path + ": none of its layers has geometry"};
    return file;
}

}  // namespace twin
