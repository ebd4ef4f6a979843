// Paints the ground's layers in their plane, for the ground to look up: no depth, no lighting, painter's order.
#include <array>
#include <cmath>

#include "renderer/passes.h"

namespace renderer {
namespace {

void paint(VkCommandBuffer commands, FrameContext const& c, Pipeline const& pipeline, VkRenderingInfo& info) {
    Targets const& t = c.targets;
    info.sType = VK_STRUCTURE_TYPE_RENDERING_INFO;
    info.renderArea = {{0, 0}, {t.drape_width, t.drape_height}};
    info.layerCount = 1;
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, t.drape_width, t.drape_height);
    c.pipelines.bind(commands, pipeline, {}, c.frame_buffer.handle, as_constants(ScenePush{kPictureView}));
    vkCmdBindIndexBuffer(commands, c.scene.ground_indices.handle, 0, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexed(commands, c.scene.layer_index_count, 1, 0, 0, 0);
    ++*c.draw_count;
    vkCmdEndRendering(commands);
}

}  // namespace

void add_drape(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.drape, Usage::color_target}};
    if (c.targets.samples > 1) uses.push_back({r.drape_resolved, Usage::color_target});
    graph.pass("drape", std::move(uses), [&c](VkCommandBuffer commands) {
        Targets const& t = c.targets;
        VkRenderingAttachmentInfo colour = cleared_target(t.drape.view);
        // What nothing is painted on keeps the land's colour, so that edges against it average to something between.
        shared::vec3 const land = c.frame.ground[0];
        colour.clearValue.color = {{std::sqrt(land.x), std::sqrt(land.y), std::sqrt(land.z), 0}};
        if (t.samples > 1) {
            colour.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
            colour.resolveImageView = t.drape_resolved.view;
            colour.resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
            colour.storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
        }
        VkRenderingInfo info{};
        info.colorAttachmentCount = 1;
        info.pColorAttachments = &colour;
        paint(commands, c, c.pipelines.draw(Draw::drape, c.view.style, t.samples), info);
    });
    if (!c.want_ids) return;
    graph.pass("drape ids", {{r.drape_unused, Usage::color_target}, {r.drape_key, Usage::color_target}},
               [&c](VkCommandBuffer commands) {
                   std::array<VkRenderingAttachmentInfo, 2> const colours{cleared_target(c.targets.drape_unused.view),
                                                                          cleared_target(c.targets.drape_key.view)};
                   VkRenderingInfo info{};
                   info.colorAttachmentCount = 2;
                   info.pColorAttachments = colours.data();
                   paint(commands, c, c.pipelines.draw(Draw::drape_ids, c.view.style, 1), info);
               });
}

}  // namespace renderer
