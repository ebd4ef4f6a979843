// That an endless feed fills neither memory nor disk: ingest_hours [HOURS], simulated ones at 200 messages a second of
// which one is kept.
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "bench/feed_messages.h"
#include "feeds/ingest.h"

namespace {

constexpr std::int64_t kRate = 200, kHour = 3600;  // messages, seconds

double resident_mib() {
    std::uint64_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024);
}

double mib_of(std::filesystem::path const& file) {
    std::error_code missing;
    auto const size = std::filesystem::file_size(file, missing);
    return missing ? 0 : static_cast<double>(size) / (1024.0 * 1024);
}

int fail(std::string const& why) {
    std::fprintf(stderr, "ingest_hours: %s\n", why.c_str());
    return 1;
}

int run(std::int64_t hours) {
    bench::Folder const folder;
    std::atomic<base::UtcMs> now = bench::kYear;
    feeds::IngestSetup setup;
    setup.journal = folder.path / "journal.db";
    setup.clock = [&now] { return now.load(); };
    setup.keep_ms = kHour * 1000;
    setup.feeds.emplace_back().id = "bench";
    auto const ingest = feeds::Ingest::start(setup);
    if (!ingest) return fail(ingest.error().message);
    feeds::Sink* const sink = ingest.value()->sink("bench");
    std::puts("hour  memory MiB  journal MiB");
    double first = 0, last = 0;
    for (std::int64_t second = 0; second < hours * kHour; ++second) {
        now = bench::kYear + second * 1000;
        for (std::int64_t i = 0; i < kRate; ++i) {
            auto const number = static_cast<std::size_t>(second * kRate + i);
            if (!sink->accept({.body = bench::message(number, now), .topic = "", .position = "", .received = now}))
                return fail("a message was refused");
        }
        // So often that the simulated clock does not run away from what is taken in.
        if (second % 5 == 0 && !ingest.value()->drain()) return fail("the journal takes nothing");
        if ((second + 1) % kHour != 0) continue;
        last = resident_mib();
        std::printf("%4lld  %10.1f  %11.1f\n", static_cast<long long>((second + 1) / kHour), last,
                    mib_of(setup.journal));
        std::fflush(stdout);
        // An hour is kept of answers that look back an hour: nothing is dropped before the third.
        if ((second + 1) / kHour <= 3) first = last;
    }
    feeds::FeedHealth const health = ingest.value()->health().front();
    std::printf("received %llu, bad %llu, duplicates %llu, dropped %llu; memory from hour 3 on %+.1f %%\n",
                static_cast<unsigned long long>(health.received), static_cast<unsigned long long>(health.bad),
                static_cast<unsigned long long>(health.duplicates), static_cast<unsigned long long>(health.dropped),
                100 * (last - first) / first);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    constexpr std::int64_t kHours = 4;
    std::int64_t const hours = count > 1 ? std::atoll(arguments[1]) : kHours;
    if (count > 2 || hours < 1) {
        std::fputs("ingest_hours [HOURS], 4 where it is left out\n", stderr);
        return 2;
    }
    return run(hours);
}
