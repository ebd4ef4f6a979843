#include "sample/glb.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <numbers>

#include "sample/formatted.h"

namespace sample {

namespace {

void append(std::string& to, void const* bytes, std::size_t count) {
    to.append(static_cast<char const*>(bytes), count);
}

void append_u32(std::string& to, std::size_t value) {
    auto const v = static_cast<std::uint32_t>(value);
    append(to, &v, sizeof v);  // glTF is little-endian, as every machine Borough runs on
}

void pad(std::string& chunk, char with) {
    while (chunk.size() % 4) chunk += with;
}

}  // namespace

void ModelBuilder::paint(Paint paint) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (parts_[i].paint.name == paint.name) {
            std::rotate(parts_.begin() + static_cast<std::ptrdiff_t>(i),
                        parts_.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts_.end());
            return;
        }
    }
    parts_.push_back({std::move(paint), {}});
}

void ModelBuilder::vertex(Vec3d p, Vec3d n) {
    auto const f = [](double v) { return static_cast<float>(v); };
    parts_.back().vertices.push_back(
        {{f(p.x), f(p.z), f(-p.y)}, {f(n.x), f(n.z), f(-n.y)}, {f((p.x + p.y) / 4), f(-p.z / 4)}});
}

void ModelBuilder::smooth_triangle(std::array<Vec3d, 3> const& corners, std::array<Vec3d, 3> const& normals) {
    for (std::size_t i = 0; i < 3; ++i) vertex(corners[i], base::normalised(normals[i]));
}

void ModelBuilder::triangle(Vec3d a, Vec3d b, Vec3d c) {
    Vec3d const normal = base::normalised(cross(b - a, c - a));
    if (base::length(normal) < 0.5) return;
    smooth_triangle({a, b, c}, {normal, normal, normal});
}

void ModelBuilder::quad(Vec3d a, Vec3d b, Vec3d c, Vec3d d) {
    triangle(a, b, c);
    triangle(a, c, d);
}

void ModelBuilder::sheet(Vec3d a, Vec3d b, Vec3d c, Vec3d d) {
    quad(a, b, c, d);
    quad(d, c, b, a);
}

void ModelBuilder::box(Vec3d l, Vec3d h) {
    quad({l.x, l.y, h.z}, {h.x, l.y, h.z}, {h.x, h.y, h.z}, {l.x, h.y, h.z});
    quad({l.x, h.y, l.z}, {h.x, h.y, l.z}, {h.x, l.y, l.z}, {l.x, l.y, l.z});
    quad({l.x, l.y, l.z}, {h.x, l.y, l.z}, {h.x, l.y, h.z}, {l.x, l.y, h.z});
    quad({h.x, l.y, l.z}, {h.x, h.y, l.z}, {h.x, h.y, h.z}, {h.x, l.y, h.z});
    quad({h.x, h.y, l.z}, {l.x, h.y, l.z}, {l.x, h.y, h.z}, {h.x, h.y, h.z});
    quad({l.x, h.y, l.z}, {l.x, l.y, l.z}, {l.x, l.y, h.z}, {l.x, h.y, h.z});
}

void ModelBuilder::cone(Vec3d low, double low_radius, Vec3d high, double high_radius, int sides) {
    Vec3d const axis = base::normalised(high - low);
    Vec3d const side = base::normalised(cross(std::abs(axis.z) < 0.9 ? Vec3d{0, 0, 1} : Vec3d{0, 1, 0}, axis));
    Vec3d const other = cross(axis, side);
    auto const out = [&](int i) {
        double const angle = 2 * std::numbers::pi * i / sides;
        return side * std::cos(angle) + other * std::sin(angle);
    };
    for (int i = 0; i < sides; ++i) {
        Vec3d const a = out(i), b = out(i + 1);
        Vec3d const tilt = axis * ((low_radius - high_radius) / std::max(base::length(high - low), 1e-6));
        if (low_radius > 0)
            smooth_triangle({low + a * low_radius, low + b * low_radius, high + b * high_radius},
                            {a + tilt, b + tilt, b + tilt});
        if (high_radius > 0)
            smooth_triangle({low + a * low_radius, high + b * high_radius, high + a * high_radius},
                            {a + tilt, b + tilt, a + tilt});
        if (high_radius > 0) triangle(high, high + a * high_radius, high + b * high_radius);
    }
}

void ModelBuilder::blob(Vec3d centre, Vec3d radii) {
    double const g = (1 + std::sqrt(5.0)) / 2;
    std::array<Vec3d, 12> const corners{{{-1, g, 0},
                                         {1, g, 0},
                                         {-1, -g, 0},
                                         {1, -g, 0},
                                         {0, -1, g},
                                         {0, 1, g},
                                         {0, -1, -g},
                                         {0, 1, -g},
                                         {g, 0, -1},
                                         {g, 0, 1},
                                         {-g, 0, -1},
                                         {-g, 0, 1}}};
    constexpr std::array<std::array<std::size_t, 3>, 20> kFaces{
        {{0, 11, 5},  {0, 5, 1},  {0, 1, 7},  {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
         {11, 10, 2}, {10, 7, 6}, {7, 1, 8},  {3, 9, 4},  {3, 4, 2},   {3, 2, 6}, {3, 6, 8},
         {3, 8, 9},   {4, 9, 5},  {2, 4, 11}, {6, 2, 10}, {8, 6, 7},   {9, 8, 1}}};
    for (auto const& face : kFaces) {
        std::array<Vec3d, 3> at, normal;
        for (std::size_t i = 0; i < 3; ++i) {
            Vec3d const unit = base::normalised(corners[face[i]]);
            at[i] = centre + Vec3d{unit.x * radii.x, unit.y * radii.y, unit.z * radii.z};
            normal[i] = {unit.x / radii.x, unit.y / radii.y, unit.z / radii.z};
        }
        smooth_triangle(at, normal);
    }
}

struct ModelBuilder::Gltf {
    std::string binary, views, accessors, primitives, materials;
    int view = 0;

    static void comma(std::string& list) { list += list.empty() ? "" : ","; }

    /// One field of all corners; `bounds` are further members of its accessor. Its number.
    int field(Part const& part, auto Vertex::*field, char const* type, std::string const& bounds) {
        std::size_t const begin = binary.size();
        for (Vertex const& v : part.vertices) append(binary, (v.*field).data(), sizeof(v.*field));
        comma(views);
        views += formatted("{\"buffer\":0,\"byteOffset\":%zu,\"byteLength\":%zu,\"target\":34962}", begin,
                           binary.size() - begin);
        comma(accessors);
        accessors += formatted("{\"bufferView\":%d,\"componentType\":5126,\"count\":%zu,\"type\":\"%s\"%s}", view,
                               part.vertices.size(), type, bounds.c_str());
        return view++;
    }

    void material(Paint const& p) {
        comma(materials);
        materials += formatted(
            "{\"name\":\"%s\",\"pbrMetallicRoughness\":{\"baseColorFactor\":[%g,%g,%g,1],\"metallicFactor\":%g,"
            "\"roughnessFactor\":%g},"
            "\"emissiveFactor\":[%g,%g,%g]}",
            p.name.c_str(), p.colour[0], p.colour[1], p.colour[2], p.metal, p.roughness, p.glow[0], p.glow[1],
            p.glow[2]);
    }

    void add(Part const& part, std::size_t index) {
        std::array<float, 3> low = part.vertices.front().position, high = low;
        for (Vertex const& v : part.vertices) {
            for (std::size_t k = 0; k < 3; ++k) {
                low[k] = std::min(low[k], v.position[k]);
                high[k] = std::max(high[k], v.position[k]);
            }
        }
        auto const wide = [](float v) { return static_cast<double>(v); };
        int const position = field(part, &Vertex::position, "VEC3",
                                   formatted(",\"min\":[%.9g,%.9g,%.9g],\"max\":[%.9g,%.9g,%.9g]", wide(low[0]),
                                             wide(low[1]), wide(low[2]), wide(high[0]), wide(high[1]), wide(high[2])));
        int const normal = field(part, &Vertex::normal, "VEC3", "");
        int const uv = field(part, &Vertex::uv, "VEC2", "");
        comma(primitives);
        primitives += formatted("{\"attributes\":{\"POSITION\":%d,\"NORMAL\":%d,\"TEXCOORD_0\":%d},\"material\":%zu}",
                                position, normal, uv, index);
        material(part.paint);
    }

    std::string json(std::string const& name) const {
        return formatted(
                   "{\"asset\":{\"version\":\"2.0\",\"generator\":\"borough "
                   "sample\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
                   "\"nodes\":[{\"name\":\"%s\",\"mesh\":0}],\"buffers\":[{\"byteLength\":%zu}],",
                   name.c_str(), binary.size()) +
               "\"bufferViews\":[" + views + "],\"accessors\":[" + accessors + "],\"materials\":[" + materials +
               "],\"meshes\":[{\"name\":\"" + name + "\",\"primitives\":[" + primitives + "]}]}";
    }
};

base::Status ModelBuilder::write(std::filesystem::path const& file) const {
    Gltf gltf;
    for (std::size_t i = 0; i < parts_.size(); ++i) gltf.add(parts_[i], i);
    std::string json = gltf.json(file.stem().string());
    pad(json, ' ');
    pad(gltf.binary, '\0');

    std::string out;
    append(out, "glTF", 4);
    append_u32(out, 2);
    append_u32(out, 12 + 8 + json.size() + 8 + gltf.binary.size());
    append_u32(out, json.size());
    append(out, "JSON", 4);
    out += json;
    append_u32(out, gltf.binary.size());
    append(out, "BIN\0", 4);
    out += gltf.binary;
    std::ofstream stream(file, std::ios::binary);
    stream << out;
    stream.close();
    if (!stream) return base::Error{file.string() + ": cannot be written"};
    return base::done;
}

}  // namespace sample
