// One wall of several outputs: the leader says what is shown and when, the others show the same. Plain data here; the
// network is in Leader and Follower.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "feeds/http_server.h"
#include "scene/view.h"
#include "ui/context.h"
#include "ui/settings.h"

namespace app {

/// All that decides a frame and is not the same on each output by itself (each reads the district and its feeds).
struct SharedState {
    std::uint64_t frame = 0;   ///< the leader's, growing; another run of the leader begins again
    std::int64_t show_at = 0;  ///< microseconds of the leader's steady clock
    scene::Camera camera;      ///< of the whole canvas, exact
    std::string view;          ///< the district's view it came from; may be empty
    scene::Style style = scene::Style::day;
    bool labels = true;
    bool chinese = true, dark = true, wall = true;
    bool live = true;  ///< follows the clock; else the moment below
    base::UtcMs event = base::kNoTime, known = base::kNoTime;
    std::vector<ui::LayerSetting> layers;
    std::uint32_t scene = 0;  ///< of the carousel
    double scene_seconds_left = 0, scene_seconds_whole = 40;
    bool paused = false;
    std::uint32_t waiting = 0;       ///< incidents that have not had their turn
    std::optional<ui::Alarm> alarm;  ///< without its evidence, which each output reads itself
};

/// One line, without a newline in it.
std::string to_json(SharedState const& state);
/// Unknown fields are left alone, missing ones stay as they are by default; an error where it is no such line, or where
/// a number is none that can be shown.
base::Result<SharedState> shared_from_json(std::string const& line);

using ShareClock = std::chrono::steady_clock;

/// States that wait for their time, on the own clock.
class ShareQueue {
public:
    struct Due {
        ShareClock::time_point at;
        SharedState state;
    };
    /// At most as many as four seconds of pictures; then the oldest go.
    void push(Due due);
    /// The newest whose time has come; those before it are let go. None: what is shown stays.
    std::optional<SharedState> take(ShareClock::time_point now);
    /// Until the next one is due; none where nothing waits.
    std::optional<std::chrono::duration<double>> next_in(ShareClock::time_point now) const;

private:
    std::deque<Due> waiting_;
};

/// The leader's side: routes of the remote control's server. `publish` never waits for anybody.
class Leader {
public:
    Leader();
    ~Leader();  ///< ends the streams
    Leader(Leader const&) = delete;
    Leader& operator=(Leader const&) = delete;

    /// How far ahead of its showing a state is told, so that it has arrived everywhere by then.
    static constexpr std::chrono::milliseconds kAhead{25};
    /// Each holds a worker of the server, and the remote control needs some as well. More are answered 503.
    static constexpr int kMostFollowers = 16;
    /// From the thread that draws, once a frame. Sets `show_at` and gives that time: whoever leads shows it then too.
    ShareClock::time_point publish(SharedState state, ShareClock::time_point now);
    /// How many follow at present.
    int followers() const;
    /// For RemoteSetup::more, or for a server with a secret of its own.
    std::vector<feeds::HttpRoute> routes() const;

private:
    struct Board;
    std::shared_ptr<Board> board_;
};

struct FollowSetup {
    std::string url;    ///< of the leader's remote control, "http://10.0.0.5:8735"
    std::string token;  ///< empty: none
    /// Called on another thread when there is something new to take.
    std::function<void()> wake;
};

/// The other outputs' side. Reconnects for ever; nothing is lost meanwhile but what nobody was told.
class Follower {
public:
    explicit Follower(FollowSetup setup);
    ~Follower();
    Follower(Follower const&) = delete;
    Follower& operator=(Follower const&) = delete;

    /// As ShareQueue; a late start gets the state at once.
    std::optional<SharedState> take(ShareClock::time_point now);
    std::optional<std::chrono::duration<double>> next_in(ShareClock::time_point now) const;
    /// Why the leader is not heard, a short sentence in English; empty while it is.
    std::string trouble() const;
    /// When it was last heard; the steady clock's beginning: never.
    ShareClock::time_point heard() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
