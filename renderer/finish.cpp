// The last look: splats, ink and rim lines, the selection, ids (shaders/finish.comp).
#include <array>

#include "renderer/passes.h"

namespace renderer {

void add_finish(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::vector<Use> uses{{r.resolved, Usage::sampled_compute},
                          {r.key, Usage::sampled_compute},
                          {r.depth, Usage::sampled_compute},
                          {r.result, Usage::storage_write}};
    if (c.want_ids) uses.push_back({r.ids, Usage::storage_write});
    if (c.want_splats) {
        uses.push_back({r.splat_depth, Usage::storage_read});
        uses.push_back({r.splat_building, Usage::storage_read});
        uses.push_back({r.far_light, Usage::storage_read});
    }
    graph.pass("finish", std::move(uses), [&c](VkCommandBuffer commands) {
        Targets const& t = c.targets;
        std::array<Texture, 4> const textures{
            Texture{t.samples > 1 ? t.resolved.view : t.colour.view, c.pipelines.nearest},
            Texture{t.key.view, c.pipelines.nearest}, Texture{t.depth.view, c.pipelines.nearest},
            Texture{t.result.view, VK_NULL_HANDLE, VK_IMAGE_LAYOUT_GENERAL}};
        struct {
            VkDeviceAddress ids;
            std::uint32_t flags;
        } const push{c.want_ids ? t.ids.address : 0, (c.want_ids ? 1u : 0u) | (c.want_splats ? 2u : 0u)};
        c.pipelines.bind(commands, c.pipelines.compute(Compute::finish, c.view.style, t.samples), textures,
                         c.frame_buffer, as_constants(push));
        vkCmdDispatch(commands, (t.width + 7) / 8, (t.height + 7) / 8, 1);
    });
}

}  // namespace renderer
