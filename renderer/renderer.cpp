#include "renderer/renderer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include "renderer/check.h"
#include "renderer/device.h"
#include "renderer/instances.h"
#include "renderer/passes.h"
#include "renderer/patches.h"
#include "renderer/swapchain.h"
#include "renderer/timers.h"

namespace renderer {
namespace {

/// Pixels drawn at once. Four samples of colour, key and depth are 48 bytes a pixel: about 110 MiB for this many.
constexpr std::uint64_t kTilePixels = 1920ull * 1200;

struct Commands {
    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer buffer = VK_NULL_HANDLE;
};

}  // namespace

struct Renderer::State {
    std::unique_ptr<Device> device;
    std::unique_ptr<Pipelines> pipelines;
    std::unique_ptr<Swapchain> swapchain;
    std::unique_ptr<PassTimers> timers;
    GpuScene scene;
    GpuLive live;
    Targets targets;
    Buffer draws, tile_shares, far_light;
    Buffer frame, instances, patches, quads;
    Image atlas;
    std::uint64_t atlas_version = 0;
    Commands commands;
    std::uint64_t in_flight = 0;  ///< what must be done before `frame` and the like may be written again
    std::uint32_t draw_count = 0;

    ~State() {
        if (device) device->wait_idle();
        if (commands.pool) vkDestroyCommandPool(device->handle, commands.pool, nullptr);
    }

    void make_commands();
    void upload_overlay(scene::Overlay const& overlay);
    void fill(Buffer& buffer, std::span<std::byte const> bytes, char const* name);
    void find_hidden(scene::View const& view);
    /// Records and submits one tile. `keeps_light`: shadows and sky view are this view's already, from its first tile.
    void draw_tile(scene::View const& view, TileRect const& tile, scene::Overlay const& overlay, bool want_ids,
                   bool keeps_light, bool keeps_hidden, std::optional<Swapchain::Frame> const& window);
};

void Renderer::State::make_commands() {
    VkCommandPoolCreateInfo const pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr,
                                       VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT, device->queue_family};
    BOROUGH_VK(vkCreateCommandPool(device->handle, &pool, nullptr, &commands.pool));
    VkCommandBufferAllocateInfo const info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, commands.pool,
                                           VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    BOROUGH_VK(vkAllocateCommandBuffers(device->handle, &info, &commands.buffer));
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

namespace {

void copy_to_window(VkCommandBuffer commands, Targets const& targets, Swapchain::Frame const& window) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    barrier.dstStageMask = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT;
    barrier.dstAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT;
    barrier.newLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    barrier.image = window.image;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.imageMemoryBarrierCount = 1;
    dependency.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &dependency);
    VkImageBlit blit{};
    blit.srcSubresource = blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    blit.srcOffsets[1] = {static_cast<std::int32_t>(targets.width), static_cast<std::int32_t>(targets.height), 1};
    blit.dstOffsets[1] = {static_cast<std::int32_t>(window.extent.width),
                          static_cast<std::int32_t>(window.extent.height), 1};
    vkCmdBlitImage(commands, targets.result.handle, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, window.image,
                   VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &blit, VK_FILTER_LINEAR);
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT;
    barrier.srcAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT;
    barrier.dstStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    barrier.dstAccessMask = 0;
    barrier.oldLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    barrier.newLayout = VK_IMAGE_LAYOUT_PRESENT_SRC_KHR;
    vkCmdPipelineBarrier2(commands, &dependency);
}

/// True where some buildings may be so small that they are drawn as splats; else their buffers are not even made.
bool may_splat(GpuScene const& scene, scene::View const& view) {
    constexpr std::uint32_t kFewTiles = 24;
    return scene.tile_count > kFewTiles && view.width > 0;
}

}  // namespace

void Renderer::State::draw_tile(scene::View const& view, TileRect const& tile, scene::Overlay const& overlay,
                                bool want_ids, bool keeps_light, bool keeps_hidden,
                                std::optional<Swapchain::Frame> const& window) {
    device->wait_for(in_flight);
    timers->collect();
    device->bury();
    bool const splats = may_splat(scene, view);
    targets.fit(*device, tile.width, tile.height, view.samples, want_ids, splats);
    if (want_ids && live.marker_count > 0) targets.fit_live_key(*device);
    bool const layers = scene.layer_index_count > 0;
    PixelRect const own{static_cast<std::int32_t>(tile.x), static_cast<std::int32_t>(tile.y), tile.width, tile.height};
    bool const paint = live.paint_index_count > 0;
    DrapePlane const drape =
        layers || paint ? drape_plane(scene, view, own, device->caps.max_image) : DrapePlane{0, own};
    if (layers || paint) targets.fit_drape(*device, drape.rect.width, drape.rect.height, want_ids);
    if (paint) targets.fit_live_paint(*device);
    ChosenInstances const chosen = choose_instances(scene, view);
    fill(instances, bytes_of(chosen.instances), "instances");
    std::vector<shared::Patch> const chosen_patches = choose_patches(scene, view);
    fill(patches, bytes_of(chosen_patches), "patches");
    upload_overlay(overlay);

    shared::Frame data = make_frame(scene, view, tile, drape);
    if (layers && want_ids) data.has_layers = 2;
    live.describe(data);
    data.patches = patches.address;
    data.draws = draws.address;
    data.tile_shares = tile_shares.address;
    data.far_light = far_light.address;
    data.splat_depth = splats ? targets.splat_depth.address : 0;
    data.splat_building = splats ? targets.splat_building.address : 0;
    if (!splats) data.splat_pixels = 0;
    fill(frame, as_constants(data), "frame");

    FrameContext const context{*device,
                               *pipelines,
                               scene,
                               targets,
                               view,
                               data,
                               tile,
                               frame.handle,
                               draws,
                               tile_shares,
                               far_light,
                               chosen.draws,
                               static_cast<std::uint32_t>(chosen_patches.size()),
                               instances.address,
                               quads.address,
                               static_cast<std::uint32_t>(overlay.quads.size()),
                               &atlas,
                               want_ids,
                               splats,
                               layers,
                               keeps_light,
                               &draw_count,
                               live,
                               keeps_hidden};
    VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    BOROUGH_VK(vkBeginCommandBuffer(commands.buffer, &begin));
    Graph graph;
    add_frame(graph, context);
    draw_count = 0;
    timers->begin(commands.buffer);
    graph.record(commands.buffer, [&](std::string const& pass) { timers->mark(commands.buffer, pass); });
    if (window) copy_to_window(commands.buffer, targets, *window);
    BOROUGH_VK(vkEndCommandBuffer(commands.buffer));
    in_flight =
        window ? device->submit(commands.buffer, window->acquired, window->drawn) : device->submit(commands.buffer);
}

/// Draws the whole view small, for the depths in it: a tile does not know what hides a place outside it.
void Renderer::State::find_hidden(scene::View const& view) {
    double const shrink = std::sqrt(static_cast<double>(kTilePixels) / (double{1} * view.width * view.height));
    scene::View small = view;
    small.width = std::max(1u, static_cast<std::uint32_t>(view.width * shrink));
    small.height = std::max(1u, static_cast<std::uint32_t>(view.height * shrink));
    draw_tile(small, {0, 0, small.width, small.height}, {}, false, false, false, std::nullopt);
    device->wait_for(in_flight);
}

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

base::Result<Renderer> Renderer::create(RendererOptions const& options) {
    auto device = Device::create(options);
    if (!device) return device.error();
    auto state = std::make_unique<State>();
    state->device = std::move(*device);
    state->pipelines = std::make_unique<Pipelines>(*state->device);
    if (options.window) state->swapchain = std::make_unique<Swapchain>(*state->device);
    state->timers = std::make_unique<PassTimers>(*state->device);
    state->make_commands();
    return Renderer(std::move(state));
}

DeviceInfo const& Renderer::device() const { return state_->device->info; }

Counts Renderer::counts() const {
    state_->device->wait_for(state_->in_flight);
    state_->timers->collect();
    return {state_->device->allocated_bytes,
            state_->scene.building_bytes,
            state_->live.written,
            state_->draw_count,
            state_->device->validation.messages.load(),
            state_->timers->sums()};
}

base::Status Renderer::set_scene(scene::Scene const& scene, base::Progress& progress) {
    progress.stage("upload");
    State& s = *state_;
    s.device->wait_idle();
    s.scene = GpuScene::upload(*s.device, scene);
    s.live.forget_buildings();
    std::size_t const tiles = std::max<std::size_t>(scene.city.tiles.size(), 1);
    s.draws = Buffer(*s.device, tiles * BOROUGH_CULL_VIEWS * BOROUGH_TILE_KINDS * sizeof(VkDrawIndexedIndirectCommand),
                     VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device,
                     "draws");
    auto const storage = [&](std::size_t bytes, char const* name) {
        return Buffer(*s.device, bytes, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, name);
    };
    s.tile_shares = storage(tiles * 8, "tile shares");
    s.far_light = storage(std::max<std::size_t>(scene.city.buildings.size(), 1) * 20, "far light");
    return base::done;
}

base::Status Renderer::set_live(scene::LiveScene const& live) {
    State& s = *state_;
    s.device->wait_for(s.in_flight);
    s.live.set(*s.device, s.scene, live);
    return base::done;
}

base::Status Renderer::draw(scene::View const& view, scene::Overlay const& overlay, bool want_ids, Sink const& sink,
                            base::Progress& progress) {
    State& s = *state_;
    if (view.width == 0 || view.height == 0)
        return base::Error{"a picture needs at least one pixel", base::ErrorKind::usage};
    if (view.samples > 1 && !s.device->caps.samples_4)
        return base::Error{s.device->info.name + " cannot draw with 4 samples; use --samples 1"};
    // Ink looks this far to the right and below, so tiles are drawn that much larger than what is kept of them.
    std::uint32_t const margin = std::max(1u, static_cast<std::uint32_t>(view.height / 1080.0 + 0.5)) + 1;
    // Hills look their paint up beside the tile: half the device's limit leaves them room (drape_plane.h).
    std::uint32_t const widest = s.device->caps.max_image / 2;
    std::uint32_t const columns = (view.width + widest - 1) / widest;
    std::uint32_t const column_width = (view.width + columns - 1) / columns;
    std::uint32_t rows = static_cast<std::uint32_t>(std::max<std::uint64_t>(kTilePixels / column_width, 64)) & ~1u;
    rows = std::min({rows, view.height, s.device->caps.max_image - margin});

    bool const tiled = rows < view.height || columns > 1;
    if (tiled && s.live.marker_count > 0) s.find_hidden(view);
    std::vector<std::uint8_t> rgb(std::size_t{view.width} * rows * 3);
    std::vector<std::uint32_t> ids(want_ids ? std::size_t{view.width} * rows : 0);
    for (std::uint32_t top = 0; top < view.height; top += rows) {
        std::uint32_t const kept_rows = std::min(rows, view.height - top);
        for (std::uint32_t left = 0; left < view.width; left += column_width) {
            std::uint32_t const kept_columns = std::min(column_width, view.width - left);
            TileRect const tile{left, top, std::min(kept_columns + margin, view.width - left),
                                std::min(kept_rows + margin, view.height - top)};
            progress.stage("draw");
            s.draw_tile(view, tile, overlay, want_ids, top > 0 || left > 0, tiled, std::nullopt);
            s.device->wait_for(s.in_flight);
            progress.stage("readback");
            for (std::uint32_t y = 0; y < kept_rows; ++y) {
                auto const* const from =
                    reinterpret_cast<std::uint8_t const*>(s.targets.readback.mapped) + std::size_t{y} * tile.width * 4;
                std::uint8_t* to = rgb.data() + (std::size_t{y} * view.width + left) * 3;
                for (std::uint32_t x = 0; x < kept_columns; ++x, to += 3) std::memcpy(to, from + std::size_t{x} * 4, 3);
                if (want_ids) {
                    std::memcpy(ids.data() + std::size_t{y} * view.width + left,
                                s.targets.ids.mapped + std::size_t{y} * tile.width * 4, std::size_t{kept_columns} * 4);
                }
            }
        }
        Strip const strip{top, kept_rows, std::span(rgb).first(std::size_t{view.width} * kept_rows * 3),
                          std::span(ids).first(want_ids ? std::size_t{view.width} * kept_rows : 0)};
        progress.stage("encode");
        if (auto ok = sink(strip); !ok) return ok;
    }
    return base::done;
}

base::Result<Capture> Renderer::capture(scene::View const& view, scene::Overlay const& overlay, bool want_ids) {
    Capture capture;
    capture.image = {view.width, view.height, 4,
                     std::vector<std::uint8_t>(std::size_t{view.width} * view.height * 4, 255)};
    if (want_ids) capture.ids.resize(std::size_t{view.width} * view.height);
    base::Progress quiet;
    auto const keep = [&](Strip const& strip) -> base::Status {
        std::uint8_t* to = capture.image.row(strip.first_row);
        for (std::size_t i = 0; i < strip.rgb.size(); i += 3, to += 4) std::memcpy(to, &strip.rgb[i], 3);
        if (!strip.ids.empty())
            std::copy(strip.ids.begin(), strip.ids.end(),
                      capture.ids.begin() + static_cast<std::ptrdiff_t>(std::size_t{strip.first_row} * view.width));
        return base::done;
    };
    if (auto ok = draw(view, overlay, want_ids, keep, quiet); !ok) return ok.error();
    return capture;
}

base::Result<bool> Renderer::present(scene::View const& view, scene::Overlay const& overlay) {
    State& s = *state_;
    s.device->wait_for(s.in_flight);
    std::optional<Swapchain::Frame> const window = s.swapchain->acquire(view.width, view.height);
    if (!window) return false;
    s.draw_tile(view, {0, 0, view.width, view.height}, overlay, false, false, false, window);
    s.swapchain->present(*window);
    return true;
}

}  // namespace renderer
