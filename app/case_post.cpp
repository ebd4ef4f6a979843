#include "app/case_post.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "app/case_book.h"
#include "app/case_log.h"
#include "app/intake.h"
#include "app/secret.h"
#include "feeds/outlet.h"
#include "feeds/url.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kAtOnce = 1000;  ///< entries in memory; the rest stays in the log

struct Waiting {
    std::uint64_t sequence = 0;
    feeds::AuditEntry entry;
};

std::string message_of(Waiting const& waiting) {
    feeds::AuditEntry const& audit = waiting.entry;
    Json json{{"sequence", waiting.sequence},
              {"time", base::format_time(audit.time)},
              {"user", audit.user},
              {"action", audit.action},
              {"target", audit.target}};
    json["detail"] = Json::parse(audit.detail, nullptr, false);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// MQTT: `+` stands for one level, `#` for all that follow.
bool matches(std::string_view filter, std::string_view topic) {
    while (true) {
        std::string_view const part = filter.substr(0, filter.find('/'));
        std::string_view const level = topic.substr(0, topic.find('/'));
        if (part == "#") return true;
        if (part != "+" && part != level) return false;
        bool const filter_ends = part.size() == filter.size(), topic_ends = level.size() == topic.size();
        if (filter_ends || topic_ends) return filter_ends && topic_ends;
        filter.remove_prefix(part.size() + 1);
        topic.remove_prefix(level.size() + 1);
    }
}

/// How far the log has been posted, and where to.
struct Mark {
    std::string url;
    std::uint64_t sequence = 0;
};

std::optional<Mark> read_mark(fs::path const& file) {
    std::ifstream in(file);
    auto const json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("url") || !json["url"].is_string()) return {};
    if (!json.contains("sequence") || !json["sequence"].is_number_unsigned()) return {};
    return Mark{json["url"], json["sequence"]};
}

base::Status write_mark(fs::path const& file, Mark const& mark) {
    fs::path const fresh = file.string() + ".new";
    {
        std::ofstream out(fresh);
        out << Json{{"url", mark.url}, {"sequence", mark.sequence}}.dump() << '\n';
        if (!out.flush()) return base::Error{fresh.string() + ": cannot be written"};
    }
    std::error_code error;
    fs::rename(fresh, file, error);
    if (error) return base::Error{file.string() + ": " + error.message()};
    return base::done;
}

/// Held by the one program that posts; gone with it, however it ends.
class Turn {
public:
    ~Turn() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    bool take(fs::path const& file) {
        if (descriptor_ >= 0) return true;
        int const opened = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (opened < 0) return false;
        if (flock(opened, LOCK_EX | LOCK_NB) == 0)
            descriptor_ = opened;
        else
            close(opened);
        return descriptor_ >= 0;
    }

private:
    int descriptor_ = -1;
};

}  // namespace

std::string posts_to_feed(std::string const& post, std::vector<twin::FeedSpec> const& feeds) {
    auto const to = feeds::parse_url(post);
    if (!to) return {};
    bool const mqtt = to->scheme.starts_with("mqtt");
    auto const port = [&](feeds::Url const& url) {
        if (url.port != 0) return url.port;
        return url.scheme == "https" ? 443 : url.scheme == "http" ? 80 : url.scheme == "mqtts" ? 8883 : 1883;
    };
    for (twin::FeedSpec const& feed : feeds) {
        auto const from = feeds::parse_url(feed.url);
        if (!from || from->scheme != to->scheme || from->host != to->host || port(*from) != port(*to)) continue;
        if (mqtt ? matches(from->path, to->path) : from->path == to->path) return feed.id;
    }
    return {};
}

struct CasePost::State {
    State(fs::path f, twin::SupervisionSpec s, std::function<void()> r, PostPace p)
        : folder(std::move(f)), spec(std::move(s)), ready(std::move(r)), pace(p) {}

    fs::path mark_file() const { return folder / "posted"; }

    /// A new address begins where the log ends now.
    void begin() {
        auto const known = read_mark(mark_file());
        if (known && known->url == spec.post) return;
        auto const history = feeds::read_audit(folder);
        std::error_code none;
        fs::create_directories(folder, none);
        if (!history || !write_mark(mark_file(), {spec.post, history->last}))
            news.problem = (folder / "posted").string() + ": cannot be written";
    }

    /// Entries after the mark. False: they cannot be read.
    bool read() {
        auto const time = audit_head_time(folder);
        if (time == seen && waiting.size() == left) return true;
        auto const mark = read_mark(mark_file());
        auto const history = feeds::read_audit(folder);
        if (!mark || !history) return false;
        seen = time;
        waiting.clear();
        left = 0;
        for (std::size_t i = 0; i < history->entries.size(); ++i) {
            if (history->sequences[i] <= mark->sequence || !from_audit(history->entries[i])) continue;
            ++left;
            if (waiting.size() < kAtOnce) waiting.push_back({history->sequences[i], history->entries[i]});
        }
        return true;
    }

    base::Status send(Waiting const& one, std::stop_token const& stop) {
        if (!outlet) {
            auto secret = read_secret(spec.secret);
            if (!secret) return secret.error();
            auto sign = read_secret(spec.sign);
            if (!sign) return sign.error();
            auto opened = feeds::open_outlet({.url = spec.post,
                                              .secret = *std::move(secret),
                                              .user = spec.user,
                                              .sign = *std::move(sign),
                                              .ca_file = spec.ca_file,
                                              .client_id = "borough-supervision",
                                              .patience = pace.patience,
                                              .stop = stop,
                                              .folder = folder});
            if (!opened) return opened.error();
            outlet = *std::move(opened);
        }
        auto sent = outlet->publish({}, message_of(one));
        if (sent) sent = outlet->finish();
        if (!sent) outlet.reset();  // another try begins anew
        return sent;
    }

    /// That it was refused for good is in the log too.
    void refuse(Waiting const& one, std::string const& why) {
        auto const log = feeds::AuditLog::open(folder);
        if (log)
            (void)log->append({.time = now_ms(),
                               .user = one.entry.user,
                               .action = "post.refused",
                               .source = {},
                               .target = one.entry.target,
                               .result = "failed",
                               .detail = Json{{"sequence", one.sequence}, {"why", why}}.dump()});
        std::string const number = std::to_string(one.sequence);
        std::lock_guard const lock(mutex);
        news.lines.push_back({"办理记录 " + number + " 被对方拒收，已记入日志，不再推送：" + why,
                              "Entry " + number + " was refused for good, which is logged: " + why});
    }

    /// The first that waits. None: it is done with, and the next may go.
    std::optional<std::string> post_first(std::stop_token const& stop) {
        Waiting const& one = waiting.front();
        auto const sent = send(one, stop);
        if (stop.stop_requested() && !sent) return "stopped";
        if (!sent && sent.error().kind != base::ErrorKind::usage) return sent.error().message;
        if (!sent) refuse(one, sent.error().message);
        if (auto const marked = write_mark(mark_file(), {spec.post, one.sequence}); !marked)
            return marked.error().message;
        waiting.pop_front();
        --left;
        return {};
    }

    void say(std::optional<std::string> const& problem) {
        {
            std::lock_guard const lock(mutex);
            news.waiting = left;
            news.problem = problem.value_or(std::string());
        }
        ready();
    }

    void work(std::stop_token const& stop) {
        std::chrono::milliseconds wait = pace.first;
        bool failed = false;
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock(mutex);
                changed.wait_for(lock, stop, failed ? wait : pace.look, [&] { return looked && !failed; });
                looked = false;
            }
            if (stop.stop_requested() || !turn.take(folder / "posted.lock") || !read()) continue;
            std::optional<std::string> problem;
            while (!waiting.empty() && !problem && !stop.stop_requested()) {
                problem = post_first(stop);
                if (waiting.empty() && left > 0) read();
                say(problem);
            }
            wait = !problem ? pace.first : failed ? std::min(2 * wait, pace.longest) : wait;
            failed = problem.has_value();
        }
    }

    fs::path const folder;
    twin::SupervisionSpec const spec;
    std::function<void()> const ready;
    PostPace const pace;
    // Of the thread alone.
    Turn turn;
    std::unique_ptr<feeds::Outlet> outlet;
    fs::file_time_type seen = fs::file_time_type::max();
    std::deque<Waiting> waiting;
    std::uint64_t left = 0;  ///< of the log, those in `waiting` among them

    std::mutex mutex;
    std::condition_variable_any changed;
    News news;
    bool looked = true;   ///< what an earlier run left goes out at once
    std::jthread thread;  ///< last: it is joined before what it uses goes
};

CasePost::CasePost(fs::path folder, twin::SupervisionSpec spec, std::function<void()> ready, PostPace pace)
    : state_(std::make_unique<State>(std::move(folder), std::move(spec), std::move(ready), pace)) {
    state_->begin();
    state_->thread = std::jthread([state = state_.get()](std::stop_token const& stop) { state->work(stop); });
}

CasePost::~CasePost() = default;

void CasePost::look() {
    std::lock_guard const lock(state_->mutex);
    state_->looked = true;
    state_->changed.notify_all();
}

CasePost::News CasePost::take() {
    std::lock_guard const lock(state_->mutex);
    News out = state_->news;
    state_->news.lines.clear();
    return out;
}

}  // namespace app
