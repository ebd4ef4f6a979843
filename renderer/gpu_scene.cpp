#include "renderer/gpu_scene.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace renderer {
namespace {

/// Two triangles a wall, four vertices a corner: the same for every tile, as long as the largest tile needs.
std::vector<std::uint16_t> wall_pattern(std::vector<shared::Tile> const& tiles) {
    std::uint32_t most = 0;
    for (shared::Tile const& t : tiles) most = std::max(most, t.corner_count);
    std::vector<std::uint16_t> indices;
    indices.reserve(std::size_t{most} * 6);
    for (std::uint32_t corner = 0; corner < most; ++corner) {
        for (std::uint32_t const k : {0u, 1u, 3u, 0u, 3u, 2u})
            indices.push_back(static_cast<std::uint16_t>(corner * 4 + k));
    }
    return indices;
}

/// Twelve vertices a box: four of the top, then four a wall (shaders/boxes.vert). Three patterns, one after another:
/// all faces, the walls, the tops.
std::vector<std::uint16_t> box_patterns(std::vector<shared::Tile> const& tiles, std::array<VkDeviceSize, 3>& begins) {
    std::uint32_t most = 0;
    for (shared::Tile const& t : tiles) most = std::max(most, t.building_count);
    std::vector<std::uint16_t> indices;
    constexpr std::array<std::array<std::uint32_t, 2>, 3> faces{{{0, 3}, {1, 3}, {0, 1}}};
    for (std::size_t pattern = 0; pattern < 3; ++pattern) {
        begins[pattern] = indices.size() * sizeof(std::uint16_t);
        for (std::uint32_t box = 0; box < most; ++box) {
            for (std::uint32_t face = faces[pattern][0]; face < faces[pattern][1]; ++face) {
                for (std::uint32_t const k : {0u, 1u, 3u, 0u, 3u, 2u})
                    indices.push_back(static_cast<std::uint16_t>(box * 12 + face * 4 + k));
            }
        }
    }
    return indices;
}

/// Each cell split from south-west to north-east, as geo::HeightGrid promises.
std::vector<std::uint16_t> patch_pattern() {
    constexpr std::uint32_t cells = BOROUGH_PATCH_CELLS + 2, side = cells + 1;  // with the apron around
    std::vector<std::uint16_t> indices;
    for (std::uint32_t y = 0; y < cells; ++y) {
        for (std::uint32_t x = 0; x < cells; ++x) {
            std::uint32_t const sw = y * side + x;
            for (std::uint32_t const i : {sw, sw + 1, sw + side + 1, sw, sw + side + 1, sw + side})
                indices.push_back(static_cast<std::uint16_t>(i));
        }
    }
    return indices;
}

void upload_meshes(Uploader& uploader, scene::Scene const& scene, GpuScene& gpu) {
    std::vector<shared::MeshVertex> vertices;
    std::vector<std::uint32_t> indices;
    for (scene::Mesh const& mesh : scene.meshes) {
        GpuScene::Mesh& out = gpu.meshes.emplace_back();
        out.first_vertex = static_cast<std::uint32_t>(vertices.size());
        auto const first_index = static_cast<std::uint32_t>(indices.size());
        out.parts = mesh.parts;
        for (scene::Mesh::Part& part : out.parts) part.first_index += first_index;
        vertices.insert(vertices.end(), mesh.vertices.begin(), mesh.vertices.end());
        indices.insert(indices.end(), mesh.indices.begin(), mesh.indices.end());
        out.far_part = mesh.far_part;
        out.far_part.first_index += first_index;
        out.height = std::max(mesh.max.z - mesh.min.z, 0.1f);
        out.radius = std::hypot(std::max(std::abs(mesh.min.x), std::abs(mesh.max.x)),
                                std::max(std::abs(mesh.min.y), std::abs(mesh.max.y)),
                                std::max(std::abs(mesh.min.z), std::abs(mesh.max.z)));
    }
    gpu.mesh_vertices = uploader.buffer(bytes_of(vertices), 0, "mesh vertices");
    gpu.mesh_indices = uploader.buffer(bytes_of(indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "mesh indices");
    for (base::Image const& texture : scene.textures) {
        gpu.textures.push_back(uploader.image(texture.pixels, texture.width, texture.height, VK_FORMAT_R8G8B8A8_SRGB,
                                              true, "model texture"));
    }
    gpu.instances = scene.instances;
}

void upload_buildings(Uploader& uploader, scene::Scene const& scene, GpuScene& gpu) {
    gpu.tile_count = static_cast<std::uint32_t>(scene.city.tiles.size());
    gpu.tiles = uploader.buffer(bytes_of(scene.city.tiles), 0, "tiles");
    gpu.corners = uploader.buffer(bytes_of(scene.city.corners), 0, "corners");
    gpu.buildings = uploader.buffer(bytes_of(scene.city.buildings), 0, "buildings");
    gpu.roof_indices =
        uploader.buffer(bytes_of(scene.city.roof_indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "roof indices");
    gpu.wall_indices =
        uploader.buffer(bytes_of(wall_pattern(scene.city.tiles)), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "wall indices");
    gpu.box_indices = uploader.buffer(bytes_of(box_patterns(scene.city.tiles, gpu.box_pattern)),
                                      VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "box indices");
    gpu.own_colours.reserve(scene.city.buildings.size());
    for (shared::Building const& building : scene.city.buildings) gpu.own_colours.push_back(building.colour);
    gpu.building_count = static_cast<std::uint32_t>(scene.city.buildings.size());
    gpu.building_bytes = gpu.tiles.size + gpu.corners.size + gpu.buildings.size + gpu.roof_indices.size;

    gpu.solid_vertices = uploader.buffer(bytes_of(scene.solids.vertices), 0, "solid vertices");
    gpu.solid_indices =
        uploader.buffer(bytes_of(scene.solids.indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "solid indices");
    gpu.solid_index_count = static_cast<std::uint32_t>(scene.solids.indices.size());
}

void upload_ground(Uploader& uploader, scene::Ground const& ground, GpuScene& gpu) {
    gpu.heights = uploader.buffer(bytes_of(ground.z), 0, "heights");
    std::vector<std::uint16_t> const patch = patch_pattern();
    gpu.patch_index_count = static_cast<std::uint32_t>(patch.size());
    gpu.patch_indices = uploader.buffer(bytes_of(patch), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "patch indices");
    gpu.grid_x = ground.origin_x;
    gpu.grid_y = ground.origin_y;
    gpu.grid_spacing = ground.spacing;
    gpu.grid_width = ground.z.empty() ? 0 : ground.width;
    gpu.grid_height = ground.z.empty() ? 0 : ground.height;
    gpu.ground_vertices = uploader.buffer(bytes_of(ground.vertices), 0, "ground vertices");
    gpu.ground_indices = uploader.buffer(bytes_of(ground.indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "ground indices");
    gpu.layer_index_count = static_cast<std::uint32_t>(ground.indices.size());
    for (scene::Ground::Run const& run : ground.runs) {
        if (run.opacity > 0) gpu.layer_runs.push_back(run);
        gpu.lets_through = gpu.lets_through || run.opacity < 1;
    }
    gpu.skirt_vertices = uploader.buffer(bytes_of(ground.skirt), 0, "skirt vertices");
    gpu.skirt_indices =
        uploader.buffer(bytes_of(ground.skirt_indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT, "skirt indices");
    gpu.skirt_index_count = static_cast<std::uint32_t>(ground.skirt_indices.size());
    gpu.ground_z = ground.z;
    if (!ground.imagery.pixels.empty()) {
        gpu.imagery = uploader.image(ground.imagery.pixels, ground.imagery.width, ground.imagery.height,
                                     VK_FORMAT_R8G8B8A8_SRGB, true, "imagery");
        gpu.imagery_extent = ground.imagery_extent;
    }
}

}  // namespace

GpuScene GpuScene::upload(Device& device, scene::Scene const& scene) {
    GpuScene gpu;
    Uploader uploader(device);
    gpu.extent = scene.extent;
    gpu.min_z = scene.min_z;
    gpu.max_z = scene.max_z;
    upload_buildings(uploader, scene, gpu);
    upload_ground(uploader, scene.ground, gpu);
    std::array<std::uint8_t, 4> const white{255, 255, 255, 255};
    gpu.white = uploader.image(white, 1, 1, VK_FORMAT_R8G8B8A8_SRGB, false, "white");
    std::array<std::uint8_t, 4> const black{};
    gpu.black = uploader.image(black, 1, 1, VK_FORMAT_R8G8B8A8_UNORM, false, "black");
    upload_meshes(uploader, scene, gpu);
    uploader.flush();
    return gpu;
}

}  // namespace renderer
