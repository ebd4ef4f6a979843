// A million pins over a city: what a frame of them costs beside one of as many bare quads, and what a change costs.
#include <benchmark/benchmark.h>

#include <string>

#include "base/hash.h"
#include "bench/city.h"
#include "renderer/renderer.h"
#include "scene/build.h"
#include "scene/live.h"

namespace {

using benchmark::State;

constexpr std::uint32_t kPoints = 1'000'000;
constexpr std::uint32_t kSymbols = 100'000;
constexpr int kLiveFrames = 4;

double chance(std::uint32_t i, std::uint32_t salt) {
    return (base::hash(i * 2654435761U ^ salt) & 0xffffff) / 16777216.0;
}

scene::LiveInput points(base::Extent extent, std::uint32_t count) {
    scene::LiveInput in;
    in.layers.resize(1);
    for (std::uint32_t i = 0; i < count; ++i) {
        scene::Pin pin;
        pin.at = {extent.min_x + extent.width() * chance(i, 1), extent.min_y + extent.height() * chance(i, 2), 0};
        pin.level = static_cast<scene::Level>(i % 5);
        pin.overdue = i % 11 == 0;
        pin.id = scene::make_id(scene::IdKind::report, i);
        in.pins.push_back(pin);
    }
    return in;
}

/// What a frame shows over the city.
enum class Over : std::int64_t {
    nothing,
    quads,    ///< a million rectangles as large as a dot
    pins,     ///< a million pins, as a window draws them: in rings
    symbols,  ///< a tenth of them, each with its symbol: what no picture asks for, but a shader may be judged by
    dots      ///< the same with rectangles as large as symbols
};

scene::Overlay quads(std::uint32_t count, float half) {
    scene::Overlay overlay;
    overlay.quads.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        shared::OverlayQuad& quad = overlay.quads[i];
        quad.centre = {static_cast<float>(1920 * chance(i, 1)), static_cast<float>(1080 * chance(i, 2))};
        quad.half_size = {half, half};
        quad.fill = 0xff3b82f6;
    }
    return overlay;
}

scene::LiveScene every_symbol(scene::LiveInput const& in) {
    scene::LiveScene live;
    live.markers.reserve(in.pins.size());
    for (scene::Pin const& pin : in.pins) {
        shared::Marker marker{};
        marker.at = {static_cast<float>(pin.at.x), static_cast<float>(pin.at.y), 0};
        marker.look = static_cast<std::uint32_t>(pin.level) << 4;
        marker.id = pin.id;
        live.markers.push_back(marker);
    }
    return live;
}

void live_points(State& state) {
    auto const over = static_cast<Over>(state.range(0));
    auto renderer = renderer::Renderer::create({});
    if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(bench::kBuildings), {}, quiet);
    if (auto const set = renderer->set_scene(scene, quiet); !set)
        return state.SkipWithError(set.error().message.c_str());
    scene::View view;
    view.samples = 1;
    view.labels = false;
    scene::LiveInput in = points(scene.extent, over == Over::symbols ? kSymbols : kPoints);
    scene::Overlay overlay;
    if (over == Over::quads) overlay = quads(kPoints, 3);
    if (over == Over::dots) overlay = quads(kSymbols, 12);
    if (over == Over::symbols) (void)renderer->set_live(every_symbol(in));
    scene::LiveBuilder const builder(over == Over::pins ? std::move(in) : scene::LiveInput{});
    scene::ClusterMemory memory;
    auto const drop = [](renderer::Renderer::Strip const&) -> base::Status { return base::done; };
    double heading = 335;
    std::size_t drawn_symbols = over == Over::nothing                         ? 0
                                : over == Over::symbols || over == Over::dots ? kSymbols
                                                                              : kPoints;
    auto const draw = [&] {
        view.camera = scene::fit(scene.extent, scene.min_z, scene.max_z, 1920.0 / 1080, heading++, 35);
        scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
        if (over == Over::pins) {
            scene::LiveScene const live = builder.build(scene, view, &memory);
            drawn_symbols = live.markers.size();
            (void)renderer->set_live(live);
        }
        auto const drawn = renderer->draw(view, overlay, false, drop, quiet);
        if (!drawn) state.SkipWithError(drawn.error().message.c_str());
    };
    draw();  // drivers compile on first use
    for (auto _ : state) draw();
    state.counters["symbols"] = static_cast<double>(drawn_symbols);
    char const* const names[] = {"the city alone", "1 M bare quads of 6 pixels", "1 M pins in rings", "100 k symbols",
                                 "100 k bare quads of 24 pixels"};
    state.SetLabel(std::string("1920x1080, ") + names[state.range(0)] + ", on " + renderer->device().name +
                   "; limit 1.5 times the bare quads");
}
BENCHMARK(live_points)
    ->ArgName("over")
    ->DenseRange(0, 4)
    ->Iterations(kLiveFrames)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// New reports come: the tree is made anew, the picture laid out, what differs written.
void live_change(State& state) {
    auto renderer = renderer::Renderer::create({});
    if (!renderer) return state.SkipWithError(renderer.error().message.c_str());
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(bench::kBuildings), {}, quiet);
    if (auto const set = renderer->set_scene(scene, quiet); !set)
        return state.SkipWithError(set.error().message.c_str());
    scene::LiveInput in = points(scene.extent, 100'000);
    scene::LiveScene live = every_symbol(in);
    (void)renderer->set_live(live);
    std::uint32_t round = 0;
    double written = 0;
    for (auto _ : state) {
        // A run of 10,000, elsewhere each time.
        for (std::uint32_t i = 0; i < 10'000; ++i)
            live.markers[(round * 7919 + i) % live.markers.size()].look ^= 1u << 8;
        ++round;
        (void)renderer->set_live(live);
        written += static_cast<double>(renderer->counts().live_bytes);
    }
    state.counters["bytes"] = written / static_cast<double>(state.iterations());
    state.SetLabel("10 k of 100 k pins change; all of them are 3,200,000 bytes");
}
BENCHMARK(live_change)->Unit(benchmark::kMillisecond)->UseRealTime();

void live_build(State& state) {
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(bench::kBuildings), {}, quiet);
    scene::LiveInput const in = points(scene.extent, static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(scene::LiveBuilder(in));
}
BENCHMARK(live_build)->ArgName("pins")->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The camera moves: which rings there are, and room between the symbols.
void live_layout(State& state) {
    base::Progress quiet;
    scene::Scene const scene = scene::build(bench::city(bench::kBuildings), {}, quiet);
    scene::LiveBuilder const builder(points(scene.extent, static_cast<std::uint32_t>(state.range(0))));
    scene::View view;
    scene::ClusterMemory memory;
    double heading = 335;
    for (auto _ : state) {
        view.camera = scene::fit(scene.extent, scene.min_z, scene.max_z, 1920.0 / 1080, heading++, 35);
        scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
        benchmark::DoNotOptimize(builder.build(scene, view, &memory));
    }
}
BENCHMARK(live_layout)->ArgName("pins")->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
