// Where the time and the memory went: measured here, above everything that must not read a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/progress.h"

namespace app {

/// Times stages, and says on a terminal what takes longer than a second.
class Stopwatch : public base::Progress {
public:
    explicit Stopwatch(std::function<bool()> cancelled = {});
    ~Stopwatch() override;
    Stopwatch(Stopwatch const&) = delete;
    Stopwatch& operator=(Stopwatch const&) = delete;

    void stage(std::string_view name) override;
    void advance(double fraction) override;
    bool cancelled() const override;

    std::string current() const;
    double total_ms() const;

    struct Stage {
        std::string name;
        double ms = 0;
    };
    /// In the order in which they were first entered; a stage entered twice is one row.
    std::vector<Stage> stages() const;

    /// Takes the progress line off the terminal, so that something else can be printed.
    void clear_line();

private:
    using Clock = std::chrono::steady_clock;
    std::size_t row(std::string_view name);
    void show(double fraction);
    void wipe();

    std::function<bool()> cancelled_;
    mutable std::mutex mutex_;
    Clock::time_point const begun_ = Clock::now();
    Clock::time_point stage_begun_ = begun_;
    Clock::time_point shown_ = begun_;
    std::vector<Stage> stages_;
    std::size_t current_ = 0;
    bool terminal_ = false;
    bool line_ = false;
};

/// Enters a stage and goes back to the one before at the end of the block.
class StageScope {
public:
    StageScope(Stopwatch& watch, std::string_view name) : watch_(watch), before_(watch.current()) {
        watch_.stage(name);
    }
    ~StageScope() { watch_.stage(before_); }
    StageScope(StageScope const&) = delete;
    StageScope& operator=(StageScope const&) = delete;

private:
    Stopwatch& watch_;
    std::string before_;
};

/// The most memory this process ever held, bytes.
std::uint64_t peak_memory();

}  // namespace app
