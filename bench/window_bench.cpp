// What a window with panels costs: a picture of the sample district drawn anew, drawn again, and the panels alone.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "bench/city.h"
#include "renderer/renderer.h"
#include "scene/build.h"
#include "twin/load.h"

namespace {

using benchmark::State;
using scene::Slot;

constexpr std::uint32_t kWidth = 1920, kHeight = 1080;

/// A renderer with a city of 10,000 buildings, or the district that BOROUGH_BENCH_DISTRICT names, and where a window
/// would look from.
struct Desk {
    std::optional<renderer::Renderer> gpu;
    scene::Scene scene;
    double heading = 335;
    double scale = 1;
    std::uint32_t samples = 4;

    explicit Desk(State& state) {
        auto made = renderer::Renderer::create({});
        if (!made) {
            state.SkipWithError(made.error().message.c_str());
            return;
        }
        base::Progress quiet;
        char const* const file = std::getenv("BOROUGH_BENCH_DISTRICT");
        auto loaded = file ? twin::load_district(file, {}, quiet) : base::Result(bench::city(bench::kBuildings));
        if (!loaded) {
            state.SkipWithError(loaded.error().message.c_str());
            return;
        }
        scene = scene::build(*loaded, {}, quiet);
        if (!made->set_scene(scene, quiet)) {
            state.SkipWithError("the scene does not fit");
            return;
        }
        gpu.emplace(std::move(*made));
    }
    scene::View view() const {
        scene::View v;
        v.width = static_cast<std::uint32_t>(kWidth * scale);
        v.height = static_cast<std::uint32_t>(kHeight * scale);
        v.samples = samples;
        v.camera = scene::fit(scene.extent, scene.min_z, scene.max_z, double{kWidth} / kHeight, heading, 35);
        scene::set_planes(v.camera, scene.extent, scene.min_z, scene.max_z);
        return v;
    }
    void keep(State& state) {
        if (auto const kept = gpu->keep(Slot::main, view(), {}); !kept)
            state.SkipWithError(kept.error().message.c_str());
        gpu->kept_ids(Slot::main, {0, 0, 1, 1});  // waits for it
    }
};

/// As while the camera turns: every picture from elsewhere.
void keep_turning(State& state) {
    Desk desk(state);
    if (!desk.gpu) return;
    desk.scale = static_cast<double>(state.range(0)) / 100;
    desk.samples = static_cast<std::uint32_t>(state.range(1));
    desk.keep(state);
    for (auto _ : state) {
        ++desk.heading;
        desk.keep(state);
    }
    state.SetLabel("of 1920x1080; target 100 ms");
}
BENCHMARK(keep_turning)
    ->ArgNames({"percent", "samples"})
    ->Args({100, 4})
    ->Args({100, 1})
    ->Args({50, 4})
    ->Args({50, 1})
    ->Iterations(6)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// What the program itself does for a picture in motion at 3840x2160, of 100,000 buildings and as many pins: pins laid
/// out and written, the district chosen and recorded. Drawn at 64x36, for what the device does is not counted: the CPU
/// column is of this thread alone, waiting left out.
void turning_own_work(State& state) {
    auto gpu = renderer::Renderer::create({});
    if (!gpu) return state.SkipWithError(gpu.error().message.c_str());
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(100'000), {}, quiet);
    if (auto const set = gpu->set_scene(scene, quiet); !set) return state.SkipWithError(set.error().message.c_str());
    scene::LiveInput in;
    in.layers.resize(1);
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        scene::Pin pin;
        std::uint32_t const x = i * 2654435761U % 10'007, y = i * 2246822519U % 10'007;
        pin.at = {scene.extent.min_x + scene.extent.width() * x / 10'007,
                  scene.extent.min_y + scene.extent.height() * y / 10'007, 0};
        pin.level = static_cast<scene::Level>(i % 5);
        pin.id = scene::make_id(scene::IdKind::report, i);
        in.pins.push_back(pin);
    }
    scene::LiveBuilder const builder(std::move(in));
    scene::ClusterMemory memory;
    double heading = 335;
    auto const draw = [&] {
        scene::View view;
        view.width = 3840;
        view.height = 2160;
        view.samples = 1;
        view.fast = true;
        view.camera = scene::fit(scene.extent, scene.min_z, scene.max_z, 16.0 / 9, heading += 0.5, 35);
        scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
        (void)gpu->set_live(builder.build(scene, view, &memory));
        view.width = 64;
        view.height = 36;
        view.enlarged = 60;
        if (auto const kept = gpu->keep(Slot::main, view, {}, {}, {3840, 2160}); !kept)
            state.SkipWithError(kept.error().message.c_str());
    };
    draw();
    for (auto _ : state) draw();
    state.SetLabel("100 k buildings, 100 k pins; target 8 ms of CPU, which leave room for 120 pictures a second");
}
BENCHMARK(turning_own_work)->Iterations(60)->Unit(benchmark::kMillisecond);

/// What of the picture is another: nothing, a marker, the selection, the columns on it.
void keep_again(State& state) {
    Desk desk(state);
    if (!desk.gpu) return;
    scene::LiveScene live;
    live.markers.resize(200);
    for (std::size_t i = 0; i < live.markers.size(); ++i) {
        live.markers[i].at = {static_cast<float>(i % 20) * 50, static_cast<float>(i / 20) * 50, 20};
        live.markers[i].id = scene::make_id(scene::IdKind::report, static_cast<std::uint32_t>(i));
    }
    live.columns.resize(1);
    (void)desk.gpu->set_live(live);
    desk.keep(state);
    char const* const what[] = {"other markers", "another selection", "other columns"};
    std::uint32_t round = 0;
    scene::View view = desk.view();
    for (auto _ : state) {
        ++round;
        if (state.range(0) == 0) live.markers[round % 200].at.x += 1;
        if (state.range(0) == 1) view.selected = scene::make_id(scene::IdKind::building, round);
        if (state.range(0) == 2) live.columns[0].height = static_cast<float>(round);
        (void)desk.gpu->set_live(live);
        (void)desk.gpu->keep(Slot::main, view, {});
        desk.gpu->kept_ids(Slot::main, {0, 0, 1, 1});
    }
    state.SetLabel(std::string("1920x1080, the same view with ") + what[state.range(0)]);
}
BENCHMARK(keep_again)
    ->ArgName("what")
    ->DenseRange(0, 2)
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// The kept picture over the window, four cards with 2,000 glyphs over it; by the device's clock, as a window would
/// have it without the way back to memory.
void panels_alone(State& state) {
    Desk desk(state);
    if (!desk.gpu) return;
    desk.keep(state);
    scene::Panels panels = scene::only(Slot::main, kWidth, kHeight);
    panels.images.push_back(
        {0, 1,
         std::make_shared<base::Image>(base::Image{1024, 1024, 4, std::vector<std::uint8_t>(1024 * 1024 * 4, 255)})});
    auto const add = [&](float x, float y, float w, float h, std::uint32_t colour) {
        auto const at = static_cast<std::uint32_t>(panels.vertices.size());
        panels.vertices.insert(panels.vertices.end(), {{{x, y}, {0, 0}, colour},
                                                       {{x + w, y}, {0.01f, 0}, colour},
                                                       {{x + w, y + h}, {0.01f, 0.01f}, colour},
                                                       {{x, y + h}, {0, 0.01f}, colour}});
        for (std::uint32_t const i : {0u, 1u, 2u, 0u, 2u, 3u}) panels.indices.push_back(at + i);
    };
    auto const first = static_cast<std::uint32_t>(panels.indices.size());
    for (float const x : {44.0f, 1560.0f}) {
        add(x, 0, 300, 500, 0xe0201810);
        add(x, 520, 300, 500, 0xe0201810);
        for (int i = 0; i < 1000; ++i)
            add(x + 10 + static_cast<float>(i % 25) * 11, 10 + static_cast<float>(i / 25) * 20, 10, 14, ~0u);
    }
    panels.draws.push_back({0, first, static_cast<std::uint32_t>(panels.indices.size()) - first, 0, 0, 1920, 1080});
    auto const device_ms = [&] {
        for (auto const& pass : desk.gpu->counts().passes) {
            if (pass.pass == "panels") return pass.ms;
        }
        return 0.0;
    };
    (void)desk.gpu->capture(panels);
    double const before = device_ms();
    for (auto _ : state) benchmark::DoNotOptimize(desk.gpu->capture(panels));
    state.counters["panels_ms"] = (device_ms() - before) / static_cast<double>(state.iterations());
    state.SetLabel("1920x1080, read back; limit 15 ms for panels_ms");
}
BENCHMARK(panels_alone)->Iterations(20)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
