// The scene on the GPU. Uploaded once, replaced whole.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "renderer/resources.h"
#include "scene/scene.h"

namespace renderer {

struct GpuScene {
    static GpuScene upload(Device& device, scene::Scene const& scene);

    base::Extent extent;
    double min_z = 0, max_z = 0;  ///< metres, everything drawn

    std::uint32_t tile_count = 0, building_count = 0;
    Buffer tiles, corners, buildings, roof_indices, wall_indices, box_indices;
    std::array<VkDeviceSize, 3> box_pattern{};  ///< bytes to the patterns of all faces, of walls alone, of tops
    std::vector<std::uint32_t> own_colours;     ///< shared::Building::colour, for when a live layer colours buildings
    std::uint64_t building_bytes = 0;           ///< all of the above but the patterns of wall and box indices

    Buffer solid_vertices, solid_indices;
    std::uint32_t solid_index_count = 0;

    Buffer heights, patch_indices;
    std::uint32_t patch_index_count = 0;
    float grid_x = 0, grid_y = 0, grid_spacing = 0;
    std::uint32_t grid_width = 0, grid_height = 0;
    Buffer skirt_vertices, skirt_indices;
    std::uint32_t skirt_index_count = 0;
    Buffer ground_vertices, ground_indices;
    std::uint32_t layer_index_count = 0;
    std::vector<scene::Ground::Run> layer_runs;  ///< without those that are not there
    bool lets_through = false;                   ///< one of them does
    std::vector<float> ground_z;                 ///< the height grid again, for the drape's plane
    Image imagery;
    base::Extent imagery_extent;

    /// A mesh's parts index the shared vertex and index buffers.
    struct Mesh {
        std::uint32_t first_vertex = 0;
        std::vector<scene::Mesh::Part> parts;
        scene::Mesh::Part far_part;
        float height = 1, radius = 1;
    };
    Buffer mesh_vertices, mesh_indices;
    std::vector<Mesh> meshes;
    std::vector<scene::InstanceSet> instances;  ///< kept on the CPU: what is in view is chosen per picture
    std::vector<Image> textures;
    Image white, black;  ///< one texel each; black is transparent
};

}  // namespace renderer
