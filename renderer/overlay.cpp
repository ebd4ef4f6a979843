// Labels and furniture over the finished picture, one sample, in pixels.
#include <array>

#include "renderer/passes.h"

namespace renderer {

void add_overlay(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("overlay", {{r.result, Usage::color_target}}, [&c](VkCommandBuffer commands) {
        VkRenderingAttachmentInfo colour{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
        colour.imageView = c.targets.result.view;
        colour.imageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        colour.loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
        colour.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
        VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
        info.renderArea = {{0, 0}, {c.shown.width, c.shown.height}};
        info.layerCount = 1;
        info.colorAttachmentCount = 1;
        info.pColorAttachments = &colour;
        vkCmdBeginRendering(commands, &info);
        set_viewport(commands, c.shown.width, c.shown.height);
        struct {
            VkDeviceAddress quads;
            float origin[2];
            float size[2];
        } const push{c.quads_address,
                     {static_cast<float>(c.tile.x), static_cast<float>(c.tile.y)},
                     {static_cast<float>(c.shown.width), static_cast<float>(c.shown.height)}};
        std::array<Texture, 1> const textures{Texture{c.atlas->view, c.pipelines.linear}};
        c.pipelines.bind(commands, c.pipelines.draw(Draw::overlay, c.view.style, 1), textures, VK_NULL_HANDLE,
                         as_constants(push));
        vkCmdDraw(commands, c.quad_count * 6, 1, 0, 0);
        ++*c.draw_count;
        vkCmdEndRendering(commands);
    });
}

}  // namespace renderer
