// What several passes do alike.
#include <array>

#include "renderer/passes.h"

namespace renderer {

void set_viewport(VkCommandBuffer commands, std::uint32_t width, std::uint32_t height) {
    VkViewport const viewport{0, 0, static_cast<float>(width), static_cast<float>(height), 0, 1};
    VkRect2D const scissor{{0, 0}, {width, height}};
    vkCmdSetViewport(commands, 0, 1, &viewport);
    vkCmdSetScissor(commands, 0, 1, &scissor);
}

VkRenderingAttachmentInfo cleared_target(VkImageView view) {
    VkRenderingAttachmentInfo info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    info.imageView = view;
    info.imageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    info.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    info.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    return info;
}

void begin_depth(VkCommandBuffer commands, VkImageView view, std::uint32_t size, float clear) {
    VkRenderingAttachmentInfo depth{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    depth.imageView = view;
    depth.imageLayout = VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
    depth.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    depth.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    depth.clearValue.depthStencil = {clear, 0};
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {size, size}};
    info.layerCount = 1;
    info.pDepthAttachment = &depth;
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, size, size);
}

void draw_tiles(VkCommandBuffer commands, FrameContext const& c, TileKind kind, std::uint32_t view, Share share) {
    if (c.scene.tile_count == 0) return;
    bool const solids = kind == TileKind::solids;
    Buffer const& indices = kind == TileKind::walls   ? c.scene.wall_indices
                            : kind == TileKind::boxes ? c.scene.box_indices
                            : solids                  ? c.scene.solid_indices
                                                      : c.scene.roof_indices;
    std::size_t const pattern = view == kPictureView ? 0 : view == kSkyView ? 2 : 1;
    VkDeviceSize const first = kind == TileKind::boxes ? c.scene.box_pattern[pattern] : 0;
    vkCmdBindIndexBuffer(commands, indices.handle, first, solids ? VK_INDEX_TYPE_UINT32 : VK_INDEX_TYPE_UINT16);
    std::uint32_t const begin = share.begin(c.scene.tile_count), end = share.end(c.scene.tile_count);
    VkDeviceSize const row = VkDeviceSize{view * BOROUGH_TILE_KINDS + static_cast<std::uint32_t>(kind)};
    VkDeviceSize const offset = (row * c.scene.tile_count + begin) * sizeof(VkDrawIndexedIndirectCommand);
    vkCmdDrawIndexedIndirect(commands, c.draws.handle, offset, end - begin, sizeof(VkDrawIndexedIndirectCommand));
    ++*c.draw_count;
}

void draw_models(VkCommandBuffer commands, FrameContext const& c, Pipeline const& pipeline,
                 std::span<Texture const> textures, std::uint32_t view) {
    vkCmdBindIndexBuffer(commands, c.scene.mesh_indices.handle, 0, VK_INDEX_TYPE_UINT32);
    std::array<Texture, 4> bound{};
    std::copy(textures.begin(), textures.end(), bound.begin());
    for (InstanceDraw const& draw : c.instance_draws) {
        GpuScene::Mesh const& mesh = c.scene.meshes[draw.mesh];
        std::span<scene::Mesh::Part const> const parts =
            draw.far ? std::span(&mesh.far_part, 1) : std::span(mesh.parts);
        for (scene::Mesh::Part const& part : parts) {
            bound[3] = {
                part.texture >= 0 ? c.scene.textures[static_cast<std::size_t>(part.texture)].view : c.scene.white.view,
                c.pipelines.repeat};
            ModelPush push{c.scene.mesh_vertices.address + VkDeviceSize{mesh.first_vertex} * sizeof(shared::MeshVertex),
                           c.instances_address,
                           {},
                           {},
                           (part.cutout ? 1u : 0u) | (draw.far ? 2u : 0u),
                           view};
            std::copy(std::begin(part.colour), std::end(part.colour), push.colour);
            std::copy(std::begin(part.emissive), std::end(part.emissive), push.emissive);
            c.pipelines.bind(commands, pipeline, textures.empty() ? std::span<Texture const>() : bound,
                             c.frame_buffer.handle, as_constants(push));
            vkCmdDrawIndexed(commands, part.index_count, draw.count, part.first_index, 0, draw.first);
            ++*c.draw_count;
        }
    }
}

}  // namespace renderer
