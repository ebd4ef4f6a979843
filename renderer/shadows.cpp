// Shadow cascades: depth from the sun, one layer a cascade.
#include <algorithm>

#include "renderer/passes.h"

namespace renderer {
namespace {

void draw_cascade(VkCommandBuffer commands, FrameContext const& c, std::uint32_t cascade) {
    std::uint32_t const view = cascade + 1;
    auto const shader = [&](Draw draw) -> Pipeline const& {
        return c.pipelines.draw(draw, scene::Style::day, 1, c.view.section != nullptr);
    };
    auto const tiles = [&](Draw draw, TileKind kind) {
        c.pipelines.bind(commands, shader(draw), {}, c.frame_buffer.handle, as_constants(ScenePush{view}));
        draw_tiles(commands, c, kind, view);
    };
    begin_depth(commands, c.targets.shadows.part(0, cascade), kShadowSize, 1);
    tiles(Draw::wall_shadow, TileKind::walls);
    tiles(Draw::box_shadow, TileKind::boxes);
    if (c.scene.solid_index_count > 0) tiles(Draw::solid_shadow, TileKind::solids);
    // Beyond the second cascade a tree's shadow is less than a texel.
    if (cascade < 2) draw_models(commands, c, shader(Draw::model_shadow), {}, view);
    draw_section(commands, c, Draw::section_shadow, {}, view);
    vkCmdEndRendering(commands);
}

}  // namespace

void add_shadows(Graph& graph, FrameContext const& c, FrameResources const& r) {
    std::uint32_t const shares = c.in_pieces ? std::max(c.frame.cascades, 1u) : 1;
    for (std::uint32_t i = 0; i < shares; ++i) {
        graph.pass("shadows", {{r.draws, Usage::indirect}, {r.shadows, Usage::depth_target}},
                   [&c, share = Share{i, shares}](VkCommandBuffer commands) {
                       for (std::uint32_t k = share.begin(c.frame.cascades); k < share.end(c.frame.cascades); ++k)
                           draw_cascade(commands, c, k);
                   });
    }
}

}  // namespace renderer
