// One tile of a picture, from a view to submitted commands.
#include "renderer/picture.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "renderer/check.h"
#include "renderer/patches.h"
#include "renderer/state.h"

namespace renderer {
namespace {

/// True where some buildings may be so small that they are drawn as splats; else their buffers are not even made. In
/// motion a small city's are cheaper as boxes than two more passes are.
bool may_splat(GpuScene const& scene, scene::View const& view) {
    constexpr std::uint32_t kFewTiles = 24, kFewBuildings = 20'000;
    if (view.fast && scene.building_count <= kFewBuildings) return false;
    return scene.tile_count > kFewTiles && view.width > 0;
}

/// While the camera moves the plane's size changes with every picture, and its images would be made anew each time.
void round_up(PixelRect& rect, std::uint32_t limit) {
    constexpr std::uint32_t kStep = 128;
    rect.width = std::min((rect.width + kStep - 1) / kStep * kStep, limit);
    rect.height = std::min((rect.height + kStep - 1) / kStep * kStep, limit);
}

/// Where the ground's layers are painted for this picture. True: they were already, for one before that is not far from
/// it. A fifth of what a picture in motion takes went into that.
bool place_drape(Picture& picture, GpuScene const& scene, scene::View const& view, Inputs const& wanted, Keeps& keeps,
                 std::uint32_t limit) {
    bool const layers = scene.layer_index_count > 0;
    std::optional<KeptDrape> const& painted = picture.painted;
    if (painted && view.fast && layers && painted->from.samples == wanted.samples && painted->from.ids == wanted.ids &&
        serves(painted->from, wanted) && covers(scene, painted->plane, painted->view, view)) {
        keeps.drape = true;
        keeps.paint = painted->from.surfaces == wanted.surfaces;
        picture.drape = painted->plane;
        return true;
    }
    TileRect const& tile = wanted.tile;
    PixelRect const own{static_cast<std::int32_t>(tile.x), static_cast<std::int32_t>(tile.y), tile.width, tile.height};
    picture.painted.reset();
    picture.drape = drape_plane(scene, view, own, limit);
    if (!view.fast) return false;
    if (layers) give_room(*picture.drape, view, limit);
    round_up(picture.drape->rect, limit);
    return false;
}

void fit_targets(Device& device, Targets& targets, FrameContext const& c, std::optional<DrapePlane> const& drape) {
    targets.fit(device, c.tile.width, c.tile.height, c.view.samples, c.want_ids, c.want_splats);
    targets.fit_result(device, c.shown);
    if (c.reads_back) targets.fit_readback(device);
    if (c.want_ids && c.live.marker_count > 0) targets.fit_live_key(device);
    if (drape) targets.fit_drape(device, drape->rect.width, drape->rect.height, c.want_ids, c.scene.lets_through);
    if (c.live.paint_index_count > 0) targets.fit_live_paint(device);
    if (c.projected) targets.fit_projected(device);
}

}  // namespace

Renderer::State::~State() {
    if (device) device->wait_idle();
    if (pool) vkDestroyCommandPool(device->handle, pool, nullptr);
}

void Renderer::State::make_commands() {
    VkCommandPoolCreateInfo const pool_info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr,
                                            VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT, device->queue_family};
    BOROUGH_VK(vkCreateCommandPool(device->handle, &pool_info, nullptr, &pool));
    VkCommandBufferAllocateInfo const info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool,
                                           VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    BOROUGH_VK(vkAllocateCommandBuffers(device->handle, &info, &commands));
}

void Renderer::State::begin_commands() {
    VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    BOROUGH_VK(vkBeginCommandBuffer(commands, &begin));
    // Graphs know nothing of earlier frames, whose pictures this one may start from.
    VkMemoryBarrier2 const all{
        VK_STRUCTURE_TYPE_MEMORY_BARRIER_2,   nullptr,
        VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, VK_ACCESS_2_MEMORY_WRITE_BIT,
        VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &all;
    vkCmdPipelineBarrier2(commands, &dependency);
}

void Renderer::State::fill(Buffer& buffer, std::span<std::byte const> bytes, char const* name) {
    if (!buffer || buffer.size < bytes.size()) {
        buffer = Buffer(*device, std::bit_ceil(bytes.size()),
                        VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT, Buffer::Memory::upload,
                        name);
    }
    if (!bytes.empty()) std::memcpy(buffer.mapped, bytes.data(), bytes.size());
}

void Renderer::State::upload_overlay(scene::Overlay const& overlay) {
    fill(quads, bytes_of(overlay.quads), "overlay quads");
    if (overlay.quads.empty() || (atlas && atlas_version == overlay.atlas_version)) return;
    Uploader uploader(*device);
    base::Image const& image = overlay.atlas;
    if (image.pixels.empty()) {
        std::array<std::uint8_t, 4> const nothing{};
        atlas = uploader.image(nothing, 1, 1, VK_FORMAT_R8G8B8A8_UNORM, false, "atlas");
    } else {
        atlas = uploader.image(image.pixels, image.width, image.height, VK_FORMAT_R8G8B8A8_UNORM, false, "atlas");
    }
    uploader.flush();
    atlas_version = overlay.atlas_version;
}

TilePlan Renderer::State::plan_tile(Picture& picture, scene::View const& view, TileOrder const& order) {
    TilePlan plan{inputs_of(scene_count, view), {}};
    plan.splats = may_splat(scene, view);
    plan.layers = scene.layer_index_count > 0;
    plan.wanted.tile = order.tile;
    plan.wanted.ids = order.want_ids;
    plan.wanted.surfaces = live.surfaces;
    plan.wanted.cameras = cameras_of(live.projected);
    Keeps& keeps = plan.keeps = what_stays(picture.held, plan.wanted);
    plan.borrows_light = view.fast && !keeps.light && picture.light && serves(picture.light->from, plan.wanted);
    keeps.light = keeps.light || plan.borrows_light;
    // Splats take their colours from light that is worked out for one picture at a time.
    if (plan.splats && !keeps.finish && far_light_of != &picture) keeps.city = false;
    if (!keeps.drape) picture.drape.reset();
    plan.borrows_drape = !picture.drape && (plan.layers || live.paint_index_count > 0) &&
                         place_drape(picture, scene, view, plan.wanted, keeps, device->caps.max_image);
    return plan;
}

shared::Frame Renderer::State::describe_tile(Picture& picture, scene::View const& view, TileOrder const& order,
                                             TilePlan& plan) {
    TileRect const& tile = order.tile;
    PixelRect const own{static_cast<std::int32_t>(tile.x), static_cast<std::int32_t>(tile.y), tile.width, tile.height};
    shared::Frame data = make_frame(scene, view, tile, picture.drape.value_or(DrapePlane{0, own}));
    if (plan.borrows_drape) borrow(*picture.painted, data);
    if (plan.layers && view.fast && !plan.keeps.drape) picture.painted = {plan.wanted, view, *picture.drape, data};
    if (picture.painted && !plan.keeps.paint) picture.painted->from.surfaces = plan.wanted.surfaces;
    if (plan.borrows_light) borrow(*picture.light, data);
    if (!plan.keeps.light) picture.light = {plan.wanted, data};
    // A picture that rests must not take this one's light or paint for its own.
    if (plan.borrows_light || plan.borrows_drape) plan.wanted.light.front() = std::numeric_limits<double>::quiet_NaN();
    if (plan.layers && order.want_ids) data.has_layers = 2;
    live.describe(data);
    data.patches = patches.address;
    data.draws = draws.address;
    data.tile_shares = tile_shares.address;
    data.far_light = far_light.address;
    data.splat_depth = plan.splats ? picture.targets.splat_depth.address : 0;
    data.splat_building = plan.splats ? picture.targets.splat_building.address : 0;
    if (!plan.splats) data.splat_pixels = 0;
    return data;
}

void Renderer::State::submit(Drawing& tile, std::size_t end) {
    begin_commands();
    timers->begin(commands);
    tile.graph.record(commands, tile.next, end, [&](std::string const& pass) { timers->mark(commands, pass); });
    BOROUGH_VK(vkEndCommandBuffer(commands));
    in_flight = device->submit(commands);
    tile.next = end;
}

std::unique_ptr<Drawing> Renderer::State::begin_tile(Picture& picture, scene::View const& view, TileOrder const& order,
                                                     scene::Overlay const& overlay, bool in_pieces) {
    begin_frame();
    auto tile = std::make_unique<Drawing>(picture, view, order);
    tile->plan = plan_tile(picture, view, order);
    ChosenInstances chosen;
    std::vector<shared::Patch> chosen_patches;
    if (!tile->plan.keeps.city) {
        chosen = choose_instances(scene, view);
        fill(instances, bytes_of(chosen.instances), "instances");
        chosen_patches = choose_patches(scene, view);
        fill(patches, bytes_of(chosen_patches), "patches");
    }
    upload_overlay(overlay);
    section.set(*device, view.section);
    PixelSize const shown = order.shown.width > 0 ? order.shown : PixelSize{order.tile.width, order.tile.height};
    if (in_pieces) keep_shown(*tile, shown);

    draw_count = 0;
    tile->context.emplace(FrameContext{*device,
                                       *pipelines,
                                       scene,
                                       picture.targets,
                                       tile->view,
                                       tile->data,
                                       order.tile,
                                       frame,
                                       draws,
                                       tile_shares,
                                       far_light,
                                       chosen.draws,
                                       static_cast<std::uint32_t>(chosen_patches.size()),
                                       instances.address,
                                       quads.address,
                                       static_cast<std::uint32_t>(overlay.quads.size()),
                                       &atlas,
                                       order.want_ids,
                                       tile->plan.splats,
                                       tile->plan.layers,
                                       tile->plan.keeps,
                                       &draw_count,
                                       live,
                                       section,
                                       order.keeps_hidden,
                                       live.projected.empty() ? nullptr : &projected,
                                       order.reads_back,
                                       shown,
                                       in_pieces});
    fit_targets(*device, picture.targets, *tile->context, picture.drape);
    tile->data = describe_tile(picture, view, order, tile->plan);
    fill(frame, as_constants(tile->data), "frame");
    if (tile->context->projected) projected.fill(*device, tile->data, live.projected, scene.tile_count);
    add_frame(tile->graph, *tile->context);
    return tile;
}

void Renderer::State::end_tile(Drawing& tile) {
    tile.picture.held = tile.plan.wanted;
    if (!tile.plan.keeps.city) far_light_of = &tile.picture;
}

void Renderer::State::draw_tile(Picture& picture, scene::View const& view, TileOrder const& order,
                                scene::Overlay const& overlay) {
    abandon();
    auto const tile = begin_tile(picture, view, order, overlay, false);
    submit(*tile, tile->graph.size());
    end_tile(*tile);
}

/// Draws the whole view small, for the depths in it: a tile does not know what hides a place outside it.
void Renderer::State::find_hidden(scene::View const& view) {
    double const shrink = std::sqrt(static_cast<double>(kTilePixels) / (double{1} * view.width * view.height));
    scene::View small = view;
    small.width = std::max(1u, static_cast<std::uint32_t>(view.width * shrink));
    small.height = std::max(1u, static_cast<std::uint32_t>(view.height * shrink));
    draw_tile(page, small, {.tile = {0, 0, small.width, small.height}}, {});
    device->wait_for(in_flight);
}

}  // namespace renderer
