#include "app/stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace app {
namespace {

double ms_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

}  // namespace

Stopwatch::Stopwatch(std::function<bool()> cancelled)
    : cancelled_(std::move(cancelled)), stages_{{"start", 0}}, terminal_(isatty(STDERR_FILENO) != 0) {}

Stopwatch::~Stopwatch() { wipe(); }

std::size_t Stopwatch::row(std::string_view name) {
    auto const found = std::find_if(stages_.begin(), stages_.end(), [&](Stage const& s) { return s.name == name; });
    if (found != stages_.end()) return static_cast<std::size_t>(found - stages_.begin());
    stages_.push_back({std::string(name), 0});
    return stages_.size() - 1;
}

void Stopwatch::stage(std::string_view name) {
    std::lock_guard const lock(mutex_);
    auto const now = Clock::now();
    stages_[current_].ms += ms_between(stage_begun_, now);
    stage_begun_ = now;
    current_ = row(name);
    show(-1);
}

void Stopwatch::advance(double fraction) {
    std::lock_guard const lock(mutex_);
    show(fraction);
}

bool Stopwatch::cancelled() const { return cancelled_ && cancelled_(); }

void Stopwatch::show(double fraction) {
    if (!terminal_) return;
    auto const now = Clock::now();
    if (ms_between(begun_, now) < 1000 || ms_between(shown_, now) < 100) return;
    shown_ = now;
    line_ = true;
    if (fraction < 0) {
        std::fprintf(stderr, "\r\033[K%5.1f s  %s", ms_between(begun_, now) / 1000, stages_[current_].name.c_str());
    } else {
        std::fprintf(stderr, "\r\033[K%5.1f s  %s %3.0f%%", ms_between(begun_, now) / 1000,
                     stages_[current_].name.c_str(), std::clamp(fraction, 0.0, 1.0) * 100);
    }
    std::fflush(stderr);
}

void Stopwatch::wipe() {
    if (line_) std::fputs("\r\033[K", stderr);
    line_ = false;
}

void Stopwatch::clear_line() {
    std::lock_guard const lock(mutex_);
    wipe();
}

std::string Stopwatch::current() const {
    std::lock_guard const lock(mutex_);
    return stages_[current_].name;
}

double Stopwatch::total_ms() const { return ms_between(begun_, Clock::now()); }

std::vector<Stopwatch::Stage> Stopwatch::stages() const {
    std::lock_guard const lock(mutex_);
    auto out = stages_;
    out[current_].ms += ms_between(stage_begun_, Clock::now());
    return out;
}

std::uint64_t peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace app
