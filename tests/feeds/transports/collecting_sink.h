// A sink that keeps what it is given, for tests of transports.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "feeds/arrival.h"

namespace feeds_test {

class CollectingSink : public feeds::Sink {
public:
    bool accept(feeds::Arrival arrival) override {
        std::this_thread::sleep_for(delay_);
        std::lock_guard const lock(mutex_);
        if (refusing_) {
            ++refused_;
            changed_.notify_all();
            return false;
        }
        arrivals_.push_back(std::move(arrival));
        changed_.notify_all();
        return true;
    }

    void refuse(bool on) {
        std::lock_guard const lock(mutex_);
        refusing_ = on;
    }
    /// As a disk that is slow. Before the transport starts.
    void slow_down(std::chrono::milliseconds delay) { delay_ = delay; }

    bool wait_for(std::size_t count, int seconds = 10) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(seconds), [&] { return arrivals_.size() >= count; });
    }
    bool wait_for_refusal(int seconds = 10) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(seconds), [&] { return refused_ > 0; });
    }
    std::vector<feeds::Arrival> arrivals() const {
        std::lock_guard const lock(mutex_);
        return arrivals_;
    }
    std::vector<std::string> bodies() const {
        std::vector<std::string> result;
        for (feeds::Arrival const& arrival : arrivals()) result.push_back(arrival.body);
        return result;
    }
    std::size_t count() const {
        std::lock_guard const lock(mutex_);
        return arrivals_.size();
    }
    std::string last_position() const {
        std::lock_guard const lock(mutex_);
        return arrivals_.empty() ? std::string{} : arrivals_.back().position;
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<feeds::Arrival> arrivals_;
    std::size_t refused_ = 0;
    bool refusing_ = false;
    std::chrono::milliseconds delay_{0};
};

}  // namespace feeds_test
