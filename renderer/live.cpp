// The live passes: which places are hidden, symbols and trails over the finished picture, and their ids.
#include <array>

#include "renderer/passes.h"

namespace renderer {
namespace {

struct MarkerPush {
    VkDeviceAddress markers;
    VkDeviceAddress hidden;
    float size[2];
    float scale;
};

MarkerPush marker_push(FrameContext const& c) {
    // Of the picture that is shown, which may be larger than the one that is drawn.
    double const scale = scene::design_scale(c.view) * c.shown.height / c.targets.height;
    return {c.live.markers.buffer().address,
            c.live.hidden.address,
            {static_cast<float>(c.shown.width), static_cast<float>(c.shown.height)},
            static_cast<float>(scale)};
}

void begin_live(VkCommandBuffer commands, FrameContext const& c, VkRenderingAttachmentInfo const& colour) {
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {c.shown.width, c.shown.height}};
    info.layerCount = 1;
    info.colorAttachmentCount = 1;
    info.pColorAttachments = &colour;
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, c.shown.width, c.shown.height);
}

void draw_markers(VkCommandBuffer commands, FrameContext const& c, Draw draw) {
    if (c.live.marker_count == 0) return;
    c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, 1), {}, c.frame_buffer.handle,
                     as_constants(marker_push(c)));
    vkCmdBindIndexBuffer(commands, c.live.quad_indices.handle, 0, VK_INDEX_TYPE_UINT16);
    constexpr std::uint32_t kQuads = 2;  // a marker, as marker.vert has them
    for (std::uint32_t first = 0; first < c.live.marker_count; first += kQuadsPerDraw / kQuads) {
        std::uint32_t const count = std::min(kQuadsPerDraw / kQuads, c.live.marker_count - first) * kQuads;
        vkCmdDrawIndexed(commands, count * 6, 1, 0, static_cast<std::int32_t>(first * kQuads * 4), 0);
        ++*c.draw_count;
    }
}

void draw_trails(VkCommandBuffer commands, FrameContext const& c) {
    if (c.live.trail_count < 2) return;
    MarkerPush const same = marker_push(c);
    struct {
        VkDeviceAddress points;
        float size[2];
        float scale;
        std::uint32_t count;
    } const push{c.live.trails.buffer().address, {same.size[0], same.size[1]}, same.scale, c.live.trail_count};
    std::array<Texture, 1> const textures{Texture{c.targets.depth.view, c.pipelines.nearest}};
    c.pipelines.bind(commands, c.pipelines.draw(Draw::trails, c.view.style, c.targets.samples), textures,
                     c.frame_buffer.handle, as_constants(push));
    vkCmdDraw(commands, (c.live.trail_count - 1) * 6, 1, 0, 0);
    ++*c.draw_count;
}

}  // namespace

Texture heat_texture(FrameContext const& c) {
    if (!c.live.heat) return {c.scene.black.view, c.pipelines.nearest};
    return {c.live.heat.view, c.pipelines.linear};
}

void draw_columns(VkCommandBuffer commands, FrameContext const& c, std::span<Texture const> textures) {
    VkDeviceAddress const columns = c.live.columns.buffer().address;
    c.pipelines.bind(commands,
                     c.pipelines.draw(Draw::columns, c.view.style, c.targets.samples, c.view.section != nullptr),
                     textures, c.frame_buffer.handle, as_constants(columns));
    constexpr std::uint32_t kVerticesPerSide = 9;  // column.vert
    vkCmdDraw(commands, BOROUGH_PRISM_SIDES * kVerticesPerSide, c.live.column_count, 0, 0);
    ++*c.draw_count;
}

void add_live_paint(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.live_paint, Usage::color_target}};
    if (c.targets.samples > 1) uses.push_back({r.live_paint_resolved, Usage::color_target});
    graph.pass("live paint", std::move(uses), [&c](VkCommandBuffer commands) {
        Targets const& t = c.targets;
        VkRenderingAttachmentInfo colour = cleared_target(t.live_paint.view);
        if (t.samples > 1) {
            colour.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
            colour.resolveImageView = t.live_paint_resolved.view;
            colour.resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
            colour.storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
        }
        VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
        info.renderArea = {{0, 0}, {t.drape_width, t.drape_height}};
        info.layerCount = 1;
        info.colorAttachmentCount = 1;
        info.pColorAttachments = &colour;
        vkCmdBeginRendering(commands, &info);
        set_viewport(commands, t.drape_width, t.drape_height);
        VkDeviceAddress const vertices = c.live.paint_vertices.buffer().address;
        c.pipelines.bind(commands, c.pipelines.draw(Draw::live_paint, c.view.style, t.samples), {},
                         c.frame_buffer.handle, as_constants(vertices));
        vkCmdBindIndexBuffer(commands, c.live.paint_indices.buffer().handle, 0, VK_INDEX_TYPE_UINT32);
        vkCmdDrawIndexed(commands, c.live.paint_index_count, 1, 0, 0, 0);
        ++*c.draw_count;
        vkCmdEndRendering(commands);
    });
}

void add_hidden_markers(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("hidden markers", {{r.depth, Usage::sampled_compute}, {r.hidden_markers, Usage::storage_write}},
               [&c](VkCommandBuffer commands) {
                   std::array<Texture, 1> const textures{Texture{c.targets.depth.view, c.pipelines.nearest}};
                   struct {
                       VkDeviceAddress markers, hidden;
                       std::uint32_t count;
                   } const push{c.live.markers.buffer().address, c.live.hidden.address, c.live.marker_count};
                   c.pipelines.bind(commands,
                                    c.pipelines.compute(Compute::hidden_markers, c.view.style, c.targets.samples),
                                    textures, c.frame_buffer.handle, as_constants(push));
                   constexpr std::uint32_t kRow = 32768;  // groups, as marker_hidden.comp counts them
                   std::uint32_t const groups = (c.live.marker_count + 63) / 64;
                   vkCmdDispatch(commands, std::min(groups, kRow), (groups + kRow - 1) / kRow, 1);
               });
}

void add_live(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.result, Usage::color_target}};
    if (c.live.marker_count > 0) uses.push_back({r.hidden_markers, Usage::vertex_read});
    if (c.live.trail_count > 0) uses.push_back({r.depth, Usage::sampled});
    graph.pass("live", std::move(uses), [&c](VkCommandBuffer commands) {
        VkRenderingAttachmentInfo colour = cleared_target(c.targets.result.view);
        colour.loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
        begin_live(commands, c, colour);
        draw_trails(commands, c);
        draw_markers(commands, c, Draw::markers);
        vkCmdEndRendering(commands);
    });
    if (!c.want_ids || c.live.marker_count == 0) return;
    graph.pass("live ids", {{r.hidden_markers, Usage::vertex_read}, {r.live_key, Usage::color_target}},
               [&c](VkCommandBuffer commands) {
                   begin_live(commands, c, cleared_target(c.targets.live_key.view));
                   draw_markers(commands, c, Draw::marker_ids);
                   vkCmdEndRendering(commands);
               });
    graph.pass("merge ids", {{r.live_key, Usage::sampled_compute}, {r.ids, Usage::storage_write}},
               [&c](VkCommandBuffer commands) {
                   std::array<Texture, 1> const textures{Texture{c.targets.live_key.view, c.pipelines.nearest}};
                   VkDeviceAddress const ids = c.targets.ids.address;
                   c.pipelines.bind(commands, c.pipelines.compute(Compute::live_ids, c.view.style, 1), textures,
                                    c.frame_buffer.handle, as_constants(ids));
                   vkCmdDispatch(commands, (c.targets.width + 7) / 8, (c.targets.height + 7) / 8, 1);
               });
}

}  // namespace renderer
