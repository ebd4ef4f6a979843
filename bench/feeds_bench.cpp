// What arrives, one ticket a message: decoding, mapping and folding it into the state (issue limits in README.md).
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "feeds/mapping.h"
#include "twin/live_state.h"

namespace {

using benchmark::State;

constexpr std::size_t kTickets = 100'000;
constexpr base::UtcMs kBegin = 1'772'784'721'000;

/// Every ticket comes five times, each time a step further, as a hotline sends them.
std::vector<std::string> ticket_lines(char const* coordinates) {
    using enum twin::TicketStatus;
    constexpr twin::TicketStatus kSteps[] = {fresh, accepted, dispatched, handling, replied};
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < kTickets; ++i) {
        auto const number = static_cast<std::int64_t>(i % (kTickets / 5));
        std::size_t const step = i / (kTickets / 5);
        twin::Ticket t{.id = std::string("热线-260306-").append(std::to_string(100'000 + number * 7919 % 20'000)),
                       .kind = twin::TicketKind::complaint,
                       .status = kSteps[step],
                       .raw_status = "办理中",
                       .channel = "phone",
                       .class_code = "0201",
                       .class_path = "城市管理>市容环境>占道经营",
                       .title = "反映某路段占道经营影响通行的问题",
                       .department = "龙华街道办事处",
                       .called = kBegin + number * 1000,
                       .accepted = kBegin + number * 1000 + 60'000,
                       .due = kBegin + number * 1000 + 86'400'000,
                       .dispatch = twin::DispatchMode::ai};
        t.where.at = geo::LonLat{114.0 + static_cast<double>(number) * 1e-6, 22.6 + static_cast<double>(number) * 1e-6};
        t.where.level = twin::PlaceLevel::door;
        t.where.address = "中山路 1 号";
        t.where.community = "440309001005";
        twin::Report report;
        report.event_time = kBegin + number * 1000 + static_cast<std::int64_t>(step) * 600'000;
        report.sequence = i + 1;
        report.record = std::move(t);
        std::string line = feeds::to_json(report, "/longhua/12345");
        line.replace(line.find("\"wgs84\""), 7, std::string("\"").append(coordinates).append("\""));
        lines.push_back(std::move(line));
    }
    return lines;
}

void decode_and_apply(State& state, char const* coordinates) {
    auto const mapping = feeds::Mapping::load("canonical", "");
    if (!mapping) return state.SkipWithError(mapping.error().message.c_str());
    std::vector<std::string> const lines = ticket_lines(coordinates);
    for (auto _ : state) {
        twin::LiveState live;
        for (std::string const& line : lines) {
            feeds::Decoded decoded = mapping->decode(line, {}, kBegin + 1'000'000'000);
            for (twin::Report& report : decoded.reports) live.apply(std::move(report));
        }
        if (live.size() != kTickets / 5) state.SkipWithError("tickets were lost");
    }
    using benchmark::Counter;
    state.counters["per_second"] = Counter(static_cast<double>(kTickets), Counter::kIsIterationInvariantRate);
    state.SetLabel("1 thread; limit 100,000 a second");
}

void decode_tickets(State& state) { decode_and_apply(state, "wgs84"); }
BENCHMARK(decode_tickets)->Unit(benchmark::kMillisecond);

void decode_tickets_gcj02(State& state) { decode_and_apply(state, "gcj02"); }
BENCHMARK(decode_tickets_gcj02)->Unit(benchmark::kMillisecond);

/// A snapshot for another thread while 200 reports a second come in: what it costs is mostly the pages changed after
/// it.
void snapshot_state(State& state) {
    auto const mapping = feeds::Mapping::load("canonical", "");
    twin::LiveState live;
    std::vector<twin::Report> reports;
    for (std::string const& line : ticket_lines("wgs84")) {
        for (twin::Report& report : mapping->decode(line, {}, kBegin + 1'000'000'000).reports) {
            reports.push_back(report);
            live.apply(std::move(report));
        }
    }
    std::size_t next = 0;
    for (auto _ : state) {
        twin::LiveState const copy = live;
        benchmark::DoNotOptimize(&copy);
        for (int i = 0; i < 200; ++i) {
            twin::Report report = reports[next++ * 7919 % reports.size()];
            report.version += 10'000'000;
            live.apply(std::move(report));
        }
    }
    state.SetLabel("20,000 tickets and 200 changes; no limit");
}
BENCHMARK(snapshot_state)->Unit(benchmark::kMicrosecond);

constexpr std::int64_t kSightings = 230'000;
constexpr std::int64_t kApart = 11'000;  ///< milliseconds: a month of them

twin::Report sighting(std::int64_t i) {
    constexpr char const* kTypes[] = {"parking_motor", "garbage_exposed", "road_vending"};
    std::int64_t const draw = i * 7919 % 900;
    twin::Report report;
    report.event_time = report.version = report.known_time = kBegin + i * kApart;
    report.content = static_cast<std::uint64_t>(i);
    report.record = twin::CityEvent{.id = "SP-260306-" + std::to_string(i),
                                    .type = kTypes[draw % 3],
                                    .camera = "44030900101320000" + std::to_string(draw / 3),
                                    .confidence = 0.8F,
                                    .snapshot = "snapshots/260306/" + std::to_string(i) + ".jpg"};
    return report;
}

/// What is over and what is not, as a window asks twice a second, of a month's sightings of 300 cameras. `again`: it
/// was asked before, and ten sightings have come since; else nobody has asked yet.
void episodes(State& state) {
    bool const again = state.range(0) != 0;
    twin::LiveState live;
    std::int64_t next = 0;
    while (next < kSightings) live.apply(sighting(next++));
    std::size_t count = live.episodes(again ? kBegin + next * kApart : 0).size();
    for (auto _ : state) {
        state.PauseTiming();
        if (again) {
            for (int i = 0; i < 10; ++i) live.apply(sighting(next++));
        } else {
            live = twin::LiveState();
            for (next = 0; next < kSightings;) live.apply(sighting(next++));
        }
        state.ResumeTiming();
        count = live.episodes(kBegin + next * kApart).size();
    }
    state.counters["episodes"] = static_cast<double>(count);
    state.SetLabel("230,000 sightings; no limit");
}
BENCHMARK(episodes)->ArgName("again")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
