// The city's heights from straight above, blurred level by level: how open a point is to the sky (light.glsl).
#include <array>

#include "renderer/check.h"
#include "renderer/passes.h"

namespace renderer {

void add_sky_view(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("sky view", {{r.draws, Usage::indirect}, {r.sky_depth, Usage::depth_target}},
               [&c](VkCommandBuffer commands) {
                   bool const cut = c.view.section != nullptr;
                   begin_depth(commands, c.targets.sky_depth.view, kSkySize, 0);
                   ScenePush const push{kSkyView};
                   c.pipelines.bind(commands, c.pipelines.draw(Draw::roof_heights, scene::Style::day, 1, cut), {},
                                    c.frame_buffer.handle, as_constants(push));
                   draw_tiles(commands, c, TileKind::roofs, kSkyView);
                   c.pipelines.bind(commands, c.pipelines.draw(Draw::box_heights, scene::Style::day, 1, cut), {},
                                    c.frame_buffer.handle, as_constants(push));
                   draw_tiles(commands, c, TileKind::boxes, kSkyView);
                   if (c.scene.solid_index_count > 0) {
                       c.pipelines.bind(commands, c.pipelines.draw(Draw::solid_heights, scene::Style::day, 1, cut), {},
                                        c.frame_buffer.handle, as_constants(push));
                       draw_tiles(commands, c, TileKind::solids, kSkyView);
                   }
                   vkCmdEndRendering(commands);
               });
    // A pass a level: each reads the level above it, so the graph sees the whole image change hands between them.
    for (std::uint32_t level = 0; level < kSkyLevels; ++level) {
        std::vector<Use> uses{{r.sky_heights, Usage::storage_write}};
        if (level == 0) uses.push_back({r.sky_depth, Usage::sampled_compute});
        graph.pass("sky level " + std::to_string(level), std::move(uses), [&c, level](VkCommandBuffer commands) {
            std::uint32_t const size = std::max(1u, kSkySize >> level);
            Texture const from =
                level == 0 ? Texture{c.targets.sky_depth.view, c.pipelines.nearest}
                           : Texture{c.targets.sky_heights.view, c.pipelines.nearest, VK_IMAGE_LAYOUT_GENERAL};
            std::array<Texture, 2> const textures{
                from, Texture{c.targets.sky_heights.part(level, 0), VK_NULL_HANDLE, VK_IMAGE_LAYOUT_GENERAL}};
            ScenePush const push{level};
            c.pipelines.bind(commands, c.pipelines.compute(Compute::sky_view, scene::Style::day, 1), textures,
                             c.frame_buffer.handle, as_constants(push));
            vkCmdDispatch(commands, (size + 7) / 8, (size + 7) / 8, 1);
        });
    }
}

}  // namespace renderer
