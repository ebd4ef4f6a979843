// The picture itself: buildings, models, the ground with its paint, sky.
#include <array>
#include <functional>

#include "renderer/passes.h"

namespace renderer {
namespace {

/// The first part begins on nothing; the last one resolves.
void begin_city(VkCommandBuffer commands, Targets const& t, bool first, bool last) {
    std::array<VkRenderingAttachmentInfo, 2> colours{cleared_target(t.colour.view), cleared_target(t.key.view)};
    if (t.samples > 1 && last) {
        colours[0].resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
        colours[0].resolveImageView = t.resolved.view;
        colours[0].resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        colours[0].storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    }
    VkRenderingAttachmentInfo depth = cleared_target(t.depth.view);  // 0: far away
    depth.imageLayout = VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
    if (!first) colours[0].loadOp = colours[1].loadOp = depth.loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {t.width, t.height}};
    info.layerCount = 1;
    info.colorAttachmentCount = static_cast<std::uint32_t>(colours.size());
    info.pColorAttachments = colours.data();
    info.pDepthAttachment = &depth;
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, t.width, t.height);
}

std::array<Texture, 6> city_textures(FrameContext const& c) {
    return {Texture{c.targets.shadows.view, c.pipelines.compare},
            Texture{c.targets.sky_heights.view, c.pipelines.blurred},
            Texture{c.scene.imagery ? c.scene.imagery.view : c.scene.white.view, c.pipelines.linear},
            Texture{c.scene.white.view, c.pipelines.repeat},
            Texture{c.scene.black.view, c.pipelines.nearest},
            heat_texture(c)};
}

/// Looks its paint up in the drape. A share of it is rows of the picture.
void draw_ground(VkCommandBuffer commands, FrameContext const& c, Share share) {
    std::array<Texture, 6> const textures = city_textures(c);
    GpuScene const& s = c.scene;
    Targets const& t = c.targets;
    Texture const nothing{s.black.view, c.pipelines.nearest};
    std::array<Texture, 7> ground{textures[0], textures[1], textures[2], nothing, nothing, textures[5], nothing};
    if (c.has_layers) {
        ground[3] = {t.samples > 1 ? t.drape_resolved.view : t.drape.view, c.pipelines.linear};
        if (c.want_ids) ground[4] = {t.drape_key.view, c.pipelines.nearest};
    }
    if (c.live.paint_index_count > 0)
        ground[6] = {t.samples > 1 ? t.live_paint_resolved.view : t.live_paint.view, c.pipelines.linear};
    std::uint32_t const top = share.begin(t.height), bottom = share.end(t.height);
    VkRect2D const rows{{0, static_cast<std::int32_t>(top)}, {t.width, bottom - top}};
    vkCmdSetScissor(commands, 0, 1, &rows);
    ScenePush const push{kPictureView};
    auto const use = [&](Draw draw) {
        c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, t.samples, c.view.section != nullptr), ground,
                         c.frame_buffer.handle, as_constants(push));
    };
    if (c.patch_count > 0) {
        use(Draw::terrain);
        vkCmdBindIndexBuffer(commands, s.patch_indices.handle, 0, VK_INDEX_TYPE_UINT16);
        vkCmdDrawIndexed(commands, s.patch_index_count, c.patch_count, 0, 0, 0);
        ++*c.draw_count;
    }
    if (s.skirt_index_count > 0) {
        use(Draw::skirt);
        vkCmdBindIndexBuffer(commands, s.skirt_indices.handle, 0, VK_INDEX_TYPE_UINT32);
        vkCmdDrawIndexed(commands, s.skirt_index_count, 1, 0, 0, 0);
        ++*c.draw_count;
    }
}

void draw_things(VkCommandBuffer commands, FrameContext const& c) {
    std::array<Texture, 6> const textures = city_textures(c);
    if (!c.instance_draws.empty()) {
        bool const cut = c.view.section != nullptr;
        draw_models(commands, c, c.pipelines.draw(Draw::models, c.view.style, c.targets.samples, cut),
                    std::span(textures).first(3), kPictureView);
    }
    if (c.live.column_count > 0) draw_columns(commands, c, textures);
    draw_section(commands, c, Draw::section, textures, kPictureView);
}

void bind_city(VkCommandBuffer commands, FrameContext const& c, Draw draw) {
    std::array<Texture, 6> const textures = city_textures(c);
    c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, c.targets.samples, c.view.section != nullptr),
                     textures, c.frame_buffer.handle, as_constants(ScenePush{kPictureView}));
}

using CityPart = std::function<void(VkCommandBuffer)>;

/// In the order of drawing: buildings first, since what they hide is then never shaded.
std::vector<CityPart> city_parts(FrameContext const& c) {
    std::uint32_t const shares = c.in_pieces ? 4 : 1;  // of what takes longest
    std::vector<CityPart> parts;
    auto const tiles = [&](Draw draw, TileKind kind, Share share) {
        parts.push_back([&c, draw, kind, share](VkCommandBuffer commands) {
            bind_city(commands, c, draw);
            draw_tiles(commands, c, kind, kPictureView, share);
        });
    };
    for (std::uint32_t i = 0; i < shares; ++i) tiles(Draw::walls, TileKind::walls, {i, shares});
    tiles(Draw::boxes, TileKind::boxes, {});
    tiles(Draw::roofs, TileKind::roofs, {});
    if (c.scene.solid_index_count > 0) tiles(Draw::solids, TileKind::solids, {});
    parts.push_back([&c](VkCommandBuffer commands) { draw_things(commands, c); });
    for (std::uint32_t i = 0; i < shares; ++i)
        parts.push_back([&c, share = Share{i, shares}](VkCommandBuffer commands) { draw_ground(commands, c, share); });
    parts.push_back([&c](VkCommandBuffer commands) {
        set_viewport(commands, c.targets.width, c.targets.height);
        bind_city(commands, c, Draw::sky);
        vkCmdDraw(commands, 3, 1, 0, 0);
        ++*c.draw_count;
    });
    return parts;
}

std::vector<Use> city_uses(FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.draws, Usage::indirect},      {r.far_light, Usage::vertex_read},
                          {r.shadows, Usage::sampled},     {r.sky_heights, Usage::sampled},
                          {r.colour, Usage::color_target}, {r.key, Usage::color_target},
                          {r.depth, Usage::depth_target}};
    if (c.targets.samples > 1) uses.push_back({r.resolved, Usage::color_target});
    if (c.has_layers) uses.push_back({r.drape_resolved, Usage::sampled});
    if (c.live.paint_index_count > 0) uses.push_back({r.live_paint_resolved, Usage::sampled});
    if (c.has_layers && c.want_ids) uses.push_back({r.drape_key, Usage::sampled});
    return uses;
}

}  // namespace

void add_city(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<CityPart> const parts = city_parts(c);
    if (!c.in_pieces) {
        graph.pass("city", city_uses(c, r), [&c, parts](VkCommandBuffer commands) {
            begin_city(commands, c.targets, true, true);
            for (CityPart const& part : parts) part(commands);
            vkCmdEndRendering(commands);
        });
        return;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        bool const first = i == 0, last = i + 1 == parts.size();
        graph.pass("city", city_uses(c, r), [&c, part = parts[i], first, last](VkCommandBuffer commands) {
            begin_city(commands, c.targets, first, last);
            part(commands);
            vkCmdEndRendering(commands);
        });
    }
}

}  // namespace renderer
