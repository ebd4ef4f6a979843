// The threads that answer HTTP requests, and the bounded line of connections before them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace feeds {

class HttpWorkers {
public:
    HttpWorkers(int threads, std::size_t waiting);
    ~HttpWorkers();  ///< finishes what is in line

    /// Waits for a place in line: who calls is the thread that accepts connections, and while it waits the system holds
    /// new ones back. After `close` there is always a place.
    void push(std::function<void()> job);
    void close();
    /// False: still at work after that long.
    bool wait_idle(std::chrono::milliseconds at_most);
    void join();

private:
    void work();

    std::size_t const waiting_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
    std::size_t busy_ = 0;
    bool closed_ = false, ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace feeds
