// Frames of a 10,000-building scene on the best device there is: draw and read back, nothing encoded, nothing read.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/city.h"
#include "renderer/renderer.h"
#include "scene/build.h"

namespace {

using benchmark::State;

constexpr int kFrames = 8;

scene::View view_from(scene::Scene const& scene, double heading, std::uint32_t samples) {
    scene::View view;
    view.samples = samples;
    view.labels = false;
    view.camera = scene::fit(scene.extent, scene.min_z, scene.max_z, 1920.0 / 1080, heading, 35);
    scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
    return view;
}

/// Per pass and frame, so that the columns add up to the frame.
void add_passes(State& state, renderer::Counts const& before, renderer::Counts const& after) {
    for (std::size_t i = 0; i < after.passes.size(); ++i) {
        double const already = i < before.passes.size() ? before.passes[i].ms : 0;
        double const ms = after.passes[i].ms - already;
        double const frames = static_cast<double>(state.iterations());
        if (ms / frames >= 1) state.counters[after.passes[i].pass + "_ms"] = ms / frames;
    }
}

void draw_frame(State& state) {
    auto renderer = renderer::Renderer::create({});
    if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(bench::kBuildings), {}, quiet);
    if (auto const set = renderer->set_scene(scene, quiet); !set)
        return state.SkipWithError(set.error().message.c_str());
    auto const samples = static_cast<std::uint32_t>(state.range(0));
    auto const drop = [](renderer::Renderer::Strip const&) -> base::Status { return base::done; };
    double heading = 335;
    auto const draw = [&] {
        // A little further each time: what a renderer may keep from the frame before is what a moving camera leaves.
        auto const drawn = renderer->draw(view_from(scene, heading++, samples), {}, false, drop, quiet);
        if (!drawn) state.SkipWithError(drawn.error().message.c_str());
    };
    draw();  // drivers compile on first use
    auto const before = renderer->counts();
    for (auto _ : state) draw();
    add_passes(state, before, renderer->counts());
    state.SetLabel("1920x1080, full look, on " + renderer->device().name +
                   "; limit 16 to 22 ms flat-shaded on lavapipe, 2.5 to 3.1 times that with 4 samples");
}
BENCHMARK(draw_frame)
    ->ArgName("samples")
    ->Arg(1)
    ->Arg(4)
    ->Iterations(kFrames)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
