#include "feeds/inbox.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "feeds/inbox_spool.h"

namespace feeds {
namespace {

std::size_t weight(Arrival const& arrival) {
    return sizeof(Inbox::Taken) + arrival.body.size() + arrival.topic.size() + arrival.position.size();
}

/// What both kinds share: a queue in memory, with its weight, and who waits for it.
class Queue {
public:
    void push(Inbox::Taken taken) {
        bytes_ += weight(taken.arrival);
        messages_.push_back(std::move(taken));
    }
    std::vector<Inbox::Taken> pop(std::size_t most) {
        std::size_t const count = std::min(most, messages_.size());
        std::vector<Inbox::Taken> out;
        out.reserve(count);
        for (std::size_t i = 0; i < count; ++i) out.push_back(drop(messages_.begin()));
        return out;
    }
    Inbox::Taken drop(std::deque<Inbox::Taken>::iterator at) {
        Inbox::Taken taken = std::move(*at);
        bytes_ -= weight(taken.arrival);
        messages_.erase(at);
        return taken;
    }
    bool full() const { return messages_.size() >= Inbox::kMessagesInMemory || bytes_ >= Inbox::kBytesInMemory; }
    std::deque<Inbox::Taken>& messages() { return messages_; }
    std::size_t size() const { return messages_.size(); }

private:
    std::deque<Inbox::Taken> messages_;
    std::size_t bytes_ = 0;
};

/// Pressure::keep.
class SpooledInbox final : public Inbox {
public:
    SpooledInbox(Spool spool, std::uint64_t resume_at, std::function<void()> wake)
        : spool_(std::move(spool)), read_at_(std::max(resume_at, spool_.begin())), wake_(std::move(wake)) {
        for (std::uint64_t at = read_at_; at < spool_.end();)
            counts_.waiting += spool_.read(at, kMessagesInMemory, kBytesInMemory).size();
        counts_.accepted = counts_.waiting;
    }

    bool accept(Arrival arrival) override {
        std::string const packed = Spool::pack(arrival);
        {
            std::lock_guard const lock(mutex_);
            bool const caught_up = read_at_ == spool_.end();
            if (!spool_.append(packed)) {
                // A torn record that could not be taken back has moved the end; nothing is to be read there.
                if (caught_up) read_at_ = spool_.end();
                ++counts_.refused;
                return false;
            }
            ++counts_.accepted;
            ++counts_.waiting;
            if (caught_up && !queue_.full()) {
                if (arrival.body.size() > kLongestMessage) arrival.body.resize(kLongestMessage + 1);
                queue_.push({std::move(arrival), spool_.end()});
                read_at_ = spool_.end();
            }
        }
        arrived_.notify_one();
        if (wake_) wake_();
        return true;
    }

    std::vector<Taken> take(std::size_t most, int wait_ms) override {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return counts_.waiting > 0; });
        if (queue_.size() == 0 && read_at_ < spool_.end()) {
            for (Taken& taken : spool_.read(read_at_, kMessagesInMemory, kReadBackBytes)) queue_.push(std::move(taken));
            if (read_at_ == spool_.end()) counts_.waiting = queue_.size();  // some may have been damaged meanwhile
        }
        std::vector<Taken> out = queue_.pop(most);
        counts_.waiting -= std::min(counts_.waiting, out.size());
        return out;
    }

    void committed(std::uint64_t spool_end) override {
        std::lock_guard const lock(mutex_);
        spool_.drop_before(spool_end);
    }

    Counts counts() const override {
        std::lock_guard const lock(mutex_);
        Counts counts = counts_;
        counts.spool_bytes = spool_.bytes();
        counts.damaged = spool_.damaged();
        return counts;
    }

private:
    /// Read under the lock, so few enough that `accept` does not wait long.
    static constexpr std::size_t kReadBackBytes = 4 * 1024 * 1024;

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    Spool spool_;
    Queue queue_;
    std::uint64_t read_at_ = 0;  ///< what lies in the spool before this has been taken or is in the queue
    Counts counts_;
    std::function<void()> wake_;
};

/// Pressure::latest and Pressure::oldest.
class MemoryInbox final : public Inbox {
public:
    MemoryInbox(bool by_topic, std::function<void()> wake) : by_topic_(by_topic), wake_(std::move(wake)) {}

    bool accept(Arrival arrival) override {
        if (arrival.body.size() > kLongestMessage) arrival.body.resize(kLongestMessage + 1);
        {
            std::lock_guard const lock(mutex_);
            ++counts_.accepted;
            note(arrival.topic, +1);
            queue_.push({std::move(arrival), 0});
            while (queue_.full() && queue_.size() > 1) make_room();
        }
        arrived_.notify_one();
        if (wake_) wake_();
        return true;
    }

    std::vector<Taken> take(std::size_t most, int wait_ms) override {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return queue_.size() > 0; });
        std::vector<Taken> out = queue_.pop(most);
        for (Taken const& taken : out) note(taken.arrival.topic, -1);
        return out;
    }

    void committed(std::uint64_t) override {}

    Counts counts() const override {
        std::lock_guard const lock(mutex_);
        Counts counts = counts_;
        counts.waiting = queue_.size();
        return counts;
    }

private:
    void note(std::string const& topic, int change) {
        if (!by_topic_) return;
        std::size_t& count = waiting_on_[topic];
        if (change > 0 && ++count == 2) ++repeated_;
        if (change < 0 && --count == 1) --repeated_;
        if (count == 0) waiting_on_.erase(topic);
    }

    void make_room() {
        auto& messages = queue_.messages();
        auto victim = messages.begin();
        if (by_topic_ && repeated_ > 0)
            victim = std::find_if(messages.begin(), messages.end(),
                                  [&](Taken const& taken) { return waiting_on_[taken.arrival.topic] > 1; });
        note(queue_.drop(victim).arrival.topic, -1);
        ++counts_.dropped;
    }

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    bool by_topic_;
    Queue queue_;
    std::map<std::string, std::size_t> waiting_on_;  ///< messages by topic
    std::size_t repeated_ = 0;                       ///< topics with more than one
    Counts counts_;
    std::function<void()> wake_;
};

/// Part of a file name and of a URL's path.
bool is_word(std::string_view id) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !id.empty() && id.front() != '.' && id.find_first_not_of(kLetters) == std::string_view::npos;
}

}  // namespace

base::Result<std::unique_ptr<Inbox>> Inbox::open(std::filesystem::path const& folder, std::string const& feed,
                                                 twin::Pressure pressure, std::uint64_t resume_at,
                                                 std::function<void()> wake) {
    if (!is_word(feed))
        return base::Error{"'" + feed + "' cannot be the id of a feed: letters, digits, '-', '_' and '.' only",
                           base::ErrorKind::usage};
    if (pressure != twin::Pressure::keep)
        return std::unique_ptr<Inbox>(
            std::make_unique<MemoryInbox>(pressure == twin::Pressure::latest, std::move(wake)));
    auto spool = Spool::open(folder, feed, resume_at);
    if (!spool) return spool.error();
    return std::unique_ptr<Inbox>(std::make_unique<SpooledInbox>(std::move(*spool), resume_at, std::move(wake)));
}

}  // namespace feeds
