#include "app/case_log.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace app {
namespace {

constexpr auto kEntriesLook = std::chrono::seconds(2);  ///< how often others' entries are looked for

}  // namespace

std::filesystem::path audit_folder(twin::LiveSpec const& live) {
    if (live.journal.empty()) return {};
    return std::filesystem::path(live.journal).parent_path() / "audit";
}

std::filesystem::file_time_type audit_head_time(std::filesystem::path const& folder) {
    std::error_code none;
    auto const time = std::filesystem::last_write_time(folder / "audit.head", none);
    return none ? std::filesystem::file_time_type::min() : time;
}

base::Result<CaseHistory> read_cases(std::filesystem::path const& folder) {
    CaseHistory out;
    if (folder.empty()) return out;
    auto const history = feeds::read_audit(folder);
    if (!history) return history.error();
    out.damaged = history->damaged;
    out.last = history->last;
    for (feeds::AuditEntry const& audit : history->entries)
        if (auto entry = from_audit(audit)) out.entries.push_back(*std::move(entry));
    return out;
}

struct CaseLog::State {
    State(std::filesystem::path f, std::uint64_t l, std::function<void()> r)
        : folder(std::move(f)), ready(std::move(r)), last(l), changed(audit_head_time(folder)) {}

    std::string append(CaseEntry const& entry) {
        if (folder.empty()) return {};
        if (!log) {
            auto opened = feeds::AuditLog::open(folder);
            if (!opened) return opened.error().message;
            log = *std::move(opened);
        }
        auto const written = log->append(to_audit(entry));
        if (!written) return written.error().message;
        // Somebody else's line came between: the next look reads all.
        if (written->sequence == last + 1) changed = audit_head_time(folder);
        last = written->sequence;
        return {};
    }

    /// A wall and a desk of one district write one log.
    void look(std::unique_lock<std::mutex>& lock) {
        lock.unlock();
        auto const time = audit_head_time(folder);
        bool const fresh = time != changed;
        auto history = fresh ? read_cases(folder) : CaseHistory{};
        lock.lock();
        changed = time;
        if (!fresh || !history) return;
        last = history->last;
        news.anew = *std::move(history);
        for (Done& done : news.done) done.in_anew = true;
        lock.unlock();
        ready();
        lock.lock();
    }

    void work() {
        std::unique_lock lock(mutex);
        while (true) {
            bool const something = asked.wait_for(lock, kEntriesLook, [&] { return ending || !queue.empty(); });
            if (!something && !folder.empty()) look(lock);
            if (!something) continue;
            if (queue.empty()) return;
            CaseEntry entry = std::move(queue.front());
            queue.pop_front();
            lock.unlock();
            std::string problem = append(entry);
            lock.lock();
            --news.waiting;
            news.done.push_back({entry, problem, false});
            lock.unlock();
            ready();
            lock.lock();
        }
    }

    std::filesystem::path const folder;
    std::function<void()> const ready;
    // Of `thread` alone.
    std::optional<feeds::AuditLog> log;
    std::uint64_t last;
    std::filesystem::file_time_type changed;

    std::mutex mutex;
    std::condition_variable asked;
    std::deque<CaseEntry> queue;
    News news;
    bool ending = false;
    std::thread thread;
};

CaseLog::CaseLog(std::filesystem::path folder, std::uint64_t last, std::function<void()> ready)
    : state_(std::make_unique<State>(std::move(folder), last, std::move(ready))) {
    state_->thread = std::thread([this] { state_->work(); });
}

CaseLog::~CaseLog() {
    {
        std::lock_guard const lock(state_->mutex);
        state_->ending = true;
    }
    state_->asked.notify_all();
    state_->thread.join();
}

void CaseLog::write(CaseEntry entry) {
    std::lock_guard const lock(state_->mutex);
    state_->queue.push_back(std::move(entry));
    ++state_->news.waiting;
    state_->asked.notify_all();
}

CaseLog::News CaseLog::take() {
    std::lock_guard const lock(state_->mutex);
    News out = std::exchange(state_->news, {});
    state_->news.waiting = out.waiting;
    return out;
}

}  // namespace app
