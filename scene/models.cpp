// Models and the places they stand at.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "scene/parts.h"

namespace scene {
namespace {

/// The shape that stands in for a mesh a few pixels tall: a leaf as wide and high as its box, two triangles, which the
/// renderer turns to face the eye (its front is south).
void append_far_shape(Mesh& mesh) {
    float const width = std::max(mesh.max.x - mesh.min.x, mesh.max.y - mesh.min.y) / 2;
    float const height = mesh.max.z - mesh.min.z;
    auto const first = static_cast<std::uint32_t>(mesh.vertices.size());
    auto const vertex = [&](float x, float z, base::Vec3d normal) {
        mesh.vertices.push_back({{x, 0, mesh.min.z + z * height}, pack_normal(normal), {0, 0}});
    };
    vertex(0, 0, {0, -1, 0});
    vertex(width, 0.6f, {0.6, -0.5, 0.6});
    vertex(0, 1, {0, -0.3, 1});
    vertex(-width, 0.6f, {-0.6, -0.5, 0.6});
    mesh.far_part.first_index = static_cast<std::uint32_t>(mesh.indices.size());
    for (std::uint32_t const v : {0u, 1u, 2u, 0u, 2u, 3u}) mesh.indices.push_back(first + v);
    mesh.far_part.index_count = 6;
}

double surface(assets::Model const& model, assets::Part const& part) {
    double sum = 0;
    for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
        auto const at = [&](std::uint32_t k) {
            base::Vec3f const p = model.vertices[model.indices[i + k]].position;
            return base::Vec3d{p.x, p.y, p.z};
        };
        sum += length(cross(at(1) - at(0), at(2) - at(0))) / 2;
    }
    return sum;
}

float to_linear(int byte) {
    float const c = static_cast<float>(byte) / 255;
    return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);  // sRGB, IEC 61966-2-1
}

/// What is left of a texture seen from far away: the mean light of its texels, those with more cover counting more.
/// White where there is none to be seen.
std::array<float, 3> mean_colour(base::Image const& image) {
    std::array<double, 256> linear{};
    for (std::size_t i = 0; i < linear.size(); ++i) linear[i] = to_linear(static_cast<int>(i));
    std::array<double, 3> sum{};
    double cover = 0;
    for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4) {
        double const weight = image.pixels[i + 3];
        cover += weight;
        for (std::size_t k = 0; k < 3; ++k) sum[k] += weight * linear[image.pixels[i + k]];
    }
    if (cover <= 0) return {1, 1, 1};
    return {static_cast<float>(sum[0] / cover), static_cast<float>(sum[1] / cover), static_cast<float>(sum[2] / cover)};
}

/// From far away a model is its part with most surface (its leaves, not its trunk).
void set_far_look(assets::Model const& model, assets::Material const& material, Mesh::Part& far) {
    std::copy(std::begin(material.colour), std::end(material.colour), far.colour);
    std::copy(std::begin(material.emissive), std::end(material.emissive), far.emissive);
    if (material.texture < 0) return;
    auto const mean = mean_colour(model.textures[static_cast<std::size_t>(material.texture)]);
    for (std::size_t i = 0; i < mean.size(); ++i) far.colour[i] *= mean[i];
}

Mesh mesh_of(assets::Model const& model, std::int32_t first_texture) {
    Mesh mesh;
    mesh.vertices.reserve(model.vertices.size());
    for (assets::Vertex const& v : model.vertices) {
        mesh.vertices.push_back({{v.position.x, v.position.y, v.position.z},
                                 pack_normal({v.normal.x, v.normal.y, v.normal.z}),
                                 {v.u, v.v}});
    }
    mesh.indices = model.indices;
    mesh.min = model.min;
    mesh.max = model.max;
    double most = 0;
    assets::Material const* largest = nullptr;
    for (assets::Part const& p : model.parts) {
        assets::Material const& m = model.materials[p.material];
        Mesh::Part& part = mesh.parts.emplace_back();
        part.first_index = p.first_index;
        part.index_count = p.index_count;
        std::copy(std::begin(m.colour), std::end(m.colour), part.colour);
        std::copy(std::begin(m.emissive), std::end(m.emissive), part.emissive);
        part.texture = m.texture >= 0 ? first_texture + m.texture : -1;
        part.cutout = m.cutout;
        double const area = surface(model, p);
        if (area > most) {
            most = area;
            largest = &m;
        }
    }
    if (largest) set_far_look(model, *largest, mesh.far_part);
    append_far_shape(mesh);
    return mesh;
}

}  // namespace

void build_models(twin::District const& district, Scene& scene) {
    for (assets::Model const& model : district.models) {
        auto const first_texture = static_cast<std::int32_t>(scene.textures.size());
        scene.meshes.push_back(mesh_of(model, first_texture));
        scene.textures.insert(scene.textures.end(), model.textures.begin(), model.textures.end());
    }
    std::uint32_t id = 0;
    for (twin::ModelInstances const& from : district.instances) {
        InstanceSet& set = scene.instances.emplace_back();
        set.mesh = from.model;
        set.instances.reserve(from.places.size());
        for (twin::ModelInstances::Place const& p : from.places) {
            set.instances.push_back(
                {{static_cast<float>(p.at.x), static_cast<float>(p.at.y), static_cast<float>(p.at.z)},
                 static_cast<float>(p.heading * std::numbers::pi / 180),
                 p.scale,
                 make_id(IdKind::instance, id++)});
        }
    }
}

}  // namespace scene
