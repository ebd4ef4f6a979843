// Buildings of a pixel or two are laid in by a compute shader: ten times as fast as triangles nobody can see.
#include "renderer/passes.h"

namespace renderer {

void add_splats(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("clear splats", {{r.splat_depth, Usage::transfer_write}, {r.splat_building, Usage::transfer_write}},
               [&c](VkCommandBuffer commands) {
                   vkCmdFillBuffer(commands, c.targets.splat_depth.handle, 0, VK_WHOLE_SIZE, 0);
                   vkCmdFillBuffer(commands, c.targets.splat_building.handle, 0, VK_WHOLE_SIZE, 0);
               });
    for (Compute const round : {Compute::splat_depths, Compute::splat_buildings}) {
        graph.pass(round == Compute::splat_depths ? "splat depths" : "splat buildings",
                   {{r.tile_shares, Usage::storage_read},
                    {r.splat_depth, Usage::storage_write},
                    {r.splat_building, Usage::storage_write}},
                   [&c, round](VkCommandBuffer commands) {
                       c.pipelines.bind(commands,
                                        c.pipelines.compute(round, scene::Style::day, 1, c.view.section != nullptr), {},
                                        c.frame_buffer.handle, {});
                       // Tiles run along x in rows of 32768: the device promises 65535 groups a side, no more.
                       std::uint32_t const tiles = c.scene.tile_count;
                       vkCmdDispatch(commands, std::min(tiles, 32768u), (tiles + 32767) / 32768, 1);
                   });
    }
}

}  // namespace renderer
