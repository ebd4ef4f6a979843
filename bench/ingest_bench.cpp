// Taking messages in while they come: how long one takes to be in the state, a burst, and ending with much waiting.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "bench/feed_messages.h"
#include "feeds/ingest.h"

namespace {

using benchmark::State;
using Steady = std::chrono::steady_clock;

base::UtcMs time_of(std::size_t i) { return bench::kYear + static_cast<base::UtcMs>(i) * 1000; }

std::unique_ptr<feeds::Ingest> open(bench::Folder const& folder) {
    feeds::IngestSetup setup;
    setup.journal = folder.path / "journal.db";
    setup.clock = [] { return bench::kYear; };
    setup.feeds.emplace_back().id = "bench";
    auto started = feeds::Ingest::start(setup);
    return started ? std::move(*started) : nullptr;
}

bool bring(feeds::Ingest& ingest, std::size_t i) {
    return ingest.sink("bench")->accept(
        {.body = bench::message(i, time_of(i)), .topic = "", .position = "", .received = bench::kYear});
}

/// 400 messages at 200 a second: from bringing each to the first state that has changed with it.
void ingest_latency(State& state) {
    bench::Folder const folder;
    auto const ingest = open(folder);
    if (!ingest) return state.SkipWithError("no journal");
    std::vector<double> took;
    for (auto _ : state) {
        auto next = Steady::now();
        for (std::size_t i = 0; i < 400; ++i) {
            std::this_thread::sleep_until(next += std::chrono::milliseconds(5));
            std::uint64_t const before = ingest->health().front().received;
            auto const begin = Steady::now();
            if (!bring(*ingest, i)) return state.SkipWithError("a message was refused");
            while (ingest->health().front().received <= before)
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            took.push_back(std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
            next = std::max(next, Steady::now() - std::chrono::milliseconds(5));
        }
    }
    std::sort(took.begin(), took.end());
    state.counters["p50_ms"] = took[took.size() / 2];
    state.counters["p99_ms"] = took[took.size() * 99 / 100];
    state.SetLabel("limit: p99 50 ms");
}
BENCHMARK(ingest_latency)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

/// 5,000 at once, until all are in the journal and in the state.
void ingest_burst(State& state) {
    std::size_t next = 0;
    bench::Folder const folder;
    auto const ingest = open(folder);
    if (!ingest) return state.SkipWithError("no journal");
    for (auto _ : state) {
        for (std::size_t i = 0; i < 5000; ++i)
            if (!bring(*ingest, next++)) return state.SkipWithError("a message was refused");
        if (!ingest->drain()) return state.SkipWithError("the journal takes nothing");
    }
    state.SetLabel("limit 5 s");
}
BENCHMARK(ingest_burst)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(5);

/// Ending while 20,000 wait.
void ingest_end(State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        bench::Folder const folder;
        auto ingest = open(folder);
        if (!ingest) return state.SkipWithError("no journal");
        for (std::size_t i = 0; i < 20'000; ++i)
            if (!bring(*ingest, i)) return state.SkipWithError("a message was refused");
        state.ResumeTiming();
        ingest.reset();
    }
    state.SetLabel("limit 1 s");
}
BENCHMARK(ingest_end)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);

}  // namespace
