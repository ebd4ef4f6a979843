// Light on the faces of buildings too small to be shaded pixel by pixel.
#include <algorithm>
#include <array>

#include "renderer/passes.h"

namespace renderer {

void add_far_light(Graph& graph, FrameContext const& c, FrameResources const& r) {
    if (c.scene.tile_count == 0) return;
    graph.pass("far light",
               {{r.tile_shares, Usage::storage_read},
                {r.shadows, Usage::sampled_compute},
                {r.sky_heights, Usage::sampled_compute},
                {r.far_light, Usage::storage_write}},
               [&c](VkCommandBuffer commands) {
                   Texture const nothing{c.scene.black.view, c.pipelines.nearest};
                   std::array<Texture, 6> const textures{Texture{c.targets.shadows.view, c.pipelines.compare},
                                                         Texture{c.targets.sky_heights.view, c.pipelines.blurred},
                                                         nothing,
                                                         nothing,
                                                         nothing,
                                                         heat_texture(c)};
                   c.pipelines.bind(commands, c.pipelines.compute(Compute::far_light, c.view.style, 1), textures,
                                    c.frame_buffer.handle, as_constants(ScenePush{kPictureView}));
                   // In rows of 32768, as splats are.
                   std::uint32_t const tiles = c.scene.tile_count;
                   vkCmdDispatch(commands, std::min(tiles, 32768u), (tiles + 32767) / 32768, 1);
               });
}

}  // namespace renderer
