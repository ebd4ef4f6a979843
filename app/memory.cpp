#include "app/memory.h"

#include <malloc.h>

#include <chrono>

namespace app {
namespace {

constexpr auto kGiveBackEvery = std::chrono::minutes(1);

#ifdef __GLIBC__
/// glibc raises by itself, up to 32 MiB, from which size on memory is a mapping of its own and given back at once
/// (mallopt(3), M_MMAP_THRESHOLD): a window's pictures come and go with every change of size. What a software driver
/// asks for in each frame is smaller, at most 1 MiB a piece, and stays: to have the system clear it anew for every
/// frame cost a fifth of the time that draws take there.
void give_large_back_at_once() {
    constexpr int kMiB = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, 2 * kMiB);
    mallopt(M_TRIM_THRESHOLD, 16 * kMiB);
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
        while (!ending_.wait_for(lock, stop, kGiveBackEvery, [&] { return stop.stop_requested(); })) give_back();
    });
}

}  // namespace app
