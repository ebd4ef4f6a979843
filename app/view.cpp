// `borough view`: a window with a district in it.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "app/commands.h"
#include "app/intake.h"
#include "app/interrupt.h"
#include "app/load.h"
#include "app/memory.h"
#include "app/opening.h"
#include "app/output.h"
#include "app/studio.h"
#include "app/supervise.h"
#include "app/window.h"

namespace app {
namespace {

/// The supervisor takes a longer silence for a hang.
constexpr double kLongestSleep = 2;

base::Result<std::uint32_t> run_window(ViewCommand const& command, Window& window, Heartbeat const& heart,
                                       Studio& studio) {
    std::uint32_t frames = 0;
    std::string title;
    while (!window.closing() && !asked_to_end()) {
        bool const counted = command.frames > 0;
        WindowInput const input = window.wait(counted ? 0 : std::min(studio.may_sleep(), kLongestSleep));
        heart.alive();
        Size const pixels = window.pixels();
        auto const drawn = studio.frame(input, {pixels.width, pixels.height, window.dpi_scale(), now_ms()});
        if (!drawn) return drawn.error();
        if (*drawn) ++frames;
        if (*drawn) heart.drew();
        // Minimised: there is nothing to draw into, and what happens meanwhile must not be lost.
        if (!*drawn) std::this_thread::sleep_for(std::chrono::milliseconds(100));
        Studio::Wishes const wishes = studio.take_wishes();
        if (wishes.title != title) window.set_title(title = wishes.title);
        if (wishes.toggle_full_screen) window.toggle_full_screen();
        if (wishes.quit || (counted && frames >= command.frames)) break;
    }
    return frames;
}

/// What a program can do whose GPU is gone: say so, and let the supervisor start it again.
[[noreturn]] void end_without_device(std::string const& why) {
    std::fprintf(stderr, "borough: the graphics device is lost: %s\n", why.c_str());
    std::_Exit(static_cast<int>(ExitStatus::device_lost));
}

/// What the window drew, and what it took: for benchmarks.
struct ShownFrames {
    std::uint32_t frames = 0;
    renderer::Counts counts;
};

/// Loads on a thread of its own, while the window says so.
base::Result<Loaded> load_behind(ViewCommand const& command, Opening& opening, OpeningWatch& watch) {
    SourceOptions source = command.source;
    source.all_attributes = true;
    auto loaded =
        opening.wait_for(std::async(std::launch::async, [&] { return load(source, command.chinese, watch); }));
    if (loaded && loaded->scene.extent.empty())
        return base::Error{command.source.path + ": there is nothing in it to draw"};
    return loaded;
}

base::Result<ShownFrames> show(ViewCommand const& command, OpeningWatch& watch) {
    Heartbeat const heart(command.heartbeat);
    auto ui_coming = std::async(std::launch::async, [] { return ui::Ui::create(); });
    auto window = Window::open("Borough", command.size, command.full_screen || (command.wall && !command.size_given));
    if (!window) return window.error();
    auto renderer_coming = start_renderer(command.device, window->handle(), end_without_device);
    auto labels_coming = start_labels();
    Opening opening({command, *window, heart, watch, std::move(renderer_coming), std::move(ui_coming)});
    auto loaded = load_behind(command, opening, watch);
    if (!loaded) return loaded.error();
    auto& renderer = opening.renderer();
    if (!renderer) return renderer.error();
    auto labels = labels_coming.get();
    if (!labels) return labels.error();
    if (!opening.ui()) return opening.ui().error();
    watch.stage("upload");
    opening.show(watch.reached());
    scene::Panels const last = opening.panels({ui::reading_step("show", 0), -1});
    auto studio = opening.wait_still(std::async(std::launch::async, [&] {
        return Studio::open({command, std::move(*loaded), *renderer, std::optional(std::move(*labels)),
                             std::move(*opening.ui()), Window::wake},
                            watch);
    }));
    if (!studio) return studio.error();
    watch.stage("show");
    watch.clear_line();
    // The first picture of a large district takes a while on a software driver.
    if (auto const shown = renderer->present(last); !shown) return shown.error();
    auto const frames = run_window(command, *window, heart, **studio);
    if (!frames) return frames.error();
    return ShownFrames{*frames, renderer->counts()};
}

}  // namespace

ExitStatus run(ViewCommand const& command) {
    if (command.supervised) return supervise({.arguments = command.arguments});
    MemoryKeeper const memory;
    ask_before_ending();
    OpeningWatch watch;
    auto const shown = show(command, watch);
    watch.clear_line();
    if (!shown) return report(shown.error());
    nlohmann::ordered_json results{{"command", "view"}, {"source", command.source.path}, {"frames", shown->frames}};
    results["gpu"] = {{"bytes", shown->counts.gpu_bytes}, {"validation_messages", shown->counts.validation_messages}};
    for (renderer::PassTime const& time : shown->counts.passes)
        results["gpu"]["passes_ms"][time.pass] = std::round(time.ms * 100) / 100;
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? ExitStatus::done : report(written.error());
}

}  // namespace app
