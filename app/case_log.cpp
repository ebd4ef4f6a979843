#include "app/case_log.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "app/secret.h"
#include "feeds/outlet.h"

namespace app {
namespace {

constexpr auto kLook = std::chrono::seconds(2);  ///< how often others' entries are looked for

std::string message_of(CaseEntry const& entry) {
    feeds::AuditEntry const audit = to_audit(entry);
    nlohmann::ordered_json json{{"time", base::format_time(audit.time)},
                                {"user", audit.user},
                                {"action", audit.action},
                                {"target", audit.target}};
    json["detail"] = nlohmann::ordered_json::parse(audit.detail, nullptr, false);
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

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
    State(std::filesystem::path f, std::uint64_t l, twin::SupervisionSpec p, std::function<void()> r)
        : folder(std::move(f)), post(std::move(p)), ready(std::move(r)), last(l), changed(audit_head_time(folder)) {}

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

    base::Status send(CaseEntry const& entry) {
        if (!outlet) {
            auto secret = read_secret(post.secret);
            if (!secret) return secret.error();
            auto opened = feeds::open_outlet({.url = post.post,
                                              .secret = *std::move(secret),
                                              .user = post.user,
                                              .ca_file = post.ca_file,
                                              .client_id = "borough-supervision",
                                              .folder = folder});
            if (!opened) return opened.error();
            outlet = *std::move(opened);
        }
        if (auto const sent = outlet->publish({}, message_of(entry)); !sent) {
            outlet.reset();  // another try begins anew
            return sent;
        }
        return outlet->finish();
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
            bool const something = asked.wait_for(lock, kLook, [&] { return ending || !queue.empty(); });
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
            // What is not in the log happened nowhere.
            if (problem.empty() && !post.post.empty()) to_post.push_back(std::move(entry));
            asked.notify_all();
        }
    }

    /// On a thread of its own: a server that does not answer must not keep entries from the log. At the end what was
    /// not posted is left; the log has it.
    void work_post() {
        std::unique_lock lock(mutex);
        while (true) {
            asked.wait(lock, [&] { return ending || !to_post.empty(); });
            if (ending) return;
            CaseEntry const entry = std::move(to_post.front());
            to_post.pop_front();
            lock.unlock();
            auto const sent = send(entry);
            lock.lock();
            if (sent) continue;
            news.post_problems.push_back(sent.error().message);
            lock.unlock();
            ready();
            lock.lock();
        }
    }

    std::filesystem::path const folder;
    twin::SupervisionSpec const post;
    std::function<void()> const ready;
    // Of `thread` alone.
    std::optional<feeds::AuditLog> log;
    std::uint64_t last;
    std::filesystem::file_time_type changed;
    std::unique_ptr<feeds::Outlet> outlet;  ///< of `poster` alone

    std::mutex mutex;
    std::condition_variable asked;
    std::deque<CaseEntry> queue, to_post;
    News news;
    bool ending = false;
    std::thread thread, poster;
};

CaseLog::CaseLog(std::filesystem::path folder, std::uint64_t last, twin::SupervisionSpec post,
                 std::function<void()> ready)
    : state_(std::make_unique<State>(std::move(folder), last, std::move(post), std::move(ready))) {
    state_->thread = std::thread([this] { state_->work(); });
    if (!state_->post.post.empty()) state_->poster = std::thread([this] { state_->work_post(); });
}

CaseLog::~CaseLog() {
    {
        std::lock_guard const lock(state_->mutex);
        state_->ending = true;
    }
    state_->asked.notify_all();
    state_->thread.join();
    if (state_->poster.joinable()) state_->poster.join();
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
