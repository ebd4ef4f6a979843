#include "geo/cityjson_geometry.h"

#include <array>
#include <charconv>
#include <cmath>

namespace geo {

namespace {

using simdjson::SUCCESS;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::optional<SurfaceKind> kind_of(std::string_view type) {
    if (type == "RoofSurface") return SurfaceKind::roof;
    if (type == "WallSurface") return SurfaceKind::wall;
    if (type == "GroundSurface") return SurfaceKind::ground;
    return SurfaceKind::other;
}

/// Placed vertices: plain ones, or a template's moved by a matrix to its anchor.
struct Placement {
    std::vector<base::Vec3d> const& vertices;
    bool moved = false;
    std::array<double, 16> matrix{};
    base::Vec3d anchor;

    std::optional<base::Vec3d> at(std::uint64_t index) const {
        if (index >= vertices.size()) return std::nullopt;
        base::Vec3d const v = vertices[index];
        if (!moved) return v;
        auto const row = [&](std::size_t r) {
            return matrix[4 * r] * v.x + matrix[4 * r + 1] * v.y + matrix[4 * r + 2] * v.z + matrix[4 * r + 3];
        };
        return anchor + base::Vec3d{row(0), row(1), row(2)};
    }
};

class BoundaryReader {
public:
    BoundaryReader(Placement const& placement, std::vector<std::optional<SurfaceKind>> kinds, CityFaces& out)
        : placement_(placement), kinds_(std::move(kinds)), out_(out) {}

    /// `depth` is how many arrays lie around a surface; `values` runs along, and may end early as null.
    void read(element boundaries, element const* values, int depth);

private:
    void surface(element rings, element const* value);
    bool ring(element indices, Face& face);
    void broken(std::string why) {
        if (out_.why.empty()) out_.why = std::move(why);
    }

    Placement const& placement_;
    std::vector<std::optional<SurfaceKind>> kinds_;
    CityFaces& out_;
};

void BoundaryReader::read(element boundaries, element const* values, int depth) {
    if (depth == 0) return surface(boundaries, values);
    array parts, value_parts;
    if (boundaries.get_array().get(parts) != SUCCESS) return broken("the boundaries are nested too shallowly");
    bool const has_values = values && values->get_array().get(value_parts) == SUCCESS;
    std::size_t i = 0;
    for (element const part : parts) {
        element value;
        bool const has_value = has_values && value_parts.at(i).get(value) == SUCCESS;
        // Inside a solid (depth 2 and deeper) later shells are cavities, which nobody sees.
        bool const cavity = depth == 2 && i > 0;
        if (!cavity) read(part, has_value ? &value : nullptr, depth - 1);
        ++i;
    }
}

bool BoundaryReader::ring(element indices, Face& face) {
    array list;
    if (indices.get_array().get(list) != SUCCESS) {
        broken("the boundaries are nested too shallowly");
        return false;
    }
    std::size_t const begin = face.points.size();
    for (element const item : list) {
        std::uint64_t index = 0;
        if (item.get_uint64().get(index) != SUCCESS) {
            broken("a vertex index is not a whole number");
            return false;
        }
        auto const point = placement_.at(index);
        if (!point) {
            broken("vertex " + std::to_string(index) + " does not exist");
            return false;
        }
        if (face.points.size() == begin || !(face.points.back() == *point)) face.points.push_back(*point);
    }
    if (face.points.size() > begin + 1 && face.points.back() == face.points[begin]) face.points.pop_back();
    if (face.points.size() >= begin + 3) {
        face.ring_ends.push_back(static_cast<std::uint32_t>(face.points.size()));
        return true;
    }
    face.points.resize(begin);
    ++out_.dropped_rings;
    return false;
}

void BoundaryReader::surface(element rings, element const* value) {
    array list;
    if (rings.get_array().get(list) != SUCCESS) return broken("the boundaries are nested too shallowly");
    CityFace result;
    bool outer = true;
    for (element const item : list) {
        bool const good = ring(item, result.face);
        if (outer && !good) return;  // no outer ring, no face
        outer = false;
    }
    if (result.face.ring_ends.empty()) return;
    std::uint64_t semantic = 0;
    if (value && value->get_uint64().get(semantic) == SUCCESS && semantic < kinds_.size()) {
        result.kind = kinds_[semantic];
    }
    result.face.ground = result.kind == SurfaceKind::ground;
    out_.faces.push_back(std::move(result));
}

std::vector<std::optional<SurfaceKind>> semantic_kinds(object geometry) {
    std::vector<std::optional<SurfaceKind>> kinds;
    array surfaces;
    if (geometry.at_pointer("/semantics/surfaces").get_array().get(surfaces) != SUCCESS) return kinds;
    for (element const surface : surfaces) {
        std::string_view type;
        bool const known = surface["type"].get_string().get(type) == SUCCESS;
        kinds.push_back(known ? kind_of(type) : std::nullopt);
    }
    return kinds;
}

int depth_of(std::string_view type) {
    if (type == "MultiSurface" || type == "CompositeSurface") return 1;
    if (type == "Solid") return 2;
    if (type == "MultiSolid" || type == "CompositeSolid") return 3;
    return 0;
}

CityFaces read_placed(object geometry, Placement const& placement) {
    CityFaces result;
    std::string_view type;
    element boundaries, values;
    if (geometry["type"].get_string().get(type) != SUCCESS || geometry["boundaries"].get(boundaries) != SUCCESS) {
        result.why = "the geometry has no type or no boundaries";
        return result;
    }
    int const depth = depth_of(type);
    if (depth == 0) {
        result.why = "a " + std::string(type.substr(0, 40)) + " has no surfaces";
        return result;
    }
    bool const has_values = geometry.at_pointer("/semantics/values").get(values) == SUCCESS;
    BoundaryReader(placement, semantic_kinds(geometry), result).read(boundaries, has_values ? &values : nullptr, depth);
    return result;
}

CityFaces read_instance(object geometry, CityVertices const& vertices, array const* templates) {
    CityFaces result;
    result.why = "the geometry instance is incomplete";
    std::uint64_t index = 0, anchor = 0;
    array matrix;
    element shape;
    object shape_object;
    if (!templates || geometry["template"].get_uint64().get(index) != SUCCESS ||
        templates->at(index).get(shape) != SUCCESS || shape.get_object().get(shape_object) != SUCCESS ||
        geometry.at_pointer("/boundaries/0").get_uint64().get(anchor) != SUCCESS || anchor >= vertices.real.size() ||
        geometry["transformationMatrix"].get_array().get(matrix) != SUCCESS || matrix.size() != 16) {
        return result;
    }
    Placement placement{vertices.templates, true, {}, vertices.real[anchor]};
    std::size_t i = 0;
    for (element const number : matrix) {
        if (number.get_double().get(placement.matrix[i++]) != SUCCESS) return result;
    }
    return read_placed(shape_object, placement);
}

}  // namespace

double lod_of(object geometry) {
    element lod;
    if (geometry["lod"].get(lod) != SUCCESS) return -1;
    double number = -1;
    std::string_view text;
    if (lod.get_string().get(text) == SUCCESS) {
        std::from_chars(text.data(), text.data() + text.size(), number);
    } else if (lod.get_double().get(number) != SUCCESS) {
        return -1;
    }
    return number;
}

CityFaces read_city_geometry(object geometry, CityVertices const& vertices, array const* templates) {
    std::string_view type;
    if (geometry["type"].get_string().get(type) == SUCCESS && type == "GeometryInstance") {
        return read_instance(geometry, vertices, templates);
    }
    return read_placed(geometry, Placement{vertices.real, false, {}, {}});
}

SurfaceKind kind_by_slope(Face const& face) {
    base::Vec3d normal;
    for (std::size_t i = 1; i + 1 < face.ring_ends[0]; ++i) {
        normal = normal + cross(face.points[i] - face.points[0], face.points[i + 1] - face.points[0]);
    }
    double const size = length(normal);
    if (!(size > 0)) return SurfaceKind::other;
    if (normal.z > 0.2 * size) return SurfaceKind::roof;
    return normal.z < -0.2 * size ? SurfaceKind::ground : SurfaceKind::wall;
}

}  // namespace geo
