// `--supervised`: a parent that never touches a window or a GPU starts the program again when it dies or stands still.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_status.h"

namespace app {

/// How long to wait before each new start, and when to stop trying. Pure.
class RestartPolicy {
public:
    using Seconds = std::chrono::duration<double>;

    /// A program died after `lived`. The wait before the next start: 1, 2, 4, 8, 8 ... s, from 1 again after it had
    /// shown something for half a minute. None: give up, five lives in a row showed nothing at all, however long.
    std::optional<Seconds> died(Seconds lived, bool drew);

private:
    int attempt_ = 0;
    int vain_ = 0;  ///< lives in a row that never drew
};

struct SuperviseSetup {
    std::string program = "/proc/self/exe";
    std::vector<std::string> arguments;  ///< as given to this process, without its name
    double silence_s = 10;               ///< longest time between two heartbeats, once it drew
    double start_s = 300;                ///< until then: to upload a large district takes a while
};

/// The child's arguments: without --supervised, with --heartbeat. `resume`, for all but the first: with --resume. What
/// was shown last time must not overrule what the command line asks for now.
std::vector<std::string> child_arguments(std::vector<std::string> const& own, int heartbeat, bool resume);

/// Runs until the program ends of its own will (its status is given), is told to end (so is this process: SIGTERM,
/// SIGINT and SIGHUP are passed on), or is given up. One line on stderr for each restart. Call it before any thread is
/// made.
ExitStatus supervise(SuperviseSetup const& setup);

/// The child's side. Without a descriptor all of it does nothing.
class Heartbeat {
public:
    explicit Heartbeat(int descriptor);

    /// Still turning; at least every few seconds, also while nothing is drawn and while loading.
    void alive() const { write_byte('.'); }
    /// A picture was shown.
    void drew() const { write_byte('f'); }

private:
    void write_byte(char byte) const;
    int descriptor_;
};

}  // namespace app
