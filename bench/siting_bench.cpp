// Siting as people wait for it: neighbours' sun after each move of a block, and the ranking with its stability.
// CPU is that of all threads: on a busy machine it says more than the clock.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "analysis/massing.h"
#include "analysis/road_reach.h"
#include "analysis/siting_stability.h"
#include "analysis/sunlight.h"
#include "analysis/view_loss.h"
#include "base/hash.h"

namespace {

using base::Vec2d;
using benchmark::State;

double dice(std::uint32_t i) { return base::hash(i) / 4294967295.0; }

/// Slabs 40 by 15 m in rows 60 m apart, and a scheme of four towers among them.
void shade(State& state, int count, int storeys, int across) {
    std::vector<analysis::Neighbour> neighbours;
    std::vector<analysis::Prism> standing;
    std::size_t windows = 0;
    for (int i = 0; i < count; ++i) {
        Vec2d const at{(i % across) * 60.0, (i / across) * 60.0};
        analysis::Plot const outline = analysis::rectangle(at, 40, 15, 90 + 20 * dice(static_cast<std::uint32_t>(i)));
        neighbours.push_back(
            analysis::facades_of({.id = std::to_string(i), .outline = outline, .storeys = storeys, .spacing = 1}));
        standing.push_back({.outline = outline, .top = 3.0 * storeys});
        windows += neighbours.back().columns.size() * neighbours.back().sills.size();
    }
    analysis::SunScheme scheme;
    for (int i = 0; i < 4; ++i)
        scheme.added.push_back(
            {.outline = analysis::rectangle({570.0 + 60 * (i % 2), 270.0 + 60 * (i / 2)}, 25, 25, 0), .top = 150});
    auto const track = analysis::sun_track({.at = {114.03, 22.66}});
    std::size_t fallen = 0;
    for (auto _ : state) {
        auto const sun = analysis::sunlight(neighbours, standing, scheme, *track);
        fallen = 0;
        for (auto const& n : sun) fallen += n.fallen;
    }
    state.counters["windows"] = static_cast<double>(windows);
    state.counters["fallen"] = static_cast<double>(fallen);
}

void sunlight(State& state) {
    shade(state, 200, 30, 20);
    state.SetLabel("200 neighbours x 30 storeys x 480 steps, before and after; target 1 s");
}
BENCHMARK(sunlight)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// As many buildings as the sample has.
void sunlight_of_all(State& state) {
    shade(state, 3445, 8, 60);
    state.SetLabel("3,445 buildings x 8 storeys x 480 steps, before and after; target 10 s");
}
BENCHMARK(sunlight_of_all)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void rank_and_roll(State& state) {
    constexpr std::uint32_t kSites = 10'000, kCriteria = 10;
    analysis::SiteTable table;
    for (std::uint32_t i = 0; i < kSites; ++i) table.sites.push_back(std::to_string(i));
    for (std::uint32_t c = 0; c < kCriteria; ++c)
        table.criteria.push_back({.id = std::to_string(c), .name = {}, .less_is_better = c % 2 == 1, .worth = {}});
    for (std::uint32_t i = 0; i < kSites * kCriteria; ++i) table.values.push_back(1 + dice(i));
    std::vector<bool> const in(kSites, true);
    std::vector<double> const weights{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    for (auto _ : state) {
        auto const ranking = analysis::rank(table, in, weights);
        auto const stable = analysis::stability(*ranking, {.runs = 1000});
        benchmark::DoNotOptimize(stable.weighted.data());
        state.counters["first_stays"] = stable.weighted_first_stays;
        state.counters["topsis_stays"] = stable.closeness_first_stays;
    }
    state.SetLabel("10,000 sites, 10 criteria, both methods, 1,000 runs; target 2 s");
}
BENCHMARK(rank_and_roll)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// Streets of 100 m over 10 by 10 km; 5,000 sites, 100,000 buildings with people, 15 minutes on foot.
void people_within(State& state) {
    geo::Lines streets;
    for (int way = 0; way < 2; ++way)
        for (int i = 0; i <= 100; ++i) {
            for (int j = 0; j <= 100; ++j)
                streets.points.push_back(way == 0 ? Vec2d{j * 100.0, i * 100.0} : Vec2d{i * 100.0, j * 100.0});
            streets.line_begin.push_back(static_cast<std::uint32_t>(streets.points.size()));
            streets.row.push_back(static_cast<std::uint32_t>(streets.row.size()));
        }
    analysis::RoadReach const net({streets, {}, {}, {}});
    std::vector<Vec2d> places;
    for (std::uint32_t i = 0; i < 5000; ++i) places.push_back({dice(2 * i) * 1e4, dice(2 * i + 1) * 1e4});
    std::vector<analysis::WeightedPoint> people;
    for (std::uint32_t i = 10'000; i < 110'000; ++i) people.push_back({{dice(2 * i) * 1e4, dice(2 * i + 1) * 1e4}, 40});
    for (auto _ : state) {
        auto const reached = net.within(places, people, 15);
        benchmark::DoNotOptimize(reached.data());
    }
    state.SetLabel("5,000 sites, 20,200 edges, 100,000 points; no target");
}
BENCHMARK(people_within)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// 100,000 houses on 10 by 10 km, one viewpoint in their middle that looks over all of them, and a scheme before it.
void viewshed(State& state) {
    std::vector<analysis::Prism> standing;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        Vec2d const at{(i % 316) * 31.6 + 9, (i / 316) * 31.6 + 9};
        standing.push_back({.outline = analysis::rectangle(at, 12, 10, 360 * dice(i)), .top = 6 + 30 * dice(i + 7)});
    }
    analysis::SunScheme const scheme{{{.outline = analysis::rectangle({5200, 5100}, 60, 20, 30), .top = 60}}, {}};
    std::vector<analysis::Viewpoint> const from{{{}, {5000, 5000}, 40, 7000}};
    double lost = 0;
    for (auto _ : state) lost = analysis::view_losses({from, {}, standing, scheme, nullptr}).front().ground_lost;
    state.counters["lost_m2"] = lost;
    state.SetLabel("one viewpoint over 100,000 buildings, before and after; target 1 s");
}
BENCHMARK(viewshed)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
