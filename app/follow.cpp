#include "app/follow.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "feeds/http_client.h"
#include "feeds/transport.h"
#include "feeds/transport_tools.h"

namespace app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostStates = 240;
constexpr auto kHeartbeat = 500ms;    ///< the newest state again, where there is nothing new
constexpr auto kLongestStream = 45s;  ///< then a new one: within what the server grants a connection
constexpr int kSilence = 2;           ///< seconds without a byte: the cable is out
constexpr std::size_t kLongestLine = 4 * 1024 * 1024;
constexpr int kClockAsks = 5;

std::int64_t micros(ShareClock::time_point t) {
    return std::chrono::duration_cast<std::chrono::microseconds>(t.time_since_epoch()).count();
}

}  // namespace

void ShareQueue::push(Due due) {
    // One that is to be shown later than this one was told before it: then time went back, and this one is right.
    while (!waiting_.empty() && waiting_.back().at >= due.at) waiting_.pop_back();
    waiting_.push_back(std::move(due));
    if (waiting_.size() > kMostStates) waiting_.pop_front();
}

std::optional<SharedState> ShareQueue::take(ShareClock::time_point now) {
    std::optional<SharedState> newest;
    while (!waiting_.empty() && waiting_.front().at <= now) {
        newest = std::move(waiting_.front().state);
        waiting_.pop_front();
    }
    return newest;
}

std::optional<std::chrono::duration<double>> ShareQueue::next_in(ShareClock::time_point now) const {
    if (waiting_.empty()) return {};
    return std::max(std::chrono::duration<double>(waiting_.front().at - now), std::chrono::duration<double>(0));
}

// ---- the leader

struct Leader::Board {
    std::mutex mutex;
    std::condition_variable changed;
    std::string line;          ///< the newest state
    std::uint64_t number = 0;  ///< of that line; 0: nothing was told yet
    bool ended = false;
    std::atomic<int> followers = 0;

    /// What is newer than `seen`, or again the same after a heartbeat's time. False: ended.
    bool wait_newer(std::uint64_t& seen, std::string& into) {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, kHeartbeat, [&] { return ended || number != seen; });
        if (ended) return false;
        seen = number;
        into = number == 0 ? std::string("{}") : line;
        into += '\n';
        return true;
    }
};

Leader::Leader() : board_(std::make_shared<Board>()) {}

Leader::~Leader() {
    std::lock_guard const lock(board_->mutex);
    board_->ended = true;
    board_->changed.notify_all();
}

ShareClock::time_point Leader::publish(SharedState state, ShareClock::time_point now) {
    auto const at = now + kAhead;
    state.show_at = micros(at);
    std::string line = to_json(state);
    std::lock_guard const lock(board_->mutex);
    board_->line = std::move(line);
    ++board_->number;
    board_->changed.notify_all();
    return at;
}

int Leader::followers() const { return board_->followers; }

std::vector<feeds::HttpRoute> Leader::routes() const {
    auto const clock = [](feeds::HttpRequest const&) {
        auto const now = std::to_string(micros(ShareClock::now()));
        return feeds::HttpReply{.body = "{\"now\":" + now + "}\n"};
    };
    auto const stream = [board = board_](feeds::HttpRequest const&) {
        // Counted for as long as the server keeps the stream.
        struct Place {
            std::shared_ptr<Board> board;
            explicit Place(std::shared_ptr<Board> b) : board(std::move(b)) { ++board->followers; }
            ~Place() { --board->followers; }
        };
        auto const place = std::make_shared<Place>(board);
        if (board->followers > kMostFollowers) {
            return feeds::HttpReply{.status = 503, .body = "{\"error\":\"as many follow as can\"}\n"};
        }
        auto const until = ShareClock::now() + kLongestStream;
        feeds::HttpReply reply{.type = "application/x-ndjson"};
        reply.headers.emplace_back("Cache-Control", "no-store");
        reply.stream = [place, until, seen = std::uint64_t{0}, first = true](std::string& more) mutable {
            // The first line is there at once, however long ago it was told.
            if (first) {
                first = false;
                std::lock_guard const lock(place->board->mutex);
                seen = place->board->number;
                more = (seen == 0 ? std::string("{}") : place->board->line) + '\n';
                return !place->board->ended;
            }
            return ShareClock::now() < until && place->board->wait_newer(seen, more);
        };
        return reply;
    };
    return {feeds::HttpRoute{.method = "GET", .path = "/follow/clock", .answer = clock},
            feeds::HttpRoute{.method = "GET", .path = "/follow/stream", .answer = stream}};
}

// ---- the others

struct Follower::State {
    explicit State(FollowSetup given)
        : setup(std::move(given)), client(feeds::HttpAccess{.user = {}, .secret = setup.token, .ca_file = {}}) {
        while (setup.url.ends_with('/')) setup.url.pop_back();
    }

    FollowSetup setup;
    feeds::HttpClient client;
    mutable std::mutex mutex;
    ShareQueue queue;
    std::string trouble = "not connected yet";
    ShareClock::time_point heard{};
    double offset = 0;    ///< leader's clock - own, microseconds
    std::string last;     ///< line that was taken
    std::string rest;     ///< of a line that has not come whole
    std::jthread thread;  ///< ends before what it works on

    void work(std::stop_token const& stop);
    std::string set_clock(std::stop_token const& stop);
    std::string listen(std::stop_token const& stop, bool& heard_any);
    bool take_part(std::string_view part, std::string& wrong);
    std::string take_line(std::string const& line);
    void say(std::string why);
};

void Follower::State::say(std::string why) {
    std::lock_guard const lock(mutex);
    if (trouble == why) return;
    trouble = std::move(why);
    if (setup.wake) setup.wake();
}

/// The shortest of a few round trips tells best (F. Cristian, 1989). Empty: set.
std::string Follower::State::set_clock(std::stop_token const& stop) {
    std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < kClockAsks; ++i) {
        auto const sent = micros(ShareClock::now());
        auto const answer = client.call({.url = setup.url + "/follow/clock", .longest_s = 3}, stop);
        auto const back = micros(ShareClock::now());
        if (answer.status == 401 || answer.status == 403) return "the leader wants another token";
        if (answer.status == 404) return "nobody leads at " + setup.url;
        if (answer.status != 200) {
            return answer.problem.empty() ? "the leader answers " + std::to_string(answer.status) : answer.problem;
        }
        auto const json = nlohmann::json::parse(answer.body, nullptr, false);
        if (!json.is_object() || !json.contains("now") || !json["now"].is_number_integer()) {
            return "what answers at " + setup.url + " is no leader";
        }
        if (back - sent >= shortest) continue;
        shortest = back - sent;
        offset = json["now"].get<double>() - static_cast<double>(sent + back) / 2;
    }
    return {};
}

std::string Follower::State::take_line(std::string const& line) {
    auto const now = ShareClock::now();
    {
        std::lock_guard const lock(mutex);
        heard = now;
    }
    // A leader that has not drawn yet; the same again as a sign of life.
    if (line == "{}" || line == last) return {};
    auto state = shared_from_json(line);
    if (!state) return state.error().message;
    // Within a second of now: a clock that is wrong must not hold the picture back.
    double const ahead = static_cast<double>(state->show_at) - offset - static_cast<double>(micros(now));
    auto const when = now + std::chrono::microseconds(static_cast<std::int64_t>(std::clamp(ahead, -1e6, 1e6)));
    last = line;
    {
        std::lock_guard const lock(mutex);
        queue.push({when, std::move(*state)});
    }
    if (setup.wake) setup.wake();
    return {};
}

bool Follower::State::take_part(std::string_view part, std::string& wrong) {
    rest.append(part);
    for (std::size_t end; (end = rest.find('\n')) != rest.npos; rest.erase(0, end + 1)) {
        wrong = take_line(rest.substr(0, end));
        if (!wrong.empty()) return false;
        say({});
    }
    if (rest.size() <= kLongestLine) return true;
    wrong = "what the leader says does not end";
    return false;
}

std::string Follower::State::listen(std::stop_token const& stop, bool& heard_any) {
    rest.clear();
    std::string wrong;
    auto const take = [&](std::string_view part) {
        heard_any = true;
        return take_part(part, wrong);
    };
    auto const answer =
        client.call({.url = setup.url + "/follow/stream", .take = take, .longest_s = 0, .silent_s = kSilence}, stop);
    if (!wrong.empty()) return wrong;
    if (answer.status == 200) return {};  // ended as agreed: the next one begins
    return answer.problem.empty() ? "the leader answers " + std::to_string(answer.status) : answer.problem;
}

void Follower::State::work(std::stop_token const& stop) {
    feeds::Backoff backoff(feeds::seed_of(setup.url));
    while (!stop.stop_requested()) {
        std::string why = set_clock(stop);
        bool heard_any = false;
        if (why.empty()) why = listen(stop, heard_any);
        if (heard_any) backoff.succeeded();
        if (why.empty() && heard_any) continue;
        say(why.empty() ? "the leader said nothing" : why);
        // A wall is looked at: a few seconds at most, where a feed may wait a minute.
        auto const wait = std::min<std::int64_t>(backoff.next_ms(), 4000);
        if (!feeds::pause(stop, std::chrono::milliseconds(wait))) return;
    }
}

Follower::Follower(FollowSetup setup) : state_(std::make_unique<State>(std::move(setup))) {
    state_->thread = std::jthread([at = state_.get()](std::stop_token const& stop) { at->work(stop); });
}

Follower::~Follower() = default;

std::optional<SharedState> Follower::take(ShareClock::time_point now) {
    std::lock_guard const lock(state_->mutex);
    return state_->queue.take(now);
}

std::optional<std::chrono::duration<double>> Follower::next_in(ShareClock::time_point now) const {
    std::lock_guard const lock(state_->mutex);
    return state_->queue.next_in(now);
}

std::string Follower::trouble() const {
    std::lock_guard const lock(state_->mutex);
    return state_->trouble;
}

ShareClock::time_point Follower::heard() const {
    std::lock_guard const lock(state_->mutex);
    return state_->heard;
}

}  // namespace app
