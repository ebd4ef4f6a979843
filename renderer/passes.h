// The passes of a frame, one file each. Every pass declares what it reads and writes to the graph and records itself.
#pragma once

#include <cstdint>
#include <vector>

#include "renderer/frame_data.h"
#include "renderer/gpu_live.h"
#include "renderer/gpu_scene.h"
#include "renderer/graph.h"
#include "renderer/pipelines.h"
#include "renderer/projected.h"
#include "renderer/reuse.h"
#include "renderer/section.h"
#include "renderer/targets.h"
#include "scene/overlay.h"

namespace renderer {

/// Instances of one mesh in view: near ones whole, far ones as their simple shape.
struct InstanceDraw {
    std::uint32_t mesh = 0;
    std::uint32_t first = 0;  ///< into the instance buffer
    std::uint32_t count = 0;
    bool far = false;
};

/// What all passes of one picture (or tile) share. Plain references: it lives as long as the recording.
struct FrameContext {
    Device& device;
    Pipelines& pipelines;
    GpuScene const& scene;
    Targets& targets;
    scene::View const& view;
    shared::Frame const& frame;
    TileRect tile;
    Buffer const& frame_buffer;
    Buffer const& draws;
    Buffer const& tile_shares;
    Buffer const& far_light;
    std::vector<InstanceDraw> instance_draws;
    std::uint32_t patch_count = 0;  ///< of the height grid, in view
    VkDeviceAddress instances_address = 0;
    VkDeviceAddress quads_address = 0;
    std::uint32_t quad_count = 0;
    Image const* atlas = nullptr;
    bool want_ids = false;
    bool want_splats = false;
    bool has_layers = false;
    Keeps keeps;  ///< what is in `targets` already
    std::uint32_t* draw_count = nullptr;
    GpuLive const& live;
    GpuSection const& section;                    ///< that of the view, where it has one
    bool keeps_hidden = false;                    ///< which markers are hidden is known already, from the whole picture
    ProjectedBuffers const* projected = nullptr;  ///< null: no pictures of cameras lie on this one
    bool reads_back = true;  ///< to memory the CPU reads; else the picture stays for panels to show
    PixelSize shown = {};    ///< of the picture with symbols and overlay
    /// What takes long is several passes, so that panels can be drawn between them. Same bytes, a little more work.
    bool in_pieces = false;
};

/// Handles of everything the passes hand on.
struct FrameResources {
    Resource draws, tile_shares, far_light, shadows, sky_depth, sky_heights, colour, key, depth, resolved, finished,
        result, splat_depth, splat_building;
    Resource drape, drape_resolved, drape_spare, drape_layer, drape_unused, drape_key;
    Resource projected_depth, projected_draws, projected_shares;
    Resource finished_ids, ids, hidden_markers, live_key, live_paint, live_paint_resolved;
};

void add_cull(Graph&, FrameContext const&, FrameResources const&);
void add_shadows(Graph&, FrameContext const&, FrameResources const&);
void add_sky_view(Graph&, FrameContext const&, FrameResources const&);
void add_far_light(Graph&, FrameContext const&, FrameResources const&);
void add_drape(Graph&, FrameContext const&, FrameResources const&);
void add_splats(Graph&, FrameContext const&, FrameResources const&);
void add_city(Graph&, FrameContext const&, FrameResources const&);
void add_finish(Graph&, FrameContext const&, FrameResources const&);
void add_lay_out(Graph&, FrameContext const&, FrameResources const&);
void add_live_paint(Graph&, FrameContext const&, FrameResources const&);
void add_hidden_markers(Graph&, FrameContext const&, FrameResources const&);
void add_live(Graph&, FrameContext const&, FrameResources const&);
void add_overlay(Graph&, FrameContext const&, FrameResources const&);
void add_projected_depths(Graph&, FrameContext const&, FrameResources const&);
void add_projected(Graph&, FrameContext const&, FrameResources const&);
void add_readback(Graph&, FrameContext const&, FrameResources const&);
void add_keep(Graph&, FrameContext const&, FrameResources const&);

/// The passes in order (frame.cpp). Reading it from top to bottom is reading a frame.
void add_frame(Graph& graph, FrameContext const& context);

// ---- shared by passes ----

/// Constants of scene draws, as the shaders' Push blocks have them.
struct ScenePush {
    std::uint32_t view;
};
struct ModelPush {
    VkDeviceAddress vertices;
    VkDeviceAddress instances;
    float colour[4];
    float emissive[3];
    std::uint32_t flags;
    std::uint32_t view;
};

template <class T>
std::span<std::byte const> as_constants(T const& value) {
    return std::as_bytes(std::span<T const, 1>(&value, 1));
}

/// Which of the culling views a draw is for: 0 the picture, 1.. the cascades, 4 the sky view.
inline constexpr std::uint32_t kPictureView = 0, kSkyView = 4;
enum class TileKind : std::uint32_t { walls = 0, roofs = 1, solids = 2, boxes = 3 };
/// What heat is looked up in: the live layers' own, or nothing.
Texture heat_texture(FrameContext const&);
void draw_columns(VkCommandBuffer, FrameContext const&, std::span<Texture const> textures);
/// The faces that the view's section cuts, where it has one.
void draw_section(VkCommandBuffer, FrameContext const&, Draw, std::span<Texture const> textures, std::uint32_t view);
/// The `index`th of so many equal shares of a work.
struct Share {
    std::uint32_t index = 0, of = 1;
    std::uint32_t begin(std::uint32_t all) const { return static_cast<std::uint32_t>(std::uint64_t{all} * index / of); }
    std::uint32_t end(std::uint32_t all) const { return Share{index + 1, of}.begin(all); }
};
/// Draws tiles of one kind as one indirect call: all, or a share of them.
void draw_tiles(VkCommandBuffer, FrameContext const&, TileKind, std::uint32_t view, Share share = {});
/// Draws the chosen instances; `textures` are bindings 0 to 2, the mesh's own texture follows as 3.
void draw_models(VkCommandBuffer, FrameContext const&, Pipeline const&, std::span<Texture const> textures,
                 std::uint32_t view);
void set_viewport(VkCommandBuffer, std::uint32_t width, std::uint32_t height);
/// A colour target that starts as zeros and is kept.
VkRenderingAttachmentInfo cleared_target(VkImageView view);
/// Begins rendering into one depth image only.
void begin_depth(VkCommandBuffer, VkImageView, std::uint32_t size, float clear);

}  // namespace renderer
