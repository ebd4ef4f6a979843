#include "feeds/http_workers.h"

#include <utility>

namespace feeds {

HttpWorkers::HttpWorkers(int threads, std::size_t waiting) : waiting_(waiting) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

HttpWorkers::~HttpWorkers() { join(); }

void HttpWorkers::push(std::function<void()> job) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return jobs_.size() < waiting_ || closed_; });
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

void HttpWorkers::close() {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

bool HttpWorkers::wait_idle(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, at_most, [&] { return jobs_.empty() && busy_ == 0; });
}

void HttpWorkers::join() {
    {
        std::lock_guard const lock(mutex_);
        closed_ = ending_ = true;
        changed_.notify_all();
    }
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void HttpWorkers::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return !jobs_.empty() || ending_; });
        if (jobs_.empty()) return;
        std::function<void()> job = std::move(jobs_.front());
        jobs_.pop_front();
        ++busy_;
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
        --busy_;
        changed_.notify_all();
    }
}

}  // namespace feeds
