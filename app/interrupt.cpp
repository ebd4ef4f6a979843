#include "app/interrupt.h"

#include <pthread.h>
#include <signal.h>

#include <csignal>
#include <system_error>

namespace app {
namespace {

constexpr int kStopWatching = SIGUSR2;

sigset_t fatal_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
    return set;
}

sigset_t watched_signals() {
    sigset_t set = fatal_signals();
    sigaddset(&set, kStopWatching);
    return set;
}

/// Ends as the signal would have ended the program, so that a shell or a scheduler sees what happened.
void die_of(int signal) {
    ::signal(signal, SIG_DFL);
    allow_interrupts();
    raise(signal);
}

volatile std::sig_atomic_t end_asked = 0;  // what a handler may touch

}  // namespace

void ask_before_ending() {
    struct sigaction action {};
    action.sa_handler = [](int) { end_asked = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

bool asked_to_end() { return end_asked != 0; }

void allow_interrupts() {
    sigset_t const set = fatal_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

Interrupt::Interrupt() {
    sigset_t const set = watched_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
    pthread_kill(watcher_.native_handle(), kStopWatching);
    watcher_.join();
    allow_interrupts();
}

void Interrupt::half_written(std::filesystem::path file) {
    std::lock_guard const lock(mutex_);
    files_.push_back(std::move(file));
}

void Interrupt::watch() {
    sigset_t const set = watched_signals();
    int signal = 0;
    if (sigwait(&set, &signal) != 0 || signal == kStopWatching) return;
    std::lock_guard const lock(mutex_);
    for (std::filesystem::path const& file : files_) {
        std::error_code ignored;
        std::filesystem::remove_all(file, ignored);
    }
    die_of(signal);
}

}  // namespace app
