#include "renderer/renderer.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "renderer/check.h"
#include "renderer/state.h"

namespace renderer {

namespace {

/// Ink looks this far to the right and below, so tiles are drawn that much larger than what is kept of them.
std::uint32_t ink_margin(scene::View const& view) {
    return std::max(1u, static_cast<std::uint32_t>(view.height / 1080.0 + 0.5)) + 1;
}

PixelRect clipped(PixelRect part, scene::View const& view) {
    if (part.width == 0 || part.height == 0) return {0, 0, view.width, view.height};
    auto const within = [](std::int64_t at, std::uint32_t size) { return std::clamp<std::int64_t>(at, 0, size); };
    std::int64_t const left = within(part.x, view.width), right = within(std::int64_t{part.x} + part.width, view.width);
    std::int64_t const top = within(part.y, view.height),
                       bottom = within(std::int64_t{part.y} + part.height, view.height);
    return {static_cast<std::int32_t>(left), static_cast<std::int32_t>(top), static_cast<std::uint32_t>(right - left),
            static_cast<std::uint32_t>(bottom - top)};
}

/// A part with what its pixels depend on around it: ink, and the places of symbols that reach into it, for what stands
/// before them is asked of the depth there.
TileRect with_margin(PixelRect const& part, scene::View const& view, GpuLive const& live) {
    std::int64_t const reach =
        live.marker_count > 0 ? static_cast<std::int64_t>(live.reach * scene::design_scale(view)) + 1 : 0;
    std::int64_t const ink = std::max<std::int64_t>(ink_margin(view), reach);
    std::int64_t const left = std::max<std::int64_t>(part.x - reach, 0),
                       top = std::max<std::int64_t>(part.y - reach, 0);
    std::int64_t const right = std::min<std::int64_t>(part.x + std::int64_t{part.width} + ink, view.width);
    std::int64_t const bottom = std::min<std::int64_t>(part.y + std::int64_t{part.height} + ink, view.height);
    return {static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), static_cast<std::uint32_t>(right - left),
            static_cast<std::uint32_t>(bottom - top)};
}

}  // namespace

base::Status Renderer::State::can_draw(scene::View const& view) const {
    if (view.width == 0 || view.height == 0)
        return base::Error{"a picture needs at least one pixel", base::ErrorKind::usage};
    if (view.samples > 1 && !device->caps.samples_4)
        return base::Error{device->info.name + " cannot draw with 4 samples; use --samples 1"};
    if (view.section && !device->caps.clip_distances)
        return base::Error{device->info.name + " cannot draw sections: its driver lacks shaderClipDistance"};
    return base::done;
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
    state->panels = std::make_unique<PanelPainter>(*state->device, *state->pipelines);
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
    s.abandon();
    s.device->wait_idle();
    s.scene = GpuScene::upload(*s.device, scene);
    ++s.scene_count;
    s.far_light_of = nullptr;
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
    s.abandon();
    s.device->wait_for(s.in_flight);
    return s.live.set(*s.device, s.scene, live);
}

base::Status Renderer::draw(scene::View const& view, scene::Overlay const& overlay, bool want_ids, Sink const& sink,
                            base::Progress& progress) {
    State& s = *state_;
    if (auto const ok = s.can_draw(view); !ok) return ok;
    std::uint32_t const margin = ink_margin(view);
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
            s.draw_tile(s.page, view, {.tile = tile, .want_ids = want_ids, .keeps_hidden = tiled}, overlay);
            s.device->wait_for(s.in_flight);
            progress.stage("readback");
            for (std::uint32_t y = 0; y < kept_rows; ++y) {
                auto const* const from = reinterpret_cast<std::uint8_t const*>(s.page.targets.readback.mapped) +
                                         std::size_t{y} * tile.width * 4;
                std::uint8_t* to = rgb.data() + (std::size_t{y} * view.width + left) * 3;
                for (std::uint32_t x = 0; x < kept_columns; ++x, to += 3) std::memcpy(to, from + std::size_t{x} * 4, 3);
                if (want_ids) {
                    std::memcpy(ids.data() + std::size_t{y} * view.width + left,
                                s.page.targets.ids.mapped + std::size_t{y} * tile.width * 4,
                                std::size_t{kept_columns} * 4);
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

base::Result<Renderer::State::KeepOrder> Renderer::State::order_to_keep(scene::View const& view, PixelRect part,
                                                                        PixelSize enlarged) const {
    if (auto const ok = can_draw(view); !ok) return ok.error();
    PixelRect const shown = clipped(part, view);
    if (shown.width == 0 || shown.height == 0)
        return base::Error{"the part of the view lies outside it", base::ErrorKind::usage};
    TileRect const tile = with_margin(shown, view, live);
    // Hills look their paint up beside the tile: half the device's limit leaves them room (drape_plane.h).
    std::uint32_t const most = device->caps.max_image / 2;
    if (std::max({tile.width, tile.height, enlarged.width, enlarged.height}) > most)
        return base::Error{"this device keeps no picture of more than " + std::to_string(most) + " pixels a side"};
    TileOrder order{.tile = tile, .want_ids = !view.fast, .reads_back = false};
    // Pictures of cameras are laid on pixel by pixel, at the size that the district is drawn in.
    bool const whole = tile.width == view.width && tile.height == view.height;
    if (view.fast && whole && live.projected.empty()) order.shown = enlarged;
    return KeepOrder{order, shown};
}

base::Status Renderer::keep(scene::Slot slot, scene::View const& view, scene::Overlay const& overlay, PixelRect part,
                            PixelSize enlarged) {
    State& s = *state_;
    s.abandon();
    auto const order = s.order_to_keep(view, part, enlarged);
    if (!order) return order.error();
    Picture& picture = s.kept[static_cast<std::size_t>(slot)];
    s.draw_tile(picture, view, order->tile, overlay);
    picture.part = order->part;
    picture.kept = true;
    return base::done;
}

std::vector<std::uint32_t> Renderer::kept_ids(scene::Slot slot, PixelRect rect) {
    State& s = *state_;
    Picture const& picture = s.kept[static_cast<std::size_t>(slot)];
    bool const replaced = s.drawing && &s.drawing->picture == &picture;
    if (!picture.kept || !picture.held.ids || replaced) return {};
    s.device->wait_for(s.in_flight);
    std::int64_t const left = std::max(rect.x, 0), top = std::max(rect.y, 0);
    std::int64_t const right = std::min<std::int64_t>(std::int64_t{rect.x} + rect.width, picture.part.width);
    std::int64_t const bottom = std::min<std::int64_t>(std::int64_t{rect.y} + rect.height, picture.part.height);
    std::vector<std::uint32_t> ids;
    if (left >= right || top >= bottom) return ids;
    TileRect const& tile = picture.held.tile;
    auto const* const words = reinterpret_cast<std::uint32_t const*>(picture.targets.ids.mapped);
    for (std::int64_t y = top + picture.part.y - tile.y; y < bottom + picture.part.y - tile.y; ++y) {
        auto const* const row = words + y * tile.width + (picture.part.x - std::int64_t{tile.x});
        ids.insert(ids.end(), row + left, row + right);
    }
    return ids;
}

}  // namespace renderer
