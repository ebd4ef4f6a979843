// What a renderer owns. renderer.cpp draws the district with it (picture.cpp: one tile), screen.cpp panels.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>

#include "renderer/device.h"
#include "renderer/instances.h"
#include "renderer/panels.h"
#include "renderer/passes.h"
#include "renderer/picture.h"
#include "renderer/swapchain.h"
#include "renderer/timers.h"

namespace renderer {

/// Pixels drawn at once into files. Four samples of colour, key and depth are 48 bytes a pixel: about 110 MiB for this
/// many.
inline constexpr std::uint64_t kTilePixels = 1920ull * 1200;

/// What differs between drawings of a tile, beside the view.
struct TileOrder {
    TileRect tile;
    bool want_ids = false;
    bool keeps_hidden = false;  ///< which markers are hidden is known already, from the whole picture
    bool reads_back = true;
    PixelSize shown = {};  ///< what it is enlarged to before symbols and overlay are laid on; empty: as drawn
};

/// What of a tile is drawn anew, and what is taken from what was drawn before.
struct TilePlan {
    Inputs wanted;
    Keeps keeps;
    bool borrows_light = false;  ///< in motion: from a picture not far from this one
    bool borrows_drape = false;  ///< likewise
    bool splats = false, layers = false;
};

/// A tile that is being drawn: what its passes refer to, until the last of them is submitted.
struct Drawing {
    Drawing(Picture& p, scene::View const& v, TileOrder const& o) : picture(p), view(v), order(o) {}
    Drawing(Drawing const&) = delete;

    Picture& picture;
    scene::View view;
    TileOrder order;
    TilePlan plan;
    shared::Frame data{};
    std::optional<FrameContext> context;
    Graph graph;
    std::size_t next = 0;  ///< pass

    // Only of those drawn in pieces.
    PixelRect part;                   ///< will be Picture::part
    Image before;                     ///< what is shown until then, where it is of another size
    PanelPainter::Kept shown_before;  ///< where that is
};

struct Renderer::State {
    std::unique_ptr<Device> device;
    std::unique_ptr<Pipelines> pipelines;
    std::unique_ptr<Swapchain> swapchain;
    std::unique_ptr<PassTimers> timers;
    std::unique_ptr<PanelPainter> panels;
    GpuScene scene;
    std::uint64_t scene_count = 0;
    GpuLive live;
    GpuSection section;
    Picture page;                             ///< of `draw`, tile by tile
    std::array<Picture, scene::kSlots> kept;  ///< of `keep`
    Picture const* far_light_of = nullptr;    ///< the picture that `far_light` was worked out for
    Buffer draws, tile_shares, far_light;
    Buffer frame, instances, patches, quads;
    ProjectedBuffers projected;
    Image atlas;
    std::uint64_t atlas_version = 0;
    Image screen;  ///< panels as a picture
    Buffer screen_readback;
    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    std::uint64_t in_flight = 0;  ///< what must be done before `frame` and the like may be written again
    std::uint32_t draw_count = 0;
    std::unique_ptr<Drawing> drawing;  ///< in pieces; null: none

    ~State();

    void make_commands();
    /// Waits for the frame before, and lets go of what only it used.
    void begin_frame();
    /// Begins recording; whatever was drawn by now can be read.
    void begin_commands();

    void fill(Buffer& buffer, std::span<std::byte const> bytes, char const* name);
    void upload_overlay(scene::Overlay const& overlay);
    TilePlan plan_tile(Picture& picture, scene::View const& view, TileOrder const& order);
    /// The frame's constants; `picture` remembers light and paint that pictures after it may borrow.
    shared::Frame describe_tile(Picture& picture, scene::View const& view, TileOrder const& order, TilePlan& plan);
    /// All that a tile needs but its commands; `in_pieces`: what `picture` shows stays until they are done.
    std::unique_ptr<Drawing> begin_tile(Picture& picture, scene::View const& view, TileOrder const& order,
                                        scene::Overlay const& overlay, bool in_pieces);
    /// Records and submits its passes up to `end`.
    void submit(Drawing& tile, std::size_t end);
    void end_tile(Drawing& tile);
    /// What panels show of its picture stays as it is.
    void keep_shown(Drawing& tile, PixelSize shown) const;
    /// What is under way in pieces stays undone (pieces.cpp).
    void abandon();
    /// Records and submits one tile, leaving out what `picture` holds already.
    void draw_tile(Picture& picture, scene::View const& view, TileOrder const& order, scene::Overlay const& overlay);
    void find_hidden(scene::View const& view);
    base::Status can_draw(scene::View const& view) const;
    struct KeepOrder {
        TileOrder tile;
        PixelRect part;  ///< of the view, that is shown
    };
    base::Result<KeepOrder> order_to_keep(scene::View const& view, PixelRect part, PixelSize enlarged) const;

    std::array<PanelPainter::Kept, scene::kSlots> kept_pictures() const;
    /// Draws panels, which were `set`, into the window; false where it took no picture.
    bool show(scene::Panels const& shown);
};

}  // namespace renderer
