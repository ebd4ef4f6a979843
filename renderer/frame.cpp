#include "renderer/passes.h"

namespace renderer {
namespace {

/// `keep`: what is in there from before is wanted.
Resource import_image(Graph& graph, char const* name, Image& i, bool keep) {
    return keep ? graph.ready_image(name, i.handle, i.aspect(), i.layout, &i.layout)
                : graph.image(name, i.handle, i.aspect(), &i.layout);
}

/// What is painted in the plane of the ground's layers.
void import_paint(Graph& graph, FrameContext const& c, FrameResources& r) {
    Targets& t = c.targets;
    auto const image = [&](char const* name, Image& i, bool keep = false) {
        return import_image(graph, name, i, keep);
    };
    if (c.live.paint_index_count > 0) {
        bool const keep = c.keeps.paint;
        r.live_paint = image("live paint", t.live_paint, keep);
        r.live_paint_resolved =
            t.samples > 1 ? image("live paint resolved", t.live_paint_resolved, keep) : r.live_paint;
    }
    if (c.has_layers) {
        r.drape = image("drape", t.drape, c.keeps.drape);
        r.drape_resolved = t.samples > 1 ? image("drape resolved", t.drape_resolved, c.keeps.drape) : r.drape;
        if (c.scene.lets_through && !c.keeps.drape) {
            r.drape_spare = image("drape spare", t.drape_spare);
            r.drape_layer = image("drape layer", t.drape_layer);
        }
        if (c.want_ids) {
            r.drape_unused = image("drape unused", t.drape_unused);
            r.drape_key = image("drape key", t.drape_key, c.keeps.drape);
        }
    }
}

FrameResources import_resources(Graph& graph, FrameContext const& c) {
    Targets& t = c.targets;
    auto const image = [&](char const* name, Image& i, bool keep = false) {
        return import_image(graph, name, i, keep);
    };
    FrameResources r{};
    r.draws = graph.buffer("draws", c.draws.handle);
    r.tile_shares = graph.buffer("tile shares", c.tile_shares.handle);
    r.far_light = graph.buffer("far light", c.far_light.handle);
    r.shadows = image("shadows", t.shadows, c.keeps.light);
    r.sky_depth = image("sky depth", t.sky_depth);
    r.sky_heights = image("sky heights", t.sky_heights, c.keeps.light);
    r.colour = image("colour", t.colour, c.keeps.city);
    r.key = image("key", t.key, c.keeps.city);
    r.depth = image("depth", t.depth, c.keeps.city);
    r.resolved = t.samples > 1 ? image("resolved", t.resolved, c.keeps.city) : r.colour;
    r.finished = image("finished", t.finished, c.keeps.finish);
    r.result = image("result", t.result);
    if (c.want_ids) {
        r.finished_ids = graph.buffer("finished ids", t.finished_ids.handle);
        r.ids = graph.buffer("ids", t.ids.handle);
    }
    if (c.live.marker_count > 0) {
        r.hidden_markers = graph.buffer("hidden markers", c.live.hidden.handle);
        if (c.want_ids) r.live_key = image("live key", t.live_key);
    }
    import_paint(graph, c, r);
    if (c.projected) {
        r.projected_depth = image("projected depth", t.projected_depth, c.keeps.projected_depths);
        r.projected_draws = graph.buffer("projected draws", c.projected->draws.handle);
        r.projected_shares = graph.buffer("projected shares", c.projected->tile_shares.handle);
    }
    if (c.want_splats) {
        r.splat_depth = graph.buffer("splat depth", t.splat_depth.handle);
        r.splat_building = graph.buffer("splat building", t.splat_building.handle);
    }
    return r;
}

void add_everything_that_stands(Graph& graph, FrameContext const& context, FrameResources const& r) {
    add_cull(graph, context, r);
    if (!context.keeps.light) {
        add_shadows(graph, context, r);
        add_sky_view(graph, context, r);
    }
    add_far_light(graph, context, r);
    if (context.has_layers && !context.keeps.drape) add_drape(graph, context, r);
    if (context.live.paint_index_count > 0 && !context.keeps.paint) add_live_paint(graph, context, r);
    if (context.want_splats) add_splats(graph, context, r);
    add_city(graph, context, r);
}

}  // namespace

void add_frame(Graph& graph, FrameContext const& context) {
    FrameResources const r = import_resources(graph, context);
    if (!context.keeps.city) add_everything_that_stands(graph, context, r);
    if (!context.keeps.finish) add_finish(graph, context, r);
    add_lay_out(graph, context, r);
    if (context.projected) {
        if (!context.keeps.projected_depths) add_projected_depths(graph, context, r);
        add_projected(graph, context, r);
    }
    if (context.live.marker_count > 0 && !context.keeps_hidden) add_hidden_markers(graph, context, r);
    if (context.live.marker_count + context.live.trail_count > 0) add_live(graph, context, r);
    if (context.quad_count > 0) add_overlay(graph, context, r);
    if (context.reads_back) {
        add_readback(graph, context, r);
    } else {
        add_keep(graph, context, r);
    }
}

}  // namespace renderer
