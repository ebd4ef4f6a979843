#include "geo/geojson_geometry.h"

#include <cmath>
#include <limits>

namespace geo {

namespace {

using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

bool is_geometry_type(std::string_view type) {
    for (char const* known :
         {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}) {
        if (type == known) return true;
    }
    return false;
}

/// What json writers that know no better put where a number should be; such a point is dropped and counted.
bool is_not_finite(std::string_view token) {
    return token.starts_with("NaN") || token.starts_with("nan") || token.starts_with("Inf") ||
           token.starts_with("-Inf") || token.starts_with("null");
}

}  // namespace

bool GeojsonGeometry::broken(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    return false;
}

bool GeojsonGeometry::position(ondemand::value v) {
    ondemand::array numbers;
    if (v.get_array().get(numbers) != SUCCESS) return broken("the coordinates are nested too shallowly for the type");
    double c[3] = {};
    std::size_t count = 0;
    for (auto item : numbers) {
        ondemand::value element;
        if (std::move(item).get(element) != SUCCESS) return broken("the JSON is damaged");
        double number = 0;
        if (element.get_double().get(number) != SUCCESS) {
            if (!document_.is_alive()) return broken("the JSON is damaged");
            std::string_view const token = element.raw_json_token();
            if (token.starts_with('[')) return broken("the coordinates are nested too deeply for the type");
            if (!is_not_finite(token)) return broken("a coordinate is not a number");
            number = std::numeric_limits<double>::quiet_NaN();
        }
        if (count < 3) c[count] = number;
        ++count;
    }
    if (count < 2) return broken("a position has fewer than two numbers");
    position_ = {c[0], c[1], std::isfinite(c[2]) ? static_cast<float>(c[2]) : 0, count > 2};
    return true;
}

bool GeojsonGeometry::positions(ondemand::value v) {
    ondemand::array list;
    if (v.get_array().get(list) != SUCCESS) return broken("the coordinates are nested too shallowly for the type");
    for (auto item : list) {
        ondemand::value element;
        if (std::move(item).get(element) != SUCCESS) return broken("the JSON is damaged");
        if (!position(element)) return false;
        if (position_.has_z) {
            builder_.add({position_.x, position_.y}, position_.z);
        } else {
            builder_.add({position_.x, position_.y});
        }
    }
    return true;
}

bool GeojsonGeometry::points(ondemand::value v) {
    ondemand::array list;
    if (v.get_array().get(list) != SUCCESS) return broken("the coordinates are nested too shallowly for the type");
    for (auto item : list) {
        ondemand::value element;
        if (std::move(item).get(element) != SUCCESS) return broken("the JSON is damaged");
        if (!position(element)) return false;
        builder_.point({position_.x, position_.y}, position_.z, position_.has_z);
    }
    return true;
}

bool GeojsonGeometry::line(ondemand::value v) {
    builder_.begin_line();
    if (!positions(v)) return false;
    builder_.end_line();
    return true;
}

bool GeojsonGeometry::polygon(ondemand::value v) {
    ondemand::array rings;
    if (v.get_array().get(rings) != SUCCESS) return broken("the coordinates are nested too shallowly for the type");
    builder_.begin_polygon();
    for (auto item : rings) {
        ondemand::value ring;
        if (std::move(item).get(ring) != SUCCESS) return broken("the JSON is damaged");
        builder_.begin_ring();
        if (!positions(ring)) return false;
        builder_.end_ring();
    }
    builder_.end_polygon();
    return true;
}

bool GeojsonGeometry::coordinates(std::string_view type, ondemand::value v) {
    if (type == "Polygon") return polygon(v);
    if (type == "LineString") return line(v);
    if (type == "MultiPoint") return points(v);
    if (type == "Point") {
        if (!position(v)) return false;
        builder_.point({position_.x, position_.y}, position_.z, position_.has_z);
        return true;
    }
    ondemand::array parts;
    if (v.get_array().get(parts) != SUCCESS) return broken("the coordinates are not an array");
    for (auto item : parts) {
        ondemand::value part;
        if (std::move(item).get(part) != SUCCESS) return broken("the JSON is damaged");
        if (!(type == "MultiPolygon" ? polygon(part) : line(part))) return false;
    }
    return true;
}

bool GeojsonGeometry::collection(ondemand::value v, int depth) {
    ondemand::array list;
    if (v.get_array().get(list) != SUCCESS) return broken("'geometries' is not an array");
    for (auto item : list) {
        ondemand::object member;
        if (item.get_object().get(member) != SUCCESS) return broken("a member of the collection is not a geometry");
        if (!read(member, depth + 1)) return false;
    }
    return true;
}

void GeojsonGeometry::check_bbox(ondemand::value bbox) {
    ondemand::array numbers;
    std::size_t count = 0;
    bool good = bbox.get_array().get(numbers) == SUCCESS;
    if (good) {
        for (auto item : numbers) {
            double number = 0;
            good = good && item.get_double().get(number) == SUCCESS;
            ++count;
        }
    }
    if (good && (count == 4 || count == 6)) return;
    builder_.report(base::Severity::warning, "bad-bbox", "the bbox is not four or six numbers; it is not used");
}

bool GeojsonGeometry::read(ondemand::object geometry, int depth) {
    why_.clear();
    if (depth > kDeepestCollection) return broken("geometry collections are nested too deeply");
    std::string type;
    bool has_content = false, before_type = false;
    for (auto item : geometry) {
        simdjson::ondemand::field field;
        if (std::move(item).get(field) != SUCCESS) return broken("the JSON is damaged");
        auto const key = field.key();
        if (key == "type") {
            std::string_view text;
            if (field.value().get_string().get(text) != SUCCESS) return broken("the geometry's type is not text");
            type = text;
            if (!is_geometry_type(type)) return broken("'" + type.substr(0, 40) + "' is not a type of geometry");
        } else if (key == "bbox") {
            check_bbox(field.value());
        } else if (key == "coordinates" || key == "geometries") {
            if (type.empty()) {
                before_type = true;
            } else if (key == "geometries" && type == "GeometryCollection") {
                has_content = true;
                if (!collection(field.value(), depth)) return false;
            } else if (key == "coordinates" && type != "GeometryCollection") {
                has_content = true;
                if (!coordinates(type, field.value())) return false;
            }
        }
    }
    if (!document_.is_alive()) return broken("the JSON is damaged");
    if (type.empty()) return broken("the geometry has no type");
    if (has_content) return true;
    char const* const member = type == "GeometryCollection" ? "geometries" : "coordinates";
    if (!before_type) return broken("the " + type + " has no " + member);
    // They came before the type: go back, now that it is known what they are.
    ondemand::value content;
    if (geometry.reset().error() != SUCCESS || geometry.find_field(member).get(content) != SUCCESS) {
        return broken("the " + type + " has no " + member);
    }
    return type == "GeometryCollection" ? collection(content, depth) : coordinates(type, content);
}

}  // namespace geo
