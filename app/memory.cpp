#include "app/memory.h"

#include <malloc.h>

#include <chrono>

namespace app {
namespace {

constexpr auto kEvery = std::chrono::minutes(1);

#ifdef __GLIBC__
/// glibc raises by itself, up to 32 MiB, from which size on memory is a mapping of its own and given back at once
/// (mallopt(3), M_MMAP_THRESHOLD): a window's pictures come and go with every change of size.
void give_large_back_at_once() {
    constexpr int kAtOnce = 128 * 1024;
    mallopt(M_MMAP_THRESHOLD, kAtOnce);
    mallopt(M_TRIM_THRESHOLD, 2 * kAtOnce);
}

void give_back() { malloc_trim(0); }
#else
void give_large_back_at_once() {}
void give_back() {}
#endif

}  // namespace

MemoryKeeper::MemoryKeeper() {
    give_large_back_at_once();
    thread_ = std::jthread([this](std::stop_token const& stop) {
        std::unique_lock lock(mutex_);
        while (!ending_.wait_for(lock, stop, kEvery, [&] { return stop.stop_requested(); })) give_back();
    });
}

}  // namespace app
