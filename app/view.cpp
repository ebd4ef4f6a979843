#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands.h"
#include "app/live_show.h"
#include "app/load.h"
#include "app/navigate.h"
#include "app/output.h"
#include "app/viewpoints.h"
#include "app/window.h"

namespace app {
namespace {

constexpr double kDegreesPerPixel = 0.25;
constexpr double kZoomPerNotch = 0.85;
constexpr double kIdleSeconds = 0.5;

std::vector<std::string> help_text(bool chinese) {
    if (chinese) {
        return {"操作", "左键拖动：平移        右键拖动：旋转        滚轮：缩放到光标",
                "W A S D / 方向键：飞行        Q E：升降        Shift：加速",
                "1 – 9：视图        0：全景        P：平面图        T：风格        L：注记",
                "F11：全屏        H ?：帮助        Esc：退出"};
    }
    return {"Keys", "Left drag: pan        right drag: turn        wheel: zoom to the cursor",
            "W A S D or arrows: fly        Q E: down, up        Shift: faster",
            "1 – 9: views        0: everything        P: plan        T: look        L: labels",
            "F11: full screen        H ?: help        Esc: leave"};
}

/// The window with a district in it.
class Viewer {
public:
    Viewer(ViewCommand const& command, Window& window, Loaded loaded, renderer::Renderer& renderer,
           std::optional<scene::LabelLayout> labels)
        : command_(command),
          window_(window),
          loaded_(std::move(loaded)),
          renderer_(renderer),
          labels_(std::move(labels)) {}

    /// Starts showing what happens, where the district has feeds.
    base::Status go_live() {
        if (loaded_.district.live.feeds.empty()) {
            if (!command_.live.asked()) return base::done;
            return base::Error{command_.source.path + ": this district has no feeds, so nothing live to show",
                               base::ErrorKind::usage};
        }
        auto live = LiveShow::start(loaded_.district, command_.live, command_.chinese);
        if (!live) return live.error();
        live_.emplace(std::move(*live));
        return base::done;
    }

    base::Status run() {
        ViewRequest first = request();
        if (!command_.view.empty()) first.names = {command_.view};
        first.camera = command_.camera;
        auto views = make_views(loaded_.district, loaded_.scene, first);
        if (!views) return views.error();
        view_ = views->front();
        while (!window_.closing()) {
            bool const moving = held_.any();
            if (dirty_ || moving) {
                if (auto const drawn = draw(); !drawn) return drawn.error();
                if (command_.frames > 0 && frames_ >= command_.frames) break;
            }
            apply(dirty_ || moving ? window_.poll() : window_.wait(kIdleSeconds));
            dirty_ = dirty_ || (live_ && live_->changed());
        }
        return base::done;
    }

    std::uint32_t frames() const { return frames_; }

private:
    using Clock = std::chrono::steady_clock;

    ViewRequest request() const {
        ViewRequest out;
        out.style = style_ ? style_ : command_.style;
        out.sun = command_.sun;
        Size const pixels = window_.pixels();
        out.size = {std::max(pixels.width, 1U), std::max(pixels.height, 1U)};
        out.samples = command_.samples;
        out.labels = command_.labels;
        return out;
    }

    Stage stage() const {
        return {double{1} * view_.width, double{1} * view_.height,
                [this](base::Vec2d p) { return loaded_.district.terrain.at(p); }};
    }

    base::Status draw() {
        Size const pixels = window_.pixels();
        dirty_ = command_.frames > 0;
        if (pixels.width == 0 || pixels.height == 0) return base::done;
        view_.width = pixels.width;
        view_.height = pixels.height;
        scene::set_planes(view_.camera, loaded_.scene.extent, loaded_.scene.min_z, loaded_.scene.max_z);
        scene::Overlay overlay;
        auto const help = help_ ? help_text(command_.chinese) : std::vector<std::string>{};
        scene::LiveScene live;
        if (live_) {
            auto painted = live_->paint(view_.name, loaded_.scene, view_);
            if (!painted) return painted.error();
            live = std::move(*painted);
            if (auto const set = renderer_.set_live(live); !set) return set.error();
        }
        if (labels_) overlay = labels_->lay_out(loaded_.scene, view_, help, live_ ? &live : nullptr);
        auto const shown = renderer_.present(view_, overlay);
        if (!shown) return shown.error();
        if (*shown) ++frames_;
        return base::done;
    }

    void go_to(ViewRequest const& request) {
        auto const views = make_views(loaded_.district, loaded_.scene, request);
        if (!views) return;
        bool const labels = view_.labels;
        view_ = views->front();
        view_.labels = labels;
    }

    void go_to_camera(char const* text) {
        ViewRequest there = request();
        there.style = view_.style;
        there.camera = text;
        go_to(there);
    }

    void next_style() {
        style_ = static_cast<scene::Style>((static_cast<int>(view_.style) + 1) % 3);
        scene::Camera const camera = view_.camera;
        go_to(request());
        view_.camera = camera;
    }

    void obey(Wish wish) {
        switch (wish) {
            case Wish::help: help_ = !help_; break;
            case Wish::labels: view_.labels = !view_.labels; break;
            case Wish::style: next_style(); break;
            case Wish::fit: go_to_camera("fit"); break;
            case Wish::plan: go_to_camera("plan"); break;
            case Wish::full_screen: window_.toggle_full_screen(); break;
            case Wish::escape:
                if (help_) {
                    help_ = false;
                } else if (window_.full_screen()) {
                    window_.toggle_full_screen();
                } else {
                    window_.close();
                }
                break;
        }
        dirty_ = true;
    }

    void apply(Input const& input) {
        for (Wish const wish : input.wishes) obey(wish);
        if (input.view && *input.view < loaded_.district.views.size()) {
            ViewRequest there = request();
            there.names = {loaded_.district.views[*input.view].id};
            go_to(there);
            dirty_ = true;
        }
        for (Drag const& drag : input.drags) {
            base::Vec2d const by = drag.to - drag.from;
            view_.camera = drag.turn ? turned(view_.camera, by.x * kDegreesPerPixel, by.y * kDegreesPerPixel)
                                     : dragged(view_.camera, drag.from, drag.to, stage());
            dirty_ = true;
        }
        if (input.scroll != 0) {
            view_.camera = zoomed(view_.camera, std::pow(kZoomPerNotch, input.scroll), input.cursor, stage());
            dirty_ = true;
        }
        fly(input.held);
        dirty_ = dirty_ || input.resized;
    }

    void fly(Held const& held) {
        auto const now = Clock::now();
        // The first moment of a key has no length yet; a long frame must not become a leap.
        double const seconds =
            held_.any() ? std::min(std::chrono::duration<double>(now - flown_at_).count(), 0.1) : 0.016;
        flown_at_ = now;
        held_ = held;
        if (!held.any()) return;
        double const metres =
            std::max(15.0, height_above_ground(view_.camera, stage())) * seconds * (held.fast ? 4 : 1);
        view_.camera = flown(view_.camera, held.right * metres, held.ahead * metres, held.up * metres, stage());
    }

    ViewCommand const& command_;
    Window& window_;
    Loaded loaded_;
    renderer::Renderer& renderer_;
    std::optional<scene::LabelLayout> labels_;
    std::optional<LiveShow> live_;
    scene::View view_;
    std::optional<scene::Style> style_;
    Held held_;
    Clock::time_point flown_at_ = Clock::now();
    bool help_ = false;
    bool dirty_ = true;
    std::uint32_t frames_ = 0;
};

/// Loads on another thread, so that the window answers meanwhile.
base::Result<Loaded> load_behind(ViewCommand const& command, Window& window, Stopwatch& watch) {
    auto loading = std::async(std::launch::async, [&] { return load(command.source, command.chinese, watch); });
    while (loading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        window.set_title("Borough: " + watch.current() + " ...");
        window.wait(0.02);
    }
    return loading.get();
}

base::Result<std::uint32_t> show(ViewCommand const& command, Stopwatch& watch) {
    auto window = Window::open("Borough", command.size, command.full_screen);
    if (!window) return window.error();
    auto renderer_coming = start_renderer(command.device, window->handle());
    auto labels_coming = start_labels();
    auto loaded = load_behind(command, *window, watch);
    if (!loaded) return loaded.error();
    if (loaded->scene.extent.empty()) return base::Error{command.source.path + ": there is nothing in it to draw"};
    auto renderer = renderer_coming.get();
    if (!renderer) return renderer.error();
    auto labels = labels_coming.get();
    if (!labels && command.labels) return labels.error();
    watch.stage("upload");
    if (auto const set = renderer->set_scene(loaded->scene, watch); !set) return set.error();
    if (labels) labels->set_scene(loaded->scene);
    let_geometry_go(loaded->scene);
    watch.stage("show");
    watch.clear_line();
    std::string const& name = command.chinese ? loaded->district.name.zh : loaded->district.name.en;
    window->set_title((name.empty() ? command.source.path : name) + " - Borough");
    Viewer viewer(command, *window, std::move(*loaded), *renderer,
                  labels ? std::optional(std::move(*labels)) : std::nullopt);
    if (auto const live = viewer.go_live(); !live) return live.error();
    if (auto const shown = viewer.run(); !shown) return shown.error();
    return viewer.frames();
}

}  // namespace

ExitStatus run(ViewCommand const& command) {
    Stopwatch watch;
    auto const frames = show(command, watch);
    watch.clear_line();
    if (!frames) return report(frames.error());
    nlohmann::ordered_json const results{{"command", "view"}, {"source", command.source.path}, {"frames", *frames}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? ExitStatus::done : report(written.error());
}

}  // namespace app
