// A window whose district is still being read: it answers, and says what is done and how far it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <mutex>
#include <optional>
#include <string_view>

#include "app/options.h"
#include "app/stats.h"
#include "app/supervise.h"
#include "app/window.h"
#include "base/result.h"
#include "renderer/renderer.h"
#include "ui/ui.h"

namespace app {

/// Times stages, and tells the window which step of ui::kReadingSteps they have come to.
class OpeningWatch : public Stopwatch {
public:
    void stage(std::string_view name) override;
    void advance(double fraction) override;

    struct Reached {
        std::size_t step = 0;
        double done = -1;
    };
    Reached reached() const;

private:
    mutable std::mutex mutex_;
    Reached reached_;
};

/// Waits for what other threads make. Closed, told to end, or Esc: the program ends at once, since there is nothing to
/// keep yet.
class Opening {
public:
    using RendererComing = std::future<base::Result<renderer::Renderer>>;
    using UiComing = std::future<base::Result<ui::Ui>>;
    struct Parts {
        ViewCommand const& command;
        Window& window;
        Heartbeat const& heart;
        OpeningWatch& watch;
        RendererComing renderer;
        UiComing ui;
    };
    explicit Opening(Parts parts);

    /// With the state on the screen, as soon as there is a renderer.
    template <class T>
    T wait_for(std::future<T> coming) {
        while (coming.wait_for(std::chrono::seconds(0)) != std::future_status::ready) turn(true);
        return coming.get();
    }
    /// The same while that thread has the renderer: the window answers, and what it shows stays.
    template <class T>
    T wait_still(std::future<T> coming) {
        while (coming.wait_for(std::chrono::seconds(0)) != std::future_status::ready) turn(false);
        return coming.get();
    }

    base::Result<renderer::Renderer>& renderer();  ///< waits for it
    base::Result<ui::Ui>& ui();                    ///< likewise
    /// Shows this step now; false: it could not, which the first frame will say.
    bool show(OpeningWatch::Reached reached);
    /// That step laid out, to be shown once the ui has been given away.
    scene::Panels panels(OpeningWatch::Reached reached);

private:
    /// What the picture depends on.
    struct Shown {
        std::size_t step = ~std::size_t{0};
        int percent = -1;
        std::int64_t seconds = -1;
        Size size;
        bool operator==(Shown const&) const;
    };
    void turn(bool draws);

    Parts parts_;
    std::optional<base::Result<renderer::Renderer>> renderer_;
    std::optional<base::Result<ui::Ui>> ui_;
    ui::Reading reading_;
    Shown shown_;
};

}  // namespace app
