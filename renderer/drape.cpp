// Paints the ground's layers in their plane, for the ground to look up: no depth, no lighting, painter's order.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "renderer/passes.h"

namespace renderer {
namespace {

using Run = scene::Ground::Run;

void begin_drape(VkCommandBuffer commands, Targets const& t, std::span<VkRenderingAttachmentInfo const> colours) {
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {t.drape_width, t.drape_height}};
    info.layerCount = 1;
    info.colorAttachmentCount = static_cast<std::uint32_t>(colours.size());
    info.pColorAttachments = colours.data();
    vkCmdBeginRendering(commands, &info);
    set_viewport(commands, t.drape_width, t.drape_height);
}

void paint(VkCommandBuffer commands, FrameContext const& c, Draw draw, std::uint32_t samples, Run const& run) {
    c.pipelines.bind(commands, c.pipelines.draw(draw, c.view.style, samples), {}, c.frame_buffer.handle,
                     as_constants(ScenePush{kPictureView}));
    vkCmdBindIndexBuffer(commands, c.scene.ground_indices.handle, 0, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexed(commands, run.index_count, 1, run.first_index, 0, 0);
    ++*c.draw_count;
}

/// Paint that is finished, one sample: the images that runs are painted from and onto in turn.
struct Plane {
    Resource resource;
    Image const* image = nullptr;
};

/// The layers' target, resolved into `onto`; cleared to land.
VkRenderingAttachmentInfo target(FrameContext const& c, Plane const& onto) {
    Targets const& t = c.targets;
    VkRenderingAttachmentInfo colour = cleared_target(t.samples > 1 ? t.drape.view : onto.image->view);
    // What nothing is painted on keeps the land's colour, so that edges against it average to something between.
    shared::vec3 const land = c.frame.ground[0];
    colour.clearValue.color = {{std::sqrt(land.x), std::sqrt(land.y), std::sqrt(land.z), 0}};
    if (t.samples > 1) {
        colour.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
        colour.resolveImageView = onto.image->view;
        colour.resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        colour.storeOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    }
    return colour;
}

/// So much of `above` and the rest of `below`, over all of the target.
void merge(VkCommandBuffer commands, FrameContext const& c, std::optional<Plane> const& below, Plane const& above,
           float opacity, std::uint32_t samples) {
    std::array<Texture, 2> const textures{Texture{below ? below->image->view : c.scene.black.view, c.pipelines.nearest},
                                          Texture{above.image->view, c.pipelines.nearest}};
    c.pipelines.bind(commands, c.pipelines.draw(Draw::drape_merge, c.view.style, samples), textures,
                     c.frame_buffer.handle, as_constants(opacity));
    vkCmdDraw(commands, 3, 1, 0, 0);
    ++*c.draw_count;
}

/// Whole triangles of a run.
Run share_of(Run const& run, Share share) {
    std::uint32_t const first = share.begin(run.index_count / 3) * 3, end = share.end(run.index_count / 3) * 3;
    return {run.first_index + first, end - first, run.opacity};
}

/// Large runs are several pieces.
std::uint32_t shares_of(FrameContext const& c, std::uint32_t indices) {
    constexpr std::uint32_t kPieceIndices = 1'500'000;
    return c.in_pieces ? indices / kPieceIndices + 1 : 1;
}

/// A run over what lies below it, which covers it there.
void add_paint(Graph& graph, FrameContext const& c, FrameResources const& r, std::optional<Plane> const& below,
               Plane const& onto, Run const& run) {
    std::vector<Use> uses{{onto.resource, Usage::color_target}};
    if (c.targets.samples > 1) uses.push_back({r.drape, Usage::color_target});
    if (below) uses.push_back({below->resource, Usage::sampled});
    std::uint32_t const shares = shares_of(c, run.index_count);
    for (std::uint32_t i = 0; i < shares; ++i) {
        graph.pass("drape", uses, [&c, below, onto, run, share = Share{i, shares}](VkCommandBuffer commands) {
            std::array colours{target(c, onto)};
            if (share.index > 0) colours[0].loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
            if (share.index + 1 < share.of) {
                colours[0].resolveMode = VK_RESOLVE_MODE_NONE;
                colours[0].storeOp = VK_ATTACHMENT_STORE_OP_STORE;
            }
            begin_drape(commands, c.targets, colours);
            if (below && share.index == 0) merge(commands, c, {}, *below, 1, c.targets.samples);
            paint(commands, c, Draw::drape, c.targets.samples, share_of(run, share));
            vkCmdEndRendering(commands);
        });
    }
}

void add_merge(Graph& graph, FrameContext const& c, std::optional<Plane> const& below, Plane const& above,
               Plane const& onto, float opacity) {
    std::vector<Use> uses{{above.resource, Usage::sampled}, {onto.resource, Usage::color_target}};
    if (below) uses.push_back({below->resource, Usage::sampled});
    graph.pass("drape merge", std::move(uses), [&c, below, above, onto, opacity](VkCommandBuffer commands) {
        std::array const colours{cleared_target(onto.image->view)};
        begin_drape(commands, c.targets, colours);
        merge(commands, c, below, above, opacity, 1);
        vkCmdEndRendering(commands);
    });
}

/// A layer that lets through is one sheet of glass: it is painted covering, and then only a share of it is taken.
/// Blending its triangles would darken each crossing of two roads.
void add_layer_by_layer(Graph& graph, FrameContext const& c, FrameResources const& r) {
    Targets& t = c.targets;
    std::array<Plane, 2> const planes{Plane{r.drape_resolved, t.samples > 1 ? &t.drape_resolved : &t.drape},
                                      Plane{r.drape_spare, &t.drape_spare}};
    Plane const layer{r.drape_layer, &t.drape_layer};
    std::vector<Run> const& runs = c.scene.layer_runs;
    std::optional<Plane> below;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Plane const& onto = planes[(runs.size() - 1 - i) % 2];  // the last is where the ground looks it up
        bool const covers = runs[i].opacity >= 1;
        add_paint(graph, c, r, below, covers ? onto : layer, runs[i]);
        if (!covers) add_merge(graph, c, below, layer, onto, runs[i].opacity);
        below = onto;
    }
}

/// A share of the runs, one of many or a part of the only one.
void add_ids(Graph& graph, FrameContext const& c, FrameResources const& r, std::vector<Run> const& runs, Share share) {
    graph.pass(
        "drape ids", {{r.drape_unused, Usage::color_target}, {r.drape_key, Usage::color_target}},
        [&c, runs, share](VkCommandBuffer commands) {
            std::array colours{cleared_target(c.targets.drape_unused.view), cleared_target(c.targets.drape_key.view)};
            if (share.index > 0) colours[0].loadOp = colours[1].loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
            begin_drape(commands, c.targets, colours);
            if (runs.size() == 1) {
                paint(commands, c, Draw::drape_ids, 1, share_of(runs.front(), share));
            } else {
                auto const count = static_cast<std::uint32_t>(runs.size());
                for (std::uint32_t i = share.begin(count); i < share.end(count); ++i)
                    paint(commands, c, Draw::drape_ids, 1, runs[i]);
            }
            vkCmdEndRendering(commands);
        });
}

}  // namespace

void add_drape(Graph& graph, FrameContext const& c, FrameResources const& r) {
    Targets& t = c.targets;
    std::vector<Run> runs{{0, c.scene.layer_index_count, 1}};
    if (c.scene.lets_through) runs = c.scene.layer_runs;
    if (c.scene.lets_through && !runs.empty()) {
        add_layer_by_layer(graph, c, r);
    } else {
        Plane const plane{r.drape_resolved, t.samples > 1 ? &t.drape_resolved : &t.drape};
        add_paint(graph, c, r, {}, plane, runs.empty() ? Run{} : runs.front());
    }
    if (!c.want_ids) return;
    std::uint32_t const shares = shares_of(c, c.scene.layer_index_count);
    for (std::uint32_t i = 0; i < shares; ++i) add_ids(graph, c, r, runs, {i, shares});
}

}  // namespace renderer
