// The picture itself: buildings, models, the ground with its paint, sky.
#include <array>

#include "renderer/passes.h"

namespace renderer {
namespace {

void begin_city(VkCommandBuffer commands, Targets const& t) {
    std::array<VkRenderingAttachmentInfo, 2> colours{cleared_target(t.colour.view), cleared_target(t.key.view)};
    if (t.samples > 1) {
        colours[0].resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
        colours[0].resolveImageView = t.resolved.view;
        colours[0].resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        colours[0].storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    }
    VkRenderingAttachmentInfo depth = cleared_target(t.depth.view);  // 0: far away
    depth.imageLayout = VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
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
    Texture const nothing{c.scene.black.view, c.pipelines.nearest};
    std::array<Texture, 6> const textures{
        Texture{c.targets.shadows.view, c.pipelines.compare},
        Texture{c.targets.sky_heights.view, c.pipelines.blurred},
        Texture{c.scene.imagery ? c.scene.imagery.view : c.scene.white.view, c.pipelines.linear},
        Texture{c.scene.white.view, c.pipelines.repeat},
        nothing,
        heat_texture(c)};
    ScenePush const push{kPictureView};
    bool const cut = c.view.section != nullptr;
    auto const use = [&](Draw draw) {
        c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, c.targets.samples, cut), textures,
                         c.frame_buffer.handle, as_constants(push));
    };
    GpuScene const& s = c.scene;
    // Buildings first: what they hide is then never shaded.
    use(Draw::walls);
    draw_tiles(commands, c, TileKind::walls, kPictureView);
    use(Draw::boxes);
    draw_tiles(commands, c, TileKind::boxes, kPictureView);
    use(Draw::roofs);
    draw_tiles(commands, c, TileKind::roofs, kPictureView);
    if (s.solid_index_count > 0) {
        use(Draw::solids);
        draw_tiles(commands, c, TileKind::solids, kPictureView);
    }
    if (!c.instance_draws.empty()) {
        draw_models(commands, c, c.pipelines.draw(Draw::models, c.view.style, c.targets.samples, cut),
                    std::span(textures).first(3), kPictureView);
    }
    if (c.live.column_count > 0) draw_columns(commands, c, textures);
    draw_section(commands, c, Draw::section, textures, kPictureView);
    std::array<Texture, 7> ground{textures[0], textures[1], textures[2], nothing, nothing, textures[5], nothing};
    if (c.has_layers) {
        ground[3] = {c.targets.samples > 1 ? c.targets.drape_resolved.view : c.targets.drape.view, c.pipelines.linear};
        if (c.want_ids) ground[4] = {c.targets.drape_key.view, c.pipelines.nearest};
    }
    if (c.live.paint_index_count > 0) {
        Targets const& t = c.targets;
        ground[6] = {t.samples > 1 ? t.live_paint_resolved.view : t.live_paint.view, c.pipelines.linear};
    }
    auto const use_ground = [&](Draw draw) {
        c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, c.targets.samples, cut), ground,
                         c.frame_buffer.handle, as_constants(push));
    };
    if (c.patch_count > 0) {
        use_ground(Draw::terrain);
        vkCmdBindIndexBuffer(commands, s.patch_indices.handle, 0, VK_INDEX_TYPE_UINT16);
        vkCmdDrawIndexed(commands, s.patch_index_count, c.patch_count, 0, 0, 0);
        ++*c.draw_count;
    }
    if (s.skirt_index_count > 0) {
        use_ground(Draw::skirt);
        vkCmdBindIndexBuffer(commands, s.skirt_indices.handle, 0, VK_INDEX_TYPE_UINT32);
        vkCmdDrawIndexed(commands, s.skirt_index_count, 1, 0, 0, 0);
        ++*c.draw_count;
    }
    use(Draw::sky);
    vkCmdDraw(commands, 3, 1, 0, 0);
    ++*c.draw_count;
}

}  // namespace

void add_city(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.draws, Usage::indirect},      {r.far_light, Usage::vertex_read},
                          {r.shadows, Usage::sampled},     {r.sky_heights, Usage::sampled},
                          {r.colour, Usage::color_target}, {r.key, Usage::color_target},
                          {r.depth, Usage::depth_target}};
    if (c.targets.samples > 1) uses.push_back({r.resolved, Usage::color_target});
    if (c.has_layers) uses.push_back({r.drape_resolved, Usage::sampled});
    if (c.live.paint_index_count > 0) uses.push_back({r.live_paint_resolved, Usage::sampled});
    if (c.has_layers && c.want_ids) uses.push_back({r.drape_key, Usage::sampled});
    graph.pass("city", std::move(uses), [&c](VkCommandBuffer commands) {
        begin_city(commands, c.targets);
        draw_city(commands, c);
        vkCmdEndRendering(commands);
    });
}

}  // namespace renderer
