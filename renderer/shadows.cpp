// Shadow cascades: depth from the sun, one layer a cascade.
#include "renderer/passes.h"

namespace renderer {

void add_shadows(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("shadows", {{r.draws, Usage::indirect}, {r.shadows, Usage::depth_target}},
               [&c](VkCommandBuffer commands) {
                   bool const cut = c.view.section != nullptr;
                   for (std::uint32_t cascade = 0; cascade < c.frame.cascades; ++cascade) {
                       begin_depth(commands, c.targets.shadows.part(0, cascade), kShadowSize, 1);
                       ScenePush const push{cascade + 1};
                       c.pipelines.bind(commands, c.pipelines.draw(Draw::wall_shadow, scene::Style::day, 1, cut), {},
                                        c.frame_buffer.handle, as_constants(push));
                       draw_tiles(commands, c, TileKind::walls, cascade + 1);
                       c.pipelines.bind(commands, c.pipelines.draw(Draw::box_shadow, scene::Style::day, 1, cut), {},
                                        c.frame_buffer.handle, as_constants(push));
                       draw_tiles(commands, c, TileKind::boxes, cascade + 1);
                       if (c.scene.solid_index_count > 0) {
                           c.pipelines.bind(commands, c.pipelines.draw(Draw::solid_shadow, scene::Style::day, 1, cut),
                                            {}, c.frame_buffer.handle, as_constants(push));
                           draw_tiles(commands, c, TileKind::solids, cascade + 1);
                       }
                       // Beyond the second cascade a tree's shadow is less than a texel.
                       if (cascade < 2)
                           draw_models(commands, c, c.pipelines.draw(Draw::model_shadow, scene::Style::day, 1, cut), {},
                                       cascade + 1);
                       draw_section(commands, c, Draw::section_shadow, {}, cascade + 1);
                       vkCmdEndRendering(commands);
                   }
               });
}

}  // namespace renderer
