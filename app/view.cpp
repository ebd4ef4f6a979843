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
#include "app/output.h"
#include "app/studio.h"
#include "app/supervise.h"
#include "app/window.h"

namespace app {
namespace {

/// Loads on another thread, so that the window answers meanwhile.
base::Result<Loaded> load_behind(ViewCommand const& command, Window& window, Heartbeat const& heart, Stopwatch& watch) {
    SourceOptions source = command.source;
    source.all_attributes = true;
    auto loading = std::async(std::launch::async, [&] { return load(source, command.chinese, watch); });
    while (loading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        window.set_title("Borough: " + watch.current() + " ...");
        window.wait(0.02);
        heart.alive();
        // Reading may take minutes, and there is nothing to keep yet.
        if (asked_to_end() || window.closing()) std::_Exit(static_cast<int>(ExitStatus::done));
    }
    return loading.get();
}

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
struct Shown {
    std::uint32_t frames = 0;
    renderer::Counts counts;
};

base::Result<Shown> show(ViewCommand const& command, Stopwatch& watch) {
    Heartbeat const heart(command.heartbeat);
    auto ui_coming = std::async(std::launch::async, [] { return ui::Ui::create(); });
    auto window = Window::open("Borough", command.size, command.full_screen || (command.wall && !command.size_given));
    if (!window) return window.error();
    auto renderer_coming = start_renderer(command.device, window->handle(), end_without_device);
    auto labels_coming = start_labels();
    auto loaded = load_behind(command, *window, heart, watch);
    if (!loaded) return loaded.error();
    if (loaded->scene.extent.empty()) return base::Error{command.source.path + ": there is nothing in it to draw"};
    auto renderer = renderer_coming.get();
    if (!renderer) return renderer.error();
    auto labels = labels_coming.get();
    if (!labels) return labels.error();
    auto ui = ui_coming.get();
    if (!ui) return ui.error();
    watch.stage("upload");
    auto studio = Studio::open(
        {command, std::move(*loaded), *renderer, std::optional(std::move(*labels)), std::move(*ui), Window::wake},
        watch);
    if (!studio) return studio.error();
    watch.stage("show");
    watch.clear_line();
    auto const frames = run_window(command, *window, heart, **studio);
    if (!frames) return frames.error();
    return Shown{*frames, renderer->counts()};
}

}  // namespace

ExitStatus run(ViewCommand const& command) {
    if (command.supervised) return supervise({.arguments = command.arguments});
    MemoryKeeper const memory;
    ask_before_ending();
    Stopwatch watch;
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
