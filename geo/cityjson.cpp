#include "geo/cityjson.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "geo/cityjson_geometry.h"
#include "geo/column_builder.h"
#include "geo/crs.h"
#include "geo/layer_builder.h"
#include "geo/number_text.h"
#include "geo/text_file.h"

namespace geo {

namespace {

using base::Severity;
using simdjson::SUCCESS;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// Objects that are drawn as buildings; rooms and furniture inside them are not seen.
bool is_building(std::string_view type) {
    for (char const* known :
         {"Building", "BuildingPart", "BuildingInstallation", "BuildingConstructiveElement", "Bridge", "BridgePart",
          "BridgeInstallation", "BridgeConstructiveElement", "OtherConstruction"}) {
        if (type == known) return true;
    }
    return false;
}

class CityReader {
public:
    CityReader(std::string const& source, base::Findings& findings)
        : source_(source), builder_(model_.buildings, findings) {
        model_.buildings.source = source;
        model_.buildings.layer = std::filesystem::path(source).stem().string();
        model_.buildings.driver = "CityJSON";
    }

    base::Status read_root(object root);
    /// A line of a CityJSON sequence: its own objects and vertices, the first line's transform.
    void read_feature(object feature);
    SurfaceModel finish();

private:
    void read_transform(object root);
    void read_crs(object root);
    void read_vertices(object root);
    void read_templates(object root);
    void read_objects(object root);
    void read_object(std::string_view id, object city_object, object all);
    std::optional<object> best_geometry(object city_object, std::string& lod);
    void add_faces(std::uint32_t row, CityFaces const& faces);
    void add_attributes(std::size_t row, object city_object, object all, int depth);
    void set_column(std::size_t row, std::string_view name, element value);
    ColumnBuilder& column(std::string_view name);

    std::string source_;
    SurfaceModel model_;
    LayerBuilder builder_;
    base::Vec3d scale_{1, 1, 1}, translate_;
    CityVertices vertices_;
    std::optional<array> templates_;
    std::vector<ColumnBuilder> columns_;
    std::unordered_map<std::string, std::size_t> column_of_name_;
    std::map<std::string, std::size_t> other_types_;
};

bool read_vec(element value, base::Vec3d& out) {
    array numbers;
    return value.get_array().get(numbers) == SUCCESS && numbers.size() >= 3 &&
           numbers.at(0).get_double().get(out.x) == SUCCESS && numbers.at(1).get_double().get(out.y) == SUCCESS &&
           numbers.at(2).get_double().get(out.z) == SUCCESS;
}

void CityReader::read_transform(object root) {
    element scale, translate;
    if (root.at_pointer("/transform/scale").get(scale) == SUCCESS) read_vec(scale, scale_);
    if (root.at_pointer("/transform/translate").get(translate) == SUCCESS) read_vec(translate, translate_);
}

void CityReader::read_crs(object root) {
    std::string_view name;
    if (root.at_pointer("/metadata/referenceSystem").get_string().get(name) != SUCCESS) {
        // 1.0 also knew a bare number.
        std::int64_t code = 0;
        if (root.at_pointer("/metadata/crs/epsg").get_int64().get(code) != SUCCESS) return;
        if (auto const crs = normalise_crs("EPSG:" + std::to_string(code))) model_.buildings.crs = *crs;
        return;
    }
    if (auto const crs = normalise_crs(std::string(name))) {
        model_.buildings.crs = *crs;
    } else {
        builder_.report_layer(Severity::warning, "unknown-crs", crs.error().message);
    }
}

void CityReader::read_vertices(object root) {
    vertices_.real.clear();
    array list;
    if (root["vertices"].get_array().get(list) != SUCCESS) return;
    vertices_.real.reserve(list.size());
    for (element const item : list) {
        base::Vec3d v;
        if (!read_vec(item, v)) v = {std::nan(""), std::nan(""), std::nan("")};
        vertices_.real.push_back(
            {v.x * scale_.x + translate_.x, v.y * scale_.y + translate_.y, v.z * scale_.z + translate_.z});
    }
}

void CityReader::read_templates(object root) {
    array shapes, points;
    if (root.at_pointer("/geometry-templates/templates").get_array().get(shapes) != SUCCESS) return;
    templates_ = shapes;
    if (root.at_pointer("/geometry-templates/vertices-templates").get_array().get(points) != SUCCESS) return;
    for (element const item : points) {
        base::Vec3d v;
        read_vec(item, v);
        vertices_.templates.push_back(v);
    }
}

base::Status CityReader::read_root(object root) {
    std::string_view type;
    if (root["type"].get_string().get(type) != SUCCESS || type != "CityJSON") {
        return base::Error{source_ + ": is not CityJSON: its type is not \"CityJSON\""};
    }
    std::string_view version;
    if (root["version"].get_string().get(version) != SUCCESS ||
        !(version.starts_with("1.") || version.starts_with("2."))) {
        builder_.report_layer(Severity::warning, "version",
                              "CityJSON version '" + std::string(version.substr(0, 10)) + "' is none of 1.0 to 2.0");
    }
    object objects;
    if (root["CityObjects"].get_object().get(objects) != SUCCESS) {
        return base::Error{source_ + ": has no member 'CityObjects'"};
    }
    read_transform(root);
    read_crs(root);
    read_vertices(root);
    read_templates(root);
    read_objects(objects);
    return base::done;
}

void CityReader::read_feature(object feature) {
    object objects;
    if (feature["CityObjects"].get_object().get(objects) != SUCCESS) {
        return builder_.report_layer(Severity::skipped, "bad-record", "a line has no member 'CityObjects'");
    }
    read_vertices(feature);
    read_objects(objects);
}

void CityReader::read_objects(object objects) {
    for (auto const& [id, value] : objects) {
        object city_object;
        std::string_view type;
        if (value.get_object().get(city_object) != SUCCESS || city_object["type"].get_string().get(type) != SUCCESS) {
            builder_.report_layer(Severity::skipped, "bad-feature",
                                  "the city object '" + std::string(id) + "' is no object with a type");
        } else if (is_building(type)) {
            read_object(id, city_object, objects);
        } else {
            ++other_types_[std::string(type)];
        }
    }
}

/// The finest one up to level 3: level 4 of CityJSON's forerunner is the rooms inside.
std::optional<object> CityReader::best_geometry(object city_object, std::string& lod) {
    array list;
    std::optional<object> best;
    double best_lod = -2;
    if (city_object["geometry"].get_array().get(list) != SUCCESS) return best;
    for (element const item : list) {
        object geometry;
        if (item.get_object().get(geometry) != SUCCESS) continue;
        double const level = lod_of(geometry);
        if (level <= best_lod || level >= 4) continue;
        best = geometry;
        best_lod = level;
    }
    if (best) lod = number_as_text(best_lod);
    return best;
}

ColumnBuilder& CityReader::column(std::string_view name) {
    auto const [at, fresh] = column_of_name_.try_emplace(std::string(name), columns_.size());
    if (fresh) columns_.emplace_back(std::string(name));
    return columns_[at->second];
}

void CityReader::set_column(std::size_t row, std::string_view name, element value) {
    switch (value.type()) {
        case simdjson::dom::element_type::STRING: return column(name).set_text(row, value.get_string().value_unsafe());
        case simdjson::dom::element_type::BOOL: return column(name).set_number(row, value.get_bool().value_unsafe());
        case simdjson::dom::element_type::NULL_VALUE: column(name); return;
        case simdjson::dom::element_type::ARRAY:
        case simdjson::dom::element_type::OBJECT: return column(name).set_text(row, simdjson::minify(value));
        default: column(name).set_number(row, value.get_double().value_unsafe());
    }
}

/// A part has its building's attributes where it has none of its own.
void CityReader::add_attributes(std::size_t row, object city_object, object all, int depth) {
    object attributes;
    if (city_object["attributes"].get_object().get(attributes) == SUCCESS) {
        for (auto const& [name, value] : attributes) {
            if (!column(name).is_set(row)) set_column(row, name, value);
        }
    }
    std::string_view parent_id;
    object parent;
    constexpr int kMostParents = 8;  // a circle of parents ends too
    if (depth < kMostParents && city_object.at_pointer("/parents/0").get_string().get(parent_id) == SUCCESS &&
        all[parent_id].get_object().get(parent) == SUCCESS) {
        add_attributes(row, parent, all, depth + 1);
    }
}

void CityReader::read_object(std::string_view id, object city_object, object all) {
    std::string lod;
    auto const geometry = best_geometry(city_object, lod);
    array children;
    bool const has_children = city_object["children"].get_array().get(children) == SUCCESS && children.size() > 0;
    if (!geometry && has_children) return;  // its parts are what there is to see

    std::uint32_t const row = builder_.begin_row(static_cast<std::int64_t>(model_.buildings.rows()));
    model_.lod.push_back(lod);
    std::string_view type, parent;
    column("id").set_text(row, id);
    if (city_object["type"].get_string().get(type) == SUCCESS) column("type").set_text(row, type);
    if (city_object.at_pointer("/parents/0").get_string().get(parent) == SUCCESS)
        column("parent").set_text(row, parent);
    add_attributes(row, city_object, all, 0);
    if (!geometry) {
        builder_.null_geometry();
    } else {
        auto const faces = read_city_geometry(*geometry, vertices_, templates_ ? &*templates_ : nullptr);
        if (faces.dropped_rings > 0) {
            builder_.report(Severity::repaired, "too-few-points",
                            std::to_string(faces.dropped_rings) + " rings with fewer than three points; left out");
        }
        if (!faces.why.empty()) {
            builder_.refuse_row("bad-geometry", faces.why);
        } else {
            add_faces(row, faces);
        }
    }
    builder_.end_row();
}

void CityReader::add_faces(std::uint32_t row, CityFaces const& faces) {
    std::vector<Face> plain;
    double bottom = INFINITY, top = -INFINITY;
    for (CityFace const& one : faces.faces) {
        bool finite = true;
        for (base::Vec3d const& p : one.face.points) finite = finite && std::isfinite(p.x + p.y + p.z);
        if (!finite) {
            builder_.report(Severity::repaired, "not-finite", "a surface with a vertex that is no number; left out");
            continue;
        }
        plain.push_back(one.face);
        SurfaceModel::Surface surface;
        surface.kind = one.kind.value_or(kind_by_slope(one.face));
        surface.building = row;
        surface.ring_begin = static_cast<std::uint32_t>(model_.ring_begin.size() - 1);
        auto const offset = static_cast<std::uint32_t>(model_.points.size());
        model_.points.insert(model_.points.end(), one.face.points.begin(), one.face.points.end());
        for (std::uint32_t const end : one.face.ring_ends) model_.ring_begin.push_back(offset + end);
        surface.ring_end = static_cast<std::uint32_t>(model_.ring_begin.size() - 1);
        model_.surfaces.push_back(surface);
        for (base::Vec3d const& p : one.face.points) {
            bottom = std::min(bottom, p.z);
            top = std::max(top, p.z);
        }
    }
    auto const footprint = footprint_of(plain);
    if (!footprint) return;
    for (Rings const& polygon : footprint->polygons) builder_.add_polygon(polygon, footprint->z);
    if (!column("min_z").is_set(row)) column("min_z").set_number(row, bottom);
    if (!column("max_z").is_set(row)) column("max_z").set_number(row, top);
}

SurfaceModel CityReader::finish() {
    for (auto const& [type, count] : other_types_) {
        builder_.report_layer(Severity::note, "other-objects",
                              std::to_string(count) + " objects of type " + type + " are not buildings; not read");
    }
    VectorLayer& buildings = model_.buildings;
    for (ColumnBuilder& one : columns_) {
        buildings.available_fields.push_back(one.name());
        buildings.columns.push_back(one.finish(buildings.rows()));
    }
    return std::move(model_);
}

base::Error broken(std::string const& source, simdjson::error_code error) {
    return base::Error{source + ": broken JSON: " + simdjson::error_message(error)};
}

base::Status read_lines(std::string const& source, std::string_view text, CityReader& reader) {
    simdjson::dom::parser parser;
    std::size_t line_number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t const end = std::min(text.find('\n', begin), text.size());
        std::string_view const line = text.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        object root;
        if (auto const error = parser.parse(line.data(), line.size(), false).get_object().get(root); error != SUCCESS) {
            return base::Error{source + ": broken JSON in line " + std::to_string(line_number) + ": " +
                               simdjson::error_message(error)};
        }
        std::string_view type;
        bool const first = root["type"].get_string().get(type) == SUCCESS && type == "CityJSON";
        if (!first) {
            reader.read_feature(root);
        } else if (auto status = reader.read_root(root); !status) {
            return status;
        }
    }
    return base::done;
}

}  // namespace

bool is_cityjson(std::string const& path) {
    std::string const extension = std::filesystem::path(path).extension().string();
    if (extension != ".json" && extension != ".jsonl" && extension != ".cityjson" && extension != ".cityjsonl") {
        return false;
    }
    std::string const head = head_of_file(path, 1 << 16);
    return head.find("\"CityJSON\"") != std::string::npos || head.find("\"CityObjects\"") != std::string::npos;
}

base::Result<SurfaceModel> read_cityjson(std::string const& path, base::Findings& findings) {
    auto file = read_text_file(path);
    if (!file) return file.error();
    CityReader reader(path, findings);
    std::string_view const text = file->text;
    if (text.find("\"CityJSONFeature\"") != std::string_view::npos) {
        if (auto status = read_lines(path, text, reader); !status) return status.error();
        return reader.finish();
    }
    simdjson::dom::parser parser;
    element document;
    if (auto const error = parser.parse(text.data(), text.size(), false).get(document); error != SUCCESS) {
        return broken(path, error);
    }
    object root;
    if (document.get_object().get(root) != SUCCESS) return base::Error{path + ": is not a JSON object"};
    if (auto status = reader.read_root(root); !status) return status.error();
    return reader.finish();
}

}  // namespace geo
