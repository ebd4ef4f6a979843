// Ctrl-C and termination: the program ends at once, and takes its half-written files with it; a window ends like one
// that was closed.
#pragma once

#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

namespace app {

/// Make it before any other thread: threads inherit that these signals are left to this one.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    /// To be removed should a signal come; files that are finished by then have other names.
    void half_written(std::filesystem::path file);

private:
    void watch();

    std::mutex mutex_;
    std::vector<std::filesystem::path> files_;
    std::thread watcher_;
};

/// For a window, which has settings to keep: the first such signal only asks, a second one ends the program as ever.
void ask_before_ending();
bool asked_to_end();

/// For a child process, which would otherwise inherit that it cannot be interrupted.
void allow_interrupts();

}  // namespace app
