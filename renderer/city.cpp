// The picture itself: ground, what is painted on it, buildings, models, sky.
#include <array>

#include "renderer/passes.h"

namespace renderer {
namespace {

VkRenderingAttachmentInfo attachment(VkImageView view, VkImageLayout layout) {
    VkRenderingAttachmentInfo info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    info.imageView = view;
    info.imageLayout = layout;
    info.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    info.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    return info;
}

void begin(VkCommandBuffer commands, Targets const& t) {
    std::array<VkRenderingAttachmentInfo, 2> colours{attachment(t.colour.view, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL),
                                                     attachment(t.key.view, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL)};
    if (t.samples > 1) {
        colours[0].resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
        colours[0].resolveImageView = t.resolved.view;
        colours[0].resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        colours[0].storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    }
    VkRenderingAttachmentInfo const depth = attachment(t.depth.view, VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL);  // cleared to 0: far away
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {t.width, t.height}};
    info.layerCount = 1;
    info.colorAttachmentCount = static_cast<std::uint32_t>(colours.size());
    info.pColorAttachments = colours.data();
    info.pDepthAttachment = &depth;
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, t.width, t.height);
}

void draw_city(VkCommandBuffer commands, FrameContext const& c) {
    std::array<Texture, 4> const textures{Texture{c.targets.shadows.view, c.pipelines.compare},
                                          Texture{c.targets.sky_heights.view, c.pipelines.linear},
                                          Texture{c.scene.imagery ? c.scene.imagery.view : c.scene.white.view, c.pipelines.linear},
                                          Texture{c.scene.white.view, c.pipelines.repeat}};
    ScenePush const push{c.frame_address, kPictureView};
    auto const use = [&](Draw draw) {
        c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, c.targets.samples), textures, as_constants(push));
    };
    GpuScene const& s = c.scene;
    // Buildings first: what they hide is then never shaded. Ground, then its layers in painter's order, then the sky.
    use(Draw::walls);
    draw_tiles(commands, c, TileKind::walls, kPictureView);
    use(Draw::roofs);
    draw_tiles(commands, c, TileKind::roofs, kPictureView);
    if (s.solid_index_count > 0) {
        use(Draw::solids);
        draw_solids(commands, c);
    }
    if (!c.instance_draws.empty()) {
        draw_models(commands, c, c.pipelines.draw(Draw::models, c.view.style, c.targets.samples), std::span(textures).first(3), kPictureView);
    }
    if (s.grid_width > 1) {
        std::uint32_t const patches_down = (s.grid_height - 1 + kPatchCells - 1) / kPatchCells;
        use(Draw::terrain);
        vkCmdBindIndexBuffer(commands, s.patch_indices.handle, 0, VK_INDEX_TYPE_UINT16);
        vkCmdDrawIndexed(commands, kPatchCells * kPatchCells * 6, c.frame.patches_per_row * patches_down, 0, 0, 0);
        ++*c.draw_count;
    }
    vkCmdBindIndexBuffer(commands, s.ground_indices.handle, 0, VK_INDEX_TYPE_UINT32);
    if (s.skirt_index_count > 0) {
        use(Draw::skirt);
        vkCmdDrawIndexed(commands, s.skirt_index_count, 1, 0, 0, 0);
        ++*c.draw_count;
    }
    if (s.layer_index_count > 0) {
        use(Draw::layers);
        vkCmdDrawIndexed(commands, s.layer_index_count, 1, s.skirt_index_count, 0, 0);
        ++*c.draw_count;
    }
    use(Draw::sky);
    vkCmdDraw(commands, 3, 1, 0, 0);
    ++*c.draw_count;
}

}  // namespace

void add_city(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.draws, Usage::indirect},     {r.shadows, Usage::sampled},      {r.sky_heights, Usage::sampled},
                          {r.colour, Usage::color_target}, {r.key, Usage::color_target}, {r.depth, Usage::depth_target}};
    if (c.targets.samples > 1) uses.push_back({r.resolved, Usage::color_target});
    graph.pass("city", std::move(uses), [&c](VkCommandBuffer commands) {
        begin(commands, c.targets);
        draw_city(commands, c);
        vkCmdEndRendering(commands);
    });
}

}  // namespace renderer
