// The renderer: a scene goes in, pictures come out. It knows neither files nor the twin.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/progress.h"
#include "base/result.h"
#include "scene/live.h"
#include "scene/overlay.h"
#include "scene/panels.h"
#include "scene/scene.h"
#include "scene/view.h"

struct GLFWwindow;

namespace renderer {

struct RendererOptions {
    std::string device;            ///< index or part of a name (`--device`); empty: the best
    bool validation = false;       ///< load the validation layer, synchronization validation included
    GLFWwindow* window = nullptr;  ///< null: headless, no surface at all
    /// Called when the device is lost (a driver reset, a card pulled out): the program cannot go on with it. Must not
    /// return. Not set: a message, and the end.
    std::function<void(std::string const& why)> on_device_lost;
    std::uint32_t lose_device_after = 0;  ///< frames, for tests: then the device counts as lost; 0: never
};

struct PixelSize {
    std::uint32_t width = 0, height = 0;
};

/// Pixels, from the top left.
struct PixelRect {
    std::int32_t x = 0, y = 0;
    std::uint32_t width = 0, height = 0;
};

struct DeviceInfo {
    std::string name;
    std::string driver;
    bool software = false;
    std::uint32_t max_image = 0;       ///< largest side of one image, pixels
    bool sections = false;             ///< can cut away what lies before a plane
    std::vector<std::string> refused;  ///< the other devices, and why not
};

/// GPU time of a pass, summed over everything drawn so far.
struct PassTime {
    std::string pass;
    double ms = 0;
};

struct Counts {
    std::uint64_t gpu_bytes = 0;       ///< all allocations alive
    std::uint64_t building_bytes = 0;  ///< of them, buildings
    std::uint64_t live_bytes = 0;      ///< written by the last `set_live`
    std::uint32_t draws = 0;           ///< indirect draws that were recorded
    std::uint32_t validation_messages = 0;
    std::vector<PassTime> passes;  ///< in the order of drawing
};

/// Of a picture that is drawn a piece at a time; `all` is 0 where there is none.
struct Pieces {
    std::uint32_t done = 0, all = 0;
};

/// A finished picture, from the top. `ids` has one scene id per pixel, and is empty unless asked for.
struct Capture {
    base::Image image;  ///< RGBA
    std::vector<std::uint32_t> ids;
};

class Renderer {
public:
    static base::Result<Renderer> create(RendererOptions const& options);
    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;
    ~Renderer();

    DeviceInfo const& device() const;
    Counts counts() const;

    /// Replaces the scene. The scene may be dropped afterwards.
    base::Status set_scene(scene::Scene const& scene, base::Progress& progress);

    /// Replaces what is drawn of live layers; nothing of the scene is rebuilt, and only what differs from before is
    /// written. `live` is of one view: of the next that is drawn.
    base::Status set_live(scene::LiveScene const& live);

    /// Draws a view and reads it back, in horizontal strips from the top: `sink` is called for each, in order. Pictures
    /// larger than the device can hold are drawn in tiles without seams. An error from the sink ends the drawing.
    struct Strip {
        std::uint32_t first_row = 0;
        std::uint32_t rows = 0;
        std::span<std::uint8_t const> rgb;   ///< rows * width * 3
        std::span<std::uint32_t const> ids;  ///< rows * width, empty unless asked for
    };
    using Sink = std::function<base::Status(Strip const&)>;
    base::Status draw(scene::View const& view, scene::Overlay const& overlay, bool want_ids, Sink const& sink,
                      base::Progress& progress);

    /// The same into memory, for small pictures and tests.
    base::Result<Capture> capture(scene::View const& view, scene::Overlay const& overlay, bool want_ids);

    /// Draws a view, or a part of it, and keeps the picture on the device for panels to show. A view drawn before with
    /// the same scene, light and camera costs only what changed on it. `part` is in pixels of the view: what of it
    /// falls into this window, where several windows share a canvas; empty: all of it. `shown`: a whole, fast view is
    /// enlarged to this, and symbols and overlay, which are laid out for this size, lie on it as sharp as ever.
    base::Status keep(scene::Slot slot, scene::View const& view, scene::Overlay const& overlay, PixelRect part = {},
                      PixelSize shown = {});

    /// The same a piece at a time, for drivers that take long: panels show what was kept before until the last piece is
    /// done. Anything else that changes or draws the district before that leaves the rest undone, and the old picture
    /// stays. Bytes are those of `keep`.
    base::Status begin_keep(scene::Slot slot, scene::View const& view, scene::Overlay const& overlay,
                            PixelRect part = {}, PixelSize shown = {});
    /// Draws the next piece and waits for it.
    Pieces go_on();
    Pieces under_way() const;

    /// Scene ids of the kept picture, row by row, for picking: `rect` in pixels of the picture, clipped to it.
    /// None while another is under way in its place.
    std::vector<std::uint32_t> kept_ids(scene::Slot slot, PixelRect rect);

    /// Draws panels, and the kept pictures in them, into the window and presents. Returns false where the window has no
    /// area just now.
    base::Result<bool> present(scene::Panels const& panels);
    /// The same into memory: screens as pictures.
    base::Result<base::Image> capture(scene::Panels const& panels);

private:
    struct State;
    explicit Renderer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace renderer
