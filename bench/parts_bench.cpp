// The parts of a run that need no GPU, one at a time, each with the limit that was measured for it (PERFORMANCE.md).
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/hash.h"
#include "base/image.h"
#include "bench/city.h"
#include "geo/crs.h"
#include "geo/repair.h"
#include "geo/triangulate.h"
#include "scene/build.h"

namespace {

using benchmark::State;

constexpr std::uint32_t kMany = 100'000;

/// A column of the time that one of `count` things takes, and the limit beside it.
void report(State& state, std::size_t count, std::string const& limit) {
    using benchmark::Counter;
    state.counters["per_item"] =
        Counter(static_cast<double>(count), Counter::kIsIterationInvariantRate | Counter::kInvert);
    state.SetLabel(limit);
}

void triangulate(State& state) {
    constexpr std::uint32_t kFew = 10'000;
    geo::Polygons const polygons = bench::footprints(kFew);
    geo::Triangulator triangulator;
    std::uint32_t const end = bench::kCorners;
    std::vector<std::uint32_t> out;
    for (auto _ : state) {
        out.clear();
        for (std::uint32_t i = 0; i < kFew; ++i) {
            if (!triangulator.run(polygons.outer(i), {&end, 1}, out)) state.SkipWithError("a footprint failed");
        }
        benchmark::DoNotOptimize(out.data());
    }
    report(state, kFew, "7 corners, 1 thread; limit 116 ns (earcut, 6 to 8 corners)");
}
BENCHMARK(triangulate)->Unit(benchmark::kMillisecond);

/// Good polygons come out as they went in, so every iteration has the same work.
void repair_good(State& state) {
    geo::VectorLayer layer;
    layer.polygons = bench::footprints(kMany);
    for (std::int64_t i = 0; i < kMany; ++i) layer.feature_id.push_back(i);
    base::Findings findings;
    for (auto _ : state) geo::repair_polygons(layer, findings);
    if (!findings.groups().empty() || layer.polygons.size() != kMany) state.SkipWithError("good polygons were changed");
    report(state, kMany, "7 corners, all cores; no limit measured (reading one costs 174 ns)");
}
BENCHMARK(repair_good)->Unit(benchmark::kMillisecond)->UseRealTime();

void to_local(State& state) {
    constexpr std::size_t kPlaces = 1'000'000;
    constexpr std::uint32_t kSide = 1000;
    auto const frame = geo::local_frame_at({114.03, 22.61});
    if (!frame) return state.SkipWithError(frame.error().message.c_str());
    std::vector<base::Vec2d> degrees;
    for (std::uint32_t i = 0; i < kPlaces; ++i)  // a square of 0.1 degrees, about 10 km
        degrees.push_back({113.98 + 1e-4 * (i % kSide), 22.56 + 1e-4 * (i / kSide)});
    std::vector<base::Vec2d> points;
    for (auto _ : state) {
        state.PauseTiming();
        points = degrees;
        state.ResumeTiming();
        auto const lost = geo::to_local(points, "EPSG:4326", *frame);
        if (!lost || *lost > 0) state.SkipWithError("points were lost");
        benchmark::DoNotOptimize(points.data());
    }
    report(state, kPlaces, "EPSG:4326 to metres, all cores; no limit measured");
}
BENCHMARK(to_local)->Unit(benchmark::kMillisecond)->UseRealTime();

void build_scene(State& state) {
    twin::District const district = bench::city(kMany);
    base::Progress quiet;
    for (auto _ : state) {
        scene::Scene const scene = scene::build(district, {}, quiet);
        benchmark::DoNotOptimize(scene.city.corners.data());
    }
    report(state, kMany, "100,000 buildings; limit 310 to 420 ns (sort 50, extrude 260 to 370 on 2 cores)");
}
BENCHMARK(build_scene)->Unit(benchmark::kMillisecond)->UseRealTime();

/// As busy as a street: flat walls, a sky that changes slowly, and a tenth of the pixels rough.
base::Image street(std::uint32_t width, std::uint32_t height) {
    base::Image image{width, height, 3, {}};
    image.pixels.reserve(image.row_bytes() * height);
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            std::uint32_t const noise = base::hash(y * width + x);
            std::uint32_t const wall = base::hash(x / 40 * 64 + y / 60) & 127;
            std::uint32_t const rough = noise % 10 == 0 ? noise >> 28 : 0;
            for (std::uint32_t channel = 0; channel < 3; ++channel)
                image.pixels.push_back(static_cast<std::uint8_t>(wall + y / 16 + rough + 8 * channel));
        }
    }
    return image;
}

void encode_png(State& state) {
    base::Image const image = street(1920, 1080);
    auto const file = std::filesystem::temp_directory_path() / ("borough-bench-" + std::to_string(getpid()) + ".png");
    for (auto _ : state) {
        auto const written = base::write_png(file, image);
        if (!written) state.SkipWithError(written.error().message.c_str());
    }
    std::error_code ignored;
    state.counters["MiB"] = static_cast<double>(std::filesystem::file_size(file, ignored)) / (1 << 20);
    std::filesystem::remove(file, ignored);
    state.SetLabel("1920x1080 RGB to a file; limit 27 ms for one as rough (libpng level 1, one filter), fpng 7 ms");
}
BENCHMARK(encode_png)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
