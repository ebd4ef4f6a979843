// The memory of the feeds: taking messages in so that they last, the state at a moment out of many of them, and that an
// endless feed does not fill it.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "feeds/ingest.h"
#include "feeds/journal.h"

namespace {

using benchmark::State;

constexpr std::size_t kMessages = 300'000;
constexpr std::size_t kBatch = 1000;
constexpr base::UtcMs kYear = 1740787200000;  // 2025-03-01 08:00 +08:00
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "borough-bench-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

/// A year of a hotline and its cameras, a message a report, spread evenly: every fifth is a step of one of 12,000
/// tickets (five steps each, most of them closed), the others are events of 800 cameras.
std::string message(std::size_t i, base::UtcMs time) {
    static constexpr char const* kSteps[] = {"NEW", "ACCEPTED", "DISPATCHED", "HANDLING", "CLOSED"};
    auto const random = [i](std::uint32_t range) { return base::hash(static_cast<std::uint32_t>(i)) % range; };
    std::string const when = base::format_time(time);
    std::string const place = R"("lon":114.)" + std::to_string(20000 + random(9000)) + R"(,"lat":22.)" +
                              std::to_string(60000 + random(9000)) + R"(,"coord":"gcj02")";
    if (i % 5 != 0)
        return R"({"specversion":"1.0","id":"e)" + std::to_string(i) +
               R"(","source":"/video","type":"twin.event.upsert.v1","time":")" + when + R"(","data":{"id":"E)" +
               std::to_string(i) + R"(","type":"garbage_exposed","camera_id":"4403091310)" +
               std::to_string(random(800)) + R"(","level":1,"conf":0.87,"snapshot_url":"/snap/)" + std::to_string(i) +
               R"(.jpg",)" + place + "}}";
    std::size_t const step = i / 5;
    return R"({"specversion":"1.0","id":"t)" + std::to_string(i) +
           R"(","source":"/12345","type":"twin.ticket.upsert.v1","time":")" + when + R"(","seq":)" + std::to_string(i) +
           R"(,"data":{"id":"440309-)" + std::to_string(step / 5) + R"(","status":")" + kSteps[step % 5] +
           R"(","kind":"COMPLAINT","channel":"phone","class_path":"城市管理>市容环境>占道经营","title":"占道经营影响通行",)"
           R"("dept":"城管局","call_time":")" +
           when + R"(","addr_text":"观澜街道",)" + place + "}}";
}

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

std::uint64_t memory_in_use() {
    std::uint64_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// A simulated feed at 200 messages a second of which an hour is kept: memory once the
/// first is dropped as the next comes, and at the end.
void ingest_hours(State& state) {
    constexpr std::int64_t kRate = 200, kHourMs = 3600 * 1000;
    constexpr std::int64_t kFullAfter = 9000;  // an hour of answers that look back an hour, and half of one more
    std::int64_t const hours = state.range(0);
    Folder const folder;
    std::atomic<base::UtcMs> now = kYear;
    feeds::IngestSetup setup;
    setup.journal = folder.path / "journal.db";
    setup.clock = [&now] { return now.load(); };
    setup.keep_ms = kHourMs;
    setup.feeds.emplace_back().id = "bench";
    for (auto _ : state) {
        auto ingest = feeds::Ingest::start(setup);
        if (!ingest) return state.SkipWithError("no ingest");
        feeds::Sink* const sink = ingest.value()->sink("bench");
        std::uint64_t early = 0;
        for (std::int64_t second = 0; second < hours * 3600; ++second) {
            now = kYear + second * 1000;
            for (std::int64_t i = 0; i < kRate; ++i)
                sink->accept({.body = message(static_cast<std::size_t>(second * kRate + i), now),
                              .topic = "",
                              .position = "",
                              .received = now});
            if (second % 5 == 0 && !ingest.value()->drain()) return state.SkipWithError("the journal takes nothing");
            if (second == kFullAfter) early = memory_in_use();
        }
        constexpr double kMiB = 1024 * 1024;
        state.counters["MiB_early"] = static_cast<double>(early) / kMiB;
        state.counters["MiB_end"] = static_cast<double>(memory_in_use()) / kMiB;
        std::error_code ignored;
        state.counters["journal_MiB"] = static_cast<double>(std::filesystem::file_size(setup.journal, ignored)) / kMiB;
    }
    state.SetItemsProcessed(hours * 3600 * kRate);
    state.SetLabel("limit: flat within 5%");
}
BENCHMARK(ingest_hours)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1)->Arg(4);

}  // namespace
