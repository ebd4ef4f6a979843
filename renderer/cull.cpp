// Chooses the tiles that the picture, the shadow cascades and the sky view see, on the GPU.
#include "renderer/passes.h"

namespace renderer {

void add_cull(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("cull", {{r.draws, Usage::storage_write}, {r.tile_shares, Usage::storage_write}},
               [&c](VkCommandBuffer commands) {
                   if (c.scene.tile_count == 0) return;
                   ScenePush const push{0};
                   c.pipelines.bind(commands, c.pipelines.compute(Compute::cull, scene::Style::day, 1), {},
                                    c.frame_buffer.handle, as_constants(push));
                   vkCmdDispatch(commands, (c.scene.tile_count + 63) / 64, 1, 1);
               });
}

}  // namespace renderer
