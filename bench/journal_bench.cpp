// The memory of the feeds: taking messages in so that they last, and the state at a moment out of many of them.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "base/time.h"
#include "bench/feed_messages.h"
#include "feeds/journal.h"

namespace {

using bench::Folder;
using bench::kYear;
using bench::message;
using benchmark::State;

constexpr std::size_t kMessages = 300'000;
constexpr std::size_t kBatch = 1000;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

base::UtcMs time_of(std::size_t i) {
    return kYear + static_cast<std::int64_t>(i) * (365 * kDay / static_cast<std::int64_t>(kMessages));
}

feeds::Batch batch_from(std::size_t first, std::uint16_t feed, feeds::Mapping const& mapping) {
    feeds::Batch batch{.feed = feed, .items = {}};
    for (std::size_t i = first; i < first + kBatch; ++i) {
        base::UtcMs const time = time_of(i);
        feeds::Arrival arrival{.body = message(i, time), .topic = "", .position = "", .received = time};
        feeds::Decoded decoded = mapping.decode(arrival.body, arrival.topic, time);
        batch.items.push_back({.arrival = std::move(arrival), .decoded = std::move(decoded)});
    }
    return batch;
}

bool fill(std::filesystem::path const& file) {
    auto const mapping = feeds::Mapping::load("canonical", "");
    auto journal = feeds::Journal::open(file, feeds::Journal::Access::write);
    if (!mapping || !journal) return false;
    auto const feed = journal->feed("bench", *mapping);
    for (std::size_t i = 0; feed && i < kMessages; i += kBatch)
        if (!journal->append(batch_from(i, *feed, *mapping))) return false;
    return bool(feed);
}

/// Batches of a thousand, each durable before the next.
void journal_append(State& state) {
    Folder const folder;
    auto const mapping = feeds::Mapping::load("canonical", "");
    auto journal = feeds::Journal::open(folder.path / "journal.db", feeds::Journal::Access::write);
    if (!mapping || !journal) return state.SkipWithError("no journal");
    auto const feed = journal->feed("bench", *mapping);
    if (!feed) return state.SkipWithError("no feed");
    std::size_t next = 0;
    for (auto _ : state) {
        state.PauseTiming();
        feeds::Batch const batch = batch_from(next, *feed, *mapping);
        state.ResumeTiming();
        auto const appended = journal->append(batch);
        if (!appended || appended->stored != kBatch) return state.SkipWithError("not all was stored");
        next += kBatch;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(next));
    state.SetLabel("limit 20,000 a second");
}
BENCHMARK(journal_append)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(100);

/// Opening 300,000 messages and asking what was known at half of the year.
void journal_state(State& state) {
    Folder const folder;
    std::filesystem::path const file = folder.path / "journal.db";
    if (!fill(file)) return state.SkipWithError("no journal");
    base::UtcMs const moment = kYear + 182 * kDay;
    std::size_t size = 0;
    for (auto _ : state) {
        auto const journal = feeds::Journal::open(file, feeds::Journal::Access::read);
        if (!journal) return state.SkipWithError("no journal");
        auto const live = journal->state({moment, moment}, {});
        if (!live || !journal->damage().empty()) return state.SkipWithError("no state");
        size = live->size();
    }
    if (size == 0) state.SkipWithError("nothing was there");
    state.counters["things"] = static_cast<double>(size);
    state.SetLabel("limit 1.5 s");
}
BENCHMARK(journal_state)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The same with everything that ever happened in the answer.
void journal_state_all(State& state) {
    Folder const folder;
    std::filesystem::path const file = folder.path / "journal.db";
    if (!fill(file)) return state.SkipWithError("no journal");
    auto const journal = feeds::Journal::open(file, feeds::Journal::Access::read);
    if (!journal) return state.SkipWithError("no journal");
    base::UtcMs const end = std::numeric_limits<base::UtcMs>::max();
    for (auto _ : state) {
        auto const live =
            journal->state({kYear + 400 * kDay, end}, {.tickets_ms = 500 * kDay, .events_ms = 500 * kDay});
        if (!live) return state.SkipWithError("no state");
        state.counters["things"] = static_cast<double>(live->size());
    }
    state.SetLabel("no limit");
}
BENCHMARK(journal_state_all)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
