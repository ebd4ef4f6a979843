// A district open on a screen: what is shown, from where and of when; everything a person asks of it goes through here.
// One thread; what takes long is made elsewhere and picked up between frames.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/load.h"
#include "app/options.h"
#include "app/window.h"
#include "base/image.h"
#include "base/result.h"
#include "renderer/renderer.h"
#include "scene/labels.h"
#include "ui/ui.h"

namespace app {

class Studio {
public:
    struct Parts {
        ViewCommand const& command;
        Loaded loaded;  ///< its geometry is still there
        renderer::Renderer& renderer;
        std::optional<scene::LabelLayout> labels;
        ui::Ui ui;
        std::function<void()> wake;  ///< ends the window's wait; from any thread
        bool remember = true;        ///< read and write the user's file; a picture is a function of its arguments
    };
    static base::Result<std::unique_ptr<Studio>> open(Parts parts, base::Progress& progress);
    virtual ~Studio() = default;

    /// What the surroundings tell before each frame.
    struct Surroundings {
        std::uint32_t width = 0, height = 0;  ///< pixels of the window
        double dpi_scale = 1;
        base::UtcMs now = 0;
    };
    /// Takes in what happened, moves on and draws. False: there was nothing to draw into.
    virtual base::Result<bool> frame(WindowInput const& input, Surroundings const& around) = 0;
    /// How long the window may sleep now, in seconds, if nothing happens.
    virtual double may_sleep() const = 0;

    /// What the window itself has to do.
    struct Wishes {
        bool quit = false, toggle_full_screen = false;
        std::string title;
    };
    virtual Wishes take_wishes() = 0;

    /// Before the first frame or picture, what somebody would click: a panel to open, a thing to look for and choose.
    virtual base::Status prepare(std::string const& panel, std::string const& choose) = 0;
    /// The screen as a picture, when everything on it is there. For headless use.
    virtual base::Result<base::Image> picture(Surroundings const& around) = 0;
    /// Texts on the last picture that are too small to be read from where people sit (`--view-distance`).
    virtual std::vector<std::string> const& small_texts() const = 0;
};

}  // namespace app
