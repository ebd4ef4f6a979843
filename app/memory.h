// Memory that was used and is not needed any more, given back to the system while a program runs for weeks.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace app {

/// Threads that read a year's journal, or make a scene anew, need hundreds of MiB for a moment. glibc keeps what they
/// free: each thread's share has holes with something small at their end, so a wall's memory is the sum of all moments,
/// and grows for hours. Once a minute all of it is given back, on a thread of its own. Elsewhere than on glibc:
/// nothing.
class MemoryKeeper {
public:
    MemoryKeeper();

private:
    std::mutex mutex_;
    std::condition_variable_any ending_;
    std::jthread thread_;  ///< last: it is joined before what it uses goes
};

}  // namespace app
